"""Subscribers as a file for a spreadsheet: streamed, whatever their number, and safe from formulas."""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from django.utils import timezone

from core.formulas import guarded_row
from newsletters.models import Subscriber, SubscriberExport
from newsletters.querysets import SubscriberQuerySet

AT_ONCE = 1000
HEADINGS = [
    "Email address",
    "Name",
    "Language",
    "Subscribed to",
    "Waits for confirmation of",
    "Left",
    "Blocked",
    "Source",
    "Signed up",
    "Confirmed",
]
BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows that the file is in UTF-8."""


def as_csv(subscribers: SubscriberQuerySet, export: SubscriberExport) -> Iterator[str]:
    """The file, piece by piece; how many rows went out is noted in the log, whether or not the download is finished."""
    yield BYTE_ORDER_MARK + _lines([HEADINGS])
    count = 0
    try:
        for batch in _batches(subscribers):
            yield _lines(_cells(each) for each in batch)
            count += len(batch)
    finally:
        SubscriberExport.objects.filter(pk=export.pk).update(rows=count)


def _batches(subscribers: SubscriberQuerySet) -> Iterator[list[Subscriber]]:
    """By key, so that no long transaction is held while a slow line takes its time."""
    rows = subscribers.prefetch_related(None).for_list().order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1].pk


def _cells(subscriber: Subscriber) -> list[str]:
    lists: dict[str, list[str]] = {"subscribed": [], "pending": [], "unsubscribed": []}
    for each in subscriber.subscriptions.all():
        lists[each.state].append(each.mailing_list.name)
    return [
        subscriber.email,
        subscriber.name,
        subscriber.locale,
        *(", ".join(names) for names in lists.values()),
        subscriber.get_suppressed_because_display(),
        subscriber.source,
        _moment(subscriber.created_at),
        _moment(subscriber.confirmed_at),
    ]


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment, timezone.get_default_timezone()):%Y-%m-%d %H:%M}" if moment else ""


def _lines(rows) -> str:
    text = StringIO()
    csv.writer(text).writerows(guarded_row(row) for row in rows)
    return text.getvalue()
