"""Everything that refers to a row, found by walking the models: what must move when two rows turn out to be one.

Foreign keys from any app count, tables that link many to many, and references by content type such as old addresses.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from core import texts


@dataclass(frozen=True)
class References:
    """Rows of one kind that refer to a row."""

    model: type[models.Model]
    """Their kind; of a table that links, the kind on its other side."""
    rows: models.QuerySet
    field: models.ForeignKey
    is_link: bool
    """Whether they do nothing but link, so that one of two alike can go."""


def references_to(row: models.Model, *, but: Collection[type[models.Model]] = ()) -> Iterator[References]:
    """By foreign key, one object for each field that may refer to the row; models in `but` are left out."""
    for relation in row._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.related_model in but:
            continue
        model, field = relation.related_model, relation.field
        other_side = model._meta.auto_created
        yield References(
            model=cast(type[models.Model], other_side or model),
            rows=model._base_manager.filter(**{field.name: row}),
            field=field,
            is_link=bool(other_side),
        )


@transaction.atomic
def move_references(row: models.Model, to: models.Model, *, but: Collection[type[models.Model]] = ()) -> None:
    """Lets everything that refers to the row refer to the other. (What its own texts refer to goes with them.)

    Raises ValidationError where both have something of which there can be only one.
    """
    texts.forget(type(row), row.pk)
    for references in references_to(row, but=but):
        for each in references.rows:
            try:
                with transaction.atomic():
                    setattr(each, references.field.name, to)
                    each.save()
            except IntegrityError:
                setattr(each, references.field.name, row)
                if not references.is_link:
                    raise ValidationError(
                        f"Both ‘{row}’ and ‘{to}’ have ‘{each}’ ({each._meta.verbose_name}), and there can be only "
                        "one. Delete one of the two first; nothing was changed."
                    ) from None
                each.delete()
    theirs = ContentType.objects.get_for_model(row)
    for model in apps.get_models():
        for field in model._meta.private_fields:
            if isinstance(field, GenericForeignKey):
                referring = model._base_manager.filter(**{field.ct_field: theirs, field.fk_field: row.pk})
                referring.update(**{field.fk_field: to.pk})
