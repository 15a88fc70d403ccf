from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from articles.models import Article
from core.forms import ListField, ListWidget, LocalDateTimeField, ModelForm
from magazines.drawing import Refused, check
from magazines.models import ContentsEntry, Issue

COLUMNS = [
    ("title", "Title"),
    ("page", "Page"),
    ("author", "Author"),
    ("article", "Address of the article on the site"),
]


class ContentsField(ListField):
    """The lines of the contents, as unsaved entries in their order."""

    def clean(self, value: Any) -> list[ContentsEntry]:
        entries = []
        for position, line in enumerate(super().clean(value), start=1):
            if not isinstance(line, dict):
                raise ValidationError("This must be a list of lines.")
            entries.append(self._entry(position, {key: str(line.get(key) or "") for key, _ in COLUMNS}))
        return entries

    def _entry(self, position: int, line: dict[str, str]) -> ContentsEntry:
        entry = ContentsEntry(
            position=position,
            title=line["title"],
            page_label=line["page"],
            author=line["author"],
            article=_article_at(line["article"]),
        )
        if not entry.title:
            raise ValidationError(f"Line {position} has no title.")
        try:
            entry.clean_fields(exclude=["issue"])
        except ValidationError as problem:
            raise ValidationError(f"‘{entry.title[:60]}’: {' '.join(problem.messages)}") from None
        return entry

    @staticmethod
    def lines(entries: Iterable[ContentsEntry]) -> list[dict[str, str]]:
        """The entries as the field shows them."""
        return [
            {
                "title": entry.title,
                "page": entry.page_label,
                "author": entry.author,
                "article": entry.article.get_absolute_url() if entry.article else "",
            }
            for entry in entries
        ]


def _article_at(address: str) -> Article | None:
    if not address:
        return None
    slug = urlsplit(address).path.rstrip("/").rpartition("/")[2]
    article = Article.objects.filter(slug=slug).first() if "\x00" not in slug else None
    if article is None:
        raise ValidationError(f"There is no article at ‘{address}’. Copy its address from the site.")
    return article


class IssueForm(ModelForm):
    """An issue, its contents, a PDF for its pages, and when readers see it."""

    class Meta:
        model = Issue
        fields = ["number", "title", "slug", "date", "date_label", "cover", "cover_lines", "letter"]
        widgets = {"date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    cover_lines = ListField(
        required=False,
        widget=ListWidget(add="Add a cover line"),
        help_text="What the cover promises, the most important first.",
    )
    contents_lines = ContentsField(
        label="Contents",
        required=False,
        widget=ListWidget(columns=COLUMNS, add="Add a line to the contents"),
        help_text="The page as it is printed; the address of the article, where it can also be read on the site.",
    )
    pdf_file = forms.FileField(
        label="PDF",
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text="Up to 300 MB and 1,000 pages, not locked. Its pages are made in the background; "
        "what readers see stays as it is until they are ready.",
    )
    publish_at = LocalDateTimeField(
        label="Readers see it from",
        required=False,
        help_text="Empty: it is a draft. In the future: it appears by itself at that time.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            entries = self.instance.contents.select_related("article__section")
            self.initial.setdefault("contents_lines", ContentsField.lines(entries))
            self.initial.setdefault("publish_at", self.instance.published_at)
            self.fields["pdf_file"].label = "Another PDF" if self.instance.pdf_id else "PDF"

    def clean_pdf_file(self) -> Any:
        upload = self.cleaned_data["pdf_file"]
        if upload:
            try:
                check(upload, upload.size)
            except Refused as problem:
                raise ValidationError(str(problem)) from None
        return upload

    def clean_publish_at(self) -> Any:
        field: Any = self.fields["publish_at"]
        return field.kept(self.cleaned_data["publish_at"], self.instance.published_at)
