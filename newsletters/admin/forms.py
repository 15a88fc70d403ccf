"""What staff mean when they do something with a subscriber, or with a file of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files import File
from django.template.defaultfilters import filesizeformat

from core import csv_files
from core.models import User
from newsletters import addresses
from newsletters.imports.columns import ADDRESS, MAX_COLUMNS, ROLES
from newsletters.models import MailingList, Subscriber, SubscriberImport
from newsletters.models.subscriber import is_language_tag

MAX_BYTES = 200 * 1024 * 1024
REASON = 300
"""Characters of what staff say; the ledger keeps no more."""
BY_STAFF = "staff"
"""The source of what staff do by hand."""


class StaffForm(forms.Form):
    """What the forms of these screens share."""

    template_name = "admin/newsletters/form.html"

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"label_suffix": ""} | kwargs)


def reason_field(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=REASON, widget=forms.Textarea({"rows": 2}))


def consent_field() -> forms.CharField:
    return reason_field(
        "How did they agree?",
        "Where, when and to what, so that anybody can check it: ‘Business card with a note, "
        "Solmarena forum, 3 March 2026’. It goes into the record of consent.",
    )


class ListsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class NewSubscriberForm(StaffForm):
    """Somebody who agreed elsewhere than on the website."""

    email = forms.CharField(label="Email address", max_length=addresses.MAX_LENGTH, validators=[addresses.validate])
    name = forms.CharField(max_length=120, required=False)
    locale = forms.CharField(
        label="Language", max_length=20, required=False, validators=[is_language_tag], help_text="As in en-GB or de."
    )
    lists = ListsField(MailingList.objects.all())
    note = consent_field()

    email.widget.input_type = "email"
    email.widget.attrs["autocomplete"] = "off"

    def add(self, by: User) -> Subscriber:
        """Raises Refused."""
        return Subscriber.objects.add(**self.cleaned_data, by=by, source=BY_STAFF)


class PersonForm(StaffForm):
    """One thing that staff can do with a person."""

    def __init__(self, *args: Any, subscriber: Subscriber, **kwargs: Any):
        super().__init__(*args, **{"prefix": self.verb} | kwargs)
        self.subscriber = subscriber

    verb: str
    title: str
    button: str
    done: str
    """What the page says afterwards."""
    explanation = ""

    def offered(self) -> bool:
        """Whether there is anything to do."""
        return True

    def do(self, by: User) -> None:
        """Raises Refused."""
        raise NotImplementedError


class JoinForm(PersonForm):
    verb, title, button, done = "join", "Add to a list", "Add to these lists", "Added, and written into the record."

    lists = ListsField(None)
    note = consent_field()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        standing = self.subscriber.subscriptions.all()
        closed = [each.mailing_list_id for each in standing if each.state == "subscribed" or each.unsubscribed_at]
        self.fields["lists"].queryset = MailingList.objects.exclude(pk__in=closed)  # type: ignore[attr-defined]

    def offered(self) -> bool:
        return not self.subscriber.suppressed_at and self.fields["lists"].queryset.exists()  # type: ignore[attr-defined]

    def do(self, by: User) -> None:
        self.subscriber.join(self.cleaned_data["lists"], by=by, source=BY_STAFF, note=self.cleaned_data["note"])


class LeaveForm(PersonForm):
    verb, title, button, done = "leave", "Unsubscribe", "Unsubscribe", "Unsubscribed, and written into the record."
    explanation = "Only the person can come back to a list afterwards."

    lists = ListsField(None)
    note = reason_field("Why?", "For instance: ‘Asked for it by telephone, 3 March 2026’.")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        standing = [
            each.mailing_list_id for each in self.subscriber.subscriptions.all() if each.state != "unsubscribed"
        ]
        self.fields["lists"].queryset = MailingList.objects.filter(pk__in=standing)  # type: ignore[attr-defined]
        self.initial.setdefault("lists", standing)

    def offered(self) -> bool:
        return any(each.state != "unsubscribed" for each in self.subscriber.subscriptions.all())

    def do(self, by: User) -> None:
        self.subscriber.leave(self.cleaned_data["lists"], by=by, source=BY_STAFF, note=self.cleaned_data["note"])


class SuppressForm(PersonForm):
    verb, title, button, done = "suppress", "Block", "Block this address", "Blocked. No letters go there any more."
    explanation = "Ends every subscription; imports and staff cannot bring the address back while the block stands."

    because = forms.ChoiceField(label="Because it", choices=Subscriber.Suppression.choices, initial="staff")
    note = reason_field("What happened?", "For instance: ‘Sends abusive answers’.")

    def offered(self) -> bool:
        return not self.subscriber.suppressed_at

    def do(self, by: User) -> None:
        because = self.cleaned_data["because"]
        self.subscriber.suppress(because, by=by, source=BY_STAFF, note=self.cleaned_data["note"])


class ReadmitForm(PersonForm):
    verb, title, button, done = "readmit", "Lift the block", "Lift the block", "The block is lifted."
    explanation = "Subscriptions that the block ended stay ended: the person can sign up again."

    note = reason_field("Why?", "For instance: ‘Blocked by mistake, meant another address’.")

    def offered(self) -> bool:
        return bool(self.subscriber.suppressed_at)

    def do(self, by: User) -> None:
        self.subscriber.readmit(by=by, source=BY_STAFF, note=self.cleaned_data["note"])


VERBS: Sequence[type[PersonForm]] = (JoinForm, LeaveForm, ReadmitForm, SuppressForm)


class EraseForm(StaffForm):
    note = reason_field(
        "Why?", "For instance: ‘Asked for it by mail, 3 March 2026’. Write no name and no address here: this remains."
    )


class UploadForm(StaffForm):
    """A file of subscribers."""

    file = forms.FileField(
        label="File",
        help_text=f"CSV or any other table saved as text, up to {filesizeformat(MAX_BYTES)}. In a spreadsheet "
        "program: ‘Save as’, then ‘CSV UTF-8’.",
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,.tab,text/csv,text/plain"}),
    )

    def clean_file(self) -> File:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                f"This file is larger than {filesizeformat(MAX_BYTES)}. Please divide it into several."
            )
        return file

    def save(self, by: User) -> SubscriberImport | None:
        """The import; nothing, with the reason at the field, where the file cannot be read."""
        try:
            return SubscriberImport.objects.upload(self.cleaned_data["file"], by=by)
        except forms.ValidationError as problem:
            self.add_error("file", problem)
            return None


class MannerForm(StaffForm):
    """How the file is written, where the guess was wrong."""

    delimiter = forms.ChoiceField(label="Columns are divided by", choices=list(csv_files.DELIMITERS.items()))
    encoding = forms.ChoiceField(label="Letters are written as", choices=list(csv_files.ENCODINGS.items()))

    @property
    def manner(self) -> csv_files.Manner:
        return csv_files.Manner(self.cleaned_data["encoding"], self.cleaned_data["delimiter"])


class ColumnsForm(StaffForm):
    """What the columns of the file hold, for whom it is, and how these people agreed."""

    mailing_list = forms.ModelChoiceField(
        MailingList.objects.all(), label="Onto which list?", empty_label="Choose a list", blank=False
    )
    consent = consent_field()
    has_heading = forms.BooleanField(label="The first line is a heading, not a person", required=False)

    def __init__(self, *args: Any, job: SubscriberImport, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.width = min(max(len(job.columns), 1), MAX_COLUMNS)
        known = {"mailing_list": job.mailing_list_id, "consent": job.consent, "has_heading": job.has_heading}
        self.initial = {**self.initial, **known}
        for number in range(self.width):
            self.fields[f"column{number}"] = forms.ChoiceField(
                label=f"Column {number + 1} holds",
                choices=[("", "Leave out"), *ROLES.items()],
                required=False,
                initial=job.columns[number] if number < len(job.columns) else "",
            )

    @property
    def above(self) -> list[forms.BoundField]:
        """The choices that stand above the columns of the preview."""
        return [self[f"column{number}"] for number in range(self.width)]

    @property
    def below(self) -> list[forms.BoundField]:
        return [self["has_heading"], self["mailing_list"], self["consent"]]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        columns = self.columns
        if columns.count(ADDRESS) != 1:
            raise forms.ValidationError("Please choose ‘Email address’ above exactly one column.")
        twice = {ROLES[role] for role in columns if role and columns.count(role) > 1}
        if twice:
            raise forms.ValidationError(f"Two columns cannot both be: {', '.join(sorted(twice))}.")
        return cleaned

    @property
    def columns(self) -> list[str]:
        return [self.cleaned_data.get(f"column{number}", "") for number in range(self.width)]
