"""An article as it is written: every save is a version, and nobody writes over anybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import capfirst

from articles import snapshots, workflow
from articles.models.author import Author
from articles.models.content import Content
from articles.models.links import Authorship, RelatedArticle
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.tag import MAX_TAGS
from articles.reconciling import Conflict, reconcile
from core import texts
from core.audit import Refused

if TYPE_CHECKING:
    from articles.models.article import Article
    from core.models import User


class Overtaken(Exception):  # noqa: N818
    """Somebody saved a newer version meanwhile, and changed in it what was changed here too."""

    def __init__(self, conflicts: list[Conflict], mine: snapshots.Snapshot, newest: Revision):
        super().__init__(f"Another version changed the same things: {newest}")
        self.conflicts = conflicts
        self.mine = mine
        self.newest = newest


class Versioned(Content):
    """The content of an article with its versions. The row is what readers see, and until they see it, it follows the
    newest version; from then on it changes only by `Article.publish`."""

    if TYPE_CHECKING:
        revisions: Any

    saved_at = models.DateTimeField("last saved", default=timezone.now, editable=False)
    latest_revision = models.ForeignKey(Revision, models.SET_NULL, null=True, editable=False, related_name="+")
    live_revision = models.ForeignKey(Revision, models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta(Content.Meta):
        abstract = True

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
        before = snapshots.complete(self._article, began) if began else {}
        reconciled = reconcile(before, mine, snapshots.complete(self._article, newest), choices)
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
        return self.save_revision(snapshots.complete(self._article, revision), by=by, unfinished=revision.unfinished)

    @transaction.atomic
    def amend(self, *, by: User, section: Section | None = None, tags: Collection[str] = ()) -> None:
        """Gives it another section, or tags beside its own, as a version over the newest. Raises ValidationError where
        somebody is still writing, or it would have too many tags."""
        locked = self._locked()
        if not workflow.may_write(by, locked):
            raise Refused("Change", locked)
        locked._check_saved()
        snapshot = snapshots.complete(locked, locked.latest_revision)
        if section:
            snapshot["section_id"] = section.pk
        snapshot["tags"] = sorted({*snapshot["tags"], *tags})
        if tags and len(snapshot["tags"]) > MAX_TAGS:
            raise ValidationError(f"It would have {len(snapshot['tags'])} tags: {MAX_TAGS} at most.")
        self.save_revision(snapshot, by=by)

    def _locked(self) -> Article:
        """The row as it is now, which nobody else changes before the transaction ends.

        Nothing is joined: what PostgreSQL waited for in the row it would not look up again in other tables.
        """
        return cast(Any, type(self)).objects.select_for_update().get(pk=self.pk)

    @property
    def _article(self) -> Article:
        """Itself, as the whole of which this class is a part."""
        return cast("Article", self)

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
                type(self)._default_manager.filter(pk=article.pk).update(
                    latest_revision=revision, saved_at=revision.created_at
                )
                texts.follow(article)
            self.refresh_from_db()
        return revision

    def _check_saved(self) -> None:
        """Raises ValidationError where nobody stands by the newest version yet."""
        newest = self.latest_revision
        if newest and (newest.unfinished or newest.kind == Revision.Kind.AUTOSAVED):
            raise ValidationError(
                f"{capfirst(newest.by_whom)} is still writing, or has left something unfinished: open the article and "
                "save it first."
            )

    def set_authors(self, ids: Iterable[int]) -> None:
        """Names the given authors, in this order."""
        known = set(Author.objects.filter(pk__in=ids).values_list("pk", flat=True))
        self._article.authorships.all().delete()
        Authorship.objects.bulk_create(
            Authorship(article=self._article, author_id=pk, position=position)
            for position, pk in enumerate(ids)
            if pk in known
        )

    def set_related(self, ids: Iterable[int]) -> None:
        """Picks the given articles as related, in this order."""
        known = set(type(self._article).objects.filter(pk__in=ids).exclude(pk=self.pk).values_list("pk", flat=True))
        self._article.related_links.all().delete()
        RelatedArticle.objects.bulk_create(
            RelatedArticle(article=self._article, to_id=pk, position=position)
            for position, pk in enumerate(ids)
            if pk in known
        )

    def _follow(self, revision: Revision) -> None:
        snapshots.put_fields(self._article, revision.snapshot)
        snapshots.put_lists(self._article, revision.snapshot)
