from __future__ import annotations

from dataclasses import dataclass

from django.core.validators import URLValidator
from django.db import models
from taggit.managers import TaggableManager

from articles.models.author import Author
from articles.models.organisation import Organisation
from articles.models.section import Section
from articles.models.tag import TaggedArticle
from articles.reading_time import minutes_to_read
from articles.validators import validate_questions, validate_sentences
from articles.video import Film, film_at, validate_film_address
from core.richtext import RichTextField, plain_text
from core.slugs import MAX_LENGTH, validate_not_an_own_word
from images.models import Image


@dataclass(frozen=True)
class Label:
    """What a reader must know about a piece before reading it."""

    text: str
    tone: str
    """`paid` or `voice`; decides how loudly it is set."""


class Content(models.Model):
    """What an article says and shows: everything that an editor fills in but for the dates."""

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

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

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
    def description(self) -> str:
        """What search engines and shared links say about it."""
        return self.seo_description or self.standfirst or (self.summary or plain_text(self.body))[:155]

    def count_words(self) -> None:
        self.word_count = len(plain_text(self.body).split()) + len(self.standfirst.split())
