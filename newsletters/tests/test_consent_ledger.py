"""The ledger is added to, and nothing else."""

from hashlib import sha256

import pytest

from core.ledgers import AppendOnly
from newsletters import wording
from newsletters.models import Consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(subscriber_factory):
    subscriber_factory()
    return Consent.objects.first()


def test_a_line_cannot_be_saved_again(line):
    line.note = "changed"
    with pytest.raises(AppendOnly):
        line.save()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda line: line.delete(),
        lambda line: Consent.objects.all().delete(),
        lambda line: Consent.objects.update(note="changed"),
        lambda line: Consent.objects.bulk_update([line], ["note"]),
        lambda line: Consent.objects.update_or_create(pk=line.pk, defaults={"note": "changed"}),
        lambda line: line.subscriber.consents.all().delete(),
        lambda line: line.subscriber.consents.update(note="changed"),
        lambda line: Consent.objects.bulk_create(
            [line], update_conflicts=True, unique_fields=["id"], update_fields=["note"]
        ),
    ],
)
def test_no_way_of_asking_changes_or_removes_lines(line, attempt):
    before = list(Consent.objects.values())
    line.note = "changed"
    with pytest.raises(AppendOnly):
        attempt(line)
    assert list(Consent.objects.values()) == before


def test_whatever_a_verb_does_is_undone_with_its_line_when_it_fails(subscriber_factory, list_factory, monkeypatch):
    ada = subscriber_factory()
    before = Consent.objects.count()
    monkeypatch.setattr(Consent.objects, "bulk_create", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ada.leave()
    assert ada.subscriptions.get().state == "subscribed"
    assert Consent.objects.count() == before


def test_who_changes_the_words_gives_them_a_new_version():
    words = {each.version: each.text for each in vars(wording).values() if isinstance(each, wording.Wording)}
    assert {version: sha256(text.encode()).hexdigest()[:12] for version, text in words.items()} == {
        "sign-up 1": "e7a352c86258",
        "confirm 1": "77ff787ae1f5",
        "preferences 1": "95d37769fa38",
        "undo 1": "3518fb6b41cf",
    }
