"""Where the links and pictures of one text lead (content.Portal)."""

from __future__ import annotations

from urllib.parse import urljoin

from newsroom.wordpress.content import Attached
from newsroom.wordpress.home import upload_key
from newsroom.wordpress.library import Library
from newsroom.wordpress.plan import Plan
from newsroom.wordpress.taxonomy import Sections
from newsroom.wordpress.wxr import Item


class Links:
    """What the text of the item may ask of its portal."""

    def __init__(self, item: Item, plan: Plan, library: Library, sections: Sections):
        self.item = item
        self.plan = plan
        self.library = library
        self.sections = sections

    def picture(self, number: int, address: str, alt: str) -> int | None:
        return self.library.picture(number, address, alt)

    def attached(self, number: int) -> Attached | None:
        return self.plan.attached(number)

    def attached_to(self, post: int) -> list[int]:
        return self.plan.attached_to(post)

    def reusable(self, number: int) -> str:
        return self.plan.reusable(number)

    def new_address(self, address: str) -> str:
        """A link to the old portal leads to the article's new address where that is known, else to its path here."""
        try:
            address = urljoin(self.item.link, address)
        except ValueError:
            return address
        path = self.plan.home.path(address)
        if path is None:
            return address
        if upload := upload_key(address):
            file = self.plan.file_by_key(upload)
            return path if file and file.image is not None else address
        number = int(path.partition("=")[2]) if path.startswith("/?") else self.plan.number_at(path)
        placed = self.plan.placed(number) if number else None
        if placed and placed.slug and not placed.here:
            if placed.kind == "page":
                return f"/{placed.slug}/"
            return f"/{self.sections.of(placed.terms)}/{placed.slug}/"
        query = "" if "?" in path or "?" not in address else f"?{address.partition('?')[2].partition('#')[0]}"
        return f"{path}{query}"
