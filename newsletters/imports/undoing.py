"""Takes back what a batch of lines changed, from nobody who has acted since."""

from collections.abc import Sequence

from core.models import User
from newsletters import addresses, names
from newsletters.imports.outcomes import Outcome
from newsletters.models.address_change import AddressChange
from newsletters.models.consent import Consent
from newsletters.models.mailing_list import MailingList
from newsletters.models.subscriber import Subscriber
from newsletters.models.subscription import Subscription

NOTE = "The import was undone."


def take_back(outcomes: Sequence[Outcome], mailing_list: MailingList, *, source: str, by: User | None) -> int:
    """Restores, within the caller's transaction, what was before; returns of how many persons.

    Whoever acted since, or for whom staff did, has later lines in the ledger, has confirmed by mail, asked for another
    address, or has another name: they stay as they are now. The ledger keeps the lines of the import, and gets one
    that says it was undone.
    """
    steps = {each.undo["person"]: each.undo for each in outcomes if each.undo}
    persons = {each.pk: each for each in Subscriber.objects.select_for_update().filter(pk__in=steps).order_by("pk")}
    moving = set(AddressChange.objects.filter(subscriber__in=persons).values_list("subscriber_id", flat=True))
    newest: dict[int, int] = {}
    for person, line in Consent.objects.filter(subscriber__in=steps).order_by("pk").values_list("subscriber", "pk"):
        newest[person] = line
    gone, leaving, restored = [], [], []
    for pk, person in persons.items():
        step = steps[pk]
        has_acted = "consent" in step and newest.get(pk) != step["consent"]
        if step.get("new"):
            has_acted = has_acted or person.confirmed_at is not None or pk in moving
            if not has_acted and person.name == step["name"]:
                gone.append(person)
            continue
        added = {name: value for name, value in step["added"].items() if getattr(person, name) == value}
        if has_acted:
            continue
        if "consent" in step:
            leaving.append(person)
        if added:
            for name in added:
                setattr(person, name, "")
            person.name_key = names.key(person.name)
            restored.append(person)
    Consent.objects.bulk_create(
        Consent(
            subscriber=person,
            fingerprint=addresses.fingerprint(person.email),
            mailing_list=mailing_list,
            action=Consent.Action.WITHDRAWN,
            source=source,
            note=NOTE,
            by=by,
        )
        for person in [*gone, *leaving]
    )
    if restored:
        Subscriber.objects.bulk_update(restored, ["name", "name_key", "locale"])
    Subscription.objects.filter(mailing_list=mailing_list, subscriber__in=leaving).delete()
    Subscriber.objects.filter(pk__in=[person.pk for person in gone]).delete()
    return len({person.pk for person in [*gone, *leaving, *restored]})
