"""The mailed link: whose nomination it opens, for how long, and what stands behind it."""

import re
from datetime import timedelta

from django.core import mail
from django.urls import reverse
from django.utils import timezone

from awards.nominations import links
from awards.tests.nominating import links_in, page
from core import signed_links


def test_a_forged_link_leads_nowhere(client, nomination_factory):
    token = links.token(nomination_factory())
    assert client.get(f"/awards/nominate/{token[:-3]}abc/").status_code == 404
    assert client.get("/awards/nominate/nonsense/").status_code == 404


def test_a_link_made_for_another_purpose_leads_nowhere(client, nomination_factory):
    nomination = nomination_factory()
    value = [nomination.reference, 1, links.owner(nomination.email)]
    assert client.get(reverse("nomination", args=[signed_links.token("newsletter", value)])).status_code == 404


def test_a_link_of_another_address_leads_nowhere(client, nomination_factory):
    nomination = nomination_factory()
    token = signed_links.token(links.PURPOSE, [nomination.reference, 1, links.owner("eve@else.example")])
    assert client.get(reverse("nomination", args=[token])).status_code == 404


def test_a_signed_value_of_another_shape_leads_nowhere(client, db):
    token = signed_links.token(links.PURPOSE, "something")
    assert client.get(reverse("nomination", args=[token])).status_code == 404


def test_a_link_is_good_for_a_year(client, nomination_factory, time_machine):
    link = page(nomination_factory())
    time_machine.move_to(timezone.now())
    time_machine.shift(links.MAX_AGE.total_seconds() - 60)
    assert client.get(link).status_code == 200
    time_machine.shift(120)
    response = client.get(link)
    assert response.status_code == 410
    assert "too old" in response.text


def test_a_new_link_voids_those_before(client, nomination_factory, editor):
    nomination = nomination_factory()
    old = page(nomination)
    nomination.send_new_link(by=editor)
    assert "replaced by a newer one" in client.get(old).text
    [new] = links_in(mail.outbox[-1])
    assert client.get(new).status_code == 200


def test_pages_behind_the_link_are_kept_by_nobody_and_set_no_cookie(client, nomination_factory):
    nomination = nomination_factory()
    for address in (page(nomination), page(nomination, "nomination-part", "answers")):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert not response.cookies


def test_following_links_on_the_pages_does_not_renew_the_token(client, nomination_factory, time_machine):
    nomination = nomination_factory()
    link = page(nomination)
    time_machine.move_to(timezone.now() + timedelta(hours=1))
    others = set(re.findall(r"/awards/nominate/([^/\"]{40,})/", client.get(link).text))
    assert others == {link.split("/")[3]}


def test_pages_cost_the_same_for_one_category_and_for_a_hundred(
    client, nomination_factory, category_factory, django_assert_max_num_queries
):
    nomination = nomination_factory(categories=[category_factory(group=f"Group {number % 9}") for number in range(100)])
    for address in (page(nomination), page(nomination, "nomination-part", "categories"), "/awards/nominate/"):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200
