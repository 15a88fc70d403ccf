"""Every address of the admin, and who may do what there. An address that the tables do not name fails the tests."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, reverse

from articles.models import Article
from awards.models import AwardYear, Nomination, WinnerImport
from core.models import User
from core.tests import markup
from images.models import Image
from magazines.models import Issue
from newsletters.models import Subscriber, SubscriberImport
from newsroom.models import Arrangement
from newsroom.roles import ROLES
from newsroom.tests.one_of_each import Rows, keep_a_letter, one_of_each
from pages.models import GuestPost

pytestmark = pytest.mark.django_db

type Who = frozenset[str]

NOBODY: Who = frozenset()
HOUSE = NOBODY | {"superuser"}
EDITORS = HOUSE | {"Editors", "Publishers"}
PUBLISHERS = HOUSE | {"Publishers"}
WRITERS = EDITORS | {"Contributors"}
PUBLISHERS = HOUSE | {"Publishers"}
ORGANISING = EDITORS | {"Awards staff"}
DESK = HOUSE | {"Readers’ desk"}
NEWSLETTERS = HOUSE | {"Newsletter staff"}
AWARDS = HOUSE | {"Awards staff"}
MAGAZINES = HOUSE | {"Magazine staff"}
PICTURES = WRITERS | AWARDS | MAGAZINES
STAFF = HOUSE | set(ROLES) | {"in no group"}
STRANGERS = ["not staff", "nobody"]

# -- The tables ----------------------------------------------------------------


class Model(NamedTuple):
    """Who opens the list, a row and its history; who adds, changes and deletes one; who else opens the list, to find
    what is theirs in it."""

    see: Who
    add: Who
    change: Who
    delete: Who
    listed: Who = NOBODY


def all_of(who: Who) -> Model:
    return Model(who, who, who, who)


MODELS = {
    # The row is somebody else's; what contributors may do with their own: articles/tests/test_workflow.py.
    # It is not in the bin, and so cannot be deleted by anybody (articles/tests/test_bin.py).
    "articles_article": Model(see=EDITORS, add=WRITERS, change=EDITORS, delete=NOBODY, listed=WRITERS),
    "articles_author": Model(see=WRITERS, add=EDITORS, change=EDITORS, delete=EDITORS),
    "articles_organisation": Model(see=WRITERS | AWARDS, add=ORGANISING, change=ORGANISING, delete=ORGANISING),
    # It begins with its article and stays; to mend its words is a publisher's.
    "articles_publicnote": Model(see=EDITORS, add=NOBODY, change=PUBLISHERS, delete=NOBODY),
    "articles_section": all_of(EDITORS),
    "articles_tag": Model(see=WRITERS, add=EDITORS, change=EDITORS, delete=EDITORS),
    "auth_group": all_of(HOUSE),
    "awards_awardyear": all_of(AWARDS),
    "awards_category": all_of(AWARDS),
    "awards_categorygroup": all_of(AWARDS),
    "awards_mediafile": all_of(AWARDS),
    # A nomination is acted on by an address of its own; what is posted to the page itself changes nothing.
    "awards_nomination": Model(see=AWARDS, add=NOBODY, change=AWARDS, delete=AWARDS),
    "awards_programme": Model(see=AWARDS, add=NOBODY, change=AWARDS, delete=NOBODY),
    "awards_question": all_of(AWARDS),
    "awards_testimonial": all_of(AWARDS),
    "awards_winner": all_of(AWARDS),
    "core_auditentry": Model(see=HOUSE, add=NOBODY, change=NOBODY, delete=NOBODY),
    "core_oldaddress": Model(see=HOUSE, add=NOBODY, change=NOBODY, delete=HOUSE),
    "core_sitesettings": Model(see=HOUSE, add=NOBODY, change=HOUSE, delete=NOBODY),
    "core_user": all_of(HOUSE),
    "django_tasks_database_dbtaskresult": Model(see=HOUSE, add=NOBODY, change=HOUSE, delete=HOUSE),
    "images_image": Model(see=PICTURES, add=PICTURES, change=EDITORS, delete=EDITORS),
    "magazines_issue": all_of(MAGAZINES),
    # A list that anybody is on stays, and so does the row of a media kit: a new PDF is a new row.
    "newsletters_mailinglist": Model(see=NEWSLETTERS, add=NEWSLETTERS, change=NEWSLETTERS, delete=NOBODY),
    # People and imports are acted on by addresses of their own; what is posted to their pages changes nothing.
    "newsletters_subscriber": Model(see=NEWSLETTERS, add=NEWSLETTERS, change=NEWSLETTERS, delete=NOBODY),
    "newsletters_subscriberexport": Model(see=NEWSLETTERS, add=NOBODY, change=NOBODY, delete=NOBODY),
    "newsletters_subscriberimport": Model(see=NEWSLETTERS, add=NEWSLETTERS, change=NEWSLETTERS, delete=NOBODY),
    "newsroom_breakingnews": Model(see=EDITORS, add=PUBLISHERS, change=PUBLISHERS, delete=PUBLISHERS),
    "pages_advertisingformat": all_of(DESK),
    "pages_companypage": all_of(HOUSE),
    "pages_department": all_of(DESK),
    "pages_enquiry": Model(see=DESK | EDITORS, add=NOBODY, change=DESK | EDITORS, delete=DESK),
    "pages_guestpost": Model(see=EDITORS, add=NOBODY, change=EDITORS, delete=EDITORS),
    "pages_mediakit": Model(see=DESK, add=DESK, change=NOBODY, delete=DESK),
    "pages_menuitem": all_of(HOUSE),
}  # fmt: skip
"""What Django makes for every model: list, adding, changing, deleting, history."""

OTHERS = {
    "index": STAFF,
    "my_settings": STAFF,
    "password_change": STAFF,
    "password_change_done": STAFF,
    "jsi18n": STAFF,
    "view_on_site": STAFF,
    "autocomplete": WRITERS | AWARDS,  # of organisations, the only ones that are looked up so
    "auth_user_password_change": HOUSE,
    "letters": HOUSE,
    "letter": HOUSE,
    "letter-html": HOUSE,
    "articles_article_autosave": EDITORS,
    "articles_article_calendar": WRITERS,
    "articles_article_move": EDITORS,
    "articles_article_autosave_new": WRITERS,
    "articles_article_call": EDITORS,
    "articles_article_compare": EDITORS,
    "articles_article_links": EDITORS,
    "articles_article_page": EDITORS,
    "articles_article_presence": EDITORS,
    "articles_article_preview": EDITORS,
    "articles_article_references": WRITERS,
    "articles_article_remark": EDITORS,
    "articles_article_restore": EDITORS,
    "articles_article_retract": PUBLISHERS,
    "articles_article_step": EDITORS,
    "articles_article_take_back_link": EDITORS,
    "articles_organisation_merge": EDITORS | AWARDS,
    "awards_awardyear_announce": AWARDS,
    "awards_nomination_act": AWARDS,
    "awards_nomination_board": AWARDS,
    "awards_nomination_export": AWARDS,
    "awards_nomination_file": AWARDS,
    "awards_winner_import": AWARDS,
    "awards_winner_import_plan": AWARDS,
    "awards_winner_import_progress": AWARDS,
    "front_page": EDITORS,
    "front_page_arrange": PUBLISHERS,
    "front_page_bring_back": PUBLISHERS,
    "front_page_cancel": PUBLISHERS,
    "front_page_preview": EDITORS,
    "images_image_about": PICTURES,
    "images_image_upload": PICTURES,
    "magazines_issue_pdf": MAGAZINES,
    "magazines_issue_progress": MAGAZINES,
    "newsletters_subscriber_erase": NEWSLETTERS,
    "newsletters_subscriber_export": NEWSLETTERS,
    "newsletters_subscriber_verb": NEWSLETTERS,
    "newsletters_subscriberimport_columns": NEWSLETTERS,
    "newsletters_subscriberimport_manner": NEWSLETTERS,
    "newsletters_subscriberimport_progress": NEWSLETTERS,
    "newsletters_subscriberimport_report": NEWSLETTERS,
    "newsletters_subscriberimport_report_csv": NEWSLETTERS,
    "newsletters_subscriberimport_verb": NEWSLETTERS,
    "pages_guestpost_file": EDITORS,
}
"""The other addresses, with who may use them in whatever way."""

APPS = {
    "articles": WRITERS | AWARDS,
    "auth": HOUSE,
    "awards": AWARDS,
    "core": HOUSE,
    "django_tasks_database": HOUSE,
    "images": PICTURES,
    "magazines": MAGAZINES,
    "newsletters": NEWSLETTERS,
    "newsroom": EDITORS,
    "pages": EDITORS | DESK,
}
"""The lists of the models of an app, which do not exist for others."""

OPEN = {"login", "logout"}
"""What has to work for everybody."""

NAMELESS = ("<path:object_id>/", "(?P<url>.*)$")
"""Addresses that only lead on, to the page of a row or to the same with a slash; here, what they end with."""


# -- What the tables say, address by address -----------------------------------------


class Address(NamedTuple):
    path: str
    get: Who
    post: Who


def addresses(rows: Rows) -> Iterator[Address]:
    """Everything that the tables decide, with real rows behind it."""
    pks = {f"{model._meta.app_label}_{model._meta.model_name}": row.pk for model, row in rows.items()}
    for model, may in MODELS.items():
        yield Address(reverse(f"admin:{model}_changelist"), may.see | may.listed, may.see | may.listed)
        yield Address(reverse(f"admin:{model}_add"), may.add, may.add)
        yield Address(reverse(f"admin:{model}_change", args=[pks[model]]), may.see, may.change)
        yield Address(reverse(f"admin:{model}_delete", args=[pks[model]]), may.delete, may.delete)
        yield Address(reverse(f"admin:{model}_history", args=[pks[model]]), may.see, may.see)
    several = arguments(rows)
    for name, who in OTHERS.items():
        for args in several.get(name, [[]]):
            yield Address(reverse(f"admin:{name}", args=args), who, who)


def arguments(rows: Rows) -> dict[str, list[list]]:
    """With what the other addresses are made, once or several times over."""
    letter = keep_a_letter()
    article, nomination, issue = rows[Article].pk, rows[Nomination], rows[Issue].pk
    person, job, user = rows[Subscriber].pk, rows[SubscriberImport].pk, rows[User].pk
    imports = ("columns", "manner", "progress", "report", "report_csv")
    return {
        "view_on_site": [[ContentType.objects.get_for_model(Article).pk, article]],
        "auth_user_password_change": [[user]],
        "letter": [[letter.file, letter.number]],
        "letter-html": [[letter.file, letter.number]],
        **{f"articles_article_{name}": [[article]] for name in _PAGES_OF_AN_ARTICLE},
        "articles_article_take_back_link": [[article, rows[Article].preview_links.get().pk]],
        "articles_article_call": [[article, rows[Article].revisions.get().pk]],
        "articles_article_restore": [[article, rows[Article].revisions.get().pk]],
        "articles_article_step": [[article, "bin"], [article, "take_out"]],
        "awards_awardyear_announce": [[rows[AwardYear].pk]],
        "awards_nomination_act": [[nomination.pk, verb] for verb in ("move", "note", "match", "organisation", "link")],
        "awards_nomination_file": [[nomination.pk, nomination.files.get().pk]],
        "awards_winner_import_plan": [[rows[WinnerImport].pk]],
        "awards_winner_import_progress": [[rows[WinnerImport].pk]],
        "front_page_bring_back": [[0], [rows[Arrangement].pk]],
        "front_page_cancel": [[rows[Arrangement].pk]],
        "images_image_about": [[rows[Image].pk]],
        "magazines_issue_pdf": [[issue]],
        "magazines_issue_progress": [[issue]],
        "newsletters_subscriber_erase": [[person]],
        "newsletters_subscriber_verb": [[person, verb] for verb in ("join", "leave", "suppress")],
        **{f"newsletters_subscriberimport_{name}": [[job]] for name in imports},
        "newsletters_subscriberimport_verb": [
            [job, verb] for verb in ("bring-in", "stop", "columns", "undo", "go-on", "discard")
        ],
        "pages_guestpost_file": [[rows[GuestPost].pk]],
    }


_PAGES_OF_AN_ARTICLE = ("autosave", "compare", "links", "move", "page", "presence", "preview", "remark", "retract")


def patterns(found: list, before: str = "") -> Iterator[tuple[str, str]]:
    """The name of every address of the admin, and what it matches."""
    for each in found:
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield each.name or "", before + str(each.pattern)


def test_the_tables_name_every_address_and_none_that_does_not_exist():
    named = {f"{model}_{what}" for model in MODELS for what in ("changelist", "add", "change", "delete", "history")}
    named |= set(OTHERS) | OPEN | {"app_list"}
    there = list(patterns(admin.site.get_urls()))
    assert {name for name, _ in there if name} == named
    nameless = {path for name, path in there if not name}
    assert {path for path in nameless if not path.endswith(NAMELESS)} == set()


def test_the_tables_name_every_app():
    assert {model._meta.app_label for model in admin.site._registry} == set(APPS)


# -- Who gets in ---------------------------------------------------------------------


@pytest.fixture
def rows(keep_letters) -> Rows:
    return one_of_each(User.objects.create_superuser("somebody", first_name="Edda", last_name="Torvald"))


@pytest.fixture
def sign_in(client, settings, caplog):
    """Signs in somebody with the role, at little cost for the thousands of requests that follow."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    caplog.set_level(logging.CRITICAL, logger="django.request")

    def as_role(role: str) -> None:
        if role != "nobody":
            user = User.objects.create_user(f"test {role}", is_staff=role in STAFF, is_superuser=role == "superuser")
            user.groups.set(Group.objects.filter(name=role))
            client.force_login(user)

    return as_role


def got(client, path: str) -> int:
    query = {"app_label": "awards", "model_name": "winner", "field_name": "organisation", "term": "bank"}
    return status_of(client.get(path, query if path.endswith("/autocomplete/") else None))


def posted(client, path: str) -> int:
    """The status of the answer; what came of the request is undone."""
    with transaction.atomic():
        status = status_of(client.post(path))
        transaction.set_rollback(True)
    return status


def status_of(response: HttpResponseBase) -> int:
    if response.streaming:
        list(response.streaming_content)  # to its end, which closes the file
    return response.status_code


@pytest.mark.parametrize("role", sorted(STAFF))
def test_whoever_may_gets_in_and_whoever_may_not_is_refused(client, rows, sign_in, role):
    sign_in(role)
    wrong = []
    for path, *allowed in addresses(rows):
        for ask, who in zip((got, posted), allowed, strict=True):
            if role == "superuser" and who - HOUSE:
                continue  # what a group may, a superuser may
            status = ask(client, path)
            right = {200, 302, 405, 422} if role in who else {403, 405}
            if status not in right:
                wrong.append(f"{ask.__name__} {path}: {status}")
    assert not wrong, "\n".join(wrong)


def test_whoever_is_refused_is_told_so_in_words_and_finds_a_way_back(client, sign_in):
    sign_in("Awards staff")
    response = client.get(reverse("admin:newsletters_subscriber_changelist"))
    page = markup.read(response.text)
    assert response.status_code == 403
    assert page.texts("h1") == ["This page is not open to you."]
    assert page.values("href")[-2:] == [reverse("admin:index"), "/"]


@pytest.mark.parametrize("role", STRANGERS)
def test_whoever_does_not_work_here_is_asked_to_sign_in(client, rows, sign_in, role):
    sign_in(role)
    for path, *_ in addresses(rows):
        for ask in (client.get, client.post):
            response = ask(path)
            assert response.status_code == 302, path
            assert response["Location"].startswith(reverse("admin:login")), path


@pytest.mark.parametrize("role", [*sorted(STAFF), *STRANGERS])
def test_each_finds_the_apps_that_are_theirs(client, sign_in, role):
    sign_in(role)
    answers = {app: client.get(reverse("admin:app_list", args=[app])).status_code for app in APPS}
    refused = 404 if role in STAFF else 302
    assert answers == {app: 200 if role in who else refused for app, who in APPS.items()}


@pytest.mark.parametrize("role", [*sorted(STAFF), *STRANGERS])
def test_everybody_can_sign_in_and_out(client, sign_in, role):
    sign_in(role)
    assert client.get(reverse("admin:login")).status_code == (302 if role in STAFF else 200)
    assert client.post(reverse("admin:logout")).status_code in {200, 302}
    assert client.get(reverse("admin:index")).status_code == 302
