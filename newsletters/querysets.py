from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connections, transaction
from django.db.models import Exists, Func, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.expressions import Star
from django.utils import timezone

from core.ledgers import LedgerQuerySet
from newsletters import addresses, letters, names
from newsletters.keeping import ADDRESS_CHANGE_KEPT, DEPARTED_KEPT, UNCONFIRMED_KEPT

if TYPE_CHECKING:
    from newsletters.models import AddressChange, Consent, Erased, MailingList, Subscriber, Subscription  # noqa: F401

MOST_MATCHES = 1000
"""Of a beginning that fits more addresses, or more names, the rest is not looked at."""


def _table(model: str) -> Any:
    """The manager of another model of this app; the models import this module, so it cannot import them."""
    return apps.get_model("newsletters", model)._default_manager


def _count(rows: QuerySet) -> Any:
    """How many of the rows belong to the row of the query around."""
    # Not `Count`, which groups what is one group anyhow; and no column, so that an index alone answers.
    count = Func(Star(), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(count=count).values("count"))


class MailingListQuerySet(QuerySet["MailingList"]):
    def public(self) -> MailingListQuerySet:
        """Lists that readers can choose, in their order."""
        return self.filter(is_public=True)

    def default(self) -> MailingList | None:
        """The list for those who sign up without choosing."""
        return self.public().first()

    def counts(self) -> dict[int, dict[str, int]]:
        """How many stand to each list, by their state; nothing but steps through an index."""
        here = _table("Subscription").filter(mailing_list=OuterRef("pk"))
        states = {state: _count(here.filter(state=state)) for state in ("subscribed", "pending", "unsubscribed")}
        return {row.pop("pk"): row for row in self.order_by().values("pk", **states)}

    def growth(self, moments: Sequence[datetime], *, now: int) -> list[int]:
        """How many subscriptions to these lists there were at each of the moments, given in their order.

        It reckons back from how many there are `now`, so that years before the first moment cost nothing. A person
        who left and came back counts from the return.
        """
        came = _table("Subscription").filter(mailing_list=OuterRef("pk"))
        went = came.filter(state="unsubscribed", subscribed_at__isnull=False)
        steps = {}
        for number, (after, until) in enumerate(pairwise([*moments, datetime.max.replace(tzinfo=UTC)])):
            steps[f"came{number}"] = _count(came.filter(subscribed_at__gt=after, subscribed_at__lte=until))
            steps[f"went{number}"] = _count(went.filter(unsubscribed_at__gt=after, unsubscribed_at__lte=until))
        rows = list(self.order_by().values(**steps))
        changes = [sum(row[f"went{number}"] - row[f"came{number}"] for row in rows) for number in range(len(moments))]
        return list(accumulate(reversed(changes), initial=now))[:0:-1]

    def of(self, subscriber: Subscriber) -> MailingListQuerySet:
        """The lists that somebody is on."""
        return self.filter(subscriptions__subscriber=subscriber, subscriptions__state="subscribed")


class SubscriberQuerySet(QuerySet["Subscriber"]):
    def with_address(self, email: str) -> SubscriberQuerySet:
        """The subscriber with that address, however it is written; nobody if it is no address."""
        try:
            addresses.validate(addresses.tidy(email))
        except addresses.ValidationError:
            return self.none()
        return self.filter(email_key=addresses.key(email))

    def matching(self, text: str) -> SubscriberQuerySet:
        """Whose address or name begins with the text; 'bank.example' or '@bank.example' are all of that domain.

        A name is found by its last word, or by both. Everything is answered from an index; of a beginning that fits
        very many, `MOST_MATCHES` addresses and names.
        """
        text = " ".join(text.lower().replace(",", " ").split())
        if not text:
            return self.none()
        if text.startswith("@"):
            domain = Q(domain=addresses.domain_key(text[1:]))
            few = list(self.model._base_manager.filter(domain).values_list("pk", flat=True)[: MOST_MATCHES + 1])
            # SQLite would rather walk through a whole list of newsletters than look up the few of a domain.
            return self.filter(pk__in=few) if len(few) <= MOST_MATCHES else self.filter(domain)
        if "@" in text:
            return self.filter(self._begins("email_key", text))
        name = names.key(text)
        last, _, rest = name.partition(" ")
        found: set[int] = set()
        for condition in (
            self._begins("email_key", text),
            self._begins("name_key", last) & Q(name_key__contains=f" {rest}") if rest else Q(pk__in=[]),
            self._begins("name_key", text.casefold()),
            Q(domain=addresses.domain_key(text)) if "." in text else Q(pk__in=[]),
        ):
            found.update(self.model._base_manager.filter(condition).values_list("pk", flat=True)[:MOST_MATCHES])
        return self.filter(pk__in=found)

    def _begins(self, field: str, text: str) -> Q:
        if connections[self.db].vendor == "sqlite":  # whose LIKE uses no index
            return Q(**{f"{field}__gte": text, f"{field}__lt": f"{text}\U0010ffff"})
        return Q(**{f"{field}__startswith": text})

    def on_list(self, mailing_list: MailingList | int, state: str = "subscribed") -> SubscriberQuerySet:
        """Who stands to the list in that manner."""
        return self.filter(subscriptions__mailing_list=mailing_list, subscriptions__state=state)

    def standing_to(self, mailing_list: MailingList | int, state: str = "subscribed") -> SubscriberQuerySet:
        """The same as `on_list`, for few subscribers: each of them is looked up, instead of the list walked through."""
        here = _table("Subscription").filter(subscriber=OuterRef("pk"), mailing_list=mailing_list, state=state)
        return self.filter(Exists(here))

    def in_state(self, state: str) -> SubscriberQuerySet:
        """Who stands in that manner to a list at least."""
        if state == "subscribed":
            return self.subscribed()
        return self.filter(pk__in=_table("Subscription").filter(state=state).values("subscriber"))

    def suppressed(self) -> SubscriberQuerySet:
        """Who is blocked."""
        return self.filter(suppressed_at__isnull=False)

    def sources(self, at_most: int = 20) -> list[str]:
        """Where subscribers came from, by the alphabet; one step through an index for each."""
        found: list[str] = []
        while len(found) < at_most:
            rows = self.filter(source__gt=found[-1] if found else "").order_by("source")
            following = rows.values_list("source", flat=True).first()
            if following is None:
                break
            found.append(following)
        return found

    def for_list(self) -> SubscriberQuerySet:
        """What a row of a list shows, in a fixed number of queries."""
        return self.prefetch_related(
            Prefetch("subscriptions", _table("Subscription").select_related("mailing_list").order_by("mailing_list"))
        )

    def subscribed(self) -> SubscriberQuerySet:
        """Who is on a list at least."""
        return self.filter(Exists(_table("Subscription").filter(subscriber=OuterRef("pk"), state="subscribed")))

    def mailable(self, mailing_list: MailingList) -> SubscriberQuerySet:
        """To whom a newsletter of that list goes."""
        return self.filter(
            suppressed_at=None, subscriptions__mailing_list=mailing_list, subscriptions__state="subscribed"
        )

    def never_confirmed(self, now: datetime | None = None) -> SubscriberQuerySet:
        """Who let the time for confirming pass, and is on no list nor ever was."""
        return self.filter(
            ~Exists(_table("Subscription").filter(subscriber=OuterRef("pk"))),
            confirmed_at=None,
            suppressed_at=None,
            created_at__lte=(now or timezone.now()) - UNCONFIRMED_KEPT,
        )

    def departed(self, now: datetime | None = None) -> SubscriberQuerySet:
        """Who has been on no list for so long that even the consent need not be shown any more."""
        left_before = (now or timezone.now()) - DEPARTED_KEPT
        others = (
            _table("Subscription")
            .filter(subscriber=OuterRef("pk"))
            .exclude(state="unsubscribed", unsubscribed_at__lte=left_before)
        )
        recent = _table("Consent").filter(subscriber=OuterRef("pk"), at__gt=left_before)
        return self.filter(~Exists(others), ~Exists(recent), created_at__lte=left_before)

    def may_be_imported(self, email: str) -> bool:
        """Whether staff may put that address on a list: not if the person was erased or is blocked.

        From a single list somebody may have left as well; `Subscription.objects.left_by` knows which.
        """
        return (
            addresses.fingerprint(email) not in _table("Erased").among([email])
            and not self.filter(email_key=addresses.key(email), suppressed_at__isnull=False).exists()
        )


class SubscriptionQuerySet(QuerySet["Subscription"]):
    def pending(self) -> SubscriptionQuerySet:
        return self.filter(state="pending")

    def subscribed(self) -> SubscriptionQuerySet:
        return self.filter(state="subscribed")

    def standing(self) -> SubscriptionQuerySet:
        """Those that have not ended: subscribed, or waiting for confirmation."""
        return self.exclude(state="unsubscribed")

    def left_by(self, email: str) -> SubscriptionQuerySet:
        """The lists that the person with that address left; only she can come back to them."""
        return self.filter(subscriber__email_key=addresses.key(email)).filter(
            Q(state="unsubscribed") | Q(state="pending", unsubscribed_at__isnull=False)
        )

    def drop(self) -> None:
        """Forgets what was asked for and not confirmed; who had left the list before, has left it still."""
        self.pending().filter(unsubscribed_at__isnull=False).update(state="unsubscribed")
        self.pending().filter(unsubscribed_at=None).delete()

    def lapsed(self, now: datetime | None = None) -> SubscriptionQuerySet:
        """Those that were not confirmed in time."""
        return self.pending().filter(asked_at__lte=(now or timezone.now()) - UNCONFIRMED_KEPT)


class ConsentQuerySet(LedgerQuerySet["Consent"]):
    def about(self, email: str) -> ConsentQuerySet:
        """What the ledger says of an address that somebody shows us, erased or not."""
        return self.filter(fingerprint=addresses.fingerprint(email))

    def outdated(self, now: datetime | None = None) -> ConsentQuerySet:
        """Lines about persons who are gone, so old that nobody need be shown them."""
        return self.filter(subscriber=None, at__lte=(now or timezone.now()) - DEPARTED_KEPT)


class ErasedQuerySet(QuerySet["Erased"]):
    def among(self, emails: Iterable[str]) -> set[str]:
        """The fingerprints of those addresses whose owner was erased."""
        return set(self.filter(pk__in=[addresses.fingerprint(each) for each in emails]).values_list("pk", flat=True))


class AddressChangeQuerySet(QuerySet["AddressChange"]):
    @transaction.atomic
    def ask(self, subscriber: Subscriber, new_email: str) -> AddressChange:
        """Writes to either mailbox, for both to agree. What was asked before is asked no more."""
        subscriber._hold()
        change, _ = self.update_or_create(
            subscriber=subscriber,
            defaults={
                "new_email": addresses.tidy(new_email),
                "asked_at": timezone.now(),
                "old_agreed_at": None,
                "new_agreed_at": None,
            },
        )
        letters.address_change_asked(change)
        return change

    def outdated(self, now: datetime | None = None) -> AddressChangeQuerySet:
        """Those to which not both ends have agreed in time."""
        return self.filter(asked_at__lte=(now or timezone.now()) - ADDRESS_CHANGE_KEPT)
