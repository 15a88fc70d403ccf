"""The desk of the front page: what its buttons do, what it says, and that nothing is lost there."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Section
from core.models import User
from core.tests import markup
from newsroom.front_page import Pin, Place, Plan, arrange
from newsroom.front_page.plan import TOP, Choice, strip_of
from newsroom.models import Arrangement

pytestmark = pytest.mark.django_db

DESK, WORK = reverse("admin:front_page"), reverse("admin:front_page_arrange")
PREVIEW = reverse("admin:front_page_preview")
LEAD = Place(TOP, 0)


@pytest.fixture
def sections(section_factory) -> list[Section]:
    return [section_factory("Banking", position=1), section_factory("Finance", position=2)]


@pytest.fixture
def stories(write_stories, sections) -> list[Article]:
    return write_stories(30, sections)


@pytest.fixture
def publisher(client) -> User:
    return sign_in(client, "Publishers")


def sign_in(client, role: str) -> User:
    user = User.objects.create_user(role.lower(), first_name="Petra", last_name="Vane", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return user


def fields(page: markup.Element) -> dict[str, list[str]]:
    """What the form of the desk sends, as a browser would."""
    form = page.one("form.front-desk")
    sent: dict[str, list[str]] = {}
    for each in form.all("input"):
        kind = each.attributes.get("type")
        if kind not in {"radio", "checkbox"} or "checked" in each.attributes:
            sent.setdefault(each.attributes["name"], []).append(each.attributes.get("value", ""))
    return sent


def places(page: markup.Element) -> dict[str, str]:
    """Which headline stands in which place."""
    return {
        each.all(".place-name")[0].all("span")[0].text: (each.texts(".story-title") or [""])[0]
        for each in page.all("li.place")
    }


@pytest.fixture
def press(client):
    """Presses a button of the desk as it is, or as the page given shows it."""

    def go(page: markup.Element | None = None, status: int = 200, **more: str | list[str]) -> markup.Element:
        page = page or markup.read(client.get(DESK).text)
        response = client.post(WORK, fields(page) | more)
        assert response.status_code == status
        return markup.read(response.text)

    return go


# -- What it shows -------------------------------------------------------------------------


def test_it_shows_what_stands_in_every_place_of_the_page(client, publisher, stories):
    shown = places(markup.read(client.get(DESK).text))
    page = arrange()
    assert shown["Lead"] == str(page.lead)
    assert [shown[f"Second row, {n}"] for n in range(1, 5)] == [str(each) for each in page.seconds]
    assert [shown[f"Banking, {n}"] for n in range(1, 5)] == [str(each) for each in page.blocks[0].articles[:4]]


def test_it_begins_with_what_readers_see_and_leaves_out_pins_that_have_ended(client, publisher, stories):
    pins = {LEAD: Pin(stories[9].pk), Place(TOP, 1): Pin(stories[8].pk, timezone.now() - timedelta(minutes=1))}
    Arrangement.objects.arrange(Plan(pins), by=publisher, base=0)
    page = markup.read(client.get(DESK).text)
    assert fields(page)["pin"] == [f"top.0 {stories[9].pk}"]
    assert "As Petra Vane arranged it" in page.one(".subtitle").text


def test_it_says_why_a_pinned_story_is_not_seen_and_what_is(client, publisher, stories, article_factory):
    later = article_factory("Comes later", published_at=timezone.now() + timedelta(days=400))
    stories[9].withdraw()
    plan = Plan().put(later.pk, LEAD).put(stories[9].pk, Place(TOP, 2))
    Arrangement.objects.arrange(plan, by=publisher, base=0)
    hints = markup.read(client.get(DESK).text).texts(".place-hint")
    assert hints[0].startswith("Readers see it from ")
    assert hints[0].endswith("here stands ‘Story 0’.")
    assert hints[1] == "Readers cannot see it: withdrawn; here stands ‘Story 2’."


def test_a_moment_that_has_passed_is_told_and_the_story_stands_where_it_would_by_itself(press, publisher, stories):
    pk = stories[0].pk
    page = press(press(do=f"put top.2 {pk}"), do="look", **{f"until-{pk}": "2001-01-01T00:00"})
    assert page.texts(".place-hint") == ["This moment has passed; here stands ‘Story 2’."]
    assert places(page)["Lead"] == "Story 0"
    names = page.values("id")
    assert sorted(names) == sorted(set(names))


def test_it_takes_no_more_queries_with_a_hundred_stories_and_thirty_pins(client, publisher, stories, article_factory):
    def asked() -> int:
        client.get(DESK)
        with CaptureQueriesContext(connection) as captured:
            client.get(DESK)
        return len(captured)

    plan = Plan().put(stories[0].pk, LEAD)
    Arrangement.objects.arrange(plan, by=publisher, base=0)
    before = asked()
    for story in [article_factory() for _ in range(70)][:12]:
        plan = plan.put(story.pk, Place(f"section-{story.section_id}", 0)).put(story.pk, Place(TOP, 0))
    for base in range(1, 9):
        Arrangement.objects.arrange(plan, by=publisher, base=base)
    assert asked() == before


# -- Moving stories and strips -----------------------------------------------------------------


def test_a_story_is_pinned_where_it_stands_or_in_another_place(press, publisher, stories):
    page = press(do=f"put top.1 {stories[1].pk}")
    page = press(page, do="put top.0", story=str(stories[20].pk))
    assert fields(page)["pin"] == [f"top.0 {stories[20].pk}", f"top.1 {stories[1].pk}"]
    assert places(page)["Lead"] == "Story 20"
    assert "‘Story 20’ is pinned: Lead." in page.one(".messages").text
    assert not Arrangement.objects.exists()


def test_what_is_moved_out_of_its_place_is_told(press, publisher, stories):
    page = press(do=f"put top.0 {stories[5].pk}")
    page = press(page, do=f"put top.0 {stories[6].pk}")
    assert "‘Story 5’ moved to: Second row, 1." in page.one(".messages").text


def test_a_story_is_let_go(press, publisher, stories):
    page = press(press(do=f"put top.0 {stories[20].pk}"), do=f"release {stories[20].pk}")
    assert "pin" not in fields(page)
    assert places(page)["Lead"] == "Story 0"


def test_strips_are_moved_and_taken_off_the_page(press, publisher, stories, sections):
    banking, finance = map(strip_of, sections)
    page = press(do=f"up {finance}")
    assert fields(page)["strip"][:3] == ["most-read", finance, banking]
    page = press(page, do=f"move {finance} 0")
    assert fields(page)["strip"][:3] == [finance, "most-read", banking]
    sent = fields(page)
    sent["shown"].remove(finance)
    page = press(page, shown=sent["shown"], do="look")
    assert finance not in fields(page)["shown"]
    assert "Finance, 1" not in places(page)


@pytest.mark.parametrize(
    ("to", "said"), [(0, "Newsletter stands before Most read."), (2, "Newsletter stands before Finance.")]
)
def test_where_a_strip_was_moved_is_told(press, publisher, stories, to, said):
    assert said in press(do=f"move newsletter {to}").one(".messages").text


def test_a_strip_that_was_moved_to_the_end_stands_last(press, publisher, stories):
    assert "Most read stands last." in press(do="move most-read 99").one(".messages").text


def test_what_is_pinned_in_a_strip_comes_back_with_it(press, publisher, stories, sections):
    banking, _ = map(strip_of, sections)
    end = "2030-01-02T03:04"
    page = press(do=f"put {banking}.2 {stories[20].pk}")
    page = press(page, do="look", shown=[], **{f"until-{stories[20].pk}": end})
    page = press(page, do="look", shown=[banking])
    assert places(page)["Banking, 3"] == "Story 20"
    assert fields(page)[f"until-{stories[20].pk}"] == [end]


def test_a_story_that_is_sent_in_two_places_stands_in_the_first(press, publisher, stories):
    page = press(pin=[f"top.1 {stories[9].pk}", f"top.3 {stories[9].pk}"])
    assert fields(page)["pin"] == [f"top.1 {stories[9].pk}"]


@pytest.mark.parametrize(
    "do", ["", "put", "put nowhere.0 1", "put top.9 1", "release x", f"put top.0 {9**30}", "up", "sing", "put top.0 x"]
)
def test_a_press_that_means_nothing_changes_nothing(press, publisher, stories, do):
    assert places(press(do=do)) == places(press(do="look"))


def test_a_script_that_presses_gets_the_pieces_that_have_changed(client, publisher, stories):
    sent = fields(markup.read(client.get(DESK).text)) | {"do": f"put top.0 {stories[20].pk}", "live": "1"}
    answer = client.post(WORK, sent).json()
    assert places(markup.read(answer["board"]))["Lead"] == "Story 20"
    assert answer["said"] == "‘Story 20’ is pinned: Lead."


# -- Finding stories -----------------------------------------------------------------------------


def test_stories_are_found_that_readers_see_or_will_see(press, publisher, stories, article_factory):
    now = timezone.now()
    article_factory("Vault one", published_at=now + timedelta(hours=1))
    article_factory("Vault two")
    article_factory("Vault three", status="draft")
    article_factory("Vault four", published_at=now - timedelta(hours=1), expires_at=now)
    page = press(do="look", q="vault")
    assert page.one(".front-found").texts(".story-title") == ["Vault one", "Vault two"]


def test_what_is_found_says_where_it_stands_already(press, publisher, stories):
    assert "now: Lead" in press(do="look", q="Story 0").one(".front-found").text


def test_nothing_found_is_said(press, publisher, stories):
    assert "No published or scheduled story" in press(do="look", q="zzz").one(".front-found").text


# -- Publishing ----------------------------------------------------------------------------------


def test_what_is_arranged_is_published_with_who_did_it(client, press, publisher, stories):
    page = press(do=f"put top.0 {stories[20].pk}")
    press(page, status=302, _publish="")
    made = Arrangement.objects.get()
    assert (made.made_by, made.plan.pins) == (publisher, {LEAD: Pin(stories[20].pk)})
    assert markup.read(client.get("/").text).one("article.card-lead").one("h2").text == "Story 20"


def test_the_moment_until_which_a_story_stays_is_in_the_time_of_the_editor(press, publisher, stories):
    pk = stories[20].pk
    User.objects.update(time_zone="Asia/Singapore")
    press(press(do=f"put top.0 {pk}"), status=302, _publish="", **{f"until-{pk}": "2030-06-01T08:00"})
    assert fields(press(do="look"))[f"until-{pk}"] == ["2030-06-01T08:00"]
    assert Arrangement.objects.get().plan.pins[LEAD].until == datetime(2030, 6, 1, tzinfo=UTC)


def test_a_moment_that_is_none_is_refused_at_its_field_and_nothing_is_lost(press, publisher, stories):
    pk = stories[20].pk
    page = press(press(do=f"put top.0 {pk}"), status=422, _publish="", **{f"until-{pk}": "soon"})
    assert page.one("p.errorlist").text == "This is not a date and a time."
    assert fields(page)[f"until-{pk}"] == ["soon"]
    assert fields(page)["pin"] == [f"top.0 {pk}"]
    assert not Arrangement.objects.exists()


def test_a_change_is_scheduled_opened_changed_and_cancelled(client, press, publisher, stories):
    page = press(do=f"put top.0 {stories[20].pk}")
    press(page, status=302, _schedule="", goes_live_at="2099-01-02T03:04", note="Results")
    (scheduled,) = Arrangement.objects.scheduled()
    assert Arrangement.objects.live() is None

    page = markup.read(client.get(DESK, {"from": scheduled.number}).text)
    assert fields(page)["goes_live_at"] == ["2099-01-02T03:04"]
    assert places(page)["Lead"] == "Story 20"
    press(page, status=302, _schedule="", goes_live_at="2099-01-02T05:00")
    (later,) = Arrangement.objects.scheduled()
    assert later != scheduled

    client.post(reverse("admin:front_page_cancel", args=[later.number]))
    assert not Arrangement.objects.scheduled()


@pytest.mark.parametrize(("moment", "said"), [("", "Say from when on"), ("2001-01-01T00:00", "This moment has passed")])
def test_a_moment_that_cannot_be_scheduled_is_refused_with_everything_in_place(press, publisher, stories, moment, said):
    page = press(do=f"put top.0 {stories[20].pk}")
    page = press(page, status=422, _schedule="", goes_live_at=moment, note="Results")
    assert said in page.one("ul.errorlist").text
    assert fields(page)["note"] == ["Results"]
    assert places(page)["Lead"] == "Story 20"
    assert not Arrangement.objects.exists()


def test_who_is_overtaken_sees_both_loses_nothing_and_may_publish_all_the_same(client, press, publisher, stories):
    page = press(do=f"put top.0 {stories[20].pk}")
    Arrangement.objects.arrange(Plan({LEAD: Pin(stories[21].pk)}), by=publisher, base=0)
    page = press(page, status=409, _publish="", note="Mine")
    row = [cell.text for cell in page.one("table.front-differences").one("tbody").all("")]
    assert {"Lead", "‘Story 21’", "‘Story 20’"} <= set(row)
    assert places(page)["Lead"] == "Story 20"
    assert fields(page)["note"] == ["Mine"]
    assert Arrangement.objects.live().plan.pins[LEAD].article == stories[21].pk

    press(page, status=302, _publish="")
    assert Arrangement.objects.live().plan.pins[LEAD].article == stories[20].pk


# -- Looking before, and going back -----------------------------------------------------------------


def test_the_preview_is_the_real_page_and_changes_nothing(client, press, publisher, stories):
    sent = fields(press(do=f"put top.0 {stories[20].pk}"))
    response = client.post(PREVIEW, sent)
    assert markup.read(response.text).one("article.card-lead").one("h2").text == "Story 20"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert markup.read(client.get("/").text).one("article.card-lead").one("h2").text == "Story 0"


def test_the_preview_of_a_scheduled_change_is_the_page_of_that_moment(client, press, publisher, article_factory):
    tomorrow = timezone.now() + timedelta(days=1)
    article_factory("Today")
    comes = article_factory("Comes", published_at=tomorrow)
    sent = fields(press(do=f"put top.0 {comes.pk}"))
    moments = (timezone.now(), tomorrow + timedelta(hours=1))
    local = [timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") for moment in moments]
    pages = [markup.read(client.post(PREVIEW, sent | {"goes_live_at": each}).text) for each in local]
    assert [page.one("article.card-lead").one("h2").text for page in pages] == ["Today", "Comes"]


def test_who_publishes_is_told_of_a_change_that_comes_after(client, press, publisher, stories):
    tomorrow = timezone.now() + timedelta(days=1)
    Arrangement.objects.arrange(Plan(), by=publisher, base=0, at=tomorrow)
    press(status=302, _publish="")
    said = markup.read(client.get(DESK).text).one(".messages").text
    assert "The change that is scheduled takes the place of this: Tomorrow," in said


def test_the_start_page_tells_of_a_change_that_comes(client, publisher):
    tomorrow = timezone.now() + timedelta(days=1)
    Arrangement.objects.arrange(Plan(), by=publisher, base=0, at=tomorrow, note="The flood pool leads")
    waiting = markup.read(client.get(reverse("admin:index")).text).one("section.waiting").text
    assert "The front page changes Tomorrow," in waiting
    assert "The flood pool leads" in waiting


def bring_back(client, number: int, base: int) -> str:
    response = client.post(reverse("admin:front_page_bring_back", args=[number]), {"base": base}, follow=True)
    return markup.read(response.text).one(".messages").text


def test_a_change_is_undone_and_that_can_be_undone_too(client, publisher, stories):
    for number in (20, 21):
        Arrangement.objects.arrange(Plan({LEAD: Pin(stories[number].pk)}), by=publisher, base=number - 20)

    def undo() -> int:
        page = markup.read(client.get(DESK).text)
        form = page.one("section.front-history").all("form")[0]
        client.post(form.attributes["action"], {"base": form.all("input")[-1].attributes["value"]})
        return Arrangement.objects.live().plan.pins[LEAD].article

    assert [undo(), undo()] == [stories[20].pk, stories[21].pk]
    assert Arrangement.objects.count() == 4


def test_the_first_arrangement_is_undone_to_the_page_that_fills_itself(client, publisher, stories):
    Arrangement.objects.arrange(Plan({LEAD: Pin(stories[20].pk)}), by=publisher, base=0)
    assert "Brought back" in bring_back(client, 0, base=1)
    assert Arrangement.objects.live().plan == Plan()


def test_nothing_is_brought_back_over_what_somebody_has_not_seen(client, publisher, stories):
    for number in (20, 21):
        Arrangement.objects.arrange(Plan({LEAD: Pin(stories[number].pk)}), by=publisher, base=number - 20)
    assert "Petra Vane arranged the page meanwhile" in bring_back(client, 1, base=1)
    assert Arrangement.objects.count() == 2


def test_the_history_says_who_changed_what(client, publisher, stories, sections):
    strips = (Choice(strip_of(sections[1]), True), Choice(strip_of(sections[0]), False))
    Arrangement.objects.arrange(Plan({LEAD: Pin(stories[20].pk)}, strips), by=publisher, base=0, note="Results day")
    history = markup.read(client.get(DESK).text).one("section.front-history").text
    for said in ("Live", "Petra Vane: Results day", "Lead: ‘Story 20’", "Banking, the strip: off the page"):
        assert said in history


# -- Who may --------------------------------------------------------------------------------------


def test_editors_look_and_have_nothing_to_press(client, stories):
    sign_in(client, "Editors")
    tomorrow = timezone.now() + timedelta(days=1)
    Arrangement.objects.arrange(Plan({LEAD: Pin(stories[9].pk, tomorrow)}), by=None, base=0)
    page = markup.read(client.get(DESK).text)
    assert places(page)["Lead"] == "Story 9"
    assert page.one("span.place-pinned").text.startswith("Pinned until Tomorrow,")
    assert not page.one("form.front-desk").all("button")
    assert not page.all("input.radio")
    assert client.post(WORK, {"_publish": "", "base": "0"}).status_code == 403


@pytest.mark.parametrize("asked", ["0", "x", "99", "99999999999999999999"])
def test_an_arrangement_that_does_not_exist_is_not_found(client, publisher, asked):
    assert client.get(DESK, {"from": asked}).status_code == 404
