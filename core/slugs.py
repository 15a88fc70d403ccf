"""Slugs: made from a title by themselves, and unique among the rows of a table."""

from collections.abc import Set as AbstractSet

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import slugify

MAX_LENGTH = 120
_STEM_LENGTH = MAX_LENGTH - 8
"""What is left of a long slug where a number comes behind it."""

OWN_WORDS = frozenset({"feed"})
"""Words that stand at the end of the site's own addresses, as in `/<section>/feed/`."""


def validate_not_an_own_word(slug: str) -> None:
    if slug in OWN_WORDS:
        raise ValidationError(f"Addresses that end in ‘{slug}’ are the site’s own; please choose another.")


def free_slug(rows: QuerySet, text: str, *, otherwise: str, but: AbstractSet[str] = frozenset()) -> str:
    """A slug for the text that none of the given rows has, `but` none of those; `otherwise` where the text has no
    letters to make one of."""
    base = shortened(slugify(text, allow_unicode=True)) or otherwise
    taken = set(rows.filter(slug__startswith=_stem(base)).values_list("slug", flat=True))
    return next_free(base, taken | OWN_WORDS | but)


def shortened(slug: str) -> str:
    """A slug of at most MAX_LENGTH characters, cut between words where there are words."""
    if len(slug) > MAX_LENGTH:
        cut = slug[: MAX_LENGTH + 1].rpartition("-")[0]
        slug = cut if len(cut) > MAX_LENGTH // 2 else slug[:MAX_LENGTH]
    return slug.strip("-_")


def next_free(base: str, taken: AbstractSet[str] | dict[str, object]) -> str:
    """The base itself, or the base with the smallest number from 2 on that is not taken."""
    if base not in taken:
        return base
    number = 2
    while (slug := f"{_stem(base)}-{number}") in taken:
        number += 1
    return slug


def _stem(base: str) -> str:
    return base[:_STEM_LENGTH].rstrip("-_")
