"""When a year opens, closes and is announced, to the second, in the time zone of the programme."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from awards.models import AwardYear, KeyDate, Programme
from awards.standing import standing
from core import due, edition

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
OPENS = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)  # 18:00 in London, where it is summer
ANNOUNCED = datetime(2026, 10, 1, 20, 0, tzinfo=UTC)


@pytest.fixture
def year(programme) -> AwardYear:
    return AwardYear.objects.create(year=2026, opens_at=OPENS, closes_at=CLOSES, announced_at=ANNOUNCED)


@pytest.mark.parametrize(
    ("moment", "stage"),
    [
        (OPENS - SECOND, "planned"),
        (OPENS, "open"),
        (CLOSES - SECOND, "open"),
        (CLOSES, "judging"),
        (ANNOUNCED - SECOND, "judging"),
        (ANNOUNCED, "announced"),
    ],
)
def test_a_stage_begins_on_its_second(year, moment, stage):
    assert year.stage_at(moment) == stage
    assert AwardYear.objects.open(moment).exists() == (stage == "open")
    assert AwardYear.objects.announced(moment).exists() == (stage == "announced")


def test_a_year_without_a_day_of_announcement_stays_with_the_judges(year):
    year.announced_at = None
    assert year.stage_at(ANNOUNCED + timedelta(days=900)) == "judging"


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (OPENS - SECOND, "Nominations for 2026 open at 09:00 on Sunday 1 March 2026 (London time, GMT)."),
        (CLOSES - SECOND, "Nominations for 2026 are open until 18:00 on Tuesday 30 June 2026 (London time, BST)."),
        (CLOSES, "Nominations for 2026 are with the judges. The winners will be announced at 21:00 on Thursday 1 Oct"),
        (ANNOUNCED, "The winners of 2026 were announced on 1 October 2026. Dates of the next awards will be announced"),
    ],
)
def test_the_home_page_says_where_the_year_stands(client, year, time_machine, moment, says):
    time_machine.move_to(moment, tick=False)
    assert says in client.get("/awards/").text


def test_between_years_the_next_one_is_told_beside_the_winners_of_the_last(client, year, winner_factory, time_machine):
    winner_factory("Corvane Bank", award_year=year)
    AwardYear.objects.create(year=2027, opens_at=OPENS.replace(year=2027), closes_at=CLOSES.replace(year=2027))
    time_machine.move_to(ANNOUNCED + timedelta(days=10), tick=False)
    page = client.get("/awards/").text
    assert "Nominations for 2027 open at 09:00 on Monday 1 March 2027" in page
    assert "Corvane Bank" in page


def test_a_site_whose_awards_are_not_set_up_has_a_page_that_says_so(client):
    assert "The dates of the first awards will be announced here." in client.get("/awards/").text
    for page in ("about", "timetable", "testimonials", "media-room", "winners", "faq"):
        assert client.get(f"/awards/{page}/").status_code == 200


def test_the_deadline_is_told_and_typed_in_the_zone_of_the_programme(editor_client, year):
    Programme.objects.update(time_zone="Asia/Singapore")
    address = reverse("admin:awards_awardyear_change", args=[2026])
    assert 'value="2026-07-01T01:00:00"' in editor_client.get(address).text
    fields = {
        "opens_at": "2026-03-01T09:00:00",
        "closes_at": "2026-06-30T23:59:59",
        "announced_at": "",
        "nomination_consent": "You may keep it.",
        "key_dates-TOTAL_FORMS": "0",
        "key_dates-INITIAL_FORMS": "0",
    }
    assert editor_client.post(address, fields).status_code == 302
    assert AwardYear.objects.get().closes_at == datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC)


def test_summer_time_moves_the_absolute_moment_and_not_the_hour_that_is_told(year):
    zone = year.programme.zone
    for month, utc_hour in ((1, 18), (7, 17)):
        year.closes_at = datetime(2026, month, 15, 18, 0, tzinfo=zone)
        assert year.closes_at.astimezone(UTC).hour == utc_hour


def test_an_hour_that_the_clocks_skip_is_refused(editor_client, year):
    fields = {
        "opens_at": "2026-03-01T09:00:00",
        "closes_at": "2026-03-29T01:30:00",  # from 01:00 the clocks of London go to 02:00
        "key_dates-TOTAL_FORMS": "0",
        "key_dates-INITIAL_FORMS": "0",
    }
    response = editor_client.post(reverse("admin:awards_awardyear_change", args=[2026]), fields)
    assert "closes_at" in response.context["adminform"].form.errors


def test_a_year_cannot_close_before_it_opens(programme):
    with pytest.raises(IntegrityError):
        AwardYear.objects.create(year=2026, opens_at=CLOSES, closes_at=OPENS)


@pytest.mark.parametrize(
    ("after", "next_moment"), [(OPENS - SECOND, OPENS), (CLOSES - SECOND, CLOSES), (ANNOUNCED - SECOND, ANNOUNCED)]
)
def test_what_is_remembered_is_forgotten_at_each_moment(year, after, next_moment):
    assert due.next_moment(after) == next_moment


def test_announcing_shows_the_winners_and_starts_an_edition(year, winner_factory, client, time_machine):
    winner = winner_factory("Corvane Bank", award_year=year)
    time_machine.move_to(CLOSES + timedelta(days=1), tick=False)
    assert client.get(winner.get_absolute_url()).status_code == 404
    before = edition.current()
    year.announce()
    assert client.get(winner.get_absolute_url()).status_code == 200
    assert edition.current() > before


def test_winners_are_not_announced_while_nominations_are_taken(year, winner_factory):
    winner_factory(award_year=year)
    with pytest.raises(ValidationError, match="while nominations are taken"):
        year.announce(CLOSES - SECOND)


def test_a_year_without_winners_is_not_announced(year):
    with pytest.raises(ValidationError, match="No winner of 2026"):
        year.announce(CLOSES)


def test_the_next_date_is_the_first_that_is_not_over(year):
    KeyDate.objects.create(award_year=year, label="Juries read", starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 20))
    dinner = KeyDate.objects.create(award_year=year, label="Dinner", starts_on=date(2026, 10, 1), time=time(19))
    assert standing(OPENS).next.label == "Nominations close"
    assert standing(CLOSES).next.label == "Juries read"
    assert standing(datetime(2026, 7, 20, 22, 59, tzinfo=UTC)).next.label == "Juries read"  # 23:59 in London
    assert standing(datetime(2026, 7, 20, 23, 0, tzinfo=UTC)).next.label == dinner.label
    assert standing(datetime(2026, 10, 1, 18, 0, tzinfo=UTC)).next.label == "Winners announced"
