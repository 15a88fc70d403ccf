"""The start page of the admin: what waits and how things go, for each what their role is about."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import ReadCount
from awards.models import AwardYear
from core.models import User, WorkerBeat
from core.tests import markup
from magazines.models import Issue
from newsletters.models import MailingList, Subscriber
from newsroom.roles import ROLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def start(client):
    """The start page, as somebody with the role sees it."""

    def ask(role: str) -> markup.Element:
        user = User.objects.create_user(role, password="a long enough secret", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return markup.read(client.get(reverse("admin:index")).text)

    return ask


def figures(page: markup.Element) -> dict[str, str]:
    rows = [each for each in page.all("li") if each.all("span.figure-number")]
    return {row.one("span.figure-text").text: row.one("span.figure-number").text for row in rows}


def waiting(page: markup.Element) -> list[str]:
    return [row.text for section in page.all("section.waiting") for row in section.all("li")]


def test_editors_see_what_was_published_and_read(start, article_factory):
    article = article_factory(published_at=timezone.now())
    article_factory(published_at=timezone.now() + timedelta(days=1))
    ReadCount.objects.create(article=article, hour=timezone.now(), count=1234)
    shown = figures(start("Editors"))
    assert (shown["published today"], shown["scheduled"], shown["articles read today"]) == ("1", "1", "1,234")


def test_editors_are_told_of_published_articles_with_pictures_whose_rights_ended(start, article_factory, image_factory):
    yesterday = timezone.localdate() - timedelta(days=1)
    ended, other = image_factory(rights_end=yesterday), image_factory()
    article_factory(hero=ended, body=f'<figure data-image="{ended.pk}"></figure>')
    article_factory(hero=other, body=f'<figure data-image="{ended.pk}"></figure>')
    article_factory(hero=other)
    article_factory(hero=ended, status="draft")
    page = start("Editors")
    assert "2 published articles show pictures whose rights have ended" in waiting(page)
    assert f"{reverse('admin:images_image_changelist')}?rights=ended&use=used" in page.values("href")


def test_newsletter_staff_see_how_many_read_them_and_how_that_grew(start):
    MailingList.objects.create(name="Daily", slug="daily")
    page = start("Newsletter staff")
    assert figures(page)["subscribers"] == "0"
    assert [chart.one("figcaption").text for chart in page.all("figure.chart")] == ["Subscriptions, over a year"]


def test_magazine_staff_see_what_is_not_out_yet(start):
    Issue.objects.create(number="80", title="The quiet vault", date=timezone.localdate())
    assert any("80" in line and "is a draft" in line for line in waiting(start("Magazine staff")))


def test_awards_staff_see_when_nominations_close(start):
    now = timezone.now()
    AwardYear.objects.create(year=2027, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))
    assert any(line.startswith("Nominations for 2027 close Tomorrow") for line in waiting(start("Awards staff")))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_sees_the_numbers_of_another_room(start, role):
    editors = {
        *("published today", "in review", "scheduled", "late", "articles read today"),
        *("letters in seven days", "answered in seven days"),
    }
    own = {
        "Editors": editors,
        "Publishers": editors,
        "Newsletter staff": {"subscribers", "new subscriptions in seven days", "left a list in seven days"},
        "Readers’ desk": {"letters in seven days", "answered in seven days"},
        "Magazine staff": {"issues to read"},
    }
    assert set(figures(start(role))) == own.get(role, set())


def test_who_runs_the_house_sees_that_work_in_the_background_failed(editor_client):
    DBTaskResult.objects.create(
        task_path="core.tasks.send_letter",
        args_kwargs={},
        status="FAILED",
        backend_name="default",
        traceback="It broke.",
    )
    page = markup.read(editor_client.get(reverse("admin:index")).text)
    assert "1 background task has failed" in waiting(page)


def test_who_has_nothing_to_do_is_told_so(start):
    WorkerBeat.objects.create(worker_id="one", seen_at=timezone.now())
    assert start("Awards staff").one("section.waiting").one("p").text == "Nothing waits for you."


def test_everybody_is_told_when_no_worker_is_running(start):
    assert any("No worker is running" in line for line in waiting(start("Magazine staff")))


def test_a_running_worker_is_not_worth_a_word(start):
    WorkerBeat.objects.create(worker_id="one", seen_at=timezone.now())
    assert not any("worker" in line for line in waiting(start("Editors")))


def test_the_start_page_asks_as_many_questions_for_many_as_for_few(
    editor_client, article_factory, django_assert_max_num_queries
):
    for number in range(30):
        article_factory()
        Subscriber.objects.create(email=f"reader{number}@example.com")
    with django_assert_max_num_queries(60):
        editor_client.get(reverse("admin:index"))
