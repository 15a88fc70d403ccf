from django.urls import path

from newsletters import views

urlpatterns = [
    path("", views.sign_up, name="newsletter"),
    path("check-your-mail/", views.check_your_mail, name="newsletter-check-your-mail"),
    path("confirm/<token>/", views.confirm, name="newsletter-confirm"),
    path("confirmed/<token>/", views.confirmed, name="newsletter-confirmed"),
    path("preferences/<token>/", views.preferences, name="newsletter-preferences"),
    path("preferences/<token>/address/", views.change_address, name="newsletter-change-address"),
    path("preferences/<token>/data/", views.my_data, name="newsletter-my-data"),
    path("preferences/<token>/erase/", views.erase, name="newsletter-erase"),
    path("erased/", views.erased, name="newsletter-erased"),
    path("address/<token>/", views.agree_to_address, name="newsletter-address"),
    path("unsubscribe/<token>/", views.unsubscribe, name="newsletter-unsubscribe"),
    path("undo/<token>/", views.undo, name="newsletter-undo"),
]
