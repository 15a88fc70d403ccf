from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from core.search import index
from core.uploads import private_storage
from magazines import renditions
from magazines.drawing import Drawn
from magazines.models.issue import Issue
from magazines.querysets import IssuePageQuerySet, IssuePdfQuerySet


def new_key() -> str:
    return get_random_string(22)


class IssuePdf(models.Model):
    """A file that was given for an issue, and how far its pages are made.

    No address leads to the file: that of an issue which is not published yet must be read by nobody.

    It is in the making until it is either ready or refused.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pdfs")
    file = models.FileField(storage=private_storage, max_length=200)
    name = models.CharField(max_length=200, help_text="What the file was called by whoever gave it.")
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    key = models.CharField(max_length=22, default=new_key, help_text="The folder of its files; nobody can guess it.")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    page_count = models.PositiveSmallIntegerField(default=0, help_text="0 until the file has been looked at.")
    outline = models.JSONField(default=list, help_text="A list of {title, page, level}, pages counted from 1.")
    ready_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True, help_text="Why it was refused.")

    objects = IssuePdfQuerySet.as_manager()

    class Meta:
        verbose_name = "PDF"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ready_at__isnull=True) | models.Q(problem=""), name="issue_pdf_is_ready_or_refused"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_the_making(self) -> bool:
        return self.ready_at is None and not self.problem

    def delete(self, *args, **kwargs):
        """Removes it with its file and page pictures, once that is certain."""
        removals: list[Callable[[], None]] = [partial(self.file.storage.delete, str(self.file.name))]
        removals += [page.delete_files for page in self.pages.all()]
        followers = index.followers(self)
        deleted = super().delete(*args, **kwargs)
        for source, ids in followers.items():
            index.refresh_soon(source, ids)
        for removal in removals:
            transaction.on_commit(removal)
        return deleted

    @transaction.atomic
    def keep_page(self, drawn: Drawn) -> bool:
        """Stores one page with its pictures; False where the file is no longer wanted. May be done twice."""
        if not IssuePdf.objects.select_for_update().in_the_making().filter(pk=self.pk).exists():
            return False
        page = IssuePage(
            pdf=self,
            position=drawn.position,
            label=drawn.label or str(drawn.position),
            text=drawn.text,
            width=drawn.width,
            height=drawn.height,
            digest=drawn.digest,
        )
        for width, picture in drawn.pictures.items():
            name = page.rendition_name(width)
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(picture.read_bytes()))
        IssuePage.objects.bulk_create([page], ignore_conflicts=True)
        return True

    def missing_pages(self) -> list[int]:
        """The positions of the pages that are not made yet."""
        made = set(self.pages.values_list("position", flat=True))
        return [position for position in range(1, self.page_count + 1) if position not in made]

    @transaction.atomic
    def finish(self) -> None:
        """Shows its pages to readers, if all are there and it is still wanted."""
        locked = IssuePdf.objects.select_for_update().in_the_making().filter(pk=self.pk).first()
        if locked and not locked.missing_pages():
            locked.ready_at = timezone.now()
            locked.save(update_fields=["ready_at"])
            locked.issue.show(locked)

    def know(self, pages: int, outline: list[dict[str, Any]]) -> None:
        """Notes what it holds; nothing where it was given up meanwhile."""
        self.page_count, self.outline = pages, outline
        IssuePdf.objects.filter(pk=self.pk).update(page_count=pages, outline=outline)

    def refuse(self, problem: str) -> None:
        """Gives it up, for a reason that whoever gave the file is told; nothing where it is given up already."""
        self.problem = problem
        IssuePdf.objects.in_the_making().filter(pk=self.pk).update(problem=problem)

    def try_again(self) -> None:
        """Forgets why it was refused; its pages can be made from where they stopped."""
        self.problem = ""
        self.save(update_fields=["problem"])


class IssuePage(models.Model):
    """A page of an issue: its picture in several widths, and its text."""

    pdf = models.ForeignKey(IssuePdf, models.CASCADE, related_name="pages")
    position = models.PositiveSmallIntegerField(help_text="Counted from 1, whatever is printed on it.")
    label = models.CharField(max_length=20, help_text="The number as printed, where the PDF says so.")
    text = models.TextField(blank=True, help_text="One paragraph a line.")
    width = models.PositiveSmallIntegerField(help_text="Of the largest picture, in pixels.")
    height = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=16, help_text="Of the largest picture’s content.")

    objects = IssuePageQuerySet.as_manager()

    class Meta:
        ordering = ["pdf", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pdf", "position"], name="issue_page_is_made_once"),
            models.CheckConstraint(condition=models.Q(position__gte=1), name="issue_page_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"Page {self.label}"

    @property
    def issue(self) -> Issue:
        return self.pdf.issue

    @property
    def alt(self) -> str:
        """What a reader is told who cannot see the picture; the text of the page stands beside it."""
        return f"Page {self.label} of issue {self.issue.number}"

    @property
    def paragraphs(self) -> list[str]:
        return self.text.splitlines()

    def get_absolute_url(self) -> str:
        return self.issue.page_url(self.position)

    def rendition_name(self, width: int) -> str:
        """Where a picture lies. The name follows its content, so it may be cached for ever."""
        return f"magazines/{self.pdf.key}/{self.position}-{self.digest}-{width}.webp"

    def renditions(self) -> Iterator[tuple[str, int, int]]:
        """Address, width and height of every picture of the page, smallest first."""
        for width, height in renditions.sizes(self.width, self.height):
            yield default_storage.url(self.rendition_name(width)), width, height

    @property
    def full_picture(self) -> str:
        """The address of the largest picture."""
        *_, (address, _, _) = self.renditions()
        return address

    @property
    def reading_picture(self) -> str:
        """The address of the picture that most screens show, to be fetched before it is asked for."""
        addresses = [address for address, _, _ in self.renditions()]
        return addresses[max(0, len(addresses) - 2)]

    def delete_files(self) -> None:
        for width, _ in renditions.sizes(self.width, self.height):
            default_storage.delete(self.rendition_name(width))
