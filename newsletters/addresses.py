"""What a mail address is, when two of them are the same, and how one is remembered that must be forgotten."""

import hmac
import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator

MAX_LENGTH = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets
MAX_KEY_LENGTH = 320  # a domain in other letters than Latin is longer in ASCII

_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]")
_domain = DomainNameValidator()


def validate(email: str) -> None:
    """Raises ValidationError unless mail can be sent there.

    Letters of any script may stand on either side of the @ (RFC 6531). Quoted names and bare network addresses are
    refused: nobody subscribes with one, and they carry spaces and control characters.
    """
    name, at, domain = email.rpartition("@")
    if len(email) > MAX_LENGTH or not at or not _is_name(name) or not _is_domain(domain):
        raise ValidationError("This is not a complete e-mail address. It looks like name@example.com.", code="address")


def _is_name(name: str) -> bool:
    return 0 < len(name) <= 64 and all(
        part and all(_ATOM.match(each) or (each > "\x7f" and unicodedata.category(each)[0] in "LMN") for each in part)
        for part in name.split(".")
    )


@lru_cache(4096)
def _is_domain(domain: str) -> bool:
    try:
        _domain(domain)
        return "." in domain and not domain.endswith(".") and bool(_ascii(domain))
    except (ValidationError, UnicodeError):
        return False


@lru_cache(4096)
def _ascii(domain: str) -> str:
    """As the mail server is told it. Django sends mail by the same rule (IDNA 2003), so equal here is equal there."""
    return domain.encode("idna").decode("ascii").lower()


def tidy(email: str) -> str:
    """As somebody wrote it, without the spaces around it, every letter in its composed form."""
    return unicodedata.normalize("NFC", email.strip())


def key(email: str) -> str:
    """By what two addresses are compared: capitals make no difference, nor does the way a domain is written.

    The address must be valid.
    """
    name, _, domain = tidy(email).rpartition("@")
    return f"{unicodedata.normalize('NFC', name.lower())}@{_ascii(domain)}"


def domain_key(domain: str) -> str:
    """The part of a key behind the @, for a domain that somebody typed; what is no domain stays as it is."""
    try:
        return _ascii(domain)
    except UnicodeError:
        return domain.lower()


def fingerprint(email: str) -> str:
    """By which an address is recognised that is no longer kept: without ADDRESS_KEY nobody can try out addresses."""
    return hmac.new(settings.ADDRESS_KEY.encode(), key(email).encode(), sha256).hexdigest()
