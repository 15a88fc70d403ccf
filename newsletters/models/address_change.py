from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from newsletters import addresses, letters
from newsletters.models.subscriber import Subscriber
from newsletters.querysets import AddressChangeQuerySet


class AddressChange(models.Model):
    """A change of address that waits until both ends have agreed: who reads the old mailbox, and who the new one."""

    class End(models.TextChoices):
        OLD = "old", "The old address"
        NEW = "new", "The new address"

    subscriber = models.OneToOneField(Subscriber, models.CASCADE, related_name="address_change")
    new_email = models.CharField(max_length=addresses.MAX_LENGTH, validators=[addresses.validate])
    asked_at = models.DateTimeField(default=timezone.now)
    old_agreed_at = models.DateTimeField(null=True, blank=True)
    new_agreed_at = models.DateTimeField(null=True, blank=True)

    objects = AddressChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.subscriber} → {self.new_email}"

    @transaction.atomic
    def agree(self, end: str, *, source: str = "") -> bool:
        """One end agrees; True if it was the second, and the subscriber has moved.

        Raises Refused if the new address belongs to a subscriber already, and DoesNotExist if the change was done,
        stopped, or asked for anew meanwhile.
        """
        # The person first, as everywhere: who is erased at this moment takes the change along.
        subscriber = Subscriber.objects.select_for_update().filter(pk=self.subscriber_id).first()
        change = type(self).objects.select_for_update().get(pk=self.pk, subscriber=subscriber, new_email=self.new_email)
        now = timezone.now()
        if end == self.End.OLD:
            change.old_agreed_at = change.old_agreed_at or now
        else:
            change.new_agreed_at = change.new_agreed_at or now
        change.save(update_fields=["old_agreed_at", "new_agreed_at"])
        if change.old_agreed_at is None or change.new_agreed_at is None:
            return False
        subscriber.change_address(change.new_email, source=source)
        letters.address_changed(subscriber)
        change.delete()
        return True
