import pytest
from django.utils.safestring import SafeString

from articles.figures import draw_figures
from core import richtext
from core.tests import markup

pytestmark = pytest.mark.django_db


def figure(kind: str, value: object, caption: str = "") -> str:
    """A reference as the editor writes it."""
    inside = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-{kind}="{value}">{inside}</figure>'


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
