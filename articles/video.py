"""Films on other hosts, known by the address of their page; the player is asked for only when a reader wants it."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

_HOSTS = (
    (
        re.compile(
            r"https?://(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|shorts/|live/|v/)|youtu\.be/)([\w-]{6,20})"
        ),
        "YouTube",
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}?autoplay=1",
    ),
    (
        re.compile(r"https?://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{3,14})"),
        "Vimeo",
        "https://vimeo.com/{}",
        "https://player.vimeo.com/video/{}?autoplay=1&dnt=1",
    ),
)


@dataclass(frozen=True)
class Film:
    """A film on another host: who shows it, its page, and its player for a frame."""

    host: str
    page: str
    player: str


def film_at(address: str) -> Film | None:
    """The film whose page, player or short link is at the address; None where it is none that we can show."""
    for pattern, host, page, player in _HOSTS:
        if match := pattern.match(address.strip()):
            return Film(host, page.format(match[1]), player.format(match[1]))
    return None


def validate_film_address(address: str) -> None:
    if film_at(address) is None:
        raise ValidationError("Please give the address of a film on YouTube or Vimeo, as the browser shows it.")
