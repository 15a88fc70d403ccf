from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from core import mail
from core.rate_limits import RateLimit
from pages import fingerprints
from pages.models.advertising import AdvertisingFormat
from pages.models.department import Department
from pages.querysets import EnquiryQuerySet

if TYPE_CHECKING:
    from core.models import User

LONGEST_MESSAGE = 20_000  # characters

acknowledgements = RateLimit("acknowledgement", 3, timedelta(days=1))
"""So often an address that nobody confirmed is written to, lest our form be used to pester somebody."""


class Enquiry(models.Model):
    """What somebody wrote to a department, and how far we are with it."""

    class Kind(models.TextChoices):
        CONTACT = "contact", "Letter"
        ADVERTISING = "advertising", "Advertising"

    class State(models.TextChoices):
        NEW = "new", "New"
        OPEN = "open", "Open"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"
        SPAM = "spam", "Spam"

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CONTACT)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="enquiries")
    name = models.CharField(max_length=120)
    email = models.EmailField("address")
    company = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=150, blank=True)
    message = models.TextField(max_length=LONGEST_MESSAGE)
    formats = models.ManyToManyField(AdvertisingFormat, related_name="enquiries", blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.NEW, editable=False)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    received_at = models.DateTimeField("received", default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    touched_at = models.DateTimeField("last touched", default=timezone.now, editable=False, db_index=True)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    """Of who wrote what on which day: a letter that is sent twice comes in once."""

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["state", "-received_at"], name="enquiry_inbox")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="answered") | models.Q(answered_at__isnull=False),
                name="enquiry_answered_has_a_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_at__isnull=False),
                name="enquiry_closed_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.subject or f"Advertising: {self.company or self.name}"

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has yet to answer it."""
        return self.state in {self.State.NEW, self.State.OPEN}

    # -- What may happen to it -------------------------------------------------

    @classmethod
    @transaction.atomic
    def receive(cls, *, formats: Iterable[AdvertisingFormat] = (), **fields: Any) -> Enquiry:
        """Takes a letter in, tells its department, and tells the sender that it has arrived.

        The same letter, sent again on the same day, is the one that came first.
        """
        fingerprint = fingerprints.of(
            fields["kind"], fields["email"].casefold(), fields.get("subject", ""), fields["message"]
        )
        enquiry, is_new = cls.objects.get_or_create(fingerprint=fingerprint, defaults=fields)
        if is_new:
            enquiry.formats.set(formats)
            enquiry._tell_department()
            enquiry._tell_sender()
        return enquiry

    def _tell_department(self) -> None:
        if self.department:
            path = reverse("admin:pages_enquiry_change", args=[self.pk])
            context = {"enquiry": self, "address": f"{settings.SITE_URL}{path}"}
            mail.write(self.department.email, f"New: {self}", "enquiry_for_department", context)

    def _tell_sender(self) -> None:
        """Carries nothing that the sender wrote: whoever gave the address may be somebody else."""
        if acknowledgements.allows(self.email.casefold()):
            mail.write(
                self.email, "We have your letter", "enquiry_received", {"enquiry": self}, reply_to=self._answers_to
            )

    @transaction.atomic
    def assign(self, to: User | None) -> None:
        """Gives it to somebody, or back to everybody."""
        locked = self._locked()
        locked.assigned_to = to
        if locked.state == self.State.NEW and to:
            locked.state = self.State.OPEN
        self._keep(locked)

    @transaction.atomic
    def answer(self, text: str, *, by: User, answers_seen: int | None = None) -> EnquiryReply:
        """Sends an answer by mail. `answers_seen`: how many there were when the writer of this one looked.

        Raises ValidationError where the text is empty, or where somebody else answered meanwhile.
        """
        locked = self._locked()
        if not text.strip():
            raise ValidationError("Write an answer first.")
        if answers_seen is not None and locked.replies.count() != answers_seen:
            raise ValidationError(
                "Somebody answered while you were writing. Their answer is above, yours is still here; "
                "send it if it is still needed."
            )
        reply = EnquiryReply.objects.create(enquiry=locked, text=text.strip(), by=by)
        locked.state, locked.answered_at, locked.closed_at = self.State.ANSWERED, reply.sent_at, None
        locked.assigned_to = locked.assigned_to or by
        self._keep(locked)
        mail.write(
            self.email,
            f"Re: {self}",
            "enquiry_answer",
            {"enquiry": self, "reply": reply, "quoted": textwrap.indent(self.message, "> ", lambda line: True)},
            reply_to=self._answers_to,
        )
        return reply

    @transaction.atomic
    def close(self) -> None:
        """There is nothing more to do."""
        locked = self._locked()
        locked.state, locked.closed_at = self.State.CLOSED, timezone.now()
        self._keep(locked)

    @transaction.atomic
    def reopen(self) -> None:
        """There is something to do after all."""
        locked = self._locked()
        locked.state, locked.closed_at = self.State.OPEN, None
        self._keep(locked)

    @transaction.atomic
    def mark_as_spam(self) -> None:
        """Nobody needs to see it again; it is deleted within a month."""
        locked = self._locked()
        locked.state, locked.closed_at = self.State.SPAM, None
        self._keep(locked)

    @property
    def _answers_to(self) -> str:
        return self.department.email if self.department else ""

    def _locked(self) -> Enquiry:
        return Enquiry.objects.select_for_update().get(pk=self.pk)

    def _keep(self, locked: Enquiry) -> None:
        locked.touched_at = timezone.now()
        locked.save()
        self.refresh_from_db()


class EnquiryReply(models.Model):
    """An answer that was sent."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "answer"
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"Answer to ‘{self.enquiry}’"
