from django.contrib import admin
from django.urls import include, path

from newsroom import sitemaps, views

urlpatterns = [
    path("", views.front_page, name="front-page"),
    path("admin/", admin.site.urls),
    path("media/<path:path>", views.media, name="media"),
    path("search/", include("newsroom.search.urls")),
    path("sitemap/", views.sitemap, name="sitemap"),
    path("sitemap.xml", sitemaps.index, name="sitemap-index"),
    path("sitemaps/<slug:section>.xml", sitemaps.part, name="sitemap-part"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("awards/", include("awards.urls")),
    path("magazines/", include("magazines.urls")),
    path("newsletter/", include("newsletters.urls")),
    path("", include("pages.urls")),
    path("", include("articles.urls")),
    path("<uslug:slug>/", views.root, name="root"),
]
