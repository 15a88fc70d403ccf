from django.contrib import admin
from django.urls import include, path

from newsroom import views

urlpatterns = [
    path("", views.front_page, name="front-page"),
    path("admin/", admin.site.urls),
    path("media/<path:path>", views.media, name="media"),
    path("sitemap/", views.sitemap, name="sitemap"),
    path("awards/", include("awards.urls")),
    path("magazines/", include("magazines.urls")),
    path("newsletter/", include("newsletters.urls")),
    path("", include("pages.urls")),
    path("", include("articles.urls")),
    path("<uslug:slug>/", views.root, name="root"),
]
