"""Pictures whose rights have ended: no longer offered, marked where they are, and not shown to readers anew."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import snapshots
from articles.models import Article, Author
from core.tests import markup
from images.models import Image

pytestmark = pytest.mark.django_db

LIBRARY = reverse("admin:images_image_changelist")


@pytest.fixture
def ended(image_factory):
    return image_factory(alt="Two dealers", rights_end=timezone.localdate() - timedelta(days=1))


def last_day(days: int):
    return timezone.localdate() + timedelta(days=days)


def figure(image: Image) -> str:
    return f'<p>So it was.</p><figure data-image="{image.pk}"></figure>'


def alts(page: str) -> list[str]:
    return markup.read(page).texts("span.picture-grid-alt")


# -- The library -------------------------------------------------------------------------


def test_a_picture_may_be_shown_on_its_last_day_and_not_on_the_next(image_factory, time_machine):
    image = image_factory(rights_end="2026-03-03")
    image.refresh_from_db()
    time_machine.move_to("2026-03-03T23:59:00Z", tick=False)
    assert not image.rights_ended
    assert list(Image.objects.offered()) == [image]
    time_machine.move_to("2026-03-04T00:01:00Z", tick=False)
    assert image.rights_ended
    assert not Image.objects.offered()


def test_the_window_in_which_one_chooses_offers_what_may_be_shown(editor_client, ended, image_factory):
    image_factory(alt="A door", rights_end=last_day(3))
    image_factory(alt="A bridge")
    assert alts(editor_client.get(LIBRARY, {"_popup": 1}).text) == ["A bridge", "A door"]


def test_the_library_shows_all_and_says_what_ended_and_what_will_soon(editor_client, ended, image_factory):
    image_factory(alt="A door", rights_end=last_day(3))
    image_factory(alt="A bridge", rights_end=last_day(300))
    page = markup.read(editor_client.get(LIBRARY).text)
    assert page.texts("span.picture-grid-alt") == ["A bridge", "A door", "Two dealers"]
    flags = [each for each in page.texts("span.picture-flag") if each != "Not in use"]
    assert [flag.split(" on ")[0] for flag in flags] == ["Rights end", "Rights ended"]


@pytest.mark.parametrize(
    ("choice", "found"),
    [("ended", ["Two dealers"]), ("soon", ["A door"]), ("offered", ["A door", "A bridge"]), ("nonsense", None)],
)
def test_the_library_is_narrowed_by_rights(editor_client, ended, image_factory, choice, found):
    image_factory(alt="A bridge")
    image_factory(alt="A door", rights_end=last_day(3))
    shown = alts(editor_client.get(LIBRARY, {"rights": choice}).text)
    assert shown == (found or ["A door", "A bridge", "Two dealers"])


def test_pictures_are_found_by_their_source_and_by_all_words(editor_client, image_factory):
    image_factory(alt="A door", source="Agency Example 4711")
    image_factory(alt="A door of oak", credit="Photograph: A. Person")
    assert alts(editor_client.get(LIBRARY, {"q": "door 4711"}).text) == ["A door"]
    assert alts(editor_client.get(LIBRARY, {"q": "door person"}).text) == ["A door of oak"]


def test_what_may_be_done_with_a_picture_is_kept(editor_client, image_factory):
    image = image_factory()
    fields = {"alt": "A door", "source": "Agency", "rights": "Web only", "rights_end": "2031-05-01"}
    address = reverse("admin:images_image_change", args=[image.pk])
    editor_client.post(address, fields | {"focal_x": "0.5", "focal_y": "0.5"})
    image.refresh_from_db()
    assert (image.source, image.rights, str(image.rights_end)) == ("Agency", "Web only", "2031-05-01")
    assert 'value="2031-05-01"' in editor_client.get(address).text


# -- Where it is used --------------------------------------------------------------------


def test_a_picture_whose_rights_ended_is_not_taken_anew(editor_client, ended):
    author = Author.objects.create(name="Ada Person")
    address = reverse("admin:articles_author_change", args=[author.pk])
    response = editor_client.post(address, {"name": "Ada Person", "slug": author.slug, "picture": ended.pk})
    assert "may not be shown: its rights ended" in response.context["adminform"].form.errors["picture"][0]


def test_where_it_stands_already_it_can_stay_and_is_marked(editor_client, ended):
    author = Author.objects.create(name="Ada Person", picture=ended)
    address = reverse("admin:articles_author_change", args=[author.pk])
    assert "may not be shown any longer" in editor_client.get(address).text
    fields = {"name": "Ada B. Person", "slug": author.slug, "picture": ended.pk, "links": "[]"}
    editor_client.post(address, fields)
    author.refresh_from_db()
    assert (author.name, author.picture) == ("Ada B. Person", ended)


def test_what_a_page_asks_about_a_picture_says_that_its_rights_ended(editor_client, ended, image_factory):
    def warning(image: Image) -> str:
        return editor_client.get(reverse("admin:images_image_about", args=[image.pk])).json()["warning"]

    assert "may not be shown any longer" in warning(ended)
    assert warning(image_factory()) == ""


# -- Readers -----------------------------------------------------------------------------


def refused(article: Article) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as why:
        article.publish(by=None)
    return why.value.message_dict


@pytest.mark.parametrize("where", ["hero", "body"])
def test_an_article_is_not_published_with_it(article_factory, ended, where):
    fields = {"hero": ended} if where == "hero" else {"body": figure(ended)}
    assert "rights ended" in refused(article_factory(status="draft", **fields))[where][0]


def test_an_article_that_shows_it_already_can_be_corrected(article_factory, ended):
    article = article_factory(hero=ended, body=figure(ended), summary="It closed.")
    article.save_revision(snapshots.take(article) | {"title": "Corrected"}, by=None)
    article.publish(by=None)
    assert Article.objects.get().title == "Corrected"


@pytest.mark.parametrize("where", ["hero", "body"])
def test_a_correction_does_not_bring_it_in(article_factory, ended, where):
    article = article_factory(summary="It closed.")
    new = {"hero_id": ended.pk} if where == "hero" else {"body": figure(ended)}
    article.save_revision(snapshots.take(article) | new, by=None)
    assert "rights ended" in refused(article)[where][0]


def test_it_is_not_scheduled_for_a_day_on_which_its_rights_will_have_ended(article_factory, image_factory):
    article = article_factory(status="draft", hero=image_factory(rights_end=last_day(2)))
    with pytest.raises(ValidationError, match="rights end on"):
        article.publish(by=None, at=timezone.now() + timedelta(days=3))
    article.publish(by=None, at=timezone.now() + timedelta(days=1))
    assert article.is_scheduled


def test_an_article_is_published_with_it_on_its_last_day(article_factory, image_factory):
    article = article_factory(status="draft", hero=image_factory(rights_end=last_day(0)))
    article.publish(by=None)
    assert article.is_public


def test_an_article_is_not_published_with_it_by_being_dated_back(article_factory, ended):
    article = article_factory(status="draft", hero=ended, published_at=timezone.now() - timedelta(days=5))
    assert "hero" in refused(article)


def test_what_was_withdrawn_does_not_come_back_with_it(article_factory, ended):
    article = article_factory(hero=ended, summary="It closed.")
    article.withdraw()
    assert "hero" in refused(article)
