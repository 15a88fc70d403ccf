"""An article is planned for another moment: what happens to it, to what others write in it, and who may do so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import snapshots, workflow
from articles.models import Article, Overtaken, Revision
from core.models import User

pytestmark = pytest.mark.django_db

FRIDAY, MONDAY = datetime(2026, 12, 4, 7, tzinfo=UTC), datetime(2026, 12, 7, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_tuesday(time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 9, tzinfo=UTC))


@pytest.fixture
def ben(db) -> User:
    return User.objects.create_superuser("ben", first_name="Ben", last_name="Author")


@pytest.fixture
def draft(article_factory, editor) -> Article:
    article = article_factory("Old headline", status="draft", published_at=FRIDAY)
    article.save_revision(snapshots.take(article), by=editor)
    return article


@pytest.fixture
def scheduled(draft, editor) -> Article:
    draft.publish(by=editor)
    assert draft.is_scheduled
    return draft


def saved(article: Article, by: User, **changes) -> Revision:
    return article.save_revision(snapshots.complete(article, article.latest_revision) | changes, by=by)


def planned(article: Article) -> datetime | None:
    article.refresh_from_db()
    return article.published_at


# -- What becomes of it -----------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "review", "approved"])
def test_what_is_on_its_way_is_planned_for_the_new_moment_as_a_new_version(article_factory, editor, status):
    article = article_factory(status=status, published_at=FRIDAY)
    article.reschedule(MONDAY, by=editor)
    assert (article.published_at, article.status) == (MONDAY, status)
    assert article.latest_revision.snapshot["published_at"] == MONDAY.isoformat()
    assert article.latest_revision.created_by == editor


def test_what_is_scheduled_appears_at_the_new_moment_and_not_at_the_old_one(client, scheduled, editor, time_machine):
    scheduled.reschedule(MONDAY, by=editor)
    time_machine.move_to(FRIDAY + timedelta(hours=1), tick=False)
    assert client.get(scheduled.get_absolute_url()).status_code == 404
    time_machine.move_to(MONDAY, tick=False)
    assert client.get(scheduled.get_absolute_url()).status_code == 200
    assert not scheduled.has_unpublished_changes


def test_changes_that_are_not_published_stay_unpublished_when_it_is_moved(client, scheduled, editor, time_machine):
    saved(scheduled, editor, title="New headline")
    scheduled.reschedule(MONDAY, by=editor)
    assert scheduled.has_unpublished_changes
    assert scheduled.latest_revision.snapshot["title"] == "New headline"
    time_machine.move_to(MONDAY, tick=False)
    page = client.get(scheduled.get_absolute_url()).text
    assert "Old headline" in page
    assert "New headline" not in page


def test_what_was_imported_without_any_version_can_be_moved(article_factory, editor):
    article = article_factory(published_at=FRIDAY)
    article.reschedule(MONDAY, by=editor)
    assert planned(article) == MONDAY
    assert not article.has_unpublished_changes


def test_the_timeline_tells_who_moved_it_from_when_to_when_by_the_clock_of_the_paper(draft, editor):
    with timezone.override("Asia/Tokyo"):
        draft.reschedule(MONDAY, by=editor)
    event = draft.events.get()
    assert (event.by, event.said) == (editor, "Moved to another moment.")
    assert event.text == "From Fri 4 Dec 2026, 07:00 to Mon 7 Dec 2026, 07:00, London time."


def test_what_had_no_date_gets_one(article_factory, editor):
    article = article_factory(status="review")
    article.reschedule(MONDAY, by=editor)
    assert planned(article) == MONDAY
    assert article.events.get().text == "To Mon 7 Dec 2026, 07:00, London time."


# -- What cannot be ----------------------------------------------------------------


def test_what_is_out_stays_where_it_is(article_factory, editor):
    article = article_factory()
    for status in ("published", "withdrawn"):
        article.status = status
        article.save()
        with pytest.raises((PermissionDenied, ValidationError)):
            article.reschedule(MONDAY, by=editor)


def test_a_moment_that_is_over_is_refused(draft, editor):
    with pytest.raises(ValidationError) as refused:
        draft.reschedule(timezone.now() - timedelta(hours=2), by=editor)
    assert refused.value.messages == ["Today, 07:00 is over. Please choose a later moment."]
    assert planned(draft) == FRIDAY


def test_a_moment_after_it_is_taken_down_is_refused(article_factory, editor):
    article = article_factory(published_at=FRIDAY, expires_at=FRIDAY + timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        article.reschedule(MONDAY, by=editor)
    assert "is taken down before that: Sat 5 Dec, 07:00." in refused.value.messages[0]


# -- Who may -------------------------------------------------------------------------

MAY = {
    "Contributors": {"draft"},
    "Editors": {"draft", "review"},
    "Publishers": {"draft", "review", "approved", "published"},
}
"""In which states each role may move an article that is theirs."""


@pytest.mark.parametrize("role", MAY)
def test_who_may_move_what(article_factory, role):
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    moved = set()
    for status in ("draft", "review", "approved", "published", "withdrawn"):
        article = article_factory(status=status, published_at=FRIDAY, created_by=user)
        try:
            article.reschedule(MONDAY, by=user)
        except (PermissionDenied, ValidationError):
            assert planned(article) == FRIDAY
        else:
            moved.add(status)
    assert moved == MAY[role]


def test_contributors_move_nothing_of_others(draft):
    user = User.objects.create_user("contributor", is_staff=True)
    user.groups.add(Group.objects.get(name="Contributors"))
    with pytest.raises(PermissionDenied):
        draft.reschedule(MONDAY, by=user)
    assert not workflow.may_move(user, draft)


# -- Two at once -------------------------------------------------------------------------


def test_a_form_that_was_open_meanwhile_does_not_set_the_date_back(editor_client, scheduled, ben):
    sent = snapshots.fields_of(scheduled) | {"title": "New headline", "section": scheduled.section_id}
    sent = {name: value for name, value in sent.items() if value is not None}
    sent |= {"published_at": "2026-12-04T07:00", "base": scheduled.latest_revision_id, "takeaways": "[]"}
    scheduled.reschedule(MONDAY, by=ben)
    address = reverse("admin:articles_article_change", args=[scheduled.pk])
    page = editor_client.post(address, sent | {"questions": "[]", "_save": ""}, follow=True).text
    assert "Saved together with what Ben Author saved meanwhile" in page
    scheduled.refresh_from_db()
    newest = scheduled.latest_revision.snapshot
    assert (newest["title"], newest["published_at"]) == ("New headline", MONDAY.isoformat())
    assert scheduled.published_at == MONDAY


def test_what_others_saved_since_is_not_written_over(draft, editor, ben):
    base = draft.latest_revision_id
    saved(draft, ben, title="His headline")
    draft.reschedule(MONDAY, by=editor, base=base)
    assert (draft.title, draft.published_at) == ("His headline", MONDAY)


def test_who_moves_it_second_is_told_that_it_was_moved_already(draft, editor, ben):
    base = draft.latest_revision_id
    draft.reschedule(MONDAY, by=ben, base=base)
    with pytest.raises(Overtaken):
        draft.reschedule(MONDAY + timedelta(days=1), by=editor, base=base)
    assert planned(draft) == MONDAY


def test_both_may_move_it_to_the_same_moment(draft, editor, ben):
    base = draft.latest_revision_id
    draft.reschedule(MONDAY, by=ben, base=base)
    draft.reschedule(MONDAY, by=editor, base=base)
    assert planned(draft) == MONDAY
    assert draft.events.count() == 1


def test_half_a_sentence_that_saved_itself_is_not_vouched_for_by_whoever_moves_it(draft, editor, ben):
    half = snapshots.take(draft) | {"title": "Half a headl"}
    draft.autosave(half, by=ben, base=draft.latest_revision_id, window="his", unfinished={"slug": "Not A Slug"})
    draft.reschedule(MONDAY, by=editor)
    assert draft.latest_revision.kind == Revision.Kind.AUTOSAVED
    assert draft.latest_revision.unfinished == {"slug": "Not A Slug"}
    with pytest.raises(ValidationError):
        draft.take(workflow.PUBLISH_STEP, by=editor)


def test_a_date_that_somebody_half_typed_gives_way_to_the_one_it_was_moved_to(draft, editor, ben):
    draft.autosave(
        snapshots.take(draft), by=ben, base=draft.latest_revision_id, unfinished={"published_at": "2026-03-29T01:30"}
    )
    draft.reschedule(MONDAY, by=editor)
    assert draft.latest_revision.unfinished == {}


@pytest.mark.django_db(transaction=True)
def test_of_moving_and_saving_at_one_moment_neither_is_lost(draft, editor, ben, at_once):
    base = draft.latest_revision_id
    same = Article.objects.get(pk=draft.pk)
    mine = snapshots.take(draft) | {"title": "His headline"}
    at_once(lambda: draft.reschedule(MONDAY, by=editor, base=base), lambda: same.save_revision(mine, by=ben, base=base))
    assert planned(draft) == MONDAY
    assert draft.title == "His headline"
    newest = draft.latest_revision.snapshot
    assert (newest["title"], newest["published_at"]) == ("His headline", MONDAY.isoformat())


def test_one_moment_typed_by_two_clocks_is_no_conflict(draft, editor, ben):
    base = draft.latest_revision_id
    mine = snapshots.take(draft) | {"published_at": "2026-12-07T16:00:00+09:00"}
    draft.published_at = datetime.fromisoformat(mine["published_at"])
    mine = snapshots.take(draft)
    draft.refresh_from_db()
    draft.reschedule(MONDAY, by=ben, base=base)
    draft.save_revision(mine, by=editor, base=base)
    assert planned(draft) == MONDAY
