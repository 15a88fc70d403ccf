"""What readers send us: letters, enquiries about advertising, articles."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from core import uploads
from core.forms import FileWidget
from core.public_forms import LineField, PublicForm
from core.rate_limits import RateLimit
from pages import manuscripts
from pages.declarations import DECLARATIONS
from pages.models import AdvertisingFormat, Department, Enquiry, GuestPost
from pages.models.enquiry import LONGEST_MESSAGE

Given = dict[str, Any]


def name_field(help_text: str = "") -> LineField:
    return LineField(
        label="Your name", max_length=120, help_text=help_text, widget=forms.TextInput({"autocomplete": "name"})
    )


def address_field(help_text: str) -> forms.EmailField:
    return forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text=help_text,
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Please write an address like name@example.com."},
    )


class LetterField(forms.CharField):
    """A text of several lines. How much is too much is said in the order of magnitude in which people think."""

    def __init__(self, *, longest: int, rows: int = 8, **kwargs: Any):
        super().__init__(
            max_length=longest,
            widget=forms.Textarea({"rows": rows}),
            error_messages={
                "max_length": f"This is %(show_value)d characters long; at most {longest:,} can be sent.",
                "null_characters_not_allowed": "This holds characters that are no text. Please paste it as plain text.",
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        """Browsers send line breaks as two characters."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class DepartmentField(forms.ModelChoiceField):
    """Departments to choose from, each with what it is there for."""

    def label_from_instance(self, department: Department) -> str:
        return format_html(
            '<span><strong>{}</strong><span class="choice-note">{}</span></span>',
            department.name,
            department.description,
        )


class DeclarationField(forms.BooleanField):
    """One of the declarations, by its name."""

    def __init__(self, name: str):
        super().__init__(
            label=DECLARATIONS[name],
            error_messages={"required": "We can take an article only if its author declares this."},
        )


class ContactForm(PublicForm):
    department = DepartmentField(
        Department.objects.all(),
        label="Whom do you want to reach?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Please choose whom your letter is for."},
    )
    name = name_field()
    email = address_field("We answer to this address, and use it for nothing else.")
    subject = LineField(label="Subject", max_length=150)
    message = LetterField(label="Your message", longest=LONGEST_MESSAGE)

    def send(self) -> Enquiry:
        return Enquiry.receive(kind=Enquiry.Kind.CONTACT, **self.cleaned_data)


class AdvertisingForm(PublicForm):
    name = name_field()
    company = LineField(label="Company", max_length=120, widget=forms.TextInput({"autocomplete": "organization"}))
    email = address_field("We answer to this address, and use it for nothing else.")
    formats = forms.ModelMultipleChoiceField(
        AdvertisingFormat.objects.all(),
        label="What are you interested in?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    message = LetterField(
        label="Your campaign",
        longest=LONGEST_MESSAGE,
        help_text="What it is for, when it should run, whom it should reach, and what you have set aside for it.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not AdvertisingFormat.objects.exists():
            del self.fields["formats"]

    def send(self) -> Enquiry:
        return Enquiry.receive(
            kind=Enquiry.Kind.ADVERTISING, department=Department.objects.for_advertising(), **self.cleaned_data
        )


class ManuscriptForm(PublicForm):
    """An article as its author gives it. The text is typed or in a file; what was typed this time is what counts."""

    title = LineField(label="Headline", max_length=200)
    text = LetterField(
        label="The text",
        longest=manuscripts.LONGEST,
        rows=14,
        required=False,
        help_text=(
            "Type or paste it here, or choose a file below. Leave an empty line between paragraphs. A line that begins "
            "with ## becomes a sub-heading, one that begins with a hyphen an item of a list."
        ),
    )
    file = forms.FileField(
        label="A file instead",
        required=False,
        widget=FileWidget({"accept": f"{uploads.accept(manuscripts.KINDS)},.txt,.md"}),
        help_text=(
            f"{uploads.in_words(manuscripts.WELCOME)}, up to 10 MB. We take the words and the "
            "sub-headings from it; pictures and notes the editor finds in the file."
        ),
    )
    name = name_field("As it shall stand over the article.")
    about = LineField(label="Who you are", max_length=160, help_text="In a few words: ‘treasurer of Example Shipping’.")
    interests = LetterField(
        label="Interests that readers should know of",
        longest=1000,
        rows=3,
        required=False,
        help_text="Yours, your employer’s and your clients’, in what the article speaks of. They are printed with it.",
    )
    own_work = DeclarationField("own_work")
    licence = DeclarationField("licence")
    all_interests = DeclarationField("interests")

    def clean(self) -> Given | None:
        given = super().clean() or self.cleaned_data
        file = given.get("file")
        if file and "file" not in self.errors:
            self._read(file, given)
        elif not given.get("text") and not {"text", "file"} & self.errors.keys():
            self.add_error("text", "Please write your article here, or choose a file.")
        return given

    def _read(self, file: UploadedFile, given: Given) -> None:
        try:
            kind, text = manuscripts.read(file)
        except forms.ValidationError as problem:
            self.add_error("file", problem)
            return
        given["file_name"] = uploads.clean_name(file.name or "", kind)
        if "text" not in self.changed_data or not given.get("text"):
            given["text"] = text

    @property
    def fields_of_post(self) -> Given:
        """What the article is made of, by the names of `GuestPost`."""
        names = ("title", "text", "name", "about", "interests", "file")
        given = {name: self.cleaned_data[name] for name in names}
        return given | ({"file_name": self.cleaned_data["file_name"]} if given["file"] else {})


class SubmitPostForm(ManuscriptForm):
    """The first sending: with the address to which the link to follow it is mailed."""

    per_address = RateLimit("guest-posts-to-address", 5, timedelta(days=1))

    email = address_field("We send a link there, by which you confirm the article and follow what becomes of it.")

    field_order = ["title", "text", "file", "name", "about", "email", "interests"]

    def clean(self) -> Given | None:
        given = super().clean()
        if (
            not self.errors
            and not self.is_trapped
            and not self.per_address.allows(self.cleaned_data["email"].casefold())
        ):
            raise forms.ValidationError(
                "Several articles were sent with this address today. Please confirm those first, by the links in your "
                "mailbox, or come back tomorrow; what you typed is still here.",
                code="too-often",
            )
        return given

    def send(self) -> GuestPost:
        return GuestPost.receive(email=self.cleaned_data["email"], **self.fields_of_post)


class AmendForm(ManuscriptForm):
    """Another version of an article that no editor has taken yet."""

    def amend(self, post: GuestPost) -> None:
        post.amend(**self.fields_of_post)
