from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse
from django.utils import timezone
from js_asset import Script

from articles import snapshots, workflow
from articles.models import Article, Author, Organisation, PreviewLink, PublicNote, Section, Tag
from articles.models.tag import MAX_TAGS
from articles.names import name_key
from articles.reading_time import WORDS_PER_MINUTE
from core import time_zones
from core.forms import ListField, ListWidget, LocalDateTimeField, ModelForm, RichTextWidget


class Picker(forms.SelectMultiple):
    """Rows chosen by typing."""

    in_order = False
    template_name = "admin/widgets/ordered_picker.html"

    class Media:
        js = [Script("js/admin/ordered-picker.js", type="module")]

    def __init__(self, source: str, *, find: str):
        super().__init__()
        self.source, self.find = source, find

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # Only what is chosen is written into the page, in its order; the rest is found by typing.
        context = forms.Widget.get_context(self, name, value, attrs)
        context["widget"] |= {
            "chosen": cast(OrderedField, cast(ModelChoiceIterator, self.choices).field).in_order(value or []),
            "url": f"{reverse('admin:autocomplete')}?app_label=articles&model_name=article&field_name={self.source}",
            "find": self.find,
            "in_order": self.in_order,
            "described_by": context["widget"]["attrs"].get("aria-describedby", ""),
        }
        return context


class OrderedPicker(Picker):
    """Rows chosen by typing, in an order that can be changed."""

    in_order = True


class OrderedField(forms.ModelMultipleChoiceField):
    """Rows in the order in which they were sent."""

    def in_order(self, keys: Iterable[Any]) -> list[Model]:
        """The rows with the given keys, or the given rows, in that order; keys that lead nowhere are left out."""
        keys = [
            key.pk if isinstance(key, Model) else int(key)
            for key in keys
            if isinstance(key, Model) or str(key).isdecimal()
        ]
        found = cast(QuerySet, self.queryset).in_bulk(keys)
        return [found[key] for key in dict.fromkeys(keys) if key in found]

    def clean(self, value: Any) -> list[Model]:  # type: ignore[override]
        super().clean(value)
        return self.in_order(value or [])


class TagsWidget(forms.TextInput):
    template_name = "admin/widgets/tags.html"

    class Media:
        js = [Script("js/admin/tags-input.js", type="module")]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["url"] = (
            f"{reverse('admin:autocomplete')}?app_label=articles&model_name=taggedarticle&field_name=tag"
        )
        return context

    def format_value(self, value: Any) -> str:
        return value if isinstance(value, str) else ", ".join(value or [])


class TagsField(forms.CharField):
    """Names of tags with commas between them. A name that is a tag already is spelt as that tag is."""

    widget = TagsWidget

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        given: dict[str, str] = {}
        for part in text.split(","):
            if name := " ".join(part.split()):
                given.setdefault(name.casefold(), name)
        longest = cast(int, Tag._meta.get_field("name").max_length)
        if too_long := next((name for name in given.values() if len(name) > longest), None):
            raise ValidationError(f"‘{too_long[:40]}…’ is too long for a tag: {longest} characters at most.")
        if len(given) > MAX_TAGS:
            raise ValidationError(f"{len(given)} tags are more than help a reader: {MAX_TAGS} at most.")
        known = {name.casefold(): name for name in Tag.objects.named(given.values()).values_list("name", flat=True)}
        return [known.get(key, name) for key, name in given.items()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(", ".join(initial or []), data)


class ManuscriptWidget(RichTextWidget):
    """The rich-text editor with what helps somebody who writes an article: reading time, and checks."""

    template_name = "admin/widgets/manuscript.html"

    def __init__(self):
        super().__init__({"data-words-per-minute": WORDS_PER_MINUTE, "data-counted-with": "id_standfirst"})

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[Script("js/admin/writing-checks.js", type="module")])


LIST_FIELDS = {"authors": "authors_in_order", "tags": "tags", "organisations": "about", "related": "related_in_order"}
"""The fields of the form in which an editor fills in the lists of a snapshot."""


class ArticleForm(ModelForm):
    """An article as an editor fills it in. It shows the newest revision, and `snapshot` is what the next one keeps."""

    base = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    """The revision that it shows: what is typed was written over that one."""
    window = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput, initial=uuid4)
    """What this open page calls itself, so that its own saving by itself is not taken for somebody else's."""

    change = forms.ChoiceField(
        required=False,
        label="What readers are told",
        choices=[
            ("", "Nothing: a typing error"),
            (PublicNote.Kind.UPDATE, "An update: something is new"),
            (PublicNote.Kind.CORRECTION, "A correction: something was wrong"),
        ],
    )
    public_note = forms.CharField(
        required=False,
        label="In a sentence or two",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "public-note-help"}),
        help_text="Readers see it with the article and among the corrections.",
    )

    # Not named as the model's own fields are: those have a through table, which the admin refuses.
    authors_in_order = OrderedField(
        Author.objects.all(),
        required=False,
        label="Authors",
        widget=OrderedPicker("authors", find="Find an author"),
        help_text="In the order in which readers see them.",
    )
    about = OrderedField(
        Organisation.objects.all(),
        required=False,
        label="Organisations",
        widget=Picker("organisations", find="Find an organisation"),
        help_text="Whom the article is about; each has a page that lists it.",
    )
    related_in_order = OrderedField(
        Article.objects.select_related("section"),
        required=False,
        label="Related articles",
        widget=OrderedPicker("related", find="Find an article"),
        help_text="Shown beside the text. Where you pick fewer than four, those most like it by subject follow.",
    )
    tags = TagsField(required=False, help_text="Two to five, with commas between them.")
    takeaways = ListField(
        label="Key takeaways",
        required=False,
        widget=ListWidget(add="Add a takeaway"),
        help_text="Two to five sentences, shown under the text.",
    )
    questions = ListField(
        label="Questions and answers",
        required=False,
        widget=ListWidget(
            columns=[("question", "Question"), ("answer", "Answer")], long=["answer"], add="Add a question"
        ),
        help_text="What a reader may ask next; shown under the text, numbered.",
    )

    class Meta:
        model = Article
        fields = [name.removesuffix("_id") for name in (*snapshots.FIELDS, *snapshots.DATES)]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "class": "headline"}),
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "standfirst"}),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "body": ManuscriptWidget(),
        }

    def __init__(self, *args, **kwargs):
        article: Article | None = kwargs.get("instance")
        if article and article.pk:
            newest = article.latest_revision
            lists = snapshots.lists_of(article, newest)
            kwargs["initial"] = (
                {field: lists[name] for name, field in LIST_FIELDS.items()}
                | {"base": newest.pk if newest else 0}
                | (newest.unfinished if newest else {})
                | (kwargs.get("initial") or {})
            )
        super().__init__(*args, **kwargs)
        if "section" in self.fields:  # not so for who may only look
            cast(forms.ModelChoiceField, self.fields["section"]).empty_label = "Choose a section"
        if self.instance.pk:
            related = cast(OrderedField, self.fields["related_in_order"])
            related.queryset = cast(QuerySet, related.queryset).exclude(pk=self.instance.pk)

    @property
    def step(self) -> workflow.Step | None:
        return workflow.pressed(self.data)

    @property
    def told(self) -> PublicNote | None:
        """What readers are told of the changes that are being published."""
        kind = self.cleaned_data.get("change")
        if not kind or self.step is not workflow.PUBLISH_STEP:
            return None
        return PublicNote(kind=kind, text=self.cleaned_data.get("public_note", ""))

    def snapshot(self) -> snapshots.Snapshot:
        """What the next revision keeps: the form as it was filled in, and as before what cannot stay like that."""
        article, said = self.instance, {}
        for name, field in LIST_FIELDS.items():
            if field in self.cleaned_data:
                said[name] = [each.pk if isinstance(each, Model) else each for each in self.cleaned_data[field]]
        for name in {"tags", "organisations"} & said.keys():
            said[name].sort()
        if len(said) < len(LIST_FIELDS):
            said = snapshots.lists_of(article, article.latest_revision) | said
        return snapshots.fields_of(article) | said

    def unfinished(self) -> dict[str, Any]:
        """What stands in fields in which it cannot stay, as typed."""
        return {name: self[name].data for name in self.errors if name in self.fields}

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in snapshots.DATES:
            if name in cleaned:
                cleaned[name] = cast(LocalDateTimeField, self.fields[name]).kept(cleaned[name], self.initial.get(name))
        published, expires = cleaned.get("published_at"), cleaned.get("expires_at")
        if published and expires and expires <= published:
            self.add_error("expires_at", "This is before the article is published.")
        if not cleaned.get("slug") and "slug" not in self.errors and cleaned.get("title"):
            cleaned["slug"] = Article.objects.exclude(pk=self.instance.pk).free_slug(cleaned["title"])
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.step and not self.errors:
            article = self.instance
            planned = article.published_at
            article.published_at = planned or timezone.now()
            try:
                self.step.check(article)
            except ValidationError as missing:
                self.add_error(None, missing)
            article.published_at = planned
        if told := self.told:
            try:
                told.clean()
            except ValidationError as nothing_said:
                self.add_error("public_note", nothing_said.messages[0])

    def validate_constraints(self) -> None:
        """The row is not written from this form; `publish` holds what a public row must have."""


class PreviewLinkForm(ModelForm):
    days = forms.TypedChoiceField(
        label="Until",
        coerce=int,
        choices=[(1, "tomorrow"), (3, "in three days"), (7, "in a week"), (14, "in two weeks"), (30, "in thirty days")],
        initial=3,
    )

    class Meta:
        model = PreviewLink
        fields = ["whom"]

    @property
    def ends_at(self) -> datetime:
        return timezone.now() + timedelta(days=self.cleaned_data["days"])


class RetractionForm(ModelForm):
    class Meta:
        model = PublicNote
        fields = ["text"]
        labels = {"text": "Why it is retracted"}
        help_texts = {"text": "Readers find this at the address of the article, and among the corrections."}
        error_messages = {"text": {"required": "Say why; readers see it in place of the article."}}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class MoveForm(forms.Form):
    """To which moment an article is moved, by a clock that the page names, and what was known of it when that was."""

    day = forms.DateField(error_messages={"required": "Please choose a day.", "invalid": "Please choose a day."})
    time = forms.TimeField(error_messages={"required": "Please give a time.", "invalid": "Please give a time."})
    zone = forms.CharField(required=False)
    base = forms.IntegerField(required=False, min_value=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "day" in cleaned and "time" in cleaned:
            named = cleaned.get("zone")
            zone = ZoneInfo(named) if named in time_zones.names() else timezone.get_current_timezone()
            moment = datetime.combine(cleaned["day"], cleaned["time"])
            if why := time_zones.why_not(moment, zone):
                raise ValidationError(why)
            cleaned["to"] = moment.replace(tzinfo=zone)
        return cleaned


class AmendForm(forms.Form):
    """What many articles are given at once."""

    section = forms.ModelChoiceField(Section.objects.all(), required=False, empty_label="As it is")
    tags = TagsField(required=False, label="Tags", help_text="Added to those that each has, with commas between them.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned["section"] or cleaned["tags"]):
            raise ValidationError("Choose a section, or name a tag.")
        return cleaned

    @property
    def in_words(self) -> str:
        """What every article is given."""
        section, tags = self.cleaned_data["section"], self.cleaned_data["tags"]
        said = [f"Section: {section}."] if section else []
        return " ".join([*said, f"Tags: {', '.join(tags)}."] if tags else said)


class AuthorForm(ModelForm):
    links = ListField(
        required=False,
        widget=ListWidget(columns=[("label", "Name"), ("url", "Address")], add="Add a link"),
        help_text="Elsewhere on the web: ‘LinkedIn’, https://…",
    )

    class Meta:
        model = Author
        fields = ["name", "slug", "role", "short_bio", "bio", "picture", "email", "links", "user"]


class OrganisationForm(ModelForm):
    other_names = ListField(
        label="Other names",
        required=False,
        widget=ListWidget(add="Add a name"),
        help_text="Earlier names, abbreviations, other spellings; it is found by them too.",
    )
    links = ListField(
        required=False,
        widget=ListWidget(columns=[("label", "Name"), ("url", "Address")], add="Add a link"),
        help_text="Elsewhere on the web: ‘Website’, https://…",
    )

    class Meta:
        model = Organisation
        fields = ["name", "slug", "other_names", "country", "logo", "description", "links"]

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not name_key(name):
            raise ValidationError("A name needs letters or digits.")
        return name


class MergeForm(forms.Form):
    """Which organisations are one, and which of them is kept."""

    organisations = OrderedField(
        Organisation.objects.all(), required=False, widget=Picker("organisations", find="Find an organisation")
    )
    keep = forms.ModelChoiceField(Organisation.objects.all(), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        keep = cleaned.get("keep")
        if keep and keep not in cleaned.get("organisations", []):
            self.add_error("keep", "This is not one of the organisations to be merged.")
        return cleaned


class SectionForm(ModelForm):
    class Meta:
        model = Section
        fields = [
            "name",
            "slug",
            "description",
            "colour",
            "picture",
            "front_page",
            "shows_most_read",
            "position",
            "seo_title",
            "seo_description",
        ]
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
