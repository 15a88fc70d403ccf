from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

_NEAR = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}


def in_words(moment: datetime) -> str:
    """A moment as staff say it: 'Today, 09:10', 'Tue 17 Nov, 18:00', '3 Mar 2024, 07:30', in the time zone in use."""
    local, today = timezone.localtime(moment), timezone.localdate()
    days = (local.date() - today).days
    day = _NEAR.get(days) or date_format(local, "D j M" if local.year == today.year else "j M Y")
    return f"{day}, {time_of_day(moment)}"


def span_in_words(span: timedelta) -> str:
    """How long something took, as one would say it: '12 min', '2 h 10 min', '3 days'."""
    minutes = max(0, int(span.total_seconds() // 60))
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{minutes} min"] if minutes or not hours else parts)


def time_of_day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i")
