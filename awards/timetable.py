"""The dates of a year in one order: those the year itself knows, and those that staff have added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.formats import date_format

from awards.models import AwardYear


@dataclass(frozen=True)
class Entry:
    """A line of the timetable. `starts` is a moment in the zone of the programme, or a whole day."""

    key: str
    """Names it for calendar programs, however it is moved or renamed."""
    label: str
    starts: date
    ends_on: date | None = None
    """The last day, where it goes on for several."""
    note: str = ""

    @property
    def moment(self) -> datetime | None:
        """The moment, where it has one."""
        return self.starts if isinstance(self.starts, datetime) else None

    @property
    def day(self) -> date:
        return self.starts.date() if isinstance(self.starts, datetime) else self.starts

    @property
    def days(self) -> str:
        """‘14 December 2026’, ‘14–18 December 2026’, ‘23 January to 20 February 2027’."""
        first, last = self.day, self.ends_on
        if last is None or last == first:
            return date_format(first, "j F Y")
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{date_format(last, 'j F Y')}"
        return f"{date_format(first, 'j F' if first.year == last.year else 'j F Y')} to {date_format(last, 'j F Y')}"

    def is_over(self, now: datetime) -> bool:
        """Whether it lies behind; a whole day does so when it has ended in the zone of `now`."""
        if self.moment:
            return self.moment <= now
        return (self.ends_on or self.day) < now.date()


def timetable_of(year: AwardYear) -> list[Entry]:
    """All dates of the year, in their order."""
    zone = year.programme.zone
    entries = [
        Entry(f"{year.year}-opens", "Nominations open", year.opens_at.astimezone(zone)),
        Entry(
            f"{year.year}-closes",
            "Nominations close",
            year.closes_at.astimezone(zone),
            note="Drafts can be changed and sent in until this moment.",
        ),
    ]
    if year.announced_at:
        entries.append(Entry(f"{year.year}-announced", "Winners announced", year.announced_at.astimezone(zone)))
    for each in year.key_dates.all():
        starts = datetime.combine(each.starts_on, each.time, zone) if each.time else each.starts_on
        entries.append(Entry(f"{year.year}-{each.pk}", each.label, starts, each.ends_on, each.note))
    return sorted(entries, key=lambda entry: (entry.day, entry.moment.time() if entry.moment else time.min))


def next_entry(years: list[AwardYear], now: datetime) -> Entry | None:
    """The next date of any of the years; what goes on at the moment counts as long as it lasts."""
    coming = [
        entry
        for year in years
        for entry in timetable_of(year)
        if not entry.is_over(now.astimezone(year.programme.zone))
    ]
    return min(coming, key=lambda entry: (entry.day, entry.moment is not None, entry.moment or now), default=None)
