import pytest
from django.core.exceptions import ValidationError

from articles.video import Film, film_at, validate_film_address

YOUTUBE = Film(
    "YouTube",
    "https://www.youtube.com/watch?v=abc-DEF_123",
    "https://www.youtube-nocookie.com/embed/abc-DEF_123?autoplay=1",
)
VIMEO = Film("Vimeo", "https://vimeo.com/123456", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=abc-DEF_123",
        "http://youtube.com/watch?v=abc-DEF_123",
        "https://m.youtube.com/watch?app=desktop&v=abc-DEF_123&t=10s",
        "https://youtu.be/abc-DEF_123?si=tracking",
        "https://www.youtube.com/embed/abc-DEF_123",
        "https://www.youtube-nocookie.com/embed/abc-DEF_123",
        "https://www.youtube.com/shorts/abc-DEF_123",
        "https://www.youtube.com/live/abc-DEF_123?feature=share",
        " https://youtu.be/abc-DEF_123 ",
    ],
)
def test_a_film_on_youtube_is_known_by_any_of_its_addresses(address):
    assert film_at(address) == YOUTUBE


@pytest.mark.parametrize(
    "address",
    ["https://vimeo.com/123456", "https://www.vimeo.com/123456#t=5", "https://player.vimeo.com/video/123456?h=1"],
)
def test_a_film_on_vimeo_is_known_by_any_of_its_addresses(address):
    assert film_at(address) == VIMEO


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://example.com/film.mp4",
        "https://www.youtube.com/",
        "https://www.youtube.com/@channel",
        "https://youtube.com.evil.example/watch?v=abc-DEF_123",
        "https://evil.example/?https://www.youtube.com/watch?v=abc-DEF_123",
        "https://notvimeo.com/123456",
        "javascript:alert(1)//https://youtu.be/abc-DEF_123",
    ],
)
def test_what_is_no_film_that_we_can_show_is_none_and_refused_in_words(address):
    assert film_at(address) is None
    with pytest.raises(ValidationError, match="YouTube or Vimeo"):
        validate_film_address(address)


def test_nothing_of_the_address_but_the_films_number_reaches_the_player():
    assert film_at('https://youtu.be/abc-DEF_123"><script>alert(1)</script>') == YOUTUBE


def test_the_policy_of_the_site_allows_the_players_and_no_other_frame(settings):
    hosts = {"/".join(film.player.split("/")[:3]) for film in (YOUTUBE, VIMEO)}
    assert {source for source in settings.SECURE_CSP["frame-src"] if source.startswith("http")} == hosts
