"""Two organisations that are one: what it takes to make them so, and the doing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.db.models.fields.json import KeyTextTransform

from articles.models import Organisation, OrganisationName, Revision
from core import references
from core.models import OldAddress

KEPT_IF_EMPTY = ("country", "logo", "description", "links")
"""What the one that is kept takes over from the others where it has nothing itself."""


@dataclass(frozen=True)
class Side:
    """One of the organisations, with what hangs on it: how many articles, awards and so on."""

    organisation: Organisation
    holds: list[str]
    """‘1 winner’, ‘12 articles’."""


def side(organisation: Organisation) -> Side:
    found = references.references_to(organisation, but=[OrganisationName])
    counts = [(each.model._meta, each.rows.count()) for each in found]
    return Side(
        organisation,
        [f"{count} {kind.verbose_name if count == 1 else kind.verbose_name_plural}" for kind, count in counts if count],
    )


@transaction.atomic
def merge(keep: Organisation, duplicates: Sequence[Organisation]) -> None:
    """Makes the duplicates one with the organisation that is kept.

    Whatever refers to them refers to it, their names become other names of it, their addresses lead to it, and what it
    lacks it takes from them. All of it or nothing: raises ValidationError where something stands in the way.
    """
    pks = sorted({keep.pk, *(each.pk for each in duplicates)})
    locked = {each.pk: each for each in Organisation.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    kept = locked.pop(keep.pk)
    gone = [locked[duplicate.pk] for duplicate in duplicates if duplicate.pk in locked]
    for each in gone:
        kept.add_names([each.name, *each.other_names])
        for field in KEPT_IF_EMPTY:
            if not getattr(kept, field):
                setattr(kept, field, getattr(each, field))
    kept.save()
    for each in gone:
        references.move_references(each, kept, but=[OrganisationName])
        OldAddress.objects.remember(each.get_absolute_url(), kept)
        each.delete()
    _mend_revisions(set(locked), kept.pk)


def _mend_revisions(gone: set[int], kept: int) -> None:
    """Lets every version of an article name the organisation that is kept, in place of those that are gone.

    Read once from end to end: merging is rare, and the list of ids has no index of its own.
    """
    named = Revision.objects.annotate(named=KeyTextTransform("organisations", F("snapshot"))).exclude(named="[]")
    for revision in named.filter(named__isnull=False).order_by("pk").iterator(chunk_size=200):
        ids = revision.snapshot["organisations"]
        if gone.intersection(ids):
            revision.snapshot["organisations"] = sorted({kept if pk in gone else pk for pk in ids})
            revision.save(update_fields=["snapshot"])
