"""What becomes of each line of a file, decided alike for the check and for the import."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import User
from newsletters import addresses, names
from newsletters.imports.columns import Entry
from newsletters.models.consent import Consent, Erased
from newsletters.models.mailing_list import MailingList
from newsletters.models.subscriber import Subscriber
from newsletters.models.subscription import Subscription

NEW, CHANGED, LEFT_ALONE, REFUSED = "new", "changed", "left_alone", "refused"
WORDS = {NEW: "New", CHANGED: "Changed", LEFT_ALONE: "Left alone", REFUSED: "Refused"}
REASONS = {
    "new": "A new subscriber.",
    "joins": "A subscriber already; joins this list.",
    "completed": "On this list already; the name or language that was missing is added.",
    "already": "On this list already.",
    "twice": "The address stands further up in this file.",
    "left": "Has left this list. Only the person can come back.",
    "left-all": "Has left our lists. Only the person can come back.",
    "pending": "Has signed up and not confirmed yet; that is up to the person.",
    "blocked": "Is blocked.",
    "erased": "Asked to be erased. Only the person can sign up again.",
    "missing": "There is no address in this line.",
    "address": "This is not a complete email address.",
}
"""Why, by its code; what is wrong with a line itself stands in its outcome in words."""


class Outcome(NamedTuple):
    """What became of a line; kept as a list in `ImportBatch.outcomes`."""

    line: int
    address: str
    what: str
    why: str
    undo: dict | None = None
    """What has to be known to take it back: see `newsletters.imports.undoing`."""

    @property
    def word(self) -> str:
        return WORDS[self.what]

    @property
    def reason(self) -> str:
        return REASONS.get(self.why, self.why)


@dataclass(slots=True)
class Line:
    """An entry that has been looked at by itself: `key` is empty where it is refused already."""

    entry: Entry
    email: str = ""
    key: str = ""
    what: str = ""
    why: str = ""
    known: Subscriber | None = None
    undo: dict | None = field(default=None)

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.entry.line, self.entry.address[: addresses.MAX_LENGTH], self.what, self.why, self.undo)


def looked_at(entry: Entry) -> Line:
    """The entry by itself: whether it holds an address to which mail can be sent."""
    if entry.problem:
        return Line(entry, what=REFUSED, why=entry.problem)
    if not entry.address:
        return Line(entry, what=REFUSED, why="missing")
    email = addresses.tidy(entry.address)
    try:
        addresses.validate(email)
    except ValidationError:
        return Line(entry, what=REFUSED, why="address")
    return Line(entry, email, addresses.key(email))


def decide(lines: Sequence[Line], mailing_list: MailingList, *, hold: bool = False) -> None:
    """Says of every line what becomes of it; `hold` keeps the persons from changing until the transaction ends."""
    open_lines = [line for line in lines if not line.what]
    persons = Subscriber.objects.filter(email_key__in=[line.key for line in open_lines]).order_by("pk")
    known = {each.email_key: each for each in (persons.select_for_update() if hold else persons)}
    standing: dict[int, list[Subscription]] = {}
    for each in Subscription.objects.filter(subscriber__in=[person.pk for person in known.values()]):
        standing.setdefault(each.subscriber_id, []).append(each)
    erased = Erased.objects.among(line.email for line in open_lines)
    for line in open_lines:
        line.known = known.get(line.key)
        if erased and addresses.fingerprint(line.email) in erased:
            line.what, line.why = REFUSED, "erased"
        elif line.known is None:
            line.what, line.why = NEW, "new"
        else:
            line.what, line.why = _of_known(line, line.known, standing.get(line.known.pk, []), mailing_list)


def _of_known(
    line: Line, person: Subscriber, standing: Sequence[Subscription], mailing_list: MailingList
) -> tuple[str, str]:
    if person.suppressed_at:
        return REFUSED, "blocked"
    here = next((each for each in standing if each.mailing_list_id == mailing_list.pk), None)
    if here is None:
        if any(each.unsubscribed_at for each in standing) and not any(each.state == "subscribed" for each in standing):
            return LEFT_ALONE, "left-all"
        return CHANGED, "joins"
    if here.state == Subscription.State.SUBSCRIBED:
        return (CHANGED, "completed") if _missing(line, person) else (LEFT_ALONE, "already")
    return LEFT_ALONE, "left" if here.unsubscribed_at else "pending"


def _missing(line: Line, person: Subscriber) -> dict[str, str]:
    """What the file knows of the person and we do not. What the person told us is never overwritten."""
    said = {"name": _name(line), "locale": line.entry.locale}
    return {name: value for name, value in said.items() if value and not getattr(person, name)}


def _name(line: Line) -> str:
    return line.entry.name[:120].strip()


def bring_in(lines: Sequence[Line], mailing_list: MailingList, *, source: str, note: str, by: User | None) -> None:
    """Does what `decide` said, within the caller's transaction, and writes the ledger."""
    _make([line for line in lines if line.what == NEW], source=source)
    _complete([line for line in lines if line.what == CHANGED])
    _subscribe([line for line in lines if line.why in {"new", "joins"}], mailing_list, source=source, note=note, by=by)
    for line in lines:
        if line.undo is not None and line.known:
            line.undo["person"] = line.known.pk


def _make(lines: list[Line], *, source: str) -> None:
    # In the order of the index, so that two imports at once wait for each other instead of each for the other.
    lines.sort(key=lambda line: line.key)
    now = timezone.now()
    made = Subscriber.objects.bulk_create(
        Subscriber(
            email=line.email,
            email_key=line.key,
            name=_name(line),
            name_key=names.key(_name(line)),
            locale=line.entry.locale,
            source=source,
            created_at=now,
        )
        for line in lines
    )
    for line, newcomer in zip(lines, made, strict=True):
        line.known, line.undo = newcomer, {"new": True, "name": newcomer.name}


def _complete(lines: list[Line]) -> None:
    """Adds what the file knows and we did not."""
    completed = []
    for line in lines:
        if (person := line.known) is None:
            continue
        if missing := _missing(line, person):
            for name, value in missing.items():
                setattr(person, name, value)
            person.name_key = names.key(person.name)
            completed.append(person)
        line.undo = {"added": missing}
    if completed:
        Subscriber.objects.bulk_update(completed, ["name", "name_key", "locale"])


def _subscribe(lines: list[Line], mailing_list: MailingList, *, source: str, note: str, by: User | None) -> None:
    now = timezone.now()
    Subscription.objects.bulk_create(
        Subscription(
            subscriber=line.known,
            mailing_list=mailing_list,
            state=Subscription.State.SUBSCRIBED,
            source=source,
            asked_at=now,
            subscribed_at=now,
        )
        for line in lines
    )
    ledger = Consent.objects.bulk_create(
        Consent(
            subscriber=line.known,
            fingerprint=addresses.fingerprint(line.email),
            mailing_list=mailing_list,
            action=Consent.Action.GRANTED,
            source=source,
            note=note,
            by=by,
            at=now,
        )
        for line in lines
    )
    for line, written in zip(lines, ledger, strict=True):
        line.undo = (line.undo or {}) | {"consent": written.pk}
