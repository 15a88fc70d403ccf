from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst, get_text_list

from articles import snapshots, tasks, workflow
from articles.models.author import Author
from articles.models.content import Content
from articles.models.event import ArticleEvent
from articles.models.follow_up import FollowUp
from articles.models.links import Authorship, RelatedArticle
from articles.models.revision import Revision
from articles.querysets import ArticleQuerySet
from articles.querysets.article import in_any_section
from articles.reconciling import Conflict, reconcile
from core import edition
from core.addresses import path_to
from core.models import OldAddress
from core.search import index

if TYPE_CHECKING:
    from core.models import User

SILENT_UPDATE = timedelta(minutes=5)
"""Changes published this soon after the first publication do not count as an update that readers are told of."""


class Overtaken(Exception):  # noqa: N818
    """Somebody saved a newer version meanwhile, and changed in it what was changed here too."""

    def __init__(self, conflicts: list[Conflict], mine: snapshots.Snapshot, newest: Revision):
        super().__init__(f"Another version changed the same things: {newest}")
        self.conflicts = conflicts
        self.mine = mine
        self.newest = newest


class Article(Content):
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
    saved_at = models.DateTimeField("last saved", default=timezone.now, editable=False)
    latest_revision = models.ForeignKey(Revision, models.SET_NULL, null=True, editable=False, related_name="+")
    live_revision = models.ForeignKey(Revision, models.SET_NULL, null=True, editable=False, related_name="+")
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
            # The list in the admin, and the same by state.
            models.Index(fields=["-saved_at", "-id"], name="article_last_saved"),
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
        return appeared and self.status in {self.Status.PUBLISHED, self.Status.WITHDRAWN}

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

    def get_absolute_url(self) -> str:
        return path_to("article", self.section.slug, self.slug)

    # -- What may happen to it -------------------------------------------------

    def save(self, *args, **kwargs):
        self.slug = self.slug or Article.objects.exclude(pk=self.pk).free_slug(self.title)
        self.count_words()
        super().save(*args, **kwargs)
        if self.status not in workflow.ON_THE_WAY:
            index.follow(self)
            edition.bump()

    def delete(self, *args, **kwargs):
        pk = self.pk
        deleted = super().delete(*args, **kwargs)
        index.forget(self, {}, pk)
        edition.bump()
        return deleted

    @transaction.atomic
    def save_revision(
        self,
        snapshot: snapshots.Snapshot,
        *,
        by: User | None,
        base: int | None = None,
        window: str = "",
        unfinished: dict[str, Any] | None = None,
    ) -> Revision:
        """Keeps the content as the newest revision. Until an article is published, it follows at once; readers of a
        published one see nothing of it. What changes nothing makes no revision.

        `base` is the revision that the writer began with (default: the newest), unless the same `window`, an open page,
        saved by itself since. Where somebody else saved a newer one, both are put together; raises Overtaken where
        they touch.
        """
        locked = self._locked()
        newest = locked.latest_revision
        if newest and base not in (None, newest.pk) and not newest.is_from(window, by):
            snapshot = locked.put_together(snapshot, base=base, newest=newest)
        unfinished = unfinished or {}
        if newest and newest.unfinished == unfinished and snapshots.complete(locked, newest) == snapshot:
            newest.kind = Revision.Kind.SAVED
            newest.save(update_fields=["kind"])
            return newest
        return self._keep(
            Revision(article=locked, snapshot=snapshot, unfinished=unfinished, created_by=by, window=window)
        )

    def put_together(
        self, mine: snapshots.Snapshot, *, base: int, newest: Revision, choices: Mapping[str, str] | None = None
    ) -> snapshots.Snapshot:
        """What was written over the version `base`, together with what has been changed since in `newest`.

        Where both changed the same, `choices` say which is taken (articles/reconciling.py); raises Overtaken where they
        do not.
        """
        began = self.revisions.began_with(base)
        before = snapshots.complete(self, began) if began else {}
        reconciled = reconcile(before, mine, snapshots.complete(self, newest), choices)
        if reconciled.conflicts:
            raise Overtaken(reconciled.conflicts, mine, newest)
        return reconciled.snapshot

    @transaction.atomic
    def autosave(
        self,
        snapshot: snapshots.Snapshot,
        *,
        by: User | None,
        base: int,
        window: str = "",
        unfinished: dict[str, Any] | None = None,
    ) -> Revision:
        """Keeps what somebody is writing. Where a newer version than `base` was saved since, not by the same `window`,
        it is kept *beside* the article, until its writer saves and so puts both together."""
        locked = self._locked()
        newest = locked.latest_revision
        is_beside = newest is not None and base != newest.pk and not newest.is_from(window, by)
        before = locked.revisions.beside(by).first() if is_beside else newest
        revision = Revision(
            article=locked,
            snapshot=snapshot,
            unfinished=unfinished or {},
            created_by=by,
            kind=Revision.Kind.AUTOSAVED,
            window=window,
            is_beside=is_beside,
            written_over=locked.revisions.began_with(base) if is_beside else None,
        )
        if before and before.says_the_same_as(revision):
            return before
        return self._keep(revision)

    def restore(self, revision: Revision, *, by: User | None) -> Revision:
        """Makes an older version the newest again, as a new one; so this can be undone in the same way."""
        return self.save_revision(snapshots.complete(self, revision), by=by, unfinished=revision.unfinished)

    def _locked(self) -> Article:
        """The row as it is now, which nobody else changes before the transaction ends.

        Nothing is joined: what PostgreSQL waited for in the row it would not look up again in other tables.
        """
        return Article.objects.select_for_update().get(pk=self.pk)

    def _keep(self, revision: Revision) -> Revision:
        """Stores a revision of the locked article; unless it stands beside, it is the newest from now on."""
        revision.save()
        if not revision.is_beside:
            article = revision.article
            article.latest_revision, article.saved_at = revision, revision.created_at
            if article.status in workflow.ON_THE_WAY:
                article._follow(revision)
                article.save()
            else:  # readers see nothing of it, so nothing that is remembered for them is made anew
                Article.objects.filter(pk=article.pk).update(latest_revision=revision, saved_at=revision.created_at)
            self.refresh_from_db()
        return revision

    @transaction.atomic
    def take(self, step: workflow.Step, *, by: User, note: str = "") -> None:
        """Takes a step of the workflow. Raises PermissionDenied where the person may not, and ValidationError, by
        field, where the article is not there yet."""
        locked = self._locked()
        if not workflow.may_take(by, step, locked):
            raise PermissionDenied
        if step is workflow.PUBLISH_STEP:
            locked.publish(by=by, note=note)
        elif step is workflow.WITHDRAW:
            locked.withdraw(by=by, note=note)
        else:
            locked._check_saved(step)
            step.check(locked)
            locked.status = step.ends
            locked.save(update_fields=["status"])
            locked._record(step, by, note)
        self.refresh_from_db()

    @transaction.atomic
    def publish(self, *, by: User | None, at: datetime | None = None, note: str = "") -> None:
        """Shows the newest revision to readers from the given moment on (default: as before, else now).

        Raises ValidationError, by field, where something is missing.
        """
        locked = self._locked()
        was_public = locked.is_public
        revision = locked.latest_revision or Revision.objects.create(
            article=locked, snapshot=snapshots.take(locked), created_by=by
        )
        locked._check_saved(workflow.PUBLISH_STEP)
        now = timezone.now()
        was_out = locked.was_out
        address, slugs = locked.get_absolute_url(), {locked.slug}
        if locked.live_revision:  # of what is a draft again, since it was taken out of sight, the row knows no longer
            slugs.add(locked.live_revision.snapshot.get("slug") or locked.slug)
        locked._follow(revision)
        locked.published_at = at or locked.published_at or now
        workflow.PUBLISH_STEP.check(locked)
        if was_public and revision.pk != locked.live_revision_id and now - locked.published_at > SILENT_UPDATE:
            locked.updated_at = now
        locked.status = self.Status.PUBLISHED
        locked.latest_revision = locked.live_revision = revision
        locked.save()
        if was_out and address != locked.get_absolute_url():
            OldAddress.objects.remember(address, locked)
        for slug in slugs - {locked.slug} if was_out else ():
            OldAddress.objects.remember(in_any_section(slug), locked)
        self._record(workflow.PUBLISH_STEP, by, note)
        if locked.is_scheduled or not was_public:
            FollowUp.objects.expect(locked)
        tasks.find_related.enqueue(self.pk)
        self.refresh_from_db()

    @transaction.atomic
    def reschedule(self, to: datetime, *, by: User, base: int | None = None) -> None:
        """Plans it for another moment. What is scheduled appears then, and changes that are not published stay so.

        `base` is the newest revision that somebody knew who moves it; raises Overtaken where somebody else has moved it
        since, PermissionDenied where they may not, and ValidationError where it cannot be.
        """
        locked = self._locked()
        if not workflow.may_move(by, locked):
            raise PermissionDenied
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
        self.refresh_from_db()

    @transaction.atomic
    def withdraw(self, *, by: User | None = None, note: str = "") -> None:
        """Takes it from the site; its text stays in the admin."""
        workflow.WITHDRAW.check(self)
        self.status = self.Status.WITHDRAWN
        self.save(update_fields=["status"])
        FollowUp.objects.filter(article=self, done_at=None).delete()
        self._record(workflow.WITHDRAW, by, note)

    def _check_saved(self, step: workflow.Step) -> None:
        """Raises ValidationError where nobody stands by the newest version yet, though the step is about it."""
        newest = self.latest_revision
        if newest and step.needs_a_saved_version and (newest.unfinished or newest.kind == Revision.Kind.AUTOSAVED):
            raise ValidationError(
                f"{capfirst(newest.by_whom)} is still writing, or has left something unfinished: open the article and "
                "save it first."
            )

    def remark(self, text: str, *, by: User, step: str = "") -> ArticleEvent:
        """Says something about it to the others; whoever is named as @username finds it on their desk."""
        event = ArticleEvent.objects.create(article=self, by=by, text=text.strip(), step=step)
        event.mentions.set(get_user_model().objects.filter(username__in=event.named, is_active=True).exclude(pk=by.pk))
        return event

    def _record(self, step: workflow.Step, by: User | None, note: str) -> None:
        if by and note.strip():
            self.remark(note, by=by, step=step.name)
        else:
            ArticleEvent.objects.create(article=self, by=by, step=step.name, text=note)

    def is_by(self, user: User) -> bool:
        """Whether somebody began it, or their name stands over it."""
        return self.created_by_id == user.pk or self.authorships.filter(author__user=user).exists()

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
