"""What newsletter staff see of subscribers, and what they can do with one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import edition
from core.tests import markup
from newsletters.exports import as_csv
from newsletters.models import Consent, MailingList, Subscriber, SubscriberExport

LIST = "admin:newsletters_subscriber_changelist"


def found(client, **params) -> set[str]:
    response = client.get(reverse(LIST), params)
    assert response.status_code == 200
    return {each.email for each in response.context["cl"].result_list}


def page_of(person: Subscriber) -> str:
    return reverse("admin:newsletters_subscriber_change", args=[person.pk])


def press(client, person: Subscriber, verb: str, **fields):
    address = reverse("admin:newsletters_subscriber_verb", args=[person.pk, verb])
    return client.post(address, {f"{verb}-{name}": value for name, value in fields.items()})


# -- The list ------------------------------------------------------------------------


FINDS = {
    "ada@bank.example": "ada@bank.example",
    "ADA@Bank": "ada@bank.example",
    "ad": "ada@bank.example",
    "@other.example": "grün@other.example",
    "other.example": "grün@other.example",
    "@GRÜN.example": "eva@grün.example",
    "größenwahn": "grün@other.example",
    "Ida Größ": "grün@other.example",
    "Größenwahn, Ida": "grün@other.example",
    "grün": "grün@other.example",
}


def test_somebody_is_found_by_the_beginning_of_address_or_name_or_by_domain(editor_client, subscriber_factory):
    subscriber_factory("ada@bank.example", name="Cem Person")
    subscriber_factory("grün@other.example", name="Ida Größenwahn")
    subscriber_factory("eva@grün.example", name="Eva Nachbar")
    for query, finds in FINDS.items():
        assert found(editor_client, q=query) == {finds}, query


def test_a_strange_search_finds_nobody_and_breaks_nothing(editor_client, subscriber_factory):
    subscriber_factory("ada@bank.example")
    for query in ("%", "_", "a' OR 1=1", "@", ".", "\\", "x@", "ä@ö@ü", "\u202e", "," * 50):
        assert found(editor_client, q=query) == set(), query


def test_the_list_can_be_narrowed(editor_client, subscriber_factory, list_factory, editor):
    daily, weekly = list_factory("Daily Brief"), list_factory("Weekly")
    subscriber_factory("on@daily.example", lists=[daily], source="footer")
    subscriber_factory("waits@daily.example", lists=[daily], state="pending")
    subscriber_factory("left@daily.example", lists=[daily], state="unsubscribed")
    subscriber_factory("on@weekly.example", lists=[weekly])
    subscriber_factory("blocked@daily.example", lists=[daily]).suppress("staff", by=editor)
    Subscriber.objects.filter(email="on@weekly.example").update(created_at=timezone.now() - timedelta(days=40))
    left = {"left@daily.example", "blocked@daily.example"}
    assert found(editor_client, list=daily.pk) == {"on@daily.example"}
    assert found(editor_client, list=daily.pk, state="pending") == {"waits@daily.example"}
    assert found(editor_client, list=daily.pk, state="left") == left
    assert found(editor_client, list=daily.pk, state="blocked") == {"blocked@daily.example"}
    assert found(editor_client, state="subscribed") == {"on@daily.example", "on@weekly.example"}
    assert found(editor_client, state="pending") == {"waits@daily.example"}
    assert found(editor_client, state="left") == left
    assert found(editor_client, state="blocked") == {"blocked@daily.example"}
    assert found(editor_client, source="footer") == {"on@daily.example"}
    assert "on@weekly.example" not in found(editor_client, since="month")
    assert found(editor_client, since="year", list=weekly.pk) == {"on@weekly.example"}
    assert found(editor_client, list=daily.pk, q="@daily.example", source="footer") == {"on@daily.example"}


@pytest.mark.parametrize(
    "params",
    [
        {"list": "x"},
        {"list": "²"},
        {"list": "9" * 5000},
        {"list": "999999"},
        {"state": "x"},
        {"since": "x"},
        {"source": "x"},
    ],
)
def test_a_filter_that_makes_no_sense_breaks_nothing(editor_client, subscriber_factory, params):
    subscriber_factory()
    assert editor_client.get(reverse(LIST), params).status_code == 200


def queries(client, address: str) -> int:
    client.get(address)
    edition.look_again()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_a_hundred_subscribers_take_no_more_queries_than_ten(editor_client, subscriber_factory, list_factory):
    lists = [list_factory("Daily Brief"), list_factory("Weekly")]
    addresses = [reverse(LIST) + params for params in ("", "?state=subscribed", "?q=reader", f"?list={lists[0].pk}")]
    for number in range(10):
        subscriber_factory(f"reader{number}@bank.example", lists=lists)
    few = {address: queries(editor_client, address) for address in addresses}
    for number in range(10, 100):
        subscriber_factory(f"reader{number}@bank.example", lists=lists)
    for address in addresses:
        assert queries(editor_client, address) <= few[address], address


def test_the_lists_are_counted_in_a_fixed_number_of_queries(editor_client, subscriber_factory, list_factory):
    address = reverse("admin:newsletters_mailinglist_changelist")
    subscriber_factory(lists=[list_factory("Daily Brief")])
    few = queries(editor_client, address)
    for number in range(9):
        subscriber_factory(lists=[list_factory(f"List {number}")])
    assert queries(editor_client, address) <= few


def test_every_list_says_how_many_are_on_it_wait_and_left(editor_client, subscriber_factory, list_factory):
    daily = list_factory()
    for state in ("subscribed", "subscribed", "subscribed", "pending", "pending", "unsubscribed"):
        subscriber_factory(lists=[daily], state=state)
    list_factory("Empty")
    page = markup.read(editor_client.get(reverse("admin:newsletters_mailinglist_changelist")).text)
    columns = [page.texts(f"td.field-{state}") for state in ("subscribed", "pending", "unsubscribed")]
    assert list(zip(*columns, strict=True)) == [("3", "2", "1"), ("0", "0", "0")]


def test_the_page_of_a_list_says_so_too(editor_client, subscriber_factory, list_factory):
    daily = list_factory()
    for state in ("subscribed", "subscribed", "subscribed", "pending", "pending", "unsubscribed"):
        subscriber_factory(lists=[daily], state=state)
    page = markup.read(editor_client.get(reverse("admin:newsletters_mailinglist_change", args=[daily.pk])).text)
    assert page.texts("span.counts-number") == ["3", "2", "1"]


def test_growth_counts_who_came_and_who_went(subscriber_factory, list_factory, time_machine):
    daily, start = list_factory(), timezone.now()
    stays, goes = None, None
    time_machine.move_to(start, tick=False)
    stays = subscriber_factory(lists=[daily])
    goes = subscriber_factory(lists=[daily])
    time_machine.move_to(start + timedelta(days=10), tick=False)
    goes.leave()
    moments = [start + timedelta(days=days) for days in (-1, 1, 11)]
    assert MailingList.objects.growth(moments, now=1) == [0, 2, 1]
    assert MailingList.objects.exclude(pk=daily.pk).growth(moments, now=0) == [0, 0, 0]
    assert stays.subscriptions.get().state == "subscribed"


def test_who_left_and_came_back_counts_from_the_return(subscriber_factory, list_factory, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    ada = subscriber_factory()
    for days, verb in ((10, ada.leave), (20, lambda: ada.join([list_factory()]))):
        time_machine.move_to(start + timedelta(days=days), tick=False)
        verb()
    moments = [start + timedelta(days=days) for days in (1, 11, 21)]
    assert MailingList.objects.growth(moments, now=1) == [0, 0, 1]


# -- One person ------------------------------------------------------------------------


def test_the_page_of_a_person_tells_the_whole_history(editor_client, subscriber_factory, editor):
    person = subscriber_factory("ada@bank.example", name="Ada <b>Person</b>")
    person.leave(by=editor, note="Asked for it by telephone", source="staff")
    text = markup.read(editor_client.get(page_of(person)).text).text
    for words in (
        "Ada <b>Person</b>",
        "Asked for it: Daily Brief",
        "Confirmed by mail",
        "Left",
        "by telephone",
        "Edda",
    ):
        assert words in text


def test_nothing_of_a_person_can_be_edited_past_the_ledger(editor_client, subscriber_factory):
    person = subscriber_factory("ada@bank.example")
    editor_client.post(page_of(person), {"email": "other@bank.example", "name": "X"})
    person.refresh_from_db()
    assert (person.email, person.name) == ("ada@bank.example", "")
    assert editor_client.post(
        reverse("admin:newsletters_subscriber_delete", args=[person.pk]), {"post": "yes"}
    ).status_code == 403  # fmt: skip


def test_staff_add_somebody_and_say_how_the_person_agreed(editor_client, list_factory, editor):
    daily = list_factory()
    fields = {"email": "ada@bank.example", "name": "Ada Person", "lists": [daily.pk], "note": "Business card, 3 March"}
    response = editor_client.post(reverse("admin:newsletters_subscriber_add"), fields)
    person = Subscriber.objects.get()
    assert response["Location"] == page_of(person)
    line = person.consents.get()
    assert (line.action, line.by, line.note, line.source) == ("granted", editor, "Business card, 3 March", "staff")


@pytest.mark.parametrize("missing", ["email", "lists", "note"])
def test_nobody_is_added_without_address_list_and_consent(editor_client, list_factory, missing):
    fields = {"email": "ada@bank.example", "lists": [list_factory().pk], "note": "Business card", "name": "Kept Name"}
    response = editor_client.post(reverse("admin:newsletters_subscriber_add"), fields | {missing: ""})
    assert "Kept Name" in response.text
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("gone", ["left", "blocked", "erased"])
def test_staff_cannot_bring_back_who_left_was_blocked_or_erased(
    editor_client, subscriber_factory, list_factory, editor, gone
):
    person = subscriber_factory("ada@bank.example")
    {"left": person.leave, "blocked": lambda: person.suppress("staff", by=editor), "erased": person.erase}[gone]()
    fields = {"email": "Ada@bank.example", "lists": [list_factory().pk], "note": "Business card"}
    response = editor_client.post(reverse("admin:newsletters_subscriber_add"), fields)
    assert response.status_code == 200
    assert "erro" in response.text
    assert not Subscriber.objects.subscribed().exists()


def test_staff_put_somebody_on_another_list(editor_client, subscriber_factory, list_factory):
    person, weekly = subscriber_factory(), list_factory("Weekly")
    press(editor_client, person, "join", lists=[weekly.pk], note="Asked at the stand")
    assert person.subscriptions.get(mailing_list=weekly).state == "subscribed"
    assert Consent.objects.filter(note="Asked at the stand", mailing_list=weekly).exists()


def test_staff_unsubscribe_somebody_with_a_reason(editor_client, subscriber_factory, list_factory):
    person = subscriber_factory()
    response = press(editor_client, person, "leave", lists=[list_factory().pk], note="")
    assert "Nothing was done yet" in response.text
    assert person.subscriptions.get().state == "subscribed"
    press(editor_client, person, "leave", lists=[list_factory().pk], note="By telephone")
    assert person.subscriptions.get().state == "unsubscribed"


def test_staff_block_and_lift_a_block(editor_client, subscriber_factory, editor):
    person = subscriber_factory()
    press(editor_client, person, "suppress", because="staff", note="Abuse")
    person.refresh_from_db()
    assert person.suppressed_at
    press(editor_client, person, "readmit", note="A mistake")
    person.refresh_from_db()
    assert not person.suppressed_at
    assert list(person.consents.values_list("action", "by", "note"))[:2] == [
        ("readmitted", editor.pk, "A mistake"),
        ("suppressed", editor.pk, "Abuse"),
    ]


def test_staff_erase_somebody_with_a_reason(editor_client, subscriber_factory):
    person = subscriber_factory("ada@bank.example")
    address = reverse("admin:newsletters_subscriber_erase", args=[person.pk])
    editor_client.post(address, {"note": ""})
    assert Subscriber.objects.exists()
    editor_client.post(address, {"note": "Asked by mail"})
    assert not Subscriber.objects.exists()
    assert Consent.objects.about("ada@bank.example")[0].note == "Asked by mail"


@pytest.mark.parametrize("verb", ["nonsense", "delete"])
def test_a_verb_that_does_not_exist_is_not_found(editor_client, subscriber_factory, verb):
    assert press(editor_client, subscriber_factory(), verb).status_code == 404


def test_what_a_person_who_has_gone_would_do_is_not_found(editor_client, db):
    assert editor_client.post(reverse("admin:newsletters_subscriber_verb", args=[99, "leave"])).status_code == 404


def test_a_list_that_anybody_was_on_cannot_be_deleted(editor_client, subscriber_factory, list_factory):
    person = subscriber_factory()
    person.erase()
    address = reverse("admin:newsletters_mailinglist_delete", args=[list_factory().pk])
    assert editor_client.post(address, {"post": "yes"}).status_code == 403
    address = reverse("admin:newsletters_mailinglist_delete", args=[list_factory("Empty").pk])
    assert editor_client.post(address, {"post": "yes"}).status_code == 302


# -- The download ------------------------------------------------------------------------


def download(client, query: str = "") -> str:
    response = client.post(reverse("admin:newsletters_subscriber_export") + query)
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_a_download_holds_what_the_list_shows(editor_client, subscriber_factory, list_factory):
    subscriber_factory("ada@bank.example", name="Ada Person")
    subscriber_factory("left@bank.example", state="unsubscribed")
    lines = download(editor_client, f"?list={list_factory().pk}").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("ada@bank.example,Ada Person,,Daily Brief,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_no_cell_is_taken_for_a_formula(editor_client, subscriber_factory, start):
    person = subscriber_factory("ada@bank.example")
    Subscriber.objects.filter(pk=person.pk).update(name=f"{start}cmd|' /C calc'!A0")
    assert f"'{start}cmd" in download(editor_client)


def test_no_part_of_a_cell_is_a_formula_where_semicolons_divide_a_file(editor_client, subscriber_factory):
    subscriber_factory("ada@bank.example", name="Ada;=1+1; -x")
    assert "Ada;'=1+1; -x" in download(editor_client)


def test_every_download_is_logged(editor_client, subscriber_factory, list_factory, editor):
    subscriber_factory("ada@bank.example")
    subscriber_factory("berta@bank.example")
    download(editor_client, f"?list={list_factory().pk}&q=ada")
    log = SubscriberExport.objects.get()
    assert (log.by, log.rows, log.selection) == (editor, 1, "List: Daily Brief, search: ada")
    assert "List: Daily Brief, search: ada" in editor_client.get(
        reverse("admin:newsletters_subscriberexport_changelist")
    ).text  # fmt: skip


def test_a_visit_downloads_nothing(editor_client, subscriber_factory):
    subscriber_factory()
    assert editor_client.get(reverse("admin:newsletters_subscriber_export")).status_code == 200
    assert not SubscriberExport.objects.exists()


def test_a_download_that_breaks_off_says_how_far_it_came(subscriber_factory):
    subscriber_factory()
    log = SubscriberExport.objects.create(selection="All subscribers")
    pieces = as_csv(Subscriber.objects.all(), log)
    next(pieces)
    next(pieces)
    pieces.close()
    log.refresh_from_db()
    assert log.rows == 0
