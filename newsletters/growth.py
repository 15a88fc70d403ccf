"""How many are on the lists: now, and week by week over a year."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from core.charts import Point, line_chart
from newsletters.models import MailingList, Subscription
from newsletters.querysets import MailingListQuerySet

COUNTS_KEPT = 60  # seconds; of a million subscribers, counting takes some tenths of one
WEEKS = 52


def counts_of(mailing_list: MailingList) -> dict[str, int]:
    """How many stood to the list, by their state, about a minute ago."""
    by_list = cache.get_or_set("subscriptions-by-list", MailingList.objects.counts, COUNTS_KEPT) or {}
    return by_list.get(mailing_list.pk) or dict.fromkeys(Subscription.State.values, 0)


def growth_chart(lists: MailingListQuerySet, title: str) -> SafeString:
    """How many were subscribed to these lists, in one query beside the counts."""
    today = timezone.now()
    moments = [today - timedelta(weeks=WEEKS - number) for number in range(WEEKS + 1)]
    counts = lists.growth(moments, now=sum(counts_of(each)["subscribed"] for each in lists))
    points = [
        Point(date_format(timezone.localtime(moment), "j M Y"), count)
        for moment, count in zip(moments, counts, strict=True)
    ]
    return line_chart(points, title=title, unit="subscribers")
