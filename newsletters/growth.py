from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from core.charts import Point, line_chart
from newsletters.querysets import MailingListQuerySet

WEEKS = 52


def growth_chart(lists: MailingListQuerySet, title: str) -> SafeString:
    """How many were subscribed, week by week over a year, in one query."""
    now = timezone.now()
    moments = [now - timedelta(weeks=WEEKS - number) for number in range(WEEKS + 1)]
    counts = lists.growth(moments)
    points = [
        Point(date_format(timezone.localtime(moment), "j M Y"), count)
        for moment, count in zip(moments, counts, strict=True)
    ]
    return line_chart(points, title=title, unit="subscribers")
