from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import snapshots
from articles.models import Article, Section
from core import mail, signed_links, uploads
from pages import declarations, fingerprints, manuscripts
from pages.querysets import UNCONFIRMED_KEPT, GuestPostQuerySet

if TYPE_CHECKING:
    from core.models import User

FOLLOW, CONFIRM = "guest-post", "guest-post-confirm"
"""What the mailed links are for (core/signed_links.py)."""

BYLINE = Article._meta.get_field("byline").max_length


def manuscript_path(post: GuestPost, filename: str) -> str:
    return uploads.random_name("guest-posts", filename)


class GuestPost(models.Model):
    """An article that somebody without an account offers us: from the first sending to the page or the refusal."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "Not confirmed"
        RECEIVED = "received", "Received"
        TAKEN = "taken", "With the editors"
        DECLINED = "declined", "Declined"

    email = models.EmailField("address")
    name = models.CharField(max_length=120)
    about = models.CharField("who the author is", max_length=160, blank=True)
    title = models.CharField("headline", max_length=200)
    text = models.TextField(max_length=manuscripts.LONGEST, help_text="Markdown")
    interests = models.TextField("interests declared", max_length=1000, blank=True)
    file = models.FileField(storage=uploads.private_storage, upload_to=manuscript_path, blank=True)
    file_name = models.CharField(max_length=uploads.LONGEST_NAME, blank=True)
    declared = models.JSONField("declarations", default=dict)
    version = models.PositiveSmallIntegerField(default=1, editable=False)

    state = models.CharField(max_length=12, choices=State, default=State.UNCONFIRMED, editable=False)
    sent_at = models.DateTimeField("sent", default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField("address confirmed", null=True, editable=False)
    amended_at = models.DateTimeField("amended", null=True, editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    draft = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, editable=False, related_name="guest_posts"
    )
    declined_at = models.DateTimeField(null=True, editable=False)
    reason = models.TextField("reason given", max_length=2000, blank=True, editable=False)
    touched_at = models.DateTimeField("last touched", default=timezone.now, editable=False, db_index=True)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    """Of who sent what on which day: an article that is sent twice comes in once."""

    objects = GuestPostQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="unconfirmed") | models.Q(confirmed_at__isnull=False),
                name="guest_post_moves_when_confirmed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="taken") | models.Q(taken_at__isnull=False),
                name="guest_post_taken_has_a_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | models.Q(declined_at__isnull=False),
                name="guest_post_declined_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    # -- What it is ------------------------------------------------------------

    @property
    def is_published(self) -> bool:
        """Whether readers can read it now."""
        return self.state == self.State.TAKEN and self.draft is not None and self.draft.is_public

    @property
    def state_word(self) -> str:
        """How far it is, in words for editor and guest alike."""
        return "Published" if self.is_published else self.get_state_display()

    @property
    def can_be_amended(self) -> bool:
        return self.state == self.State.RECEIVED

    @property
    def can_be_declined(self) -> bool:
        return self.state in {self.State.RECEIVED, self.State.TAKEN} and not self.is_published

    @property
    def html(self) -> str:
        """The text as clean HTML."""
        return manuscripts.as_html(self.text)

    @property
    def byline(self) -> str:
        """How an article names its guest: ‘A. Guest, treasurer of Example Shipping’."""
        return ", ".join(filter(None, [self.name, self.about]))[:BYLINE]

    @property
    def follow_path(self) -> str:
        """Where the guest follows it, without host."""
        return reverse("guest-post", args=[signed_links.token(FOLLOW, self.pk)])

    @property
    def confirm_path(self) -> str:
        return reverse("guest-post-confirm", args=[signed_links.token(CONFIRM, self.pk)])

    # -- What the guest does -----------------------------------------------------

    @classmethod
    @transaction.atomic
    def receive(cls, *, file: File | None = None, **fields: Any) -> GuestPost:
        """Keeps what was sent, unseen by editors, and asks by mail whether the address is the sender's.

        What is sent twice on the same day comes in once.
        """
        fingerprint = fingerprints.of(fields["email"].casefold(), fields["title"], fields["text"])
        post, is_new = cls.objects.get_or_create(
            fingerprint=fingerprint, defaults=fields | {"declared": declarations.record()}
        )
        if is_new and file:
            post.file.save(file.name or "manuscript", file)
        if post.state == cls.State.UNCONFIRMED:
            post._write("Please confirm your address", "guest_post_confirm", days=UNCONFIRMED_KEPT.days)
        return post

    @transaction.atomic
    def confirm(self) -> None:
        """The address is the sender's: editors see it from now on. Confirming twice changes nothing."""
        locked = self._locked()
        if locked.state == self.State.UNCONFIRMED:
            locked.state, locked.confirmed_at = self.State.RECEIVED, timezone.now()
            self._keep(locked)
            self._write("Your article has reached our editors", "guest_post_received")

    @transaction.atomic
    def amend(self, *, file: File | None = None, **fields: Any) -> None:
        """Puts another version in its place. Raises ValidationError once an editor has decided on it."""
        locked = self._locked()
        locked._check_amendable()
        for name, value in fields.items():
            setattr(locked, name, value)
        if file:
            locked._forget_file()
            locked.file.save(file.name or "manuscript", file, save=False)
        locked.declared = declarations.record()
        locked.version += 1
        locked.amended_at = timezone.now()
        self._keep(locked)

    @transaction.atomic
    def withdraw(self) -> None:
        """The guest takes it back, and nothing of it is kept. Raises ValidationError once an editor has decided."""
        locked = self._locked()
        locked._check_amendable()
        locked.delete()

    def _check_amendable(self) -> None:
        if not self.can_be_amended:
            raise ValidationError(
                "An editor has taken this article meanwhile, so it can no longer be changed here. "
                "Answer the mail we sent you, and we put it right together."
            )

    # -- What editors do -----------------------------------------------------------

    @transaction.atomic
    def accept_into_desk(self, section: Section, *, by: User | None, version_seen: int | None = None) -> Article:
        """Makes it a draft in the editors' list, under the guest's name; the guest is told.

        Raises ValidationError where it is a draft already, or where the guest has sent another version since.
        """
        locked = self._locked()
        if locked.state != self.State.RECEIVED:
            raise ValidationError(f"This article is no longer waiting; its state is ‘{locked.state_word}’.")
        if version_seen is not None and locked.version != version_seen:
            raise ValidationError(
                "The author has sent another version meanwhile; it is shown now. Please read it first."
            )
        article = Article.objects.create(title=locked.title, section=section, created_by=by)
        content = {"body": locked._body(), "byline": locked.byline, "kind": Article.Kind.OPINION}
        article.save_revision(snapshots.take(article) | content, by=by)
        locked.state, locked.taken_at, locked.taken_by, locked.draft = self.State.TAKEN, timezone.now(), by, article
        self._keep(locked)
        self._write("Our editors are working on your article", "guest_post_taken")
        return article

    @transaction.atomic
    def decline(self, *, reason: str = "", tell: bool = True) -> None:
        """We do not publish it. The guest reads the reason on his or her page, and by mail if told.

        Raises ValidationError where it is published, or was declined before.
        """
        locked = self._locked()
        if not locked.can_be_declined:
            raise ValidationError(f"This article cannot be declined; its state is ‘{locked.state_word}’.")
        locked.state, locked.declined_at, locked.reason = self.State.DECLINED, timezone.now(), reason.strip()
        self._keep(locked)
        if tell:
            self._write("About your article", "guest_post_declined")

    def delete(self, *args, **kwargs):
        self._forget_file()
        return super().delete(*args, **kwargs)

    # -- How ---------------------------------------------------------------------

    def _body(self) -> str:
        if not self.interests:
            return self.html
        return self.html + format_html("<p><em>Interests declared by the author: {}</em></p>", self.interests)

    def _write(self, subject: str, template: str, **context: Any) -> None:
        links = {
            "confirm_address": f"{settings.SITE_URL}{self.confirm_path}",
            "follow_address": f"{settings.SITE_URL}{self.follow_path}",
        }
        mail.write(self.email, subject, template, {"post": self} | links | context)

    def _forget_file(self) -> None:
        """Removes the file once the row has let go of it."""
        if self.file.name:
            storage, name = self.file.storage, self.file.name
            transaction.on_commit(lambda: storage.delete(name))

    def _locked(self) -> GuestPost:
        return GuestPost.objects.select_for_update().get(pk=self.pk)

    def _keep(self, locked: GuestPost) -> None:
        locked.touched_at = timezone.now()
        locked.save()
        self.refresh_from_db()
