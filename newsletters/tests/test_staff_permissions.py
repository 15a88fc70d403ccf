"""What somebody can do who may only look at subscribers. Who may open which page: newsroom/tests."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.urls import reverse

from core.models import User
from newsletters.models import SubscriberImport


@pytest.fixture
def posts(subscriber_factory, editor) -> list[str]:
    person = subscriber_factory()
    job = SubscriberImport.objects.upload(ContentFile(b"email\nnew@bank.example\n", "guests.csv"), by=editor)
    verbs = ("bring-in", "stop", "columns", "undo", "go-on", "discard")
    return [
        *(
            reverse("admin:newsletters_subscriber_verb", args=[person.pk, verb])
            for verb in ("join", "leave", "suppress")
        ),
        *(reverse("admin:newsletters_subscriberimport_verb", args=[job.pk, verb]) for verb in verbs),
        reverse("admin:newsletters_subscriberimport_manner", args=[job.pk]),
        reverse("admin:newsletters_subscriber_export"),
        reverse("admin:newsletters_subscriber_erase", args=[person.pk]),
    ]


@pytest.fixture
def sign_in(client, db):
    def make(*permissions: str):
        user = User.objects.create_user("somebody", password="a long enough secret", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return make


def test_who_may_only_look_changes_nothing(sign_in, posts):
    client = sign_in("view_subscriber", "view_subscriberimport", "view_mailinglist")
    assert {client.post(address).status_code for address in posts} == {403}


def test_who_may_look_but_not_download_sees_no_button(sign_in, subscriber_factory):
    subscriber_factory()
    client = sign_in("view_subscriber")
    page = client.get(reverse("admin:newsletters_subscriber_changelist"))
    assert page.status_code == 200
    assert "Download" not in page.text
