"""The calendar of the newsroom: what stands on which day, for whom, and moving it to another."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from articles import snapshots
from articles.calendar import Span, span_of
from articles.models import Article
from core.models import User
from core.tests import markup

pytestmark = pytest.mark.django_db

CALENDAR = reverse("admin:articles_article_calendar")
FRIDAY = datetime(2026, 12, 4, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_tuesday(time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 9, tzinfo=UTC))


@pytest.fixture
def calendar(client, editor):
    """A page of the calendar, as somebody sees it."""

    def ask(query: str = "month=2026-12", who: User | None = None) -> markup.Element:
        client.force_login(who or editor)
        response = client.get(f"{CALENDAR}?{query}")
        assert response.status_code == 200
        return markup.read(response.text)

    return ask


@pytest.fixture
def move(client, editor):
    """Sends what the form of an entry sends; the page that follows."""

    def send(article: Article, day: str, time: str = "07:00", *, who: User | None = None, **more) -> markup.Element:
        client.force_login(who or editor)
        fields = {"day": day, "time": time, "base": article.latest_revision_id or 0, "back": "?month=2026-12"} | more
        response = client.post(reverse("admin:articles_article_move", args=[article.pk]), fields, follow=True)
        assert response.status_code == 200
        return markup.read(response.text)

    return send


def on(page: markup.Element, day: str) -> list[str]:
    """What stands on a day: time, state and headline of each."""
    (cell,) = [each for each in page.all("td.day") if each.attributes["data-day"] == day]
    return [f"{each.one('p.entry-line').text} {each.one('p.entry-title').text}" for each in cell.all("li.entry")]


def titles(page: markup.Element) -> set[str]:
    return set(page.texts("p.entry-title"))


# -- What stands where -----------------------------------------------------------


def test_each_article_stands_on_its_day_with_time_and_state(calendar, article_factory, editor):
    article_factory("Out", published_at=FRIDAY - timedelta(days=3, hours=1))
    article_factory("Coming", published_at=FRIDAY)
    article_factory("Being read", status="review", published_at=FRIDAY + timedelta(hours=2))
    article_factory("Approved", status="approved", published_at=FRIDAY + timedelta(hours=1))
    article_factory("Begun", status="draft", published_at=FRIDAY + timedelta(days=1))
    article_factory("Withdrawn", status="withdrawn", published_at=FRIDAY)
    page = calendar()
    assert on(page, "2026-12-01") == ["06:00 Published Out"]
    assert on(page, "2026-12-04") == ["07:00 Scheduled Coming", "08:00 Approved Approved", "09:00 In review Being read"]
    assert on(page, "2026-12-05") == ["07:00 Draft Begun"]
    assert "Withdrawn" not in titles(page)


def test_what_ends_stands_on_the_day_on_which_it_ends(calendar, article_factory):
    article_factory("Offer", published_at=FRIDAY - timedelta(days=60), expires_at=FRIDAY)
    article_factory("Gone", published_at=FRIDAY - timedelta(days=60), expires_at=FRIDAY - timedelta(days=3))
    page = calendar()
    assert on(page, "2026-12-04") == ["07:00 Ends Offer"]
    assert on(page, "2026-12-01") == ["07:00 Expired Gone"]


def test_what_was_meant_to_be_out_by_now_says_so(calendar, article_factory):
    article_factory("Forgotten", status="approved", published_at=FRIDAY - timedelta(days=3))
    assert on(calendar(), "2026-12-01") == ["07:00 Approved, not published Forgotten"]


def test_a_draft_stands_where_its_newest_version_plans_it(calendar, article_factory, editor):
    article = article_factory("Begun", status="draft", published_at=FRIDAY)
    article.save_revision({"published_at": (FRIDAY + timedelta(days=3)).isoformat()}, by=editor)
    page = calendar()
    assert on(page, "2026-12-04") == []
    assert on(page, "2026-12-07") == ["07:00 Draft Begun"]


def test_what_waits_without_a_date_stands_under_the_calendar(calendar, article_factory):
    article_factory("Being read", status="review")
    article_factory("Begun", status="draft")
    assert calendar().one("section.undated").texts("p.entry-title") == ["Being read"]


def test_of_what_waits_without_a_date_the_longest_waiting_come_first_and_the_others_are_counted(
    calendar, article_factory, time_machine
):
    for number in range(14):
        time_machine.shift(timedelta(minutes=1))
        article_factory(f"Waiting {number}", status="review")
    undated = calendar().one("section.undated")
    assert undated.texts("p.entry-title") == [f"Waiting {number}" for number in range(12)]
    assert undated.texts("p.day-more") == ["and 2 more"]


def test_days_begin_at_ones_own_midnight(calendar, article_factory, member):
    article_factory("Late", published_at=datetime(2026, 12, 4, 23, 30, tzinfo=UTC))
    assert on(calendar(), "2026-12-04") == ["23:30 Scheduled Late"]
    page = calendar(who=member("Editors", time_zone="Asia/Tokyo"))
    assert on(page, "2026-12-05") == ["08:30 Scheduled Late"]
    assert page.one("p.subtitle").text == "Times are those of Tokyo; the paper goes by London. Change"


def test_a_crowded_day_tells_of_what_is_still_to_come_and_leads_to_the_rest(calendar, article_factory):
    for hour in range(8):
        article_factory(f"Out {hour}", published_at=datetime(2026, 12, 1, hour, tzinfo=UTC))
    article_factory("To come", published_at=datetime(2026, 12, 1, 20, tzinfo=UTC))
    page = calendar()
    day = on(page, "2026-12-01")
    assert day == [*(f"0{hour}:00 Published Out {hour}" for hour in range(4)), "20:00 Scheduled To come"]
    (more,) = page.all("p.day-more")
    assert more.text == "and 4 more"
    whole = calendar(more.one("a").attributes["href"].removeprefix("?"))
    assert len(on(whole, "2026-12-01")) == 9


def test_contributors_find_what_is_theirs(calendar, article_factory, author_factory, member):
    writer = member("Contributors")
    article_factory("Begun by them", status="draft", created_by=writer, published_at=FRIDAY)
    article_factory("Under their name", authors=[author_factory(user=writer)], published_at=FRIDAY)
    article_factory("Somebody else’s", published_at=FRIDAY)
    article_factory("Somebody else’s, undated", status="review")
    assert titles(calendar(who=writer)) == {"Begun by them", "Under their name"}


@pytest.mark.parametrize(
    ("query", "shown"), [("section=finance", {"A"}), ("state=scheduled", {"A"}), ("state=in+review", {"B"})]
)
def test_it_can_be_narrowed_to_a_section_or_a_state(calendar, article_factory, section_factory, query, shown):
    article_factory("A", section=section_factory("Finance"), published_at=FRIDAY)
    article_factory("B", section=section_factory("Banking"), status="review", published_at=FRIDAY)
    page = calendar(f"month=2026-12&{query}")
    assert titles(page) == shown
    assert f"?month=2027-01&{query}" in page.values("href")


# -- Months, weeks and days ----------------------------------------------------------


def test_it_begins_with_this_month_and_turns_to_the_next(calendar):
    page = calendar("")
    assert page.texts("h1") == ["December 2026"]
    links = [each.attributes["href"] for each in page.one("nav.calendar-turn").all("a")]
    assert links == ["?month=2026-11", "?month=2026-12", "?month=2027-01"]


def test_a_month_has_whole_weeks(calendar):
    page = calendar("month=2026-12")
    days = [each.attributes["data-day"] for each in page.all("td.day")]
    assert (days[0], days[-1], len(days)) == ("2026-11-30", "2027-01-03", 35)
    assert page.texts("th") == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_a_week_goes_over_the_end_of_the_year(calendar):
    page = calendar("week=2026-W53")
    assert page.texts("h1") == ["Week 53, 28 December to 3 January 2027"]
    assert "?week=2027-W01" in page.values("href")


@pytest.mark.parametrize(
    ("kind", "value"),
    [("month", "2026-13"), ("month", "nonsense"), ("month", "0000-01"), ("month", "9999-12"), ("week", "2026-W54"),
     ("week", "2025-W53"), ("day", "2026-02-30"), ("day", "２０２６-01-01"), ("month", "2026-12\n")],
)  # fmt: skip
def test_a_time_that_does_not_exist_is_not_found(editor_client, kind, value):
    assert span_of(kind, value) is None
    assert editor_client.get(CALENDAR, {kind: value}).status_code == 404


def test_every_span_is_found_again_by_its_name():
    for kind, first in (("month", date(2026, 12, 1)), ("week", date(2026, 12, 28)), ("day", date(2028, 2, 29))):
        span = Span(kind, first)
        assert span_of(kind, span.value) == span
        assert span.after.before == span


def test_an_empty_month_says_so(calendar):
    assert "There is nothing in this month." in calendar("month=2031-01").text


# -- Moving ---------------------------------------------------------------------------


def test_what_is_moved_keeps_its_time_of_day_by_ones_own_clock_also_over_a_change_of_clocks(
    move, calendar, article_factory, member
):
    publisher = member("Publishers", time_zone="America/New_York")
    article = article_factory("Coming", published_at=datetime(2027, 3, 12, 12, tzinfo=UTC))
    (entry,) = calendar("month=2027-03", publisher).all("li.entry")
    form = {each.attributes["name"]: each.attributes.get("value", "") for each in entry.all("input")}
    assert (form["day"], form["time"]) == ("2027-03-12", "07:00")
    page = move(article, "2027-03-15", form["time"], who=publisher, zone=form["zone"])
    article.refresh_from_db()
    assert article.published_at == datetime(2027, 3, 15, 11, tzinfo=UTC)  # summer time has begun there
    assert page.one("ul.messages").text == "‘Coming’ appears 15 Mar 2027, 07:00."


def test_after_moving_one_is_where_one_was(move, article_factory):
    article = article_factory("Coming", published_at=FRIDAY)
    page = move(article, "2026-12-08", back="?week=2026-W49&section=banking&next=//elsewhere.example")
    assert page.texts("h1") == ["Week 49, 30 November to 6 December 2026"]
    assert "?week=2026-W50&section=banking" in page.values("href")
    assert not any("elsewhere" in each for each in page.values("href"))


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("2026-11-30", "07:00", "Not moved. Yesterday, 07:00 is over. Please choose a later moment."),
        ("2026-12-01", "07:00", "Not moved. Today, 07:00 is over. Please choose a later moment."),
        ("", "07:00", "Not moved. Please choose a day."),
        ("nonsense", "99:99", "Not moved. Please choose a day. Please give a time."),
        ("2027-03-28", "01:30", "Not moved. On 28 March 2027 there is no 01:30 in London: the clocks are put forward. "
         "Please choose another time."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_words_and_it_stays_where_it_was(move, article_factory, day, time, said):
    article = article_factory("Coming", published_at=FRIDAY)
    assert move(article, day, time).one("ul.messages").text == said
    article.refresh_from_db()
    assert article.published_at == FRIDAY


def test_somebody_whose_page_is_older_than_anothers_move_is_told_so(move, article_factory, editor, member):
    article = article_factory("Coming", status="draft", published_at=FRIDAY)
    article.save_revision(snapshots.take(article), by=editor)
    base = article.latest_revision_id
    article.reschedule(FRIDAY + timedelta(days=1), by=editor)
    page = move(article, "2026-12-07", who=member("Editors"), base=base)
    assert page.one("ul.messages").text.startswith("Not moved. Edda Torvald changed ‘Coming’ meanwhile: Today")
    article.refresh_from_db()
    assert article.published_at == FRIDAY + timedelta(days=1)


def test_only_what_somebody_may_move_can_be_dragged(calendar, article_factory, member):
    article_factory("Out", published_at=FRIDAY - timedelta(days=4))
    article_factory("Coming", published_at=FRIDAY)
    article_factory("Approved", status="approved", published_at=FRIDAY)
    article_factory("Begun", status="draft", published_at=FRIDAY)

    def movable(page: markup.Element) -> set[str]:
        return {each.one("p.entry-title").text for each in page.all("li.entry") if "data-movable" in each.attributes}

    assert movable(calendar(who=member("Editors"))) == {"Begun"}
    assert movable(calendar(who=member("Publishers"))) == {"Coming", "Approved", "Begun"}


def test_the_end_of_an_article_cannot_be_dragged(calendar, article_factory):
    article_factory("Coming", published_at=FRIDAY, expires_at=FRIDAY + timedelta(days=3))
    begins, ends = calendar().all("li.entry")
    assert "data-movable" in begins.attributes
    assert "data-movable" not in ends.attributes


def test_who_may_not_move_it_is_refused(client, article_factory, member):
    article = article_factory("Coming", published_at=FRIDAY)
    client.force_login(member("Editors"))
    address = reverse("admin:articles_article_move", args=[article.pk])
    assert client.post(address, {"day": "2026-12-07", "time": "07:00"}).status_code == 403
    assert client.get(address).status_code == 405


def test_it_asks_as_many_questions_for_many_as_for_few(
    client, member, article_factory, author_factory, django_assert_max_num_queries
):
    for role in ("Publishers", "Contributors"):
        user = member(role)
        author = author_factory(f"Writer {role}", user=user)
        for number in range(60):
            status = ("published", "draft", "review", "approved")[number % 4]
            moment = FRIDAY + timedelta(hours=number) if number % 5 else None
            if moment or status != "published":
                article_factory(status=status, published_at=moment, authors=[author])
        client.force_login(user)
        with django_assert_max_num_queries(20):
            client.get(f"{CALENDAR}?week=2026-W49")
