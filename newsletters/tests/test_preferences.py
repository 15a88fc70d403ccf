"""The subscriber's own page: lists, name, data, and an end to it all."""

import json

import pytest

from core.signed_links import token
from newsletters import links
from newsletters.models import Consent, Subscriber
from newsletters.wording import PREFERENCES

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(subscriber_factory):
    return subscriber_factory("ada@bank.example", name="Ada Quill", source="footer")


def states(subscriber) -> dict[str, str]:
    return dict(subscriber.subscriptions.values_list("mailing_list__name", "state"))


def test_ticking_joins_and_unticking_leaves(client, ada, list_factory):
    weekly = list_factory("Weekly")
    response = client.post(links.preferences(ada), {"lists": [weekly.pk], "name": "Ada Q."})
    assert response.status_code == 303
    assert "Saved." in client.get(response["Location"]).text
    assert states(ada) == {"Daily Brief": "unsubscribed", "Weekly": "subscribed"}
    ada.refresh_from_db()
    assert ada.name == "Ada Q."
    lines = Consent.objects.filter(source="preferences page").values_list("action", "mailing_list__name", "version")
    assert set(lines) == {("withdrawn", "Daily Brief", ""), ("granted", "Weekly", PREFERENCES.version)}


def test_no_list_at_all_is_an_answer(client, ada):
    assert client.post(links.preferences(ada), {"name": ""}).status_code == 303
    assert states(ada) == {"Daily Brief": "unsubscribed"}


def test_saving_without_a_change_writes_nothing_into_the_ledger(client, ada, list_factory):
    before = Consent.objects.count()
    client.post(links.preferences(ada), {"lists": [list_factory().pk], "name": "Ada Quill"})
    assert Consent.objects.count() == before


def test_a_list_of_staff_is_offered_to_those_who_are_on_it_alone(client, ada, subscriber_factory, list_factory, editor):
    hidden = list_factory("Test readers", is_public=False)
    assert "Test readers" not in client.get(links.preferences(ada)).text
    ada.join([hidden], by=editor, source="admin", note="asked on the telephone")
    assert "Test readers" in client.get(links.preferences(ada)).text


def test_the_link_lasts_but_not_beyond_a_change_of_address(client, ada, time_passes):
    path = links.preferences(ada)
    time_passes(days=400)
    assert client.get(path).status_code == 200
    ada.change_address("ada@home.example")
    assert client.get(path).status_code == 404


def test_one_subscribers_link_opens_no_other_page(client, ada, subscriber_factory):
    other = subscriber_factory("other@bank.example")
    crossed = token(links.PREFERENCES, [other.pk, ada.secret])
    assert client.get(f"/newsletter/preferences/{crossed}/").status_code == 404
    unsubscribing = links.leaving(ada).split("/")[3]
    assert client.get(f"/newsletter/preferences/{unsubscribing}/").status_code == 404


def test_my_data_is_a_file_with_all_that_is_held(client, ada):
    response = client.get(f"{links.preferences(ada)}data/")
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    data = json.loads(response.content)
    assert (data["address"], data["name"]) == ("ada@bank.example", "Ada Quill")
    assert [(each["name"], each["state"]) for each in data["newsletters"]] == [("Daily Brief", "Subscribed")]
    assert [each["what"] for each in data["record of consent"]] == ["Asked for it", "Confirmed by mail"]


def test_erasing_asks_once_more(client, ada):
    path = f"{links.preferences(ada)}erase/"
    page = client.get(path).text
    assert "cannot be undone" in page
    assert "deleted 30 days after it came" in page
    assert Subscriber.objects.exists()
    response = client.post(path)
    assert (response.status_code, response["Location"]) == (303, "/newsletter/erased/")
    assert not Subscriber.objects.exists()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("part", ["", "address/", "erase/"])
def test_another_site_can_change_nothing(client, ada, part):
    response = client.post(f"{links.preferences(ada)}{part}", {"name": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert states(ada) == {"Daily Brief": "subscribed"}
