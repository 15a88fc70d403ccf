"""In whose time moments are told and typed: the admin in one's own, everything that readers get in the paper's."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core import due, time_zones
from core.forms import LocalDateTimeField
from core.mail import write
from core.models import User
from core.tests import markup

pytestmark = pytest.mark.django_db

TOKYO, LONDON = "Asia/Tokyo", "Europe/London"


class MomentForm(forms.Form):
    at = LocalDateTimeField(required=False)


def change_url(article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.fixture
def in_tokyo(editor_client, editor):
    """The client of an editor who lives by the clock of Tokyo."""
    User.objects.filter(pk=editor.pk).update(time_zone=TOKYO)
    return editor_client


def typed(at: str, zone: str, *, before: datetime | None = None, **others) -> MomentForm:
    with timezone.override(zone):
        form = MomentForm({"at": at, **others}, initial={"at": before})
        form.is_valid()
        return form


# -- One's own -------------------------------------------------------------------


def test_everybody_chooses_a_time_zone_of_their_own(editor_client, editor):
    response = editor_client.post(reverse("admin:my_settings"), {"time_zone": TOKYO}, follow=True)
    editor.refresh_from_db()
    assert editor.time_zone == TOKYO
    assert "Times are told in Tokyo time now." in response.text


def test_who_looks_after_people_can_choose_it_for_them(editor_client, editor):
    page = reverse("admin:core_user_change", args=[editor.pk])
    fields = {"username": "editor", "is_active": "on", "is_staff": "on", "is_superuser": "on", "time_zone": TOKYO}
    assert editor_client.post(page, fields).status_code == 302
    editor.refresh_from_db()
    assert editor.time_zone == TOKYO


def test_a_zone_that_does_not_exist_is_refused_at_the_field(editor_client, editor):
    response = editor_client.post(reverse("admin:my_settings"), {"time_zone": "Moon/Tycho"})
    assert "There is no time zone ‘Moon/Tycho’." in response.text
    editor.refresh_from_db()
    assert editor.time_zone == ""


def test_a_zone_that_the_machine_no_longer_knows_is_that_of_the_paper(client, editor):
    User.objects.filter(pk=editor.pk).update(time_zone="Moon/Tycho")
    client.force_login(editor)
    assert client.get(reverse("admin:index")).status_code == 200


def test_times_in_the_admin_are_told_in_ones_own_zone(in_tokyo, article_factory, time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False)
    article_factory("Evening story", published_at=datetime(2026, 12, 1, 10, 3, tzinfo=UTC))
    assert "Today, 19:03" in in_tokyo.get(reverse("admin:articles_article_changelist")).text


def test_a_date_field_says_by_which_clock_it_goes_and_what_that_is_for_the_paper(
    in_tokyo, article_factory, time_machine
):
    time_machine.move_to(datetime(2026, 12, 1, 5, 3, tzinfo=UTC), tick=False)
    article = article_factory(status="draft", published_at=datetime(2026, 12, 4, 7, tzinfo=UTC))
    page = markup.read(in_tokyo.get(change_url(article)).text)
    help_text = page.one(".field-published_at").one(".help").text
    assert help_text.endswith("Tokyo time, now 14:03. In London: Fri 4 Dec, 07:00.")
    assert 'value="2026-12-04T16:00"' in in_tokyo.get(change_url(article)).text


def test_where_the_clock_is_that_of_the_paper_it_is_named_once(editor_client, article_factory, time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 5, 3, tzinfo=UTC), tick=False)
    article = article_factory(status="draft", published_at=datetime(2026, 12, 4, 7, tzinfo=UTC))
    page = markup.read(editor_client.get(change_url(article)).text)
    assert page.one(".field-published_at").one(".help").text.endswith("London time, now 05:03.")


def test_in_another_zone_with_the_same_time_there_is_nothing_to_tell_the_paper_by(
    editor_client, editor, article_factory, time_machine
):
    User.objects.filter(pk=editor.pk).update(time_zone="Europe/Lisbon")
    time_machine.move_to(datetime(2026, 12, 1, 5, 3, tzinfo=UTC), tick=False)
    article = article_factory(status="draft", published_at=datetime(2026, 12, 4, 7, tzinfo=UTC))
    page = markup.read(editor_client.get(change_url(article)).text)
    assert page.one(".field-published_at").one(".help").text.endswith("Lisbon time, now 05:03.")


def test_what_is_typed_in_ones_own_zone_is_that_moment(editor):
    form = typed("2026-12-04T16:00", TOKYO)
    assert form.cleaned_data["at"] == datetime(2026, 12, 4, 7, tzinfo=UTC)


def test_what_was_typed_before_somebody_changed_their_zone_means_what_stood_there():
    form = typed("2026-12-04T07:00", TOKYO, **{"at-zone": LONDON})
    assert form.cleaned_data["at"] == datetime(2026, 12, 4, 7, tzinfo=UTC)


def test_a_zone_that_is_sent_but_does_not_exist_is_disregarded():
    form = typed("2026-12-04T16:00", TOKYO, **{"at-zone": "../../etc/passwd"})
    assert form.cleaned_data["at"] == datetime(2026, 12, 4, 7, tzinfo=UTC)


# -- When the clocks are changed ----------------------------------------------------


@pytest.mark.parametrize(
    ("at", "zone", "said"),
    [
        ("2026-03-29T01:30", LONDON, "On 29 March 2026 there is no 01:30 in London: the clocks are put forward."),
        ("2026-10-25T01:30", LONDON, "On 25 October 2026 it is 01:30 twice in London: the clocks are put back."),
        ("2026-03-08T02:10", "America/New_York", "On 8 March 2026 there is no 02:10 in New York"),
    ],
)
def test_a_time_that_does_not_exist_or_comes_twice_is_refused_in_words(at, zone, said):
    (problem,) = typed(at, zone).errors["at"]
    assert problem.startswith(said)
    assert problem.endswith("Please choose another time.")


def test_a_time_that_does_not_exist_for_the_paper_does_for_others():
    assert typed("2026-03-29T01:30", TOKYO).is_valid()


def test_a_moment_in_the_hour_that_comes_twice_that_stands_there_already_stays_as_it_is():
    before = datetime(2026, 10, 25, 0, 30, 17, tzinfo=UTC)
    form = typed("2026-10-25T01:30", LONDON, before=before)
    assert form.cleaned_data["at"] == before


@pytest.mark.parametrize("zone", [LONDON, TOKYO, "America/Los_Angeles"])
@pytest.mark.parametrize("nonsense", ["tomorrow", "2026-02-30T10:00", "2026-12-04T25:00", "10000-01-01T00:00"])
def test_what_is_no_moment_is_refused_in_words(nonsense, zone):
    assert typed(nonsense, zone).errors["at"] == ["Enter a valid date/time."]


# -- The paper's -------------------------------------------------------------------


def test_the_preview_shows_times_as_readers_will_see_them(in_tokyo, article_factory):
    article = article_factory(published_at=datetime(2026, 11, 1, 10, 3, tzinfo=UTC))
    page = in_tokyo.get(reverse("admin:articles_article_page", args=[article.pk])).text
    assert "1 November 2026, 10:03" in page
    assert "19:03" not in page


def test_the_date_over_the_page_is_that_of_the_paper(in_tokyo, article_factory, time_machine):
    article = article_factory(published_at=datetime(2026, 11, 1, tzinfo=UTC))
    time_machine.move_to(datetime(2026, 12, 1, 20, tzinfo=UTC), tick=False)
    page = markup.read(in_tokyo.get(reverse("admin:articles_article_page", args=[article.pk])).text)
    assert page.one(".masthead-date").text == "Tuesday 1 December 2026"


def test_pages_that_are_remembered_end_at_midnight_of_the_paper_whoever_asks(time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False)
    with timezone.override(TOKYO):
        assert due.next_moment() == datetime(2026, 12, 2, tzinfo=UTC)


def test_letters_tell_times_of_the_paper(settings, tmp_path, in_tokyo):
    class Letter:
        department, subject, message = "The desk", "A figure", "Seven."
        received_at = datetime(2026, 12, 1, 20, tzinfo=UTC)

    with timezone.override(TOKYO):
        write("a@reader.example", "Your letter", "enquiry_received", {"enquiry": Letter})
    assert "on 1 December 2026 at 20:00" in mail.outbox[0].body


def test_readers_pages_ask_nobody_for_a_time_zone(client, editor, article_factory):
    User.objects.filter(pk=editor.pk).update(time_zone=TOKYO)
    client.force_login(editor)
    article = article_factory(published_at=datetime(2026, 11, 1, 10, 3, tzinfo=UTC))
    assert "1 November 2026, 10:03" in client.get(article.get_absolute_url()).text


def test_readers_pages_are_the_same_for_all_whoever_is_signed_in(in_tokyo, article_factory):
    assert "Cookie" not in in_tokyo.get(article_factory().get_absolute_url()).get("Vary", "")


def test_zones_are_chosen_by_place_and_not_by_their_older_names():
    assert not {"GB", "EST", "Etc/GMT+5", "US/Pacific", "Factory"} & time_zones.names()


def test_every_zone_that_can_be_chosen_can_be_used():
    assert {LONDON, TOKYO, "UTC"} <= time_zones.names()
    assert {name for _, zones in time_zones.choices() for name, _ in zones} == time_zones.names()
