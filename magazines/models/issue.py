from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import IO, TYPE_CHECKING

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article
from articles.validators import validate_sentences
from core import edition
from core.models import HasAddress
from core.richtext import RichTextField
from core.slugs import MAX_LENGTH, free_slug, validate_not_an_own_word
from images.models import Image
from magazines.querysets import IssueQuerySet
from magazines.tasks import make_pages

if TYPE_CHECKING:
    from magazines.models.contents import ContentsEntry
    from magazines.models.pdf import IssuePage, IssuePdf


class Issue(HasAddress):
    """An issue of the magazine. Readers see it from `published_at` on; without one it is a draft.

    Its pages are those of `pdf`. A new file takes the place of the old one when all of its pages are made, so that
    readers never see a mixture.
    """

    number = models.CharField(
        max_length=20, unique=True, help_text="As it stands on the cover: ‘79’, ‘75/76’, ‘Special 2026’."
    )
    title = models.CharField(max_length=200, help_text="What the issue is about: the main line of its cover.")
    slug = models.SlugField(
        "address",
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        validators=[validate_not_an_own_word],
        help_text="It is read at /magazines/address/. Left empty, it is made from the number.",
    )
    date = models.DateField(default=timezone.localdate, help_text="Issues are listed by it, the newest first.")
    date_label = models.CharField(
        "date in words", max_length=40, blank=True, help_text="‘Autumn 2026’. Left empty, the month and the year."
    )
    cover = models.ForeignKey(
        Image,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="cover_of",
        help_text="Left empty, the first page of the PDF.",
    )
    cover_lines = models.JSONField(default=list, blank=True, validators=[validate_sentences])
    letter = RichTextField("letter from the editor", blank=True)
    pdf = models.OneToOneField(
        "IssuePdf", models.SET_NULL, null=True, blank=True, editable=False, related_name="read_in", verbose_name="PDF"
    )
    published_at = models.DateTimeField("readers see it from", null=True, blank=True, editable=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        permissions = [("publish_issue", "Can publish issues")]
        indexes = [
            models.Index(fields=["-date", "-id"], name="issue_newest"),
            models.Index(fields=["published_at"], name="issue_due"),
        ]
        constraints = [models.CheckConstraint(condition=~models.Q(number=""), name="issue_has_a_number")]

    def __str__(self) -> str:
        return f"Issue {self.number}"

    # -- What it is ----------------------------------------------------------

    @property
    def is_public(self) -> bool:
        """Whether a reader may see it now."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.published_at is not None and not self.is_public

    @property
    def state(self) -> str:
        """Its state in one word, as staff say it."""
        if self.published_at is None:
            return "Draft"
        return "Published" if self.is_public else "Scheduled"

    @property
    def when(self) -> str:
        """'November 2026', or what the staff have written."""
        return self.date_label or date_format(self.date, "F Y")

    @property
    def full_title(self) -> str:
        """'Issue 79: The vaults of Solmarena', where it stands without its cover."""
        return f"Issue {self.number}: {self.title}"

    @property
    def description(self) -> str:
        """What search engines and shared links say about it."""
        return " · ".join([self.title, *self.cover_lines])[:320]

    def cover_renditions(self) -> list[tuple[str, int, int]]:
        """Address, width and height of the pictures of its cover, smallest first: the chosen one, or the first page.

        None where it has neither. The issue is one of `for_cover()`.
        """
        if self.cover:
            return list(self.cover.renditions("whole"))
        first_page: list[IssuePage] = getattr(self.pdf, "first_page", [])
        return [each for page in first_page for each in page.renditions()]

    @property
    def cover_address(self) -> str:
        """The address of the cover in full size, or nothing."""
        renditions = self.cover_renditions()
        return renditions[-1][0] if renditions else ""

    @property
    def incoming(self) -> IssuePdf | None:
        """The newest file that is not what readers see: in the making, or refused."""
        return self.pdfs.filter(read_in=None).order_by("-pk").first()

    def get_absolute_url(self) -> str:
        return reverse("issue", args=[self.slug])

    @property
    def reader_url(self) -> str:
        return reverse("issue-pages", args=[self.slug])

    def page_url(self, position: int) -> str:
        return reverse("issue-page", args=[self.slug, position])

    # -- What may happen to it -------------------------------------------------

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(Issue.objects.exclude(pk=self.pk), f"issue {self.number}", otherwise="issue")
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        """Removes it with its files and page pictures."""
        for pdf in self.pdfs.all():
            pdf.delete()
        return super().delete(*args, **kwargs)

    def publish(self, at: datetime | None = None) -> None:
        """Shows it to readers from the given moment on (default: now)."""
        self.published_at = at or timezone.now()
        self.save(update_fields=["published_at"])

    def withdraw(self) -> None:
        """Takes it from the site; everything about it stays in the admin."""
        self.published_at = None
        self.save(update_fields=["published_at"])

    @transaction.atomic
    def take_pdf(self, file: IO[bytes], name: str) -> IssuePdf:
        """Stores the file and has its pages made in the background.

        What readers see stays until they are ready; a file that was still in the making is given up.
        """
        self._hold()
        for given_up in self.pdfs.filter(read_in=None):
            given_up.delete()
        pdf = self.pdfs.add_file(self, file, name)
        make_pages.enqueue(pdf.pk)
        return pdf

    @transaction.atomic
    def show(self, pdf: IssuePdf) -> None:
        """Readers see the pages of the given file from now on; the one before is removed."""
        before = Issue.objects.select_related("pdf").get(pk=self.pk).pdf
        self.pdf = pdf
        self.save(update_fields=["pdf"])
        if before and before != pdf:
            before.delete()

    @transaction.atomic
    def set_contents(self, entries: Iterable[ContentsEntry]) -> None:
        """Puts the given entries, which are new, in the place of all there were."""
        self._hold()
        self.contents.all().delete()
        for entry in entries:
            entry.issue = self
            entry.save()
        edition.bump()

    @transaction.atomic
    def take_contents_from_outline(self) -> int:
        """Adds to the contents what the outline of the PDF names and they do not; returns how many.

        An entry whose title is the headline of an article on the site is linked to it.
        """
        self._hold()
        if not self.pdf:
            return 0
        known = {entry.title.casefold() for entry in self.contents.all()}
        headings = [each for each in self.pdf.outline if each["title"].casefold() not in known]
        titles = [each["title"][:200] for each in headings]
        labels = dict(self.pdf.pages.values_list("position", "label"))
        articles = {article.title: article for article in Article.objects.filter(title__in=titles).newest_first()}
        last = self.contents.aggregate(last=models.Max("position"))["last"] or 0
        entries: list[ContentsEntry] = [
            self.contents.model(
                issue=self,
                position=last + place,
                title=title,
                page_label=labels.get(heading["page"], ""),
                article=articles.get(title),
            )
            for place, (title, heading) in enumerate(zip(titles, headings, strict=True), start=1)
        ]
        for entry in entries:
            entry.save()
        return len(entries)

    def _hold(self) -> None:
        """Two people at once follow one another; within a transaction."""
        Issue.objects.select_for_update().only("pk").get(pk=self.pk)
