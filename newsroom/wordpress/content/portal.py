"""What a text may ask of the portal that it comes from, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Attached:
    """What the export says of an uploaded file."""

    number: int
    address: str
    alt: str = ""
    caption: str = ""
    title: str = ""


class Portal(Protocol):
    """What a text asks of the portal that it comes from."""

    def picture(self, number: int, address: str, alt: str) -> int | None:
        """The id in our library of the picture with this number or address there; None where it did not come in."""

    def attached(self, number: int) -> Attached | None: ...

    def attached_to(self, post: int) -> list[int]:
        """Numbers of the pictures that were uploaded to a post, in order."""

    def new_address(self, address: str) -> str:
        """Where a link should lead now."""

    def reusable(self, number: int) -> str:
        """The source of a reusable block."""


@dataclass(slots=True)
class Converted:
    body: str = ""
    films: list[str] = field(default_factory=list)
    """Addresses of the films in it."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Kind and name of what cannot live on: `shortcode`, `block`, `form`."""
    lost_pictures: list[str] = field(default_factory=list)
    """Addresses of pictures that stand in the text but whose files are not there."""
    embedded_data: int = 0
    """Pictures that were written into the text itself."""
