"""Who asks, as far as it can be believed: by this, what strangers send is counted."""

import pytest

from core.clients import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", "unknown"),
    ],
)
def test_a_customer_of_a_provider_is_counted_by_what_is_his_alone(rf, address, network):
    assert network_of(rf.get("/", REMOTE_ADDR=address)) == network


def test_behind_a_proxy_only_what_the_proxy_wrote_counts(rf, settings):
    settings.BEHIND_PROXY = True
    invented = {"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}
    assert network_of(rf.get("/", REMOTE_ADDR="127.0.0.1", headers=invented)) == "192.0.2.7"


def test_without_a_proxy_nobody_can_pretend_to_be_somebody_else(rf, settings):
    settings.BEHIND_PROXY = False
    request = rf.get("/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "198.51.100.1"})
    assert network_of(request) == "192.0.2.7"


@pytest.mark.parametrize(
    ("written", "network"),
    [("192.0.2.7:51034", "192.0.2.7"), ("[2001:db8::7]:51034", "2001:db8::/64"), ("[2001:db8::7]", "2001:db8::/64")],
)
def test_a_proxy_may_write_the_port_too(rf, settings, written, network):
    settings.BEHIND_PROXY = True
    assert network_of(rf.get("/", headers={"X-Forwarded-For": f"10.0.0.1, {written}"})) == network
