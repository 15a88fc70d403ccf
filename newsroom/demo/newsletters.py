"""The demo's newsletters, and 5,000 invented people who subscribed to them in the course of a year."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from newsletters import addresses, names
from newsletters.keeping import UNCONFIRMED_KEPT
from newsletters.models import Consent, Erased, MailingList, Subscriber, Subscription
from newsletters.wording import CONFIRM, SIGN_UP, Wording

SUBSCRIBERS = 5000
ERASED = 24

Lists = list[tuple[MailingList, float]]
"""Each with the share of those who choose it."""

DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "newsletters.toml").read_text(encoding="utf-8"))


@dataclass
class _Person:
    subscriber: Subscriber
    fingerprint: str
    subscriptions: list[Subscription] = field(default_factory=list)
    ledger: list[Consent] = field(default_factory=list)


def load_newsletters() -> None:
    """The lists, and the people if there are none yet."""
    for position, each in enumerate(DATA["lists"]):
        MailingList.objects.get_or_create(
            slug=each["slug"], defaults={"name": each["name"], "description": each["description"], "position": position}
        )
    if not Subscriber.objects.exists():
        _load_people()


@transaction.atomic
def _load_people() -> None:
    dice = random.Random(79)  # noqa: S311  (the same people each time)
    by_slug = MailingList.objects.in_bulk(field_name="slug")
    lists = [(by_slug[each["slug"]], each["taken_by"]) for each in DATA["lists"]]
    now = timezone.now()
    people = [
        _person(dice, email, name, moment, lists, now)
        for (email, name), moment in zip(_names(dice, SUBSCRIBERS), _moments(dice, SUBSCRIBERS, now), strict=True)
    ]
    Subscriber.objects.bulk_create((each.subscriber for each in people), batch_size=1000)
    Subscription.objects.bulk_create(
        (subscription for each in people for subscription in each.subscriptions), batch_size=1000
    )
    Consent.objects.bulk_create((line for each in people for line in each.ledger), batch_size=1000)
    _erase_some(dice, now)


def _drawn(dice: random.Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


def _names(dice: random.Random, count: int) -> list[tuple[str, str]]:
    """Addresses and names, each address once; one in nine does not give a name."""
    parts = DATA["people"]
    found: dict[str, tuple[str, str]] = {}
    while len(found) < count:
        first = dice.choice(parts["first_names"])
        last = dice.choice(parts["last_names_begin"]) + dice.choice(parts["last_names_end"])
        local = dice.choice([f"{first}.{last}", f"{first[0]}.{last}", f"{last}.{first}", f"{first}{last[0]}"])
        email = f"{local}@{dice.choice(parts['domains'])}"
        email = email if dice.random() < 0.1 else email.lower()
        found.setdefault(addresses.key(email), (email, "" if dice.random() < 0.11 else f"{first} {last}"))
    return list(found.values())


def _moments(dice: random.Random, count: int, now: datetime) -> list[datetime]:
    """When they signed up, oldest first: more each month, few at weekends, many when the winners were announced."""
    days = []
    for ago in range(364, -1, -1):
        day = now - timedelta(days=ago)
        weight = 1 + (364 - ago) / 200
        weight *= 0.35 if day.weekday() >= 5 else 1
        weight *= 3.2 if 140 <= ago <= 146 else 1
        days.append((day, weight))
    drawn = dice.choices([day for day, _ in days], [weight for _, weight in days], k=count)
    return sorted(min(day - timedelta(minutes=dice.randrange(24 * 60)), now) for day in drawn)


def _person(dice: random.Random, email: str, name: str, moment: datetime, lists: Lists, now: datetime) -> _Person:
    source = _drawn(dice, DATA["sources"])
    first = [lists[0][0]]
    chosen = [each for each, taken_by in lists if dice.random() < taken_by] or first
    if source in {"article", "footer"}:
        chosen = first
    subscriber = Subscriber(
        email=email,
        email_key=addresses.key(email),
        name=name,
        name_key=names.key(name),
        locale=_drawn(dice, DATA["locales"]),
        source=source,
        created_at=moment,
    )
    person = _Person(subscriber, subscriber.fingerprint)
    confirms_after = timedelta(minutes=dice.randrange(1, 600))
    if moment + confirms_after > now or (now - moment < UNCONFIRMED_KEPT and dice.random() < 0.18):
        for each in chosen:
            _put(person, each, Subscription.State.PENDING, asked_at=moment)
            _record(person, Consent.Action.ASKED, each, moment, SIGN_UP)
        return person
    subscriber.confirmed_at = confirmed_at = moment + confirms_after
    gone_at = confirmed_at + timedelta(days=dice.randrange(3, 300))
    fate = dice.random() if gone_at < now else 1.0
    for each in chosen:
        _record(person, Consent.Action.ASKED, each, moment, SIGN_UP)
        _record(person, Consent.Action.CONFIRMED, each, confirmed_at, CONFIRM, source="confirmation page")
        stays = fate > 0.22 and not (fate < 0.3 and len(chosen) > 1 and each == chosen[-1])
        state = Subscription.State.SUBSCRIBED if stays else Subscription.State.UNSUBSCRIBED
        _put(person, each, state, moment, confirmed_at, None if stays else gone_at)
        if not stays and fate >= 0.04:
            how = dice.choice(["link in a letter", "mail program", "preferences page"])
            _record(person, Consent.Action.WITHDRAWN, each, gone_at, source=how)
    if fate < 0.04:
        subscriber.suppressed_at = gone_at
        subscriber.suppressed_because = _drawn(dice, {"bounce": 70, "complaint": 25, "staff": 5})
        _record(person, Consent.Action.SUPPRESSED, None, gone_at, source="mail server")
    return person


def _put(
    person: _Person,
    mailing_list: MailingList,
    state: str,
    asked_at: datetime,
    subscribed_at: datetime | None = None,
    unsubscribed_at: datetime | None = None,
) -> None:
    person.subscriptions.append(
        Subscription(
            subscriber=person.subscriber,
            mailing_list=mailing_list,
            state=state,
            source=person.subscriber.source,
            asked_at=asked_at,
            subscribed_at=subscribed_at,
            unsubscribed_at=unsubscribed_at,
        )
    )


def _record(
    person: _Person,
    action: str,
    mailing_list: MailingList | None,
    at: datetime,
    wording: Wording | None = None,
    source: str = "",
) -> None:
    person.ledger.append(
        Consent(
            subscriber=person.subscriber,
            fingerprint=person.fingerprint,
            mailing_list=mailing_list,
            action=action,
            text=wording.text if wording else "",
            version=wording.version if wording else "",
            source=source or person.subscriber.source,
            at=at,
        )
    )


def _erase_some(dice: random.Random, now: datetime) -> None:
    """People of whom nothing is left but that they asked for it."""
    for number in range(ERASED):
        fingerprint = addresses.fingerprint(f"forgotten-{number}@mail.example")
        at = now - timedelta(days=dice.randrange(1, 300), minutes=dice.randrange(600))
        Erased.objects.create(fingerprint=fingerprint, at=at)
        Consent.objects.create(fingerprint=fingerprint, action=Consent.Action.ERASED, source="preferences page", at=at)
