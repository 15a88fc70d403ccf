"""Times of the awards, which are told in the time zone of the programme."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def clock(moment: datetime, zone: ZoneInfo) -> str:
    """'18:00', with seconds where there are any."""
    local = moment.astimezone(zone)
    return date_format(local, "H:i:s" if local.second else "H:i")
