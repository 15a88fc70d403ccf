from datetime import timedelta

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from core import housekeeping
from newsletters.models import AddressChange, Consent, Erased, Subscriber, Subscription

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
    while batch := list(Subscriber.objects.never_confirmed(now)[:AT_ONCE]):
        _forget(batch)


@housekeeping.every(timedelta(days=1))
@task
def forget_departed() -> None:
    """Forgets who left long ago, but for a fingerprint, so that no import brings them back; and old lines about others
    who are gone.
    """
    now = timezone.now()
    while batch := list(Subscriber.objects.departed(now)[:AT_ONCE]):
        _forget(batch, keep_away=True)
    Consent.objects.outdated(now).strike()


@transaction.atomic
def _forget(subscribers: list[Subscriber], *, keep_away: bool = False) -> None:
    if keep_away:
        Erased.objects.bulk_create([Erased(pk=each.fingerprint) for each in subscribers], ignore_conflicts=True)
    ids = [each.pk for each in subscribers]
    Consent.objects.filter(subscriber__in=ids).strike()
    Subscriber.objects.filter(pk__in=ids).delete()
