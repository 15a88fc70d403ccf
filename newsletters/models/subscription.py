from django.db import models
from django.utils import timezone

from newsletters.models.mailing_list import MailingList
from newsletters.querysets import SubscriptionQuerySet


class Subscription(models.Model):
    """How one person stands to one list. Only the verbs of `Subscriber` change it, and write the ledger with it."""

    class State(models.TextChoices):
        PENDING = "pending", "Waits for confirmation"
        SUBSCRIBED = "subscribed", "Subscribed"
        UNSUBSCRIBED = "unsubscribed", "Left"

    subscriber = models.ForeignKey("newsletters.Subscriber", models.CASCADE, related_name="subscriptions")
    mailing_list = models.ForeignKey(MailingList, models.PROTECT, related_name="subscriptions")
    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    source = models.CharField(max_length=100, blank=True, help_text="Where the person last asked for it.")
    asked_at = models.DateTimeField(default=timezone.now)
    subscribed_at = models.DateTimeField(null=True, blank=True)
    unsubscribed_at = models.DateTimeField(null=True, blank=True, help_text="When the person last left.")

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "mailing_list"], name="one_subscription_per_list"),
            models.CheckConstraint(
                condition=models.Q(state="pending")
                | models.Q(state="subscribed", subscribed_at__isnull=False)
                | models.Q(state="unsubscribed", unsubscribed_at__isnull=False),
                name="subscription_state_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["mailing_list", "state", "subscriber"], name="subscription_states"),
            models.Index(fields=["state", "subscriber"], name="subscription_standing"),
            models.Index(fields=["mailing_list", "subscribed_at"], name="subscription_growth"),
            models.Index(
                fields=["mailing_list", "state", "unsubscribed_at", "subscribed_at"], name="subscription_departures"
            ),
            models.Index(fields=["asked_at"], name="subscription_pending", condition=models.Q(state="pending")),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} – {self.mailing_list}"
