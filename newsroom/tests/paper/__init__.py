"""A small newsroom with one of everything, for tests that look at the site as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.models import SiteSettings
from newsroom.tests.paper.rooms import print_magazine, run_awards, take_letters
from newsroom.tests.paper.stories import make_menus, make_sections, write_stories


@dataclass(frozen=True)
class Paper:
    """The newsroom's pages by their kinds, each the path of one."""

    pages: dict[str, str]
    not_found: str = "/no-such-page/"

    @property
    def unlisted(self) -> set[str]:
        """Pages that search engines are not led to: they show what others hold, or nothing."""
        wanted = {"empty section", "search", "all pages of an issue"}
        return {address for kind, address in self.pages.items() if kind in wanted or "?" in address}


def make_paper(article: Callable, author: Callable, image: Callable) -> Paper:
    """Fills the site by the factories of these names."""
    SiteSettings.objects.create(
        name="Meridian Banking Review",
        short_name="Meridian",
        tagline="Money, read closely",
        description="News of banks.",
        about="<p>We report on banks.</p>",
        publisher="Meridian Press",
        address="1 Quay Street",
        first_year=2010,
        editorial_disclosure="<p>How we work.</p>",
        advertiser_disclosure="<p>What is paid for.</p>",
    )
    pictures = [
        image(alt=f"Picture {number}", caption="A caption", credit="Photograph: A. Person") for number in range(3)
    ]
    sections = make_sections(pictures[0])
    make_menus(sections)
    stories = write_stories(sections, pictures, article, author)
    return Paper(stories | print_magazine(pictures) | run_awards(pictures) | take_letters())
