"""Where the awards stand at a moment: what is going on, what comes next, and which winners are the latest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from awards.models import AwardYear
from awards.moments import deadline_in_words, moment_in_words
from awards.timetable import Entry, next_entry

_URGENCY = {AwardYear.Stage.OPEN: 0, AwardYear.Stage.JUDGING: 1, AwardYear.Stage.PLANNED: 2}


@dataclass(frozen=True)
class Standing:
    in_motion: list[AwardYear]
    """Years whose winners are still to come: first the one that is open, then what is with the judges, then planned."""
    latest: AwardYear | None
    """The year whose winners were announced last."""
    sentences: list[str]
    """What a reader is told, one sentence for each year in motion; never empty."""
    next: Entry | None
    """The next date of the timetable."""

    @property
    def open_year(self) -> AwardYear | None:
        """The year one can nominate for now."""
        return next((year for year in self.in_motion if year.is_open), None)


def standing(at: datetime | None = None) -> Standing:
    """Where things stand at the given moment (default: now), in two queries."""
    at = at or timezone.now()
    years = list(AwardYear.objects.with_programme().prefetch_related("key_dates"))
    in_motion = [year for year in years if year.stage_at(at) != AwardYear.Stage.ANNOUNCED]
    in_motion.sort(key=lambda year: (_URGENCY[year.stage_at(at)], year.year))
    announced = [year for year in years if year.stage_at(at) == AwardYear.Stage.ANNOUNCED]
    latest = max(announced, key=lambda year: year.year, default=None)
    sentences = [sentence(year, at) for year in in_motion]
    if not sentences:
        sentences = (
            [f"{sentence(latest, at)} Dates of the next awards will be announced here."]
            if latest
            else ["The dates of the first awards will be announced here."]
        )
    return Standing(in_motion, latest, sentences, next_entry(in_motion, at))


def sentence(year: AwardYear, at: datetime) -> str:
    """Where a year stands at a moment."""
    match year.stage_at(at):
        case AwardYear.Stage.PLANNED:
            return f"Nominations for {year} open at {moment_in_words(year.opens_at, year)}."
        case AwardYear.Stage.OPEN:
            return f"Nominations for {year} are open until {deadline_in_words(year)}."
        case AwardYear.Stage.JUDGING if year.announced_at:
            return (
                f"Nominations for {year} are with the judges. "
                f"The winners will be announced at {moment_in_words(year.announced_at, year)}."
            )
        case AwardYear.Stage.JUDGING:
            return f"Nominations for {year} are with the judges. The day of the announcement will be told here."
        case _:
            announced = (year.announced_at or at).astimezone(year.programme.zone)
            return f"The winners of {year} were announced on {date_format(announced, 'j F Y')}."
