"""Who may do what with subscribers: newsletter staff everything of theirs, everybody else nothing."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.urls import reverse

from core.models import User
from newsletters.models import SubscriberImport


@pytest.fixture
def addresses(subscriber_factory, list_factory, editor) -> list[str]:
    person, daily = subscriber_factory(), list_factory()
    file = ContentFile(b"email\nnew@bank.example\n", "guests.csv")
    job = SubscriberImport.objects.upload(file, by=editor)
    places = [
        *((f"{model}_changelist", []) for model in MODELS),
        *((f"{model}_add", []) for model in ("mailinglist", "subscriber", "subscriberimport")),
        ("mailinglist_change", [daily.pk]),
        ("mailinglist_history", [daily.pk]),
        ("subscriber_change", [person.pk]),
        ("subscriber_history", [person.pk]),
        ("subscriber_erase", [person.pk]),
        ("subscriber_export", []),
        ("subscriberimport_change", [job.pk]),
        ("subscriberimport_history", [job.pk]),
        ("subscriberimport_columns", [job.pk]),
        ("subscriberimport_progress", [job.pk]),
        ("subscriberimport_report", [job.pk]),
        ("subscriberimport_report_csv", [job.pk]),
    ]
    return [reverse(f"admin:newsletters_{name}", args=args) for name, args in places]


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


MODELS = ("mailinglist", "subscriber", "subscriberimport", "subscriberexport")


@pytest.fixture
def sign_in(client, db):
    def make(*groups: str, permissions: tuple[str, ...] = ()):
        user = User.objects.create_user("somebody", password="a long enough secret", is_staff=True)
        user.groups.set(Group.objects.filter(name__in=groups))
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(user)
        return client

    return make


def test_newsletter_staff_open_every_page(sign_in, addresses):
    client = sign_in("Newsletter staff")
    answers = {address: client.get(address, follow=True).status_code for address in addresses}
    assert answers == dict.fromkeys(addresses, 200)


@pytest.mark.parametrize("group", ["Editors", "Awards staff", "Magazine staff", None])
def test_others_open_none(sign_in, addresses, posts, group):
    client = sign_in(*([group] if group else []))
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 403)
    assert {address: client.post(address).status_code for address in posts} == dict.fromkeys(posts, 403)


def test_strangers_are_asked_to_sign_in(client, addresses):
    assert {client.get(address).status_code for address in addresses} == {302}


def test_who_may_only_look_changes_nothing(sign_in, posts):
    client = sign_in(permissions=("view_subscriber", "view_subscriberimport", "view_mailinglist"))
    assert {client.post(address).status_code for address in posts} == {403}


def test_who_may_look_but_not_download_sees_no_button(sign_in, subscriber_factory):
    subscriber_factory()
    client = sign_in(permissions=("view_subscriber",))
    page = client.get(reverse("admin:newsletters_subscriber_changelist"))
    assert page.status_code == 200
    assert "Download" not in page.text
