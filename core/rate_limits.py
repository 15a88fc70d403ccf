"""How often something may be done: counted in windows of time, by a key that cannot be read back."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class RateLimit:
    """So many times within a period, for each key by itself."""

    name: str
    times: int
    per: timedelta

    def allows(self, key: str) -> bool:
        """Counts one attempt; False when it was one too many. The count starts again after the period."""
        digest = salted_hmac("rate-limit", key, algorithm="sha256").hexdigest()
        place = f"rate-limit:{self.name}:{digest}"
        cache.add(place, 0, timeout=self.per.total_seconds())
        try:
            return cache.incr(place) <= self.times
        except ValueError:  # the period ended between the two lines
            return True
