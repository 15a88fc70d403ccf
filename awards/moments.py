"""Moments of the awards in words: always in the programme's time zone, which is told with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

if TYPE_CHECKING:
    from awards.models import AwardYear


def moment_in_words(moment: datetime, year: AwardYear) -> str:
    """'12:00 on Monday 30 November 2026 (London time, GMT)'; with seconds where there are any."""
    local = moment.astimezone(year.programme.zone)
    time = date_format(local, "H:i:s" if local.second else "H:i")
    return f"{time} on {date_format(local, 'l j F Y')} ({_zone(local, year)})"


def deadline_in_words(year: AwardYear) -> str:
    """The moment from which on nothing is taken; a day that begins then is told as the end of the one before."""
    local = year.closes_at.astimezone(year.programme.zone)
    if local.hour or local.minute or local.second:
        return moment_in_words(year.closes_at, year)
    return f"midnight at the end of {date_format(local - timedelta(days=1), 'l j F Y')} ({_zone(local, year)})"


def zone_name(zone: ZoneInfo) -> str:
    """'London time' for Europe/London."""
    region, _, place = zone.key.rpartition("/")
    return f"{place.replace('_', ' ')} time" if region else zone.key


def _zone(local: datetime, year: AwardYear) -> str:
    """The zone and what it is called on that day: 'London time, BST', 'Singapore time, UTC+08', 'UTC'."""
    name, short = zone_name(year.programme.zone), local.tzname() or ""
    short = f"UTC{short}" if short[:1] in "+-" else short
    return name if short == name else f"{name}, {short}"
