from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.html import format_html

from core.public_forms import LineField, PublicForm
from core.rate_limits import RateLimit
from newsletters import addresses, letters
from newsletters.models import MailingList, Subscriber
from newsletters.querysets import MailingListQuerySet

SOURCES = {
    "page": "newsletter page",
    "header": "header",
    "front-page": "front page",
    "article": "article",
    "footer": "footer",
}
"""Where the form stands, as the form says it and as the ledger does."""


class AddressField(forms.EmailField):
    """A mail address, as it was written."""

    default_validators = [addresses.validate]

    def __init__(self, **kwargs: Any):
        super().__init__(max_length=addresses.MAX_LENGTH, **kwargs)
        # A browser would refuse addresses in other letters than Latin, so it is not asked to check.
        self.widget.input_type = "text"
        self.widget.attrs |= {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false"}

    def to_python(self, value: Any) -> str:
        return addresses.tidy(super().to_python(value) or "")


class ListsField(forms.ModelMultipleChoiceField):
    """Which newsletters, each with what it is."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: MailingList) -> str:
        return format_html(
            '<span><strong class="choice-name">{}</strong> <span class="choice-about">{}</span></span>',
            obj.name,
            obj.description,
        )


class AnyListsField(ListsField):
    """Which newsletters; none is an answer too, though not one that the form calls optional."""

    def clean(self, value: Any) -> QuerySet[MailingList]:
        return super().clean(value) if value else MailingList.objects.none()


class SignUpForm(PublicForm):
    """What one gives to get a newsletter. Where the form offers no choice, the address alone: then it is the first."""

    limit = RateLimit("newsletter", 20, timedelta(hours=1))

    lists = ListsField(
        MailingList.objects.public(),
        label="Which newsletters?",
        error_messages={"required": "Please choose at least one newsletter."},
    )
    email = AddressField(label="Your e-mail address")
    name = LineField(label="Your name", max_length=120, required=False)
    source = forms.CharField(widget=forms.HiddenInput, required=False)

    email.widget.attrs["autocomplete"] = "email"
    name.widget.attrs["autocomplete"] = "name"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.data.get("source") != "page":
            self.fields["lists"].required = False

    def clean_lists(self) -> list[MailingList]:
        default = MailingList.objects.default()
        lists = list(self.cleaned_data["lists"])
        if not lists and default is None:
            raise forms.ValidationError("There is no newsletter at present.")
        return lists or [default]

    def clean_source(self) -> str:
        return SOURCES.get(self.cleaned_data["source"], SOURCES["page"])


class ConfirmForm(PublicForm):
    """Which of the newsletters a person wants, whose address is now known to be hers."""

    limit = RateLimit("newsletter-links", 60, timedelta(hours=1))

    lists = ListsField(
        None,
        label="Which newsletters?",
        error_messages={"required": "Please choose at least one. If you want none, close this page: nothing comes."},
    )

    def __init__(self, *args: Any, subscriber: Subscriber, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = choices(subscriber)  # type: ignore[attr-defined]
        self.initial.setdefault("lists", [each.mailing_list_id for each in subscriber.subscriptions.standing()])


class PreferencesForm(PublicForm):
    """Which newsletters a subscriber gets, none perhaps, and the name."""

    limit = ConfirmForm.limit

    lists = AnyListsField(None, label="Your newsletters")
    name = LineField(label="Your name", max_length=120, required=False)

    def __init__(self, *args: Any, subscriber: Subscriber, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = choices(subscriber)  # type: ignore[attr-defined]
        standing = subscriber.subscriptions.subscribed()
        self.initial["lists"] = [each.mailing_list_id for each in standing]
        self.initial["name"] = subscriber.name


class AddressForm(PublicForm):
    """Where a subscriber's newsletters shall go from now on."""

    limit = ConfirmForm.limit

    new_email = AddressField(label="New address")

    def __init__(self, *args: Any, subscriber: Subscriber, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.subscriber = subscriber

    def clean_new_email(self) -> str:
        email = self.cleaned_data["new_email"]
        if addresses.key(email) == self.subscriber.email_key:
            raise forms.ValidationError("Your newsletters go to this address already.")
        if not letters.may_be_asked_for(email):
            raise forms.ValidationError("We have written to this address several times today. Please try tomorrow.")
        return email


def choices(subscriber: Subscriber) -> MailingListQuerySet:
    """What a subscriber can choose: the public lists, and others on which staff put her."""
    standing = subscriber.subscriptions.standing().values("mailing_list")
    return MailingList.objects.filter(Q(is_public=True) | Q(pk__in=standing))
