"""What somebody means who works at the desk of the front page: the whole plan, sent with every press of a button."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import Section
from core.forms import LocalDateTimeField
from newsroom.front_page.plan import Choice, Pin, Place, Plan

MOST_STRIPS = 500
_PIN = re.compile(r"(?P<place>\S+) (?P<article>[0-9]{1,18})")


class DeskForm(forms.Form):
    """A plan, and what is to be done with it.

    The plan is not of one field each: `pin` names a place and the story in it ('top.0 12'), `until-12` the moment until
    which that story stays, `strip` the strips in their order, and `shown` those that are on the page.
    """

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    instead_of = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    goes_live_at = LocalDateTimeField(label="From", required=False)
    note = forms.CharField(
        label="What changes, for the others",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Results day: three banks on top"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.untils: dict[int, str] = {}
        """The moments as they were typed that are none, by story."""

    def plan(self, sections: Iterable[Section]) -> Plan:
        """The plan that was sent, complete with all strips. Nonsense in it is left out."""
        sent: Any = self.data
        pins: dict[Place, Pin] = {}
        for each in sent.getlist("pin"):
            if (found := _PIN.fullmatch(each)) and (place := Place.called(found["place"])):
                article = int(found["article"])
                if article not in {pin.article for pin in pins.values()}:
                    pins[place] = Pin(article, self._until(article))
        shown = set(sent.getlist("shown"))
        strips = dict.fromkeys(sent.getlist("strip")[:MOST_STRIPS])
        return Plan(pins, tuple(Choice(name, name in shown) for name in strips)).in_full(sections)

    def _until(self, article: int) -> datetime | None:
        typed = self.data.get(f"until-{article}", "")
        try:
            return LocalDateTimeField(required=False).clean(typed)
        except ValidationError:
            self.untils[article] = typed
            return None

    def clean_goes_live_at(self) -> datetime | None:
        """Needed, and still to come, where the change is to be scheduled."""
        moment = self.cleaned_data["goes_live_at"]
        if "_schedule" in self.data:
            if moment is None:
                raise ValidationError("Say from when on this is the front page.")
            if moment <= timezone.now():
                raise ValidationError("This moment has passed; to show it now, press ‘Publish’.")
        return moment

    def clean(self) -> dict[str, Any] | None:
        if self.untils:
            raise ValidationError("The moment until which a story stays is not a date and a time.")
        return super().clean()
