"""In which zone times are told: to readers in the paper's, in the admin in one's own."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

_REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
"""Of the names of zones those by place; the others are older names of the same."""


@cache
def names() -> frozenset[str]:
    """The zones that can be chosen."""
    return frozenset({"UTC", *(name for name in available_timezones() if name.partition("/")[0] in _REGIONS)})


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The same for a list to choose from, by part of the world."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(names()):
        region, _, place = name.partition("/")
        regions.setdefault(region, []).append((name, place.replace("_", " ").replace("/", ", ") or name))
    return list(regions.items())


def validate_zone(name: str) -> None:
    if name not in names():
        raise ValidationError(f"There is no time zone ‘{name}’.")


def zone_of(user: Any) -> ZoneInfo | None:
    """The zone that somebody chose; None: that of the paper."""
    name = getattr(user, "time_zone", "")
    return ZoneInfo(name) if name in names() else None


def place_of(zone: tzinfo) -> str:
    """‘New York’, by which a zone is called in a sentence."""
    return str(zone).rpartition("/")[2].replace("_", " ")


def is_elsewhere() -> bool:
    """Whether the clock in use shows another time than that of the paper."""
    now = timezone.now()
    return timezone.localtime(now).utcoffset() != timezone.localtime(now, timezone.get_default_timezone()).utcoffset()


def why_not(moment: datetime, zone: tzinfo) -> str:
    """Why a time without a zone names no moment there, because the clocks are changed; nothing if it names one."""
    first, second = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    if before is None or after is None or before == after:
        return ""
    time, day = f"{moment:%H:%M}", f"{moment:%-d %B %Y}"
    if before < after:
        return (
            f"On {day} there is no {time} in {place_of(zone)}: the clocks are put forward. Please choose another time."
        )
    return f"On {day} it is {time} twice in {place_of(zone)}: the clocks are put back. Please choose another time."


class OwnTimeZoneMiddleware:
    """Lets the admin tell and read times in the zone of whoever works there. Readers' pages are the same for all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        self.admin = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(self.admin):
            return self.get_response(request)
        with timezone.override(zone_of(request.user)):
            return self.get_response(request)
