"""The timetable as an iCalendar file (RFC 5545), which calendar programs take in or subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from awards.timetable import Entry

_LINE = 75  # octets (RFC 5545, 3.1)


def calendar_of(entries: Iterable[Entry], *, name: str, zone: ZoneInfo, host: str, url: str) -> str:
    """The entries as a calendar. Whole days are dates; moments are told in the zone, whose rules come along."""
    entries = list(entries)
    stamp = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(name)}//Timetable//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    if years := [entry.day.year for entry in entries if entry.moment]:
        lines += _zone(zone, min(years), max(years))
    for entry in entries:
        lines += _event(entry, zone, stamp, host, url)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: Entry, zone: ZoneInfo, stamp: str, host: str, url: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.key}@{host}"
    yield f"DTSTAMP:{stamp}"
    if entry.moment and entry.moment.fold:  # the hour that comes twice: told in the zone, it would be its first time
        yield f"DTSTART:{entry.moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    elif entry.moment:
        yield f"DTSTART;TZID={zone.key}:{entry.moment:%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.starts:%Y%m%d}"
        # The day on which it is over, as the RFC wants it.
        yield f"DTEND;VALUE=DATE:{(entry.ends_on or entry.day) + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.label)}"
    if entry.note:
        yield f"DESCRIPTION:{_text(entry.note)}"
    yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _zone(zone: ZoneInfo, first: int, last: int) -> Iterator[str]:
    """The rules of the zone from the year before the first to the last, one part for each turn of the clocks."""
    yield "BEGIN:VTIMEZONE"
    yield f"TZID:{zone.key}"
    begin = datetime(first - 1, 1, 1, tzinfo=UTC)
    yield from _rule(zone, begin, begin)
    for turn in _turns(zone, begin, datetime(last + 1, 1, 1, tzinfo=UTC)):
        yield from _rule(zone, turn, turn - timedelta(seconds=1))
    yield "END:VTIMEZONE"


def _rule(zone: ZoneInfo, turn: datetime, before: datetime) -> Iterator[str]:
    old, new = before.astimezone(zone), turn.astimezone(zone)
    kind = "DAYLIGHT" if new.dst() else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{(turn + _offset(old)).replace(tzinfo=None):%Y%m%dT%H%M%S}"  # as the clocks said before they turned
    yield f"TZOFFSETFROM:{old:%z}"
    yield f"TZOFFSETTO:{new:%z}"
    yield f"TZNAME:{new.tzname()}"
    yield f"END:{kind}"


def _turns(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Every moment at which the clocks of the zone turn, to the second."""
    day = timedelta(days=1)
    while begin < end:
        if _offset(begin.astimezone(zone)) != _offset((begin + day).astimezone(zone)):
            low, high = begin, begin + day
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) // 2
                middle -= timedelta(microseconds=middle.microsecond)
                if _offset(middle.astimezone(zone)) == _offset(begin.astimezone(zone)):
                    low = middle
                else:
                    high = middle
            yield high
        begin += day


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _text(value: str) -> str:
    """A text value (RFC 5545, 3.3.11): its line breaks and separators are no part of the file's own."""
    plain = "".join(each for each in value.replace("\r\n", "\n").replace("\r", "\n") if each == "\n" or each >= " ")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, never cut within a character."""
    piece, length = "", 0
    for each in line:
        octets = len(each.encode())
        if length + octets > _LINE:
            yield piece
            piece, length = " ", 1
        piece, length = piece + each, length + octets
    yield piece
