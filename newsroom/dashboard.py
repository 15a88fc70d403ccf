"""The start page of the admin: today in numbers, what waits, and how things go, as far as one's role allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, cast

from django.core.cache import cache
from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django_tasks_db.models import DBTaskResult

from articles.models import Article, FollowUp, ReadCount
from awards.models import AwardYear, Nomination
from core.charts import Point, bar_chart
from core.models import User, WorkerBeat
from core.moments import in_words
from core.workers import SILENT_AFTER
from images.models import Image
from magazines.models import Issue
from newsletters.growth import growth_chart
from newsletters.models import MailingList, Subscriber, SubscriberImport, Subscription
from newsroom import lateness
from newsroom.models import Arrangement
from newsroom.roles import nobody_publishes
from newsroom.waiting import Waiting
from pages.models import Enquiry, GuestPost

DAYS = 30
REMEMBERED = 60  # seconds, for what is counted in tables of a million rows


@dataclass(frozen=True)
class Figure:
    """A number of today, with the list it counts."""

    number: int
    text: str
    url: str


@dataclass
class Room:
    """A part of the house in numbers and charts."""

    name: str
    figures: list[Figure] = field(default_factory=list)
    charts: list[SafeString] = field(default_factory=list)


@dataclass
class Desk:
    waiting: list[Waiting] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)


def desk_of(user: User) -> Desk:
    """What the person may see."""
    desk = Desk()
    for permission, look_into in _ROOMS.items():
        if user.has_perm(permission):
            look_into(desk)
    if user.is_superuser and nobody_publishes():
        text = "Nobody but superusers can publish: give somebody the group ‘Publishers’."
        desk.waiting.insert(0, Waiting(text, reverse("admin:core_user_changelist"), urgent=True))
    if not WorkerBeat.objects.filter(seen_at__gte=timezone.now() - SILENT_AFTER).exists():
        text = "No worker is running: mails and other work in the background wait until one is started."
        desk.waiting.insert(0, Waiting(text, "", urgent=True))
    return desk


def _articles(desk: Desk) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    articles = reverse("admin:articles_article_changelist")
    public = Article.objects.public()
    today = public.filter(published_at__gte=midnight).count()
    figures = [
        Figure(today, "published today", articles),
        Figure(Article.objects.in_state("in review").count(), "in review", f"{articles}?state=in+review"),
        Figure(Article.objects.in_state("scheduled").count(), "scheduled", f"{articles}?state=scheduled"),
        Figure(FollowUp.objects.late().count(), "late", f"{articles}calendar/"),
        Figure(_reads_since(midnight), "articles read today", articles),
    ]
    reads = ReadCount.objects.filter(hour__gte=midnight - timedelta(days=6))
    charts = [
        bar_chart(_by_day(public, "published_at", DAYS), title="Articles published, last 30 days", unit="articles"),
        bar_chart(_by_day(reads, "hour", 7, Sum("count")), title="Articles read, last 7 days", unit="reads"),
    ]
    desk.rooms.append(Room("Articles", figures, charts))
    desk.waiting += lateness.of_the_schedule()
    for change in Arrangement.objects.scheduled():
        text = f"The front page changes {in_words(change.goes_live_at)}"
        desk.waiting.append(Waiting(f"{text}: {change.note}" if change.note else text, reverse("admin:front_page")))


def _pictures(desk: Desk) -> None:
    ended = Image.objects.whose_rights_ended()
    if count := _remembered("pictures", Article.objects.public().showing(ended).count):
        shows = "published article shows a picture" if count == 1 else "published articles show pictures"
        url = f"{reverse('admin:images_image_changelist')}?rights=ended&use=used"
        desk.waiting.append(Waiting(f"{count} {shows} whose rights have ended", url, urgent=True))


def _guest_posts(desk: Desk) -> None:
    if count := GuestPost.objects.waiting().count():
        waits = "guest post waits" if count == 1 else "guest posts wait"
        desk.waiting.append(Waiting(f"{count} {waits} for a decision", reverse("admin:pages_guestpost_changelist")))


def _enquiries(desk: Desk) -> None:
    inbox = reverse("admin:pages_enquiry_changelist")
    if count := Enquiry.objects.waiting().count():
        waits = "letter waits" if count == 1 else "letters wait"
        desk.waiting.append(Waiting(f"{count} {waits} for an answer", inbox))
    week = timezone.now() - timedelta(days=7)
    letters = Enquiry.objects.exclude(state=Enquiry.State.SPAM)
    figures = [
        Figure(letters.filter(received_at__gte=week).count(), "letters in seven days", f"{inbox}?state=all"),
        Figure(letters.filter(answered_at__gte=week).count(), "answered in seven days", f"{inbox}?state=answered"),
    ]
    chart = bar_chart(_by_day(letters, "received_at", DAYS), title="Letters, last 30 days", unit="letters", tone="plum")
    desk.rooms.append(Room("Letters from readers", figures, [chart]))


def _subscribers(desk: Desk) -> None:
    subscribers = reverse("admin:newsletters_subscriber_changelist")
    week = timezone.now() - timedelta(days=7)
    joined = Subscription.objects.filter(state="subscribed", subscribed_at__gte=week)
    left = Subscription.objects.filter(state="unsubscribed", unsubscribed_at__gte=week)
    figures = [
        Figure(_remembered("subscribed", Subscriber.objects.subscribed().count), "subscribers", subscribers),
        Figure(_remembered("joined", joined.count), "new subscriptions in seven days", subscribers),
        Figure(_remembered("left", left.count), "left a list in seven days", subscribers),
    ]
    for each in SubscriberImport.objects.filter(state__in=("uploaded", "checked")):
        url = reverse("admin:newsletters_subscriberimport_change", args=[each.pk])
        desk.waiting.append(Waiting(f"An import is not finished: {each}", url))
    chart = _remembered("growth", lambda: str(growth_chart(MailingList.objects.all(), "Subscriptions, over a year")))
    desk.rooms.append(Room("Newsletters", figures, [SafeString(chart)]))


def _issues(desk: Desk) -> None:
    issues = reverse("admin:magazines_issue_changelist")
    public = Issue.objects.public()
    pages = public.aggregate(pages=Sum("pdf__page_count"))["pages"] or 0
    figures = [Figure(public.count(), "issues to read", issues)]
    if pages:
        figures.append(Figure(pages, "pages in them", issues))
    desk.rooms.append(Room("Magazine", figures))
    not_out = Issue.objects.exclude(published_at__lte=timezone.now()).with_what_comes_in().newest_first()
    for issue in cast(Iterable[Any], not_out):
        url = reverse("admin:magazines_issue_change", args=[issue.pk])
        if issue.was_refused:
            desk.waiting.append(Waiting(f"The PDF of {issue} could not be used", url, urgent=True))
        elif issue.is_being_made:
            desk.waiting.append(Waiting(f"The pages of {issue} are being made", url))
        elif issue.published_at:
            desk.waiting.append(Waiting(f"{issue} appears {in_words(issue.published_at)}", url))
        else:
            desk.waiting.append(Waiting(f"{issue} is a draft", url))


def _nominations(desk: Desk) -> None:
    year = AwardYear.objects.open().first() or AwardYear.objects.first()
    if year is None:
        return
    board = f"{reverse('admin:awards_nomination_changelist')}?award_year__id__exact={year.pk}"
    nominations = Nomination.objects.filter(award_year=year).exclude(submitted_at=None)
    new = nominations.filter(state=Nomination.State.SUBMITTED).count()
    figures = [
        Figure(nominations.count(), f"nominations for {year}", board),
        Figure(year.winners.count(), f"winners of {year} entered", reverse("admin:awards_winner_changelist")),
    ]
    if new:
        desk.waiting.append(Waiting(f"{new} new nomination{'s' if new > 1 else ''} to be read", board))
    if year.is_open:
        desk.waiting.append(Waiting(f"Nominations for {year} close {in_words(year.closes_at)}", board))
    elif year.stage == AwardYear.Stage.JUDGING:
        url = reverse("admin:awards_awardyear_change", args=[year.pk])
        desk.waiting.append(Waiting(f"The winners of {year} are not announced yet", url))
    title = "Nominations submitted, last 30 days"
    chart = bar_chart(_by_day(nominations, "submitted_at", DAYS), title=title, unit="nominations", tone="gold")
    desk.rooms.append(Room("Awards", figures, [chart]))


def _background_work(desk: Desk) -> None:
    if count := DBTaskResult.objects.failed().count():
        tasks = "task has failed" if count == 1 else "tasks have failed"
        url = f"{reverse('admin:django_tasks_database_dbtaskresult_changelist')}?status__exact=FAILED"
        desk.waiting.append(Waiting(f"{count} background {tasks}", url, urgent=True))


_ROOMS: dict[str, Callable[[Desk], None]] = {
    "articles.view_article": _articles,
    "images.change_image": _pictures,
    "pages.view_guestpost": _guest_posts,
    "pages.view_enquiry": _enquiries,
    "newsletters.view_subscriber": _subscribers,
    "magazines.view_issue": _issues,
    "awards.view_nomination": _nominations,
    "django_tasks_database.view_dbtaskresult": _background_work,
}
"""The rooms of the house, each behind the permission that lets one in."""


def _reads_since(moment: datetime) -> int:
    return ReadCount.objects.filter(hour__gte=moment).aggregate(sum=Sum("count"))["sum"] or 0


def _by_day(rows: QuerySet, field: str, days: int, count: Any = None) -> list[Point]:
    """How many rows each of the last days has, today included."""
    first = timezone.localdate() - timedelta(days=days - 1)
    counted = (
        rows.filter(**{f"{field}__gte": _midnight(first)})
        .order_by()
        .values(day=TruncDate(field))
        .annotate(number=count or Count("pk"))
    )
    numbers = {row["day"]: row["number"] for row in counted}
    return [Point(f"{day:%-d %b}", numbers.get(day, 0)) for day in _days(first, days)]


def _days(first: date, count: int) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range(count))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _remembered[T](name: str, ask: Callable[[], T]) -> T:
    return cache.get_or_set(f"dashboard-{name}", ask, REMEMBERED)  # type: ignore[return-value]
