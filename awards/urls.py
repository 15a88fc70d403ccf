from django.urls import include, path

from awards import views

urlpatterns = [
    path("", views.home, name="awards"),
    path("about/", views.about, name="awards-about"),
    path("timetable/", views.timetable, name="awards-timetable"),
    path("timetable.ics", views.timetable_ics, name="awards-timetable-ics"),
    path("testimonials/", views.testimonials, name="awards-testimonials"),
    path("media-room/", views.media_room, name="awards-media-room"),
    path("faq/", views.faq, name="awards-faq"),
    path("nominate/", include("awards.nominations.urls")),
    path("winners/", views.winners, name="winners"),
    path("winners/<int:year>/", views.winners_of_year, name="winners-of-year"),
    path("winners/<int:year>/<uslug:slug>/", views.winner, name="winner"),
    path("winners/<int:year>/<uslug:slug>/badge.svg", views.badge_svg, name="badge-svg"),
    path("winners/<int:year>/<uslug:slug>/badge.png", views.badge_png, name="badge-png"),
]
