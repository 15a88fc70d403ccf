from django.urls import path

from articles import views

urlpatterns = [
    path("latest-news/", views.latest_news, name="latest-news"),
    path("tags/", views.tags, name="tags"),
    path("tags/<uslug:slug>/", views.tag, name="tag"),
    path("authors/", views.authors, name="authors"),
    path("authors/<uslug:slug>/", views.author, name="author"),
    path("<uslug:section>/<uslug:slug>/", views.article, name="article"),
]
