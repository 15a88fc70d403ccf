"""The moments that an item of an export names, of which WordPress leaves many empty."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.utils import timezone

from newsroom.wordpress.wxr import Item

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)")


def published(item: Item) -> datetime | None:
    """When the item was, or will be, published: by Greenwich where that is given, else by the site's own clock."""
    return _greenwich(item.date_gmt) or _rfc822(item.published) or _local(item.date)


def modified(item: Item) -> datetime | None:
    return _greenwich(item.modified_gmt) or _local(item.modified)


def _greenwich(text: str) -> datetime | None:
    moment = _read(text)
    return moment.replace(tzinfo=UTC) if moment else None


def _local(text: str) -> datetime | None:
    moment = _read(text)
    return timezone.make_aware(moment) if moment else None


def _rfc822(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return _usable(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _read(text: str) -> datetime | None:
    match = _MOMENT.match(text)
    try:
        return _usable(datetime.fromisoformat(f"{match[1]}T{match[2]}")) if match else None
    except ValueError:
        return None


def _usable(moment: datetime) -> datetime | None:
    """WordPress writes 0000-00-00 and the year -1 for 'none'; nothing was published on it before 1900."""
    return moment if 1900 <= moment.year < 9000 else None
