from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.figures import draw_figures, references_in
from core import richtext
from core.tests import markup

pytestmark = pytest.mark.django_db


def figure(kind: str, value: object, caption: str = "") -> str:
    """A reference as the editor writes it."""
    inside = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-{kind}="{value}">{inside}</figure>'


def link(article) -> str:
    return f'<p>As <a data-article="{article.pk}">we <em>said</em></a>.</p>'


def drawn(text: str) -> markup.Element:
    return markup.read(draw_figures(richtext.clean(text)))


def test_a_picture_is_drawn_with_its_alternative_text_sizes_and_the_caption_given(image_factory):
    image = image_factory(alt="A “vault” door", caption="Its own caption", credit="Photograph: A. Person")
    element = drawn(figure("image", image.pk, "Said <em>here</em>")).one("figure")
    assert element.one("img").attributes["alt"] == "A “vault” door"
    assert element.one("img").attributes["loading"] == "lazy"
    assert element.one("figcaption").text == "Said here Photograph: A. Person"
    assert element.texts("em") == ["here"]


def test_without_a_caption_the_pictures_own_is_shown(image_factory):
    image = image_factory(caption="Its own caption")
    assert drawn(figure("image", image.pk)).one("figcaption").text == "Its own caption"


def test_a_picture_that_is_no_longer_in_the_library_leaves_nothing_behind(image_factory):
    text = f"<p>Before.</p>{figure('image', 987654, 'Gone')}<p>After.</p>"
    assert draw_figures(text) == "<p>Before.</p><p>After.</p>"


def test_a_film_is_a_link_that_can_become_a_player():
    element = drawn(figure("embed", "https://vimeo.com/123456", "A film")).one("figure.film")
    assert (
        element.one("film-on-demand").attributes["data-player"]
        == "https://player.vimeo.com/video/123456?autoplay=1&dnt=1"
    )
    assert element.one("a").attributes["href"] == "https://vimeo.com/123456"
    assert element.one("figcaption").text == "A film"


def test_a_film_whose_address_carries_an_ampersand_is_known():
    element = drawn(figure("embed", "https://www.youtube.com/watch?app=desktop&amp;v=abcdefghijk"))
    assert element.one("a").attributes["href"] == "https://www.youtube.com/watch?v=abcdefghijk"


def test_something_embedded_that_we_cannot_show_is_a_link():
    element = drawn(figure("embed", "https://charts.example/1?a=1&amp;b=2", "A chart"))
    assert (element.one("a").attributes["href"], element.text) == ("https://charts.example/1?a=1&b=2", "A chart")
    assert not element.all("figure")


@pytest.mark.parametrize("value", ["http://vimeo.com/1", "javascript:alert(1)", 'https://x.example/"onclick="alert(1)'])
def test_a_trick_in_an_address_does_nothing(value):
    element = drawn(figure("embed", value.replace('"', "&quot;")))
    assert not element.values("onclick")
    assert not any(address.startswith("javascript") for address in element.values("href"))


def test_a_caption_cannot_carry_a_script(image_factory):
    element = drawn(figure("image", image_factory().pk, '<script>alert(1)</script><a href="javascript:alert(1)">x</a>'))
    assert not element.all("script")
    assert not element.values("href")


@pytest.mark.parametrize("kind", ["image", "article"])
def test_a_reference_that_is_no_number_leaves_nothing_behind(kind):
    assert draw_figures(f'<p>a</p><figure data-{kind}="x"></figure>') == "<p>a</p>"


def test_text_without_figures_is_left_as_it_is(django_assert_num_queries):
    with django_assert_num_queries(0):
        text = draw_figures("<p>Only words.</p>")
    assert text == "<p>Only words.</p>"
    assert isinstance(text, SafeString)


def test_any_number_of_pictures_takes_one_query(image_factory, django_assert_num_queries):
    images = [image_factory() for _ in range(3)]
    text = "".join(figure("image", image.pk) for image in [*images, images[0]])
    with django_assert_num_queries(1):
        assert len(markup.read(draw_figures(text)).all("figure")) == 4


# -- Other articles ------------------------------------------------------------


def test_a_link_to_an_article_follows_its_address(article_factory, section_factory):
    article = article_factory("Clearing house passes its drill")
    assert drawn(link(article)).one("a").attributes["href"] == "/banking/clearing-house-passes-its-drill/"
    article.section = section_factory("Trading")
    article.slug = "a-better-address"
    article.save()
    assert drawn(link(article)).one("a").attributes["href"] == "/trading/a-better-address/"


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_a_link_to_an_article_that_readers_may_not_see_is_plain_words(article_factory, status):
    article = article_factory("A secret headline", status=status)
    assert draw_figures(link(article)) == "<p>As we <em>said</em>.</p>"


def test_a_link_to_a_deleted_article_is_plain_words(article_factory):
    text = link(article := article_factory())
    article.delete()
    assert draw_figures(text) == "<p>As we <em>said</em>.</p>"


def test_a_link_appears_on_the_second_at_which_its_article_does(article_factory, time_machine):
    time_machine.move_to("2026-03-02 09:00:00+00:00", tick=False)
    article = article_factory(published_at=timezone.now() + timedelta(minutes=5))
    assert not drawn(link(article)).all("a")
    time_machine.move_to("2026-03-02 09:05:00+00:00", tick=False)
    assert drawn(link(article)).all("a")


def test_the_card_of_an_article_is_drawn_as_in_lists_with_words_over_it(article_factory, image_factory):
    article = article_factory("Clearing house passes its drill", hero=image_factory())
    card = drawn(figure("article", article.pk, "The drill in <em>full</em>")).one("aside")
    assert card.one("p.read-also-over").text == "The drill in full"
    assert card.one("h3").one("a").attributes["href"] == article.get_absolute_url()
    assert drawn(figure("article", article.pk)).one("p.read-also-over").text == "Read also"


def test_the_card_of_an_article_that_readers_may_not_see_is_not_there(article_factory):
    article = article_factory("A secret headline", status="draft")
    assert draw_figures(f"<p>Before.</p>{figure('article', article.pk)}<p>After.</p>") == "<p>Before.</p><p>After.</p>"


def test_any_number_of_articles_takes_one_query(article_factory, image_factory, django_assert_num_queries):
    articles = [article_factory(hero=image_factory()) for _ in range(4)]
    text = "".join(link(each) + figure("article", each.pk) for each in articles)
    with django_assert_num_queries(1):
        assert len(drawn(text).all("a")) == 12  # in the text, and of each card the picture and the headline


def test_the_references_of_many_texts_are_asked_for_together(article_factory, image_factory, django_assert_num_queries):
    texts = [link(article_factory()) + figure("image", image_factory().pk) for _ in range(3)]
    with django_assert_num_queries(2):
        references = references_in(texts)
        assert all("<a href" in draw_figures(text, references) for text in texts)


# -- Posts -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://x.com/nordic_clearing/status/1790000000000000000", "@nordic_clearing on X"),
        ("https://bsky.app/profile/clearing.example/post/3kabcdefgh2x", "@clearing.example on Bluesky"),
        ("https://mastodon.example/@clearing/112233445566778899", "@clearing on Mastodon"),
        ("https://www.linkedin.com/posts/someone_clearing-activity-7190000000000000000-AbCd", "LinkedIn"),
    ],
)
def test_a_post_is_a_quotation_with_its_source_and_asks_nothing_of_its_site(address, said):
    element = drawn(figure("embed", address, "The drill was passed."))
    assert element.one("figure.post").one("blockquote").text == "The drill was passed."
    assert element.one("figcaption").text == f"{said} See the post"
    assert element.one("figcaption").one("a").attributes["href"] == address
    assert not element.values("src")


# -- Notes -----------------------------------------------------------------------


def test_notes_are_numbered_in_their_order_and_stand_under_the_text_with_ways_there_and_back():
    text = '<p>A loss<sup class="note">Annual <em>report</em>.</sup> and a gain<sup class="note">Interview.</sup>.</p>'
    element = drawn(text)
    first, second = (each.one("a") for each in element.all("sup"))
    assert (first.text, first.attributes["href"], first.attributes["role"]) == ("1", "#note-1", "doc-noteref")
    assert second.attributes["aria-label"] == "Note 2"
    notes = element.one("section.notes")
    assert [each.text for each in notes.all("li")] == ["Annual report. ↩", "Interview. ↩"]
    assert notes.all("li")[0].attributes["id"] == "note-1"
    assert notes.all("li")[0].one("a").attributes["href"] == f"#{first.attributes['id']}"


def test_notes_of_several_texts_on_a_page_have_names_of_their_own():
    text = '<p>A loss<sup class="note">Annual report.</sup>.</p>'
    first, second = (markup.read(draw_figures(text, notes=f"note-{number}")) for number in (1, 2))
    assert not {*first.values("id")} & {*second.values("id")}


def test_a_note_may_lead_to_an_article(article_factory):
    article = article_factory()
    element = drawn(f'<p>A loss<sup class="note">See <a data-article="{article.pk}">there</a>.</sup>.</p>')
    assert element.one("section.notes").all("a")[0].attributes["href"] == article.get_absolute_url()
