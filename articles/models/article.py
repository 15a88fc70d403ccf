from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import get_text_list

from articles import snapshots, tasks, workflow
from articles.models.author import Author
from articles.models.event import ArticleEvent
from articles.models.follow_up import FollowUp
from articles.models.preview_link import PreviewLink
from articles.models.public_note import PublicNote
from articles.models.revision import Revision
from articles.models.versioned import Versioned
from articles.querysets import ArticleQuerySet
from articles.querysets.article import in_any_section
from core import edition, texts
from core.addresses import path_to
from core.audit import Action, Refused
from core.models import AuditEntry, OldAddress
from core.search import index
from images.models import Image
from images.querysets import ImageQuerySet
from images.uses import pictures_in

if TYPE_CHECKING:
    from core.models import User


class Article(Versioned):
    """An article as readers see it. What editors see is its newest revision.

    A draft follows its newest revision. Once published, the row changes only by `publish`.
    Its columns are set through the verbs below, never from outside.
    """

    class Status(models.TextChoices):
        DRAFT = workflow.DRAFT, "Draft"
        REVIEW = workflow.REVIEW, "In review"
        APPROVED = workflow.APPROVED, "Approved"
        PUBLISHED = workflow.PUBLISHED, "Published"
        WITHDRAWN = workflow.WITHDRAWN, "Withdrawn"
        RETRACTED = workflow.RETRACTED, "Retracted"
        BINNED = workflow.BINNED, "In the bin"

    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    published_at = models.DateTimeField(
        "publish at",
        null=True,
        blank=True,
        help_text="Left empty, the moment you press ‘Publish’. In the future: it appears by itself at that time.",
    )
    updated_at = models.DateTimeField(
        "last updated for readers",
        null=True,
        blank=True,
        editable=False,
        help_text="When they were last told of a change.",
    )
    expires_at = models.DateTimeField("take down at", null=True, blank=True, help_text="Left empty, it stays.")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    binned_at = models.DateTimeField("put into the bin", null=True, editable=False)
    word_count = models.PositiveIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("publish_article", "Can publish articles"),
            ("review_article", "Can approve articles and send them back"),
            ("write_own_article", "Can write articles of their own"),
        ]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="article_newest"),
            models.Index(fields=["section", "status", "-published_at", "-id"], name="article_newest_in_section"),
            # The list in the admin, without what lies in the bin, and the same by state.
            models.Index(fields=["-saved_at", "-id", "status"], name="article_last_saved"),
            models.Index(fields=["status", "-saved_at", "-id"], name="article_last_saved_in_state"),
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
            models.CheckConstraint(
                condition=models.Q(status="binned", binned_at__isnull=False)
                | (~models.Q(status="binned") & models.Q(binned_at__isnull=True)),
                name="article_in_the_bin_says_since_when",
            ),
        ]

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
    def was_out(self) -> bool:
        """Whether readers may know its address: it is public, or was until it expired or was taken from them."""
        if self.status in workflow.ON_THE_WAY:  # a draft again
            return self.live_revision_id is not None
        appeared = self.published_at is not None and self.published_at <= timezone.now()
        return appeared and self.status in {self.Status.PUBLISHED, self.Status.WITHDRAWN, self.Status.RETRACTED}

    @property
    def holder_of_address(self) -> models.Model | None:
        """Another article that was read at its address before, and is found by it for ever."""
        return OldAddress.objects.holder(in_any_section(self.slug), but=self)

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
    def gone_at(self) -> datetime | None:
        """When it is deleted for good; None of what is not in the bin."""
        return self.binned_at + workflow.IN_THE_BIN if self.binned_at else None

    @property
    def has_unpublished_changes(self) -> bool:
        return self.status == self.Status.PUBLISHED and self.latest_revision_id != self.live_revision_id

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

    def pictures_to_come(self) -> ImageQuerySet:
        """The pictures on it that its readers do not see yet: until it is public, all."""
        shown = self._pictures
        if self.pk and (row := Article.objects.filter(pk=self.pk).public().first()):
            shown -= row._pictures
        return Image.objects.filter(pk__in=shown)

    @property
    def _pictures(self) -> set[int]:
        return pictures_in(self.body) | ({self.hero_id} if self.hero_id else set())

    def get_absolute_url(self) -> str:
        return path_to("article", self.section.slug, self.slug)

    # -- What may happen to it -------------------------------------------------

    def save(self, *args, **kwargs):
        self.slug = self.slug or Article.objects.exclude(pk=self.pk).free_slug(self.title)
        self.count_words()
        super().save(*args, **kwargs)
        texts.follow(self)
        if self.status not in workflow.ON_THE_WAY:
            index.follow(self)
            edition.bump()

    @transaction.atomic
    def delete_for_good(self) -> None:
        """Deletes what has lain in the bin for long enough; the audit log says who had put it there."""
        if self._locked().status != self.Status.BINNED:
            return  # somebody has just taken it out
        put = self.events.filter(step=workflow.BIN.name).select_related("by").last()
        by = put.by if put and put.by else "somebody"
        detail = f"{workflow.IN_THE_BIN.days} days after {by} had put it into the bin."
        AuditEntry.objects.note(Action.DELETED, self, detail=detail)
        self.delete()

    def delete(self, *args, **kwargs):
        pk = self.pk
        deleted = super().delete(*args, **kwargs)
        index.forget(self, {}, pk)
        texts.forget(type(self), pk)
        edition.bump()
        return deleted

    def take(self, step: workflow.Step, *, by: User, note: str = "", told: PublicNote | None = None) -> None:
        """Takes a step of the workflow, with a note for the others and what readers are told, if anything. Raises
        Refused where the person may not, and ValidationError, by field, where the article is not there yet; the audit
        log knows of either."""
        try:
            self._take(step, by=by, note=note, told=told)
        except (PermissionDenied, ValidationError) as why:
            self.note_refusal(step, why, by=by)
            raise

    def note_refusal(self, step: workflow.Step, why: PermissionDenied | ValidationError, *, by: User) -> None:
        """Lets the audit log know who could not take which step."""
        detail = f"{step.label}. {workflow.in_a_sentence(why)}"
        AuditEntry.objects.note(Action.REFUSED, self, by=by, detail=detail)

    @transaction.atomic
    def _take(self, step: workflow.Step, *, by: User, note: str, told: PublicNote | None) -> None:
        locked = self._locked()
        if not workflow.may_take(by, step, locked):
            raise Refused(step.label, locked)
        if step is workflow.PUBLISH_STEP:
            locked.publish(by=by, note=note, told=told)
        elif step is workflow.WITHDRAW:
            locked.withdraw(by=by, note=note)
        elif step is workflow.RETRACT:
            locked.retract(told or PublicNote(kind=PublicNote.Kind.RETRACTION), by=by, note=note)
        elif step in workflow.ABOUT_THE_BIN:
            locked._move_to_or_from_the_bin(step, by, note)
        else:
            if step.needs_a_saved_version:
                locked._check_saved()
            step.check(locked)
            locked.status = step.ends
            locked.save(update_fields=["status"])
            locked._record(step, by, note)
        self.refresh_from_db()

    @transaction.atomic
    def publish(
        self, *, by: User | None, at: datetime | None = None, note: str = "", told: PublicNote | None = None
    ) -> None:
        """Shows the newest revision to readers from the given moment on (default: as before, else now).

        `told` is what they learn of the change, an update or a correction; without, it is made in silence, as a typing
        error is mended. Raises ValidationError, by field, where something is missing.
        """
        locked = self._locked()
        was_public = locked.is_public
        revision = locked.latest_revision or Revision.objects.create(
            article=locked, snapshot=snapshots.take(locked), created_by=by
        )
        locked._check_saved()
        if told:
            locked.check_told(told)
        now = timezone.now()
        was_out = locked.was_out
        address, slugs = locked.get_absolute_url(), {locked.slug}
        if locked.live_revision:  # of what is a draft again, since it was taken out of sight, the row knows no longer
            slugs.add(locked.live_revision.snapshot.get("slug") or locked.slug)
        locked._follow(revision)
        locked.published_at = at or locked.published_at or now
        workflow.PUBLISH_STEP.check(locked)
        if told:
            locked.updated_at = now
        if locked.status == self.Status.RETRACTED:
            locked.public_notes.filter(kind=PublicNote.Kind.RETRACTION).delete()
        locked.status = self.Status.PUBLISHED
        locked.latest_revision = locked.live_revision = revision
        locked.save()
        if was_out and address != locked.get_absolute_url():
            OldAddress.objects.remember(address, locked)
        for slug in slugs - {locked.slug} if was_out else ():
            OldAddress.objects.remember(in_any_section(slug), locked)
        if told:
            locked._tell(told, by, now)
        self._record(workflow.PUBLISH_STEP, by, f"{told} {note}" if told else note)
        if locked.is_scheduled or not was_public:
            FollowUp.objects.expect(locked)
        tasks.find_related.enqueue(self.pk)
        self.refresh_from_db()

    @transaction.atomic
    def reschedule(self, to: datetime, *, by: User, base: int | None = None) -> None:
        """Plans it for another moment. What is scheduled appears then, and changes that are not published stay so.

        `base` is the newest revision that somebody knew who moves it; raises Overtaken where somebody else has moved it
        since, Refused where they may not, and ValidationError where it cannot be.
        """
        locked = self._locked()
        if not workflow.may_move(by, locked):
            raise Refused("Move to another moment", locked)
        workflow.check_move(locked, to)
        newest, was = locked.latest_revision, locked.published_at
        began = newest if base is None else locked.revisions.began_with(base)
        snapshot = snapshots.complete(locked, began) | {"published_at": snapshots.told(to)}
        if newest and base not in (None, newest.pk):
            snapshot = locked.put_together(snapshot, base=base or 0, newest=newest)
        if newest and was == to and snapshots.complete(locked, newest) == snapshot:
            return
        revision = Revision(article=locked, snapshot=snapshot, created_by=by)
        if newest:  # whoever moves it does not stand by a text that somebody else is still writing
            revision.kind = newest.kind
            revision.unfinished = {name: text for name, text in newest.unfinished.items() if name != "published_at"}
        locked._keep(revision)
        if locked.status == self.Status.PUBLISHED:
            if newest is None or newest.pk == locked.live_revision_id:
                locked.live_revision = revision
            locked.published_at = to
            locked.save()
            FollowUp.objects.expect(locked)
        ArticleEvent.objects.moved(locked, was, to, by=by)
        AuditEntry.objects.note(Action.STEP, locked, by=by, detail=workflow.DONE[workflow.MOVED])
        self.refresh_from_db()

    @transaction.atomic
    def withdraw(self, *, by: User | None = None, note: str = "") -> None:
        """Takes it from the site; its text stays in the admin."""
        workflow.WITHDRAW.check(self)
        self.status = self.Status.WITHDRAWN
        self.save(update_fields=["status"])
        FollowUp.objects.filter(article=self, done_at=None).delete()
        self._record(workflow.WITHDRAW, by, note)

    @transaction.atomic
    def retract(self, told: PublicNote, *, by: User | None = None, note: str = "") -> None:
        """Takes back what it says: at its address, which stays, readers find why instead. Raises ValidationError where
        that is not said, or nobody has read it yet."""
        workflow.RETRACT.check(self)
        if not self.was_out:
            raise ValidationError("Nobody has read this article yet, so there is nothing to take back: withdraw it.")
        told.clean()
        self.status = self.Status.RETRACTED
        self.save(update_fields=["status"])
        self._tell(told, by, timezone.now())
        FollowUp.objects.filter(article=self, done_at=None).delete()
        self._record(workflow.RETRACT, by, f"{told} {note}")

    def check_told(self, told: PublicNote) -> None:
        """Raises ValidationError where readers cannot be told this of a change."""
        if not self.is_public:
            raise ValidationError("Readers do not see this article now, so there is nothing to tell them.")
        told.clean()

    def _tell(self, told: PublicNote, by: User | None, at: datetime) -> None:
        told.article, told.by, told.published_at, told.revision = self, by, at, self.live_revision
        told.save()

    def _move_to_or_from_the_bin(self, step: workflow.Step, by: User | None, note: str) -> None:
        """What comes back is a draft again, or withdrawn where readers had seen it; all else is as it was."""
        step.check(self)
        into = step is workflow.BIN
        self.status = step.ends if into or not self.live_revision_id else self.Status.WITHDRAWN
        self.binned_at = timezone.now() if into else None
        self.save(update_fields=["status", "binned_at"])
        self._record(step, by, note)

    @transaction.atomic
    def show_to(self, whom: str, *, by: User, ends_at: datetime) -> PreviewLink:
        """A link by which somebody outside sees the newest version, until the given moment."""
        revision = self.latest_revision or self.save_revision(snapshots.take(self), by=by)
        link = self.preview_links.create(revision=revision, whom=whom, created_by=by, ends_at=ends_at)
        ArticleEvent.objects.create(article=self, by=by, text="Made a link for somebody outside.")
        AuditEntry.objects.note(Action.CHANGED, self, by=by, detail="Made a link for somebody outside.")
        return link

    def remark(self, text: str, *, by: User, step: str = "") -> ArticleEvent:
        """Says something about it to the others; whoever is named as @username finds it on their desk."""
        event = ArticleEvent.objects.create(article=self, by=by, text=text.strip(), step=step)
        event.mentions.set(get_user_model().objects.filter(username__in=event.named, is_active=True).exclude(pk=by.pk))
        return event

    def _record(self, step: workflow.Step, by: User | None, note: str) -> None:
        AuditEntry.objects.note(Action.STEP, self, by=by, detail=step.done)
        if by and note.strip():
            self.remark(note, by=by, step=step.name)
        else:
            ArticleEvent.objects.create(article=self, by=by, step=step.name, text=note)

    def is_by(self, user: User) -> bool:
        """Whether somebody began it, or their name stands over it."""
        return self.created_by_id == user.pk or self.authorships.filter(author__user=user).exists()
