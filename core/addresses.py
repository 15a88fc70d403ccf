from functools import lru_cache

from django.conf import settings
from django.urls import reverse


def absolute(address: str) -> str:
    """The address with scheme and host, for whoever reads it elsewhere: feeds, search engines, mails."""
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address


@lru_cache(maxsize=10_000)
def path_to(view: str, *args: str | int) -> str:
    """Django's `reverse`, remembered: a page of many links asks for the same few again and again."""
    return reverse(view, args=args)
