from django.urls import path, re_path

from awards.models import Nomination
from awards.nominations import views
from awards.nominations.forms import FORMS

_TEXTS = "|".join(part for part in Nomination.Part.values if part in FORMS)

urlpatterns = [
    path("", views.nominate, name="nominate"),
    path("sent/", views.sent, name="nominate-sent"),
    path("<str:token>/", views.overview, name="nomination"),
    path("<str:token>/files/", views.files, name="nomination-files"),
    path("<str:token>/files/<int:pk>/", views.file, name="nomination-file"),
    path("<str:token>/files/<int:pk>/remove/", views.remove_file, name="nomination-remove-file"),
    path("<str:token>/submit/", views.submit, name="nomination-submit"),
    path("<str:token>/withdraw/", views.withdraw, name="nomination-withdraw"),
    path("<str:token>/delete/", views.discard, name="nomination-discard"),
    re_path(rf"^(?P<token>[^/]+)/(?P<part>{_TEXTS})/$", views.part, name="nomination-part"),
]
