"""Who asks: the network address of a client, as far as it can be believed."""

import re
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_WITH_PORT = re.compile(r"\[(?P<six>[^\]]+)\](:\d+)?|(?P<four>[\d.]+):\d+")
"""How some proxies write an address: [2001:db8::1]:443, 192.0.2.1:443 (RFC 7239, section 6)."""


def address_of(request: HttpRequest) -> str:
    """The address the request came from; the one our proxy saw, where there is a proxy (`BEHIND_PROXY`)."""
    if settings.BEHIND_PROXY:
        # Only the last entry was written by our own proxy; the client may have invented those before it.
        seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with_port = _WITH_PORT.fullmatch(seen)
        return with_port["six"] or with_port["four"] if with_port else seen
    return request.META.get("REMOTE_ADDR", "")


def network_of(request: HttpRequest) -> str:
    """What one customer of a provider usually has to himself: the address, of IPv6 the /64 (RFC 6177)."""
    try:
        address = ip_address(address_of(request))
    except ValueError:
        return "unknown"
    if address.version == 4:
        return str(address)
    # A server that listens on both writes IPv4 as ::ffff:192.0.2.1; all of these lie in one /64.
    return str(address.ipv4_mapped or ip_network(f"{address}/64", strict=False))
