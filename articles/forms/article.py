"""An article as it is written."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from js_asset import Script

from articles import snapshots, workflow
from articles.forms.pickers import OrderedField, OrderedPicker, Picker, TagsField
from articles.models import Article, Author, Organisation, PublicNote
from articles.reading_time import WORDS_PER_MINUTE
from core.forms import ListField, ListWidget, LocalDateTimeField, ModelForm, RichTextWidget


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
                Article.objects.get(pk=self.instance.pk).check_told(told)  # as readers have it, not as it is filled in
            except ValidationError as why:
                self.add_error("public_note", why.messages[0])

    def validate_constraints(self) -> None:
        """The row is not written from this form; `publish` holds what a public row must have."""
