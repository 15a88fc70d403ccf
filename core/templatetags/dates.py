"""Dates as readers read them: in the paper's time zone, whoever asks, since pages and pieces of them are remembered."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def short_date(moment: datetime) -> SafeString:
    """'14:03' for today, '21 Nov' for this year, '21 Nov 2024' for others; a `<time>` element."""
    paper = timezone.get_default_timezone()
    local, today = timezone.localtime(moment, paper), timezone.localdate(timezone=paper)
    if local.date() == today:
        pattern = "H:i"
    elif local.year == today.year:
        pattern = "j M"
    else:
        pattern = "j M Y"
    return _time(local, pattern)


@register.filter
def full_date(moment: datetime) -> SafeString:
    """'21 November 2026, 14:03'; a `<time>` element."""
    return _time(timezone.localtime(moment, timezone.get_default_timezone()), "j F Y, H:i")


def _time(local: datetime, pattern: str) -> SafeString:
    return format_html(
        '<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), date_format(local, pattern)
    )
