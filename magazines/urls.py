from django.urls import path

from magazines import views

urlpatterns = [
    path("", views.shelf, name="magazines"),
    path("<uslug:slug>/", views.issue, name="issue"),
    path("<uslug:slug>/download/", views.download, name="issue-download"),
    path("<uslug:slug>/read/", views.pages, name="issue-pages"),
    path("<uslug:slug>/read/<int:position>/", views.page, name="issue-page"),
]
