from django.urls import path

from articles import feeds, views

urlpatterns = [
    path("feed/", feeds.LatestFeed.as_view(), name="feed"),
    path("feed.json", feeds.LatestFeed.as_json(), name="json-feed"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/feed/", feeds.CorrectionsFeed.as_view(), name="corrections-feed"),
    path("corrections/feed.json", feeds.CorrectionsFeed.as_json()),
    path("tags/<uslug:slug>/feed/", feeds.TagFeed.as_view(), name="tag-feed"),
    path("tags/<uslug:slug>/feed.json", feeds.TagFeed.as_json()),
    path("authors/<uslug:slug>/feed/", feeds.AuthorFeed.as_view(), name="author-feed"),
    path("authors/<uslug:slug>/feed.json", feeds.AuthorFeed.as_json()),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<uslug:slug>/", views.organisation, name="organisation"),
    path("preview/<str:token>/", views.preview, name="preview"),
    path("read/", views.read, name="read"),
    path("<uslug:slug>/feed/", feeds.SectionFeed.as_view(), name="section-feed"),
    path("<uslug:slug>/feed.json", feeds.SectionFeed.as_json()),
    path("cards/<int:pk>-<slug:digest>.png", views.share_card, name="share-card"),
    path("latest-news/", views.latest_news, name="latest-news"),
    path("tags/", views.tags, name="tags"),
    path("tags/<uslug:slug>/", views.tag, name="tag"),
    path("authors/", views.authors, name="authors"),
    path("authors/<uslug:slug>/", views.author, name="author"),
    path("<uslug:section>/<uslug:slug>/", views.article, name="article"),
]
