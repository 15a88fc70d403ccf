from django.conf import settings


def absolute(address: str) -> str:
    """The address with scheme and host, for whoever reads it elsewhere: feeds, search engines, mails."""
    return f"{settings.SITE_URL}{address}" if address.startswith("/") else address
