from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import get_text_list
from taggit.managers import TaggableManager

from articles import snapshots, tasks
from articles.models.author import Author
from articles.models.links import Authorship, RelatedArticle
from articles.models.organisation import Organisation
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.tag import TaggedArticle
from articles.querysets import ArticleQuerySet
from articles.reading_time import minutes_to_read
from articles.validators import validate_questions, validate_sentences
from articles.video import Film, film_at, validate_film_address
from core import edition
from core.addresses import path_to
from core.models import OldAddress
from core.richtext import RichTextField, plain_text
from core.search import index
from core.slugs import MAX_LENGTH, free_slug, validate_not_an_own_word
from images.models import Image

if TYPE_CHECKING:
    from core.models import User

SILENT_UPDATE = timedelta(minutes=5)
"""Changes published this soon after the first publication do not count as an update that readers are told of."""


@dataclass(frozen=True)
class Label:
    """What a reader must know about a piece before reading it."""

    text: str
    tone: str
    """`paid` or `voice`; decides how loudly it is set."""


class Article(models.Model):
    """An article as readers see it. What editors see is its newest revision.

    A draft follows its newest revision. Once published, the row changes only by `publish`.
    Its columns are set through the verbs below, never from outside.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Kind(models.TextChoices):
        NEWS = "news", "News"
        ANALYSIS = "analysis", "Analysis"
        OPINION = "opinion", "Opinion"
        INTERVIEW = "interview", "Interview"
        VIDEO = "video", "Video"
        RESEARCH = "research", "Research report"
        PRESS_RELEASE = "press-release", "Press release"

    class Sponsorship(models.TextChoices):
        NONE = "none", "Not paid for"
        SPONSORED = "sponsored", "Sponsored"
        ADVERTORIAL = "advertorial", "Advertorial"
        PAID_PRESS_RELEASE = "paid-press-release", "Paid press release"

    title = models.CharField("headline", max_length=200, help_text="Best under 90 characters, in sentence case.")
    slug = models.SlugField(
        "address",
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="The last part of the article’s address. Left empty, it is made from the headline.",
        validators=[validate_not_an_own_word],
    )
    kicker = models.CharField(max_length=60, blank=True, help_text="One to three words over the headline: ‘Clearing’.")
    standfirst = models.TextField(
        max_length=500, blank=True, help_text="One or two sentences under the headline that say why one should read on."
    )
    section = models.ForeignKey(Section, models.PROTECT, related_name="articles")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.NEWS)

    hero = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="hero_of", verbose_name="main picture"
    )
    hero_caption = models.CharField(
        "caption here", max_length=400, blank=True, help_text="Replaces the picture’s own caption in this article."
    )
    video_url = models.URLField(
        "film",
        blank=True,
        validators=[validate_film_address],
        help_text="The address of a film on YouTube or Vimeo. It loads only when the reader asks for it.",
    )
    summary = models.TextField(
        "quick summary", blank=True, help_text="Three or four sentences for somebody who reads nothing else."
    )
    body = RichTextField("text", blank=True)
    takeaways = models.JSONField("key takeaways", default=list, blank=True, validators=[validate_sentences])
    questions = models.JSONField("questions and answers", default=list, blank=True, validators=[validate_questions])

    authors = models.ManyToManyField(Author, through="Authorship", related_name="articles", blank=True)
    byline = models.CharField(
        "outside reporters",
        max_length=200,
        blank=True,
        help_text="Names of writers who have no page here: ‘A. Guest, treasurer of Example Shipping’.",
    )
    dateline = models.CharField(max_length=60, blank=True, help_text="Where the story was reported from: ‘Frankfurt’.")
    reporting_credits = models.CharField(
        max_length=300, blank=True, help_text="‘Reporting by …; additional reporting by …; editing by …’"
    )
    tags = TaggableManager(
        through=TaggedArticle,
        blank=True,
        related_name="articles",
        ordering=["name"],
        help_text="Two to five, with commas between them.",
    )
    organisations = models.ManyToManyField(
        Organisation, related_name="articles", blank=True, help_text="Whom the article is about."
    )
    related = models.ManyToManyField(
        "self", through="RelatedArticle", symmetrical=False, related_name="related_from", blank=True
    )

    sponsorship = models.CharField("paid for", max_length=20, choices=Sponsorship, default=Sponsorship.NONE)
    sponsor_name = models.CharField("sponsor", max_length=120, blank=True)
    sponsor_url = models.URLField("sponsor’s address", blank=True, validators=[URLValidator(["http", "https"])])
    sponsor_label = models.CharField(
        "label",
        max_length=80,
        blank=True,
        help_text="Replaces the usual words, for example ‘Sponsored by Example Bank’.",
    )
    seo_title = models.CharField(
        "title for search engines", max_length=120, blank=True, help_text="Up to 60 characters are shown."
    )
    seo_description = models.CharField(
        "description for search engines", max_length=320, blank=True, help_text="Up to 155 characters are shown."
    )

    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(
        "publish at",
        null=True,
        blank=True,
        help_text="Left empty, the moment you press ‘Publish’. In the future: it appears by itself at that time.",
    )
    updated_at = models.DateTimeField("last updated for readers", null=True, blank=True, editable=False)
    expires_at = models.DateTimeField("take down at", null=True, blank=True, help_text="Left empty, it stays.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    saved_at = models.DateTimeField("last saved", default=timezone.now, editable=False, db_index=True)
    latest_revision = models.ForeignKey(Revision, models.SET_NULL, null=True, editable=False, related_name="+")
    live_revision = models.ForeignKey(Revision, models.SET_NULL, null=True, editable=False, related_name="+")
    word_count = models.PositiveIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        permissions = [("publish_article", "Can publish articles")]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="article_newest"),
            models.Index(fields=["section", "status", "-published_at", "-id"], name="article_newest_in_section"),
            # Few articles ever end, and every era asks which does so next (`next_change`).
            models.Index(
                fields=["status", "expires_at"], condition=models.Q(expires_at__isnull=False), name="article_ends_next"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False),
                name="article_published_has_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__isnull=True)
                | models.Q(published_at__isnull=True)
                | models.Q(expires_at__gt=models.F("published_at")),
                name="article_expires_after_publication",
            ),
            models.CheckConstraint(
                condition=models.Q(sponsorship="none") | ~models.Q(status="published") | ~models.Q(sponsor_name=""),
                name="article_paid_for_names_its_sponsor",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    # -- What it is ----------------------------------------------------------

    @property
    def is_public(self) -> bool:
        """Whether a reader may see it now."""
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= now
            and (self.expires_at is None or self.expires_at > now)
        )

    @property
    def is_scheduled(self) -> bool:
        return (
            self.status == self.Status.PUBLISHED
            and self.published_at is not None
            and self.published_at > timezone.now()
        )

    @property
    def state(self) -> str:
        """Its state in one word, as staff say it."""
        if self.status == self.Status.PUBLISHED:
            if self.is_scheduled:
                return "Scheduled"
            return "Published" if self.is_public else "Expired"
        return self.get_status_display()

    @property
    def has_unpublished_changes(self) -> bool:
        return self.status == self.Status.PUBLISHED and self.latest_revision_id != self.live_revision_id

    @property
    def label(self) -> Label | None:
        """The label it carries on its page and in every list, where it must have one."""
        if self.sponsorship != self.Sponsorship.NONE:
            return Label(self.sponsor_label or self.get_sponsorship_display(), "paid")
        if self.kind in {self.Kind.OPINION, self.Kind.PRESS_RELEASE}:
            return Label(self.get_kind_display(), "voice")
        return None

    @property
    def is_paid_for(self) -> bool:
        return self.sponsorship != self.Sponsorship.NONE

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes."""
        return minutes_to_read(self.word_count)

    @property
    def film(self) -> Film | None:
        return film_at(self.video_url) if self.video_url else None

    @property
    def byline_authors(self) -> list[Author]:
        """The authors in the order in which the article names them."""
        return [authorship.author for authorship in self.authorships.all()]

    @property
    def credited_to(self) -> str:
        """Everybody whose name stands over it, in one line: 'A, B and C'."""
        names = [author.name for author in self.byline_authors]
        if self.byline:
            names.append(self.byline)
        return get_text_list(names, "and")

    @property
    def description(self) -> str:
        """What search engines and shared links say about it."""
        return self.seo_description or self.standfirst or (self.summary or plain_text(self.body))[:155]

    def get_absolute_url(self) -> str:
        return path_to("article", self.section.slug, self.slug)

    # -- What may happen to it -------------------------------------------------

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(Article.objects.exclude(pk=self.pk), self.title, otherwise="article")
        self.count_words()
        super().save(*args, **kwargs)
        if self.status != self.Status.DRAFT:
            index.follow(self)
            edition.bump()

    def count_words(self) -> None:
        self.word_count = len(plain_text(self.body).split()) + len(self.standfirst.split())

    def delete(self, *args, **kwargs):
        pk = self.pk
        deleted = super().delete(*args, **kwargs)
        index.forget(self, {}, pk)
        edition.bump()
        return deleted

    @transaction.atomic
    def save_revision(self, snapshot: snapshots.Snapshot, *, by: User | None) -> Revision:
        """Keeps the content as the newest revision.

        A draft follows it at once; readers of a published article see nothing of it.
        """
        locked = Article.objects.select_for_update().get(pk=self.pk)
        revision = Revision.objects.create(article=locked, snapshot=snapshot, created_by=by)
        if locked.status == self.Status.DRAFT:
            locked._follow(revision)
        locked.latest_revision = revision
        locked.saved_at = revision.created_at
        locked.save()
        self.refresh_from_db()
        return revision

    @transaction.atomic
    def publish(self, *, by: User | None, at: datetime | None = None) -> None:
        """Shows the newest revision to readers from the given moment on (default: as before, else now).

        Raises ValidationError, by field, where something is missing.
        """
        locked = Article.objects.select_for_update().get(pk=self.pk)
        was_public = locked.is_public
        revision = locked.latest_revision or Revision.objects.create(
            article=locked, snapshot=snapshots.take(locked), created_by=by
        )
        now = timezone.now()
        address = locked.get_absolute_url()
        locked._follow(revision)
        locked.published_at = at or locked.published_at or now
        locked.check_publishable()
        if was_public and revision.pk != locked.live_revision_id and now - locked.published_at > SILENT_UPDATE:
            locked.updated_at = now
        locked.status = self.Status.PUBLISHED
        locked.latest_revision = locked.live_revision = revision
        locked.save()
        if was_public and address != locked.get_absolute_url():
            OldAddress.objects.remember(address, locked)
        tasks.find_related.enqueue(self.pk)
        self.refresh_from_db()

    @transaction.atomic
    def withdraw(self) -> None:
        """Takes it from the site; its text stays in the admin."""
        self.status = self.Status.WITHDRAWN
        self.save(update_fields=["status"])

    def check_publishable(self) -> None:
        """Raises ValidationError, by field, that says what is missing before it can be published."""
        missing = {}
        if not self.title.strip():
            missing["title"] = "An article needs a headline before it can be published."
        if not self.body and not self.video_url:
            missing["body"] = "An article needs a text or a film before it can be published."
        if self.is_paid_for and not self.sponsor_name:
            missing["sponsor_name"] = "Say who paid for this piece; readers are told."
        if self.expires_at and self.published_at and self.expires_at <= self.published_at:
            missing["expires_at"] = "This is before the article is published."
        if Article.objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
            missing["slug"] = "Another article has this address; please choose another."
        if missing:
            raise ValidationError(missing)

    def set_authors(self, ids: Iterable[int]) -> None:
        """Names the given authors, in this order."""
        known = set(Author.objects.filter(pk__in=ids).values_list("pk", flat=True))
        self.authorships.all().delete()
        Authorship.objects.bulk_create(
            Authorship(article=self, author_id=pk, position=position) for position, pk in enumerate(ids) if pk in known
        )

    def set_related(self, ids: Iterable[int]) -> None:
        """Picks the given articles as related, in this order."""
        known = set(Article.objects.filter(pk__in=ids).exclude(pk=self.pk).values_list("pk", flat=True))
        self.related_links.all().delete()
        RelatedArticle.objects.bulk_create(
            RelatedArticle(article=self, to_id=pk, position=position) for position, pk in enumerate(ids) if pk in known
        )

    def _follow(self, revision: Revision) -> None:
        snapshots.put_fields(self, revision.snapshot)
        snapshots.put_lists(self, revision.snapshot)
