from django.urls import path

from pages import views

urlpatterns = [
    path("contact-us/", views.contact_us, name="contact-us"),
    path("contact-us/sent/<str:token>/", views.enquiry_sent, name="enquiry-sent"),
    path("advertising/", views.advertising, name="advertising"),
    path("submit-post/", views.submit_post, name="submit-post"),
    path("submit-post/sent/", views.submit_post_sent, name="submit-post-sent"),
    path("submit-post/confirm/<str:token>/", views.confirm_guest_post, name="guest-post-confirm"),
    path("submit-post/follow/<str:token>/", views.guest_post, name="guest-post"),
    path("submit-post/amend/<str:token>/", views.amend_guest_post, name="guest-post-amend"),
    path("submit-post/withdraw/<str:token>/", views.withdraw_guest_post, name="guest-post-withdraw"),
]
