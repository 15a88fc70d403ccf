from django.conf import settings
from django.db import models
from django.utils import timezone

from core.ledgers import Ledger
from newsletters.models.mailing_list import MailingList
from newsletters.querysets import ConsentQuerySet, ErasedQuerySet


class Consent(Ledger):
    """A line of the ledger: what a person agreed to or took back. Lines are added, and never changed.

    A line names nobody by itself: when the person is erased, the fingerprint of the address remains, by which an
    address that somebody shows us can be compared. Network addresses are not kept; the mailed link proves more.
    """

    class Action(models.TextChoices):
        ASKED = "asked", "Asked for it"
        GRANTED = "granted", "Subscribed"
        CONFIRMED = "confirmed", "Confirmed by mail"
        WITHDRAWN = "withdrawn", "Left"
        SUPPRESSED = "suppressed", "Blocked"
        READMITTED = "readmitted", "No longer blocked"
        ADDRESS_CHANGED = "address-changed", "Changed the address"
        ERASED = "erased", "Erased"

    subscriber = models.ForeignKey(
        "newsletters.Subscriber", models.SET_NULL, null=True, editable=False, related_name="consents"
    )
    fingerprint = models.CharField(max_length=64, editable=False, db_index=True)
    mailing_list = models.ForeignKey(MailingList, models.PROTECT, null=True, editable=False, related_name="+")
    action = models.CharField(max_length=20, choices=Action, editable=False)
    text = models.TextField(blank=True, editable=False, help_text="The sentence to which the person agreed.")
    version = models.CharField(max_length=40, blank=True, editable=False, help_text="Of the sentence.")
    source = models.CharField(max_length=100, blank=True, editable=False, help_text="Where it happened.")
    note = models.CharField(max_length=300, blank=True, editable=False, help_text="The reason that staff gave.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text="The member of staff who did it; nobody if it was the person, or happened by itself.",
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "line of the consent ledger"
        verbose_name_plural = "consent ledger"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], name="consent_at")]

    def __str__(self) -> str:
        return f"{self.get_action_display()} – {self.mailing_list or 'all lists'}"


class Erased(models.Model):
    """An address that must not come back by an import or by staff: all that is left of a person who was erased."""

    fingerprint = models.CharField(max_length=64, primary_key=True, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ErasedQuerySet.as_manager()

    class Meta:
        verbose_name = "erased address"
        verbose_name_plural = "erased addresses"

    def __str__(self) -> str:
        return f"{self.fingerprint[:12]}…"
