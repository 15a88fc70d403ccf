"""What is mailed to nominators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awards.moments import deadline_in_words, moment_in_words
from awards.nominations import links as mailed_links
from core.mail import write

if TYPE_CHECKING:
    from awards.models import Nomination


def links(email: str, nominations: Sequence[Nomination]) -> None:
    """The links to everything this address has begun in a year."""
    year = nominations[0].award_year
    write(
        email,
        f"Your nomination for the {year.programme.name} {year.year}",
        "nomination_links",
        {
            "year": year,
            "deadline": deadline_in_words(year),
            "begun": [(each, mailed_links.address(each)) for each in nominations if not each.is_untouched],
            "fresh": [mailed_links.address(each) for each in nominations if each.is_untouched],
        },
        reply_to=year.programme.email,
    )


def summary(nomination: Nomination) -> None:
    """Everything as it was submitted, and until when it can be changed."""
    year = nomination.award_year
    write(
        nomination.email,
        f"We have your nomination of {nomination.organisation_name} ({nomination.reference})",
        "nomination_summary",
        {
            "nomination": nomination,
            "year": year,
            "deadline": deadline_in_words(year),
            "saved": moment_in_words(nomination.saved_at.replace(second=0), year),
            "link": mailed_links.address(nomination),
            "entries": list(nomination.entries.select_related("category").order_by("category__number")),
            "files": list(nomination.files.all()),
        },
        reply_to=year.programme.email,
    )


def withdrawn(nomination: Nomination) -> None:
    year = nomination.award_year
    write(
        nomination.email,
        f"Your nomination of {nomination.organisation_name} is withdrawn ({nomination.reference})",
        "nomination_withdrawn",
        {
            "nomination": nomination,
            "year": year,
            "deadline": deadline_in_words(year),
            "link": mailed_links.address(nomination),
        },
        reply_to=year.programme.email,
    )
