"""Organisations in the admin: found by any name, named by articles, merged."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Article, Organisation
from core.models import User

CHANGELIST = "/admin/articles/organisation/"
MERGE = "/admin/articles/organisation/merge/"


@pytest.fixture
def awards_client(client, db):
    user = User.objects.create_user("awards", password="a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="Awards staff")[0])
    client.force_login(user)
    return client


@pytest.fixture
def pair(organisation_factory, article_factory):
    """The one to keep, and a duplicate with an article."""
    keep = organisation_factory("Corvane Bank")
    return keep, organisation_factory("Corvane Bankers", articles=[article_factory()])


def names(response) -> list[str]:
    return [organisation.name for organisation in response.context["cl"].result_list]


def test_one_is_found_by_any_of_its_names(editor_client, organisation_factory):
    organisation_factory("Söderholm Bank", other_names=["SB Nordic"])
    organisation_factory("Another")
    for words in ("söder", "soderholm bank", "nordic", "SB"):
        assert names(editor_client.get(CHANGELIST, {"q": words})) == ["Söderholm Bank"], words
    assert names(editor_client.get(CHANGELIST, {"q": "–"})) == []


def test_the_filter_offers_the_countries_that_occur(editor_client, organisation_factory):
    organisation_factory("A", country="SE")
    organisation_factory("B", country="NO")
    organisation_factory("C")
    response = editor_client.get(CHANGELIST, {"country": "SE"})
    assert names(response) == ["A"]
    (spec,) = response.context["cl"].filter_specs
    assert spec.lookup_choices == [("NO", "Norway"), ("SE", "Sweden")]


def test_other_names_and_links_are_kept(editor_client):
    form = {
        "name": "  Corvane   Bank ", "slug": "", "country": "NO", "description": "", "logo": "",
        "other_names": '["CB", " "]', "links": '[{"label": "Website", "url": "https://corvane.example/"}]',
    }  # fmt: skip
    editor_client.post(f"{CHANGELIST}add/", form)
    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.other_names) == ("Corvane Bank", ["CB"])
    assert organisation.links == [{"label": "Website", "url": "https://corvane.example/"}]


def test_a_name_without_a_letter_is_refused_and_nothing_is_lost(editor_client):
    response = editor_client.post(
        f"{CHANGELIST}add/", {"name": "–", "other_names": '["CB"]', "links": "[]", "country": "NO"}
    )
    assert "A name needs letters or digits." in response.text
    assert "CB" in response.text
    assert not Organisation.objects.exists()


# -- Named by articles -------------------------------------------------------------


def form_of(client, article: Article) -> dict:
    """What the edit page of the article sends if nothing is touched."""
    form = client.get(reverse("admin:articles_article_change", args=[article.pk])).context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        if bound.name in {"authors_in_order", "related_in_order", "about"}:
            data[bound.name] = [getattr(each, "pk", each) for each in value or []]
        elif value is not None:
            data[bound.name] = bound.field.widget.format_value(value) or ""
    return data


def test_an_editor_says_whom_an_article_is_about_and_readers_see_it_when_that_is_published(
    editor_client, organisation_factory, article_factory
):
    one, other = organisation_factory("One"), organisation_factory("Other")
    article = article_factory()
    address = reverse("admin:articles_article_change", args=[article.pk])
    data = form_of(editor_client, article) | {"about": [other.pk, one.pk]}
    editor_client.post(address, data | {"_save": ""})
    assert not article.organisations.exists()
    article.refresh_from_db()
    assert article.latest_revision.snapshot["organisations"] == [one.pk, other.pk]
    assert form_of(editor_client, article)["about"] == [one.pk, other.pk]
    preview = editor_client.get(reverse("admin:articles_article_page", args=[article.pk]))
    assert "/organisations/other/" in preview.text
    editor_client.post(address, data | {"_publish": ""})
    assert set(article.organisations.all()) == {one, other}


def test_saving_what_was_not_touched_makes_no_version(editor_client, organisation_factory, article_factory):
    article = article_factory(status="draft")
    organisation_factory(articles=[article])
    address = reverse("admin:articles_article_change", args=[article.pk])
    editor_client.post(address, form_of(editor_client, article) | {"_save": ""})
    assert article.revisions.count() == 1
    editor_client.post(address, form_of(editor_client, article) | {"_save": ""})
    assert article.revisions.count() == 1


def test_a_version_from_before_articles_named_organisations_is_no_change_either(
    editor_client, organisation_factory, article_factory
):
    article = article_factory(status="draft")
    address = reverse("admin:articles_article_change", args=[article.pk])
    editor_client.post(address, form_of(editor_client, article) | {"_save": ""})
    revision = article.revisions.get()
    del revision.snapshot["organisations"]
    revision.save()
    organisation_factory(articles=[article])
    editor_client.post(address, form_of(editor_client, article) | {"_save": ""})
    assert article.revisions.count() == 1


# -- Merging ---------------------------------------------------------------------


def test_those_that_are_marked_are_merged_after_a_page_that_shows_what_moves(editor_client, pair):
    keep, duplicate = pair
    marked = {"action": "merge_selected", "_selected_action": [keep.pk, duplicate.pk]}
    response = editor_client.post(CHANGELIST, marked, follow=True)
    assert response.redirect_chain[-1][0] == f"{MERGE}?organisations={keep.pk}&organisations={duplicate.pk}"
    both = {"organisations": [keep.pk, duplicate.pk], "keep": keep.pk}
    response = editor_client.get(MERGE, both)
    assert "<td>1 article</td>" in response.text
    assert "/organisations/corvane-bankers/" in response.text
    assert Organisation.objects.count() == 2
    response = editor_client.post(MERGE, both, follow=True)
    assert "‘Corvane Bankers’ and ‘Corvane Bank’ are one now" in response.text
    assert Organisation.objects.get().articles.count() == 1


@pytest.mark.parametrize("missing", ["keep", "organisations", "duplicate"])
def test_without_a_choice_nothing_is_merged_and_it_is_said_what_is_missing(editor_client, pair, missing):
    keep, duplicate = pair
    data = {"organisations": [keep.pk, duplicate.pk], "keep": keep.pk}
    if missing == "keep":
        data["keep"] = ""
    elif missing == "organisations":
        data["organisations"] = []
    else:
        data["organisations"] = [keep.pk]
    response = editor_client.post(MERGE, data)
    assert "Choose at least two organisations, and say which of them is kept." in response.text
    assert Organisation.objects.count() == 2


def test_awards_staff_keep_organisations_and_merge_them(awards_client, pair):
    keep, duplicate = pair
    assert awards_client.get(CHANGELIST).status_code == 200
    assert "Merge with a duplicate" in awards_client.get(f"{CHANGELIST}{keep.pk}/change/").text
    awards_client.post(MERGE, {"organisations": [keep.pk, duplicate.pk], "keep": keep.pk})
    assert Organisation.objects.get() == keep


def test_who_may_not_change_them_may_not_merge_them(client, pair):
    keep, duplicate = pair
    user = User.objects.create_user("magazines", password="a long enough secret", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="Magazine staff")[0])
    client.force_login(user)
    assert client.get(CHANGELIST).status_code == 403
    response = client.post(MERGE, {"organisations": [keep.pk, duplicate.pk], "keep": keep.pk})
    assert response.status_code == 403
    assert Organisation.objects.count() == 2
