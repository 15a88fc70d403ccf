"""Where a picture is used: kept account of while people write, told on its page, and asked before it goes."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles import snapshots
from articles.merging import merge
from articles.models import Article, Author, Organisation
from core.tests import markup
from images import uses
from images.models import Image, ImageUse
from pages.models import CompanyPage

pytestmark = pytest.mark.django_db


def figure(*images: Image) -> str:
    return "<p>So it was.</p>" + "".join(f'<figure data-image="{image.pk}"></figure>' for image in images)


def where(client, image: Image) -> dict[str, list[str]]:
    """What its page says of where it is used."""
    page = markup.read(client.get(reverse("admin:images_image_change", args=[image.pk])).text)
    (section,) = page.all("section.picture-places")
    lists = [[line.text for line in each.all("li")] for each in section.all("ul")]
    return dict(zip(section.texts("h3"), lists, strict=True))


def texts_with(image: Image) -> set[tuple[str, bool]]:
    return {(str(use.row), use.is_planned) for use in image.uses.all()}


# -- What its page tells ---------------------------------------------------------------


def test_the_page_of_a_picture_lists_every_place_by_kind(editor_client, image_factory, article_factory):
    image = image_factory()
    article_factory("It leads this", hero=image)
    article_factory("It stands in this", body=figure(image))
    Author.objects.create(name="Ada Person", picture=image)
    Organisation.objects.create(name="Corvane Bank", logo=image)
    CompanyPage.objects.create(title="About us", slug="about-us", body=figure(image))
    assert where(editor_client, image) == {
        "Article: main picture": ["It leads this"],
        "Article: text": ["It stands in this"],
        "Author: picture": ["Ada Person"],
        "Organisation: logo": ["Corvane Bank"],
        "Company page: text": ["About us"],
    }


def test_the_page_of_a_picture_that_nothing_shows_says_so(editor_client, image_factory):
    image = image_factory()
    assert where(editor_client, image) == {}
    assert "Nowhere. It can be deleted." in editor_client.get(change(image)).text


def test_of_very_many_places_the_newest_are_listed_and_the_others_counted(
    editor_client, image_factory, article_factory, monkeypatch
):
    monkeypatch.setattr(uses, "LISTED", 2)
    image = image_factory()
    for number in range(5):
        article_factory(f"Story {number}", hero=image)
    assert where(editor_client, image)["Article: main picture"] == ["Story 4", "Story 3", "… and 3 more"]


def test_places_that_are_not_open_to_somebody_are_counted_only(
    client, image_factory, article_factory, django_user_model
):
    image = image_factory()
    article_factory("A secret takeover", status="draft", hero=image)
    contributor = django_user_model.objects.create_user("contributor", is_staff=True)
    contributor.groups.add(Group.objects.get(name="Contributors"))
    client.force_login(contributor)
    assert where(client, image) == {"Article: main picture": ["1 more that is not open to you"]}


def test_how_many_places_there_are_costs_no_more_queries(
    editor_client, image_factory, article_factory, django_assert_max_num_queries
):
    image = image_factory()
    for _ in range(20):
        article_factory(hero=image)
        article_factory(body=figure(image))
    with django_assert_max_num_queries(30):
        editor_client.get(change(image))


# -- The account -----------------------------------------------------------------------


def test_a_picture_that_comes_into_a_draft_is_known_at_once_and_when_it_goes(image_factory, article_factory):
    first, second = image_factory(), image_factory()
    article = article_factory("Draft", status="draft", body=figure(first))
    assert texts_with(first) == {("Draft", False)}
    article.save_revision(snapshots.take(article) | {"body": figure(second)}, by=None)
    assert (texts_with(first), texts_with(second)) == (set(), {("Draft", False)})


def test_a_picture_of_a_change_not_published_yet_is_one_of_a_version_to_come(
    editor_client, image_factory, article_factory
):
    shown, new, hero = image_factory(), image_factory(), image_factory()
    article = article_factory("Story", body=figure(shown))
    article.save_revision(snapshots.take(article) | {"body": figure(new), "hero_id": hero.pk}, by=None)
    assert texts_with(shown) == {("Story", False)}
    assert texts_with(new) == texts_with(hero) == {("Story", True)}
    assert where(editor_client, hero) == {"Article: a version to come": ["Story"]}
    article.publish(by=None)
    assert texts_with(shown) == texts_with(hero) == set()
    assert texts_with(new) == {("Story", False)}
    assert where(editor_client, hero) == {"Article: main picture": ["Story"]}


def test_what_is_written_and_saves_itself_counts_as_well(editor, image_factory, article_factory):
    image = image_factory()
    article = article_factory("Story")
    article.publish(by=None)
    article.autosave(
        snapshots.take(article) | {"body": figure(image)}, by=editor, base=article.latest_revision_id, window="w"
    )
    assert texts_with(image) == {("Story", True)}


def test_with_its_article_a_picture_is_free(image_factory, article_factory):
    image = image_factory()
    article_factory(body=figure(image)).delete()
    page = CompanyPage.objects.create(title="About us", slug="about-us", body=figure(image))
    page.delete()
    assert not ImageUse.objects.exists()
    assert list(Image.objects.unused()) == [image]


def test_two_organisations_that_turn_out_to_be_one_may_show_the_same_picture(image_factory):
    image = image_factory()
    keep, other = (Organisation.objects.create(name=name, description=figure(image)) for name in ("Corvane", "Covane"))
    merge(keep, [other])
    assert texts_with(image) == {("Corvane", False)}


def test_a_text_may_name_a_picture_that_never_was(article_factory):
    article = article_factory(body='<figure data-image="999999999999999999"></figure>')
    article.save_revision(snapshots.take(article) | {"title": "Saved"}, by=None)
    article.publish(by=None)
    assert Article.objects.get().title == "Saved"


def test_the_account_is_put_right_where_something_wrote_past_it(image_factory, article_factory):
    image, other = image_factory(), image_factory()
    kept, gone = article_factory("Kept", body=figure(other)), article_factory("Gone", body=figure(image))
    Article.objects.filter(pk=kept.pk).update(body=figure(image))
    Article.objects.filter(pk=gone.pk).delete()
    uses.look_over()
    uses.look_over()
    assert (texts_with(image), texts_with(other)) == ({("Kept", False)}, set())
    assert ImageUse.objects.count() == 1


def test_a_picture_that_something_took_out_of_a_text_past_the_account_is_free(image_factory, article_factory):
    image = image_factory()
    article = article_factory(body=figure(image))
    Article.objects.filter(pk=article.pk).update(body="<p>Words alone.</p>")
    uses.look_over()
    assert texts_with(image) == set()


# -- Deleting ----------------------------------------------------------------------------


def change(image: Image) -> str:
    return reverse("admin:images_image_change", args=[image.pk])


def test_a_picture_in_a_text_is_not_deleted_and_the_text_is_named(editor_client, image_factory, article_factory):
    image = image_factory()
    article_factory("It stands in this", body=figure(image))
    response = editor_client.post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
    assert "cannot be deleted" in response.text
    assert "It stands in this" in response.text
    assert Image.objects.exists()


def test_a_picture_of_an_author_is_not_deleted_either(editor_client, image_factory):
    image = image_factory()
    Author.objects.create(name="Ada Person", picture=image)
    editor_client.post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
    assert Author.objects.get().picture == image


def test_a_picture_that_nothing_shows_is_deleted(editor_client, image_factory):
    image = image_factory()
    editor_client.post(reverse("admin:images_image_delete", args=[image.pk]), {"post": "yes"})
    assert not Image.objects.exists()


# -- Filters -----------------------------------------------------------------------------


def test_the_library_shows_what_is_in_use_and_what_is_not(editor_client, image_factory, article_factory):
    led, told, free = (image_factory(alt=alt) for alt in ("It leads", "It is told of", "It is free"))
    article_factory(hero=led, body=figure(told))

    def shown(use: str) -> set[str]:
        page = editor_client.get(reverse("admin:images_image_changelist"), {"use": use}).text
        return {each.alt for each in (led, told, free) if each.alt in page}

    assert shown("used") == {"It leads", "It is told of"}
    assert shown("unused") == {"It is free"}
