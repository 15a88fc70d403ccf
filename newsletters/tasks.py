from datetime import timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from core import housekeeping
from newsletters.models import AddressChange, Consent, Erased, Subscriber, Subscription
from newsletters.querysets import SubscriberQuerySet

AT_ONCE = 500
"""How many persons are forgotten in one transaction, so that none lasts long."""


@housekeeping.every(timedelta(hours=1))
@task
def forget_unconfirmed() -> None:
    """Forgets sign-ups and changes of address that were not confirmed in time, and who never was anything else."""
    now = timezone.now()
    AddressChange.objects.outdated(now).delete()
    with transaction.atomic():
        Subscription.objects.lapsed(now).drop()
    while _forget(Subscriber.objects.never_confirmed(now)):
        pass


@housekeeping.every(timedelta(days=1))
@task
def forget_departed() -> None:
    """Forgets who left long ago, but for a fingerprint, so that no import brings them back; and old lines about others
    who are gone.
    """
    now = timezone.now()
    while _forget(Subscriber.objects.departed(now), keep_away=True):
        pass
    Consent.objects.outdated(now).strike()


@transaction.atomic
def _forget(subscribers: SubscriberQuerySet, *, keep_away: bool = False) -> bool:
    """Forgets some of them; False when nobody is left."""
    found = list(subscribers.values_list("pk", flat=True)[:AT_ONCE])
    held = Subscriber.objects.select_for_update().filter(pk__in=found).order_by("pk").values_list("pk", flat=True)
    # Looked at once more, now that they are held: some may have come back meanwhile.
    gone = list(subscribers.filter(pk__in=list(held)))
    if keep_away:
        Erased.objects.bulk_create([Erased(pk=each.fingerprint) for each in gone], ignore_conflicts=True)
    ids = [each.pk for each in gone]
    Consent.objects.filter(subscriber__in=ids).strike()
    Subscriber.objects.filter(pk__in=ids).delete()
    return bool(found)
