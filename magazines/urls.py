from django.urls import path

from magazines import views
from magazines.feeds import IssueFeed

urlpatterns = [
    path("", views.shelf, name="magazines"),
    path("feed/", IssueFeed.as_view(), name="issue-feed"),
    path("feed.json", IssueFeed.as_json(), name="issue-json-feed"),
    path("<uslug:slug>/", views.issue, name="issue"),
    path("<uslug:slug>/download/", views.download, name="issue-download"),
    path("<uslug:slug>/read/", views.pages, name="issue-pages"),
    path("<uslug:slug>/read/<int:position>/", views.page, name="issue-page"),
]
