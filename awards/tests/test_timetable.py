"""The timetable on its page and as a file for calendar programs."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from awards.calendar_file import calendar_of
from awards.models import AwardYear, KeyDate, Programme
from awards.timetable import Entry

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def year(programme, time_machine) -> AwardYear:
    time_machine.move_to(datetime(2026, 4, 1, 12, tzinfo=UTC), tick=False)
    year = AwardYear.objects.create(
        year=2026,
        opens_at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        closes_at=datetime(2026, 6, 30, 17, tzinfo=UTC),
        announced_at=datetime(2026, 12, 1, 20, tzinfo=UTC),
    )
    KeyDate.objects.create(award_year=year, label="Juries read", starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 20))
    KeyDate.objects.create(
        award_year=year,
        label="Dinner; late, and long\\",
        starts_on=date(2026, 12, 1),
        time=time(19),
        note="Quay 1\nLondon",
    )
    return year


def unfolded(text: str) -> list[str]:
    """The lines of a calendar file (RFC 5545, 3.1), each checked to be of a length and ending that is allowed."""
    assert text.endswith("\r\n")
    lines = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in lines)
    return "\r\n".join(lines).replace("\r\n ", "").split("\r\n")


def parts_of(lines: list[str], name: str) -> list[dict[str, str]]:
    """The components of that name, each a dictionary of its properties with their parameters."""
    found, current, depth = [], None, []
    for line in lines:
        key, _, value = line.partition(":")
        if key == "BEGIN":
            depth.append(value)
            if value == name:
                current = {}
                found.append(current)
        elif key == "END":
            assert depth.pop() == value
        elif depth and depth[-1] == name:
            assert key not in current
            current[key] = value
    assert depth == []
    return found


def test_the_page_tells_every_date_in_the_zone_of_the_programme(read, year):
    page = read("/awards/timetable/")
    days = list(zip(page.texts("td.dates-day"), page.texts("td.dates-time"), strict=True))
    assert days == [
        ("1 March 2026", "09:00"),
        ("30 June 2026", "18:00"),
        ("1–20 July 2026", ""),
        ("1 December 2026", "19:00"),
        ("1 December 2026", "20:00"),
    ]
    assert page.one("p.archive-about").text == "Times are London time."
    assert page.one("tr.is-over").all("span.dates-label")[0].text == "Nominations open"
    assert page.one("tr.is-next").all("span.dates-label")[0].text == "Nominations close"


def test_another_zone_tells_other_hours(read, year):
    Programme.objects.update(time_zone="Asia/Singapore")
    page = read("/awards/timetable/")
    days = dict(zip(page.texts("span.dates-label"), page.texts("td.dates-day"), strict=True))
    assert days["Nominations close"] == "1 July 2026"
    assert "01:00" in page.texts("td.dates-time")
    assert "Singapore time" in page.text


def test_the_file_holds_every_date_as_an_event(client, year):
    response = client.get("/awards/timetable.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(response.text)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    events = parts_of(lines, "VEVENT")
    assert [each["SUMMARY"] for each in events] == [
        "Nominations open",
        "Nominations close",
        "Juries read",
        "Dinner\\; late\\, and long\\\\",
        "Winners announced",
    ]
    assert events[1]["DTSTART;TZID=Europe/London"] == "20260630T180000"
    assert events[2]["DTSTART;VALUE=DATE"] == "20260701"
    assert events[2]["DTEND;VALUE=DATE"] == "20260721"  # the day on which it is over
    assert events[3]["DESCRIPTION"] == "Quay 1\\nLondon"
    assert len({each["UID"] for each in events}) == 5
    assert all(each["DTSTAMP"] == "20260401T120000Z" for each in events)


def test_the_rules_of_the_zone_come_along(client, year):
    lines = unfolded(client.get("/awards/timetable.ics").text)
    (zone,) = parts_of(lines, "VTIMEZONE")
    assert zone == {"TZID": "Europe/London"}
    summer = parts_of(lines, "DAYLIGHT")
    assert {"DTSTART": "20260329T010000", "TZOFFSETFROM": "+0000", "TZOFFSETTO": "+0100", "TZNAME": "BST"} in summer
    winter = parts_of(lines, "STANDARD")
    assert {"DTSTART": "20261025T020000", "TZOFFSETFROM": "+0100", "TZOFFSETTO": "+0000", "TZNAME": "GMT"} in winter


@pytest.mark.parametrize("name", ["Europe/London", "America/New_York", "Asia/Kolkata", "Africa/Casablanca", "UTC"])
def test_by_the_rules_in_the_file_every_hour_is_what_the_zone_says(name):
    zone = ZoneInfo(name)
    entry = Entry("x", "X", datetime(2026, 6, 1, 12, tzinfo=zone))
    lines = unfolded(calendar_of([entry], name="A", zone=zone, host="h", url="u"))
    rules = sorted(
        (each["DTSTART"], each["TZOFFSETTO"]) for kind in ("STANDARD", "DAYLIGHT") for each in parts_of(lines, kind)
    )
    for month in range(1, 13):
        moment = datetime(2026, month, 15, 12, tzinfo=zone)
        offset = [to for start, to in rules if start <= f"{moment:%Y%m%dT%H%M%S}"][-1]
        assert offset == f"{moment:%z}"
    assert all(earlier[0] < later[0] for earlier, later in pairwise(rules))


def test_the_hour_that_comes_twice_is_told_apart():
    again = [Entry("x", "X", datetime(2026, 10, 25, hour, 30, tzinfo=UTC).astimezone(LONDON)) for hour in (0, 1)]
    first, second = parts_of(unfolded(calendar_of(again, name="A", zone=LONDON, host="h", url="u")), "VEVENT")
    assert first["DTSTART;TZID=Europe/London"] == "20261025T013000"
    assert second["DTSTART"] == "20261025T013000Z"


def test_long_lines_are_folded_between_characters():
    entry = Entry("x", "Größe " * 40, date(2026, 6, 1))
    lines = unfolded(calendar_of([entry], name="A", zone=LONDON, host="h", url="u"))
    assert parts_of(lines, "VEVENT")[0]["SUMMARY"] == "Größe " * 40


def test_a_year_that_was_announced_is_shown_until_the_next_one_is_set_up(read, year, time_machine):
    time_machine.move_to(year.announced_at + timedelta(days=1), tick=False)
    assert read("/awards/timetable/").texts("h2.dates-year") == ["Awards 2026"]


def test_no_dates_are_a_sentence_and_an_empty_calendar(client, db):
    assert "No dates yet." in client.get("/awards/timetable/").text
    assert parts_of(unfolded(client.get("/awards/timetable.ics").text), "VEVENT") == []
