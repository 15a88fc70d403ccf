"""Where pictures stand: in texts, by the references that these carry (core/richtext.py), and where a row points at one.

An app whose rows show pictures otherwise than by their texts registers how, when it is ready.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import batched
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils.text import capfirst

from core.references import references_to
from core.texts import models_with_texts, text_fields, texts_of
from images.models.use import ImageUse

if TYPE_CHECKING:
    from images.models import Image

_FIGURE = re.compile(r'<figure\b[^>]*\bdata-image="(\d{1,18})"')


def pictures_in(text: str) -> set[int]:
    """The ids of the pictures that a rich text refers to."""
    return {int(pk) for pk in _FIGURE.findall(text)}


@dataclass(frozen=True)
class Shown:
    """The ids of the pictures in the text that a row shows its readers, and of those in the one that it will show."""

    now: set[int]
    later: set[int]


_ways: dict[type[Model], Callable[[Any], Shown]] = {}


def register(model: type[Model], way: Callable[[Any], Shown]) -> None:
    """Says what rows of the model show, beyond what stands in their texts; apps call it when they are ready."""
    _ways[model] = way


def shown_by(row: Model) -> Shown:
    way = _ways.get(type(row))
    return way(row) if way else Shown({pk for text in texts_of(row) for pk in pictures_in(text)}, set())


def note(rows: Iterable[Model]) -> None:
    """Keeps account of what the rows, which are of one model, show now and later."""
    rows = list(rows)
    if not rows:
        return
    kind = ContentType.objects.get_for_model(rows[0])
    there = ImageUse.objects.filter(content_type=kind, object_id__in=[row.pk for row in rows])
    kept = {(use.object_id, use.image_id, use.is_planned): use.pk for use in there}
    wanted = _uses_by(rows)
    if gone := [pk for key, pk in kept.items() if key not in wanted]:
        ImageUse.objects.filter(pk__in=gone).delete()
    _keep(kind, wanted - kept.keys())


def note_new(rows: Iterable[Model]) -> None:
    """The same of rows that were not there before; where they show no pictures, nothing is asked."""
    rows = list(rows)
    if wanted := _uses_by(rows):
        _keep(ContentType.objects.get_for_model(rows[0]), wanted)


def _uses_by(rows: Iterable[Model]) -> set[tuple[int, int, bool]]:
    """Row, picture, and whether it is only to come."""
    shown = ((row.pk, shown_by(row)) for row in rows)
    return {(pk, image, image not in each.now) for pk, each in shown for image in each.now | each.later}


def _keep(kind: ContentType, uses: set[tuple[int, int, bool]]) -> None:
    new = [
        ImageUse(content_type=kind, object_id=row, image_id=image, is_planned=is_planned)
        for row, image, is_planned in sorted(uses)
    ]
    if new:
        ImageUse.objects.bulk_create(new, ignore_conflicts=True)


def forget(model: type[Model], pk: int) -> None:
    """Keeps account of a row that was deleted."""
    ImageUse.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id=pk).delete()


@dataclass(frozen=True)
class Places:
    """Where a picture is used in one way."""

    what: str
    """‘Article: main picture’, ‘Company page: text’."""
    rows: list[Model]
    """The newest."""
    count: int

    @property
    def others(self) -> list[str]:
        more = self.count - len(self.rows)
        return [f"… and {more} more"] if more else []


LISTED = 30
"""So many places of each kind are named."""


def places_of(image: Image) -> list[Places]:
    """Everything that shows the picture, or will."""
    found = [
        _places(references.model, references.field.verbose_name, references.rows)
        for references in references_to(image, but=[ImageUse, image.former_files.model])
    ]
    for planned, what in ((False, "text"), (True, "a version to come")):
        uses = image.uses.filter(is_planned=planned)
        for kind in {use.content_type_id: use.content_type for use in uses.select_related("content_type")}.values():
            if model := kind.model_class():
                rows = model._base_manager.filter(pk__in=uses.filter(content_type=kind).values("object_id"))
                found.append(_places(model, what, rows))
    return [places for places in found if places.count]


def _places(model: type[Model], what: Any, rows: QuerySet) -> Places:
    what = capfirst(f"{model._meta.verbose_name}: {what}")
    listed = list(rows.order_by("-pk")[: LISTED + 1])
    return Places(what, listed[:LISTED], len(listed) if len(listed) <= LISTED else rows.count())


AT_ONCE = 500
"""So many rows are looked at together."""


def look_over() -> None:
    """Brings the account up to date with what stands in the tables, as after an upgrade from a version that kept none,
    or where rows were written or deleted by something that knows nothing of it."""
    for model in models_with_texts():
        fields = (field.name for field in text_fields(model))
        has_pictures = reduce(or_, (Q(**{f"{name}__contains": "data-image="}) for name in fields))
        rows, there = model._base_manager.all(), _accounts_of(model)
        ids = {*rows.filter(has_pictures).values_list("pk", flat=True), *there.values_list("object_id", flat=True)}
        for batch in batched(sorted(ids), AT_ONCE):
            note(rows.filter(pk__in=batch))
        there.exclude(object_id__in=rows.values("pk")).delete()


def _accounts_of(model: type[Model]) -> QuerySet:
    return ImageUse.objects.filter(content_type=ContentType.objects.get_for_model(model))
