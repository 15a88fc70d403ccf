from typing import Any

from django import forms
from django.db.models import Field
from django.http import HttpRequest

from images.forms import ImageChoiceField
from images.models import Image


class ChoosesImages:
    """For the admin of a model that points at pictures: they are chosen by sight."""

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        if db_field.related_model is Image:
            return db_field.formfield(form_class=ImageChoiceField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
