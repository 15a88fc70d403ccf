"""What happens by itself because its time has come: a scheduled story, a deadline, winners that are announced.

Whatever is remembered about the site must be forgotten then. Apps register, when they are ready, who knows their next
moment.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

Source = Callable[[datetime], datetime | None]
"""Given a moment, the next one at which something that readers see changes by itself, or None."""

_sources: list[Source] = []


def register(source: Source) -> None:
    """Adds a source; apps call it when they are ready."""
    if source not in _sources:
        _sources.append(source)


def next_moment(after: datetime | None = None) -> datetime:
    """The next moment at which a page changes by itself; at the latest midnight, when the date over every page does."""
    now = after or timezone.now()
    local = timezone.localtime(now, timezone.get_default_timezone())
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return min([midnight, *filter(None, (source(now) for source in _sources))])
