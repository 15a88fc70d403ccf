"""What stands around every page: the site's settings and its menus, remembered until the next edition."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.edition import fragment_key, per_edition
from core.models import SiteSettings
from magazines.models import Issue
from newsroom.models import BreakingNews
from pages.menus import menus

NEWEST_ISSUES = 10

current_menus = per_edition(menus)


@per_edition
def current_site() -> SiteSettings:
    return SiteSettings.objects.first() or SiteSettings()


@per_edition
def newest_issues() -> list[Issue]:
    return list(Issue.objects.public().newest_first().only("number", "slug")[:NEWEST_ISSUES])


@per_edition
def breaking_news() -> BreakingNews | None:
    return BreakingNews.objects.running().select_related("article__section").first()


def chrome(request: HttpRequest) -> dict[str, object]:
    """Context processor for `site`, `menus`, `newest_issues`, `breaking_news`, `today`, `canonical`, and `era`, the key
    of fragments.

    What costs a query is asked for only if a template wants it.
    """
    return {
        "site": SimpleLazyObject(current_site),
        "menus": SimpleLazyObject(current_menus),
        "newest_issues": SimpleLazyObject(newest_issues),
        "breaking_news": SimpleLazyObject(breaking_news),
        "era": SimpleLazyObject(fragment_key),
        "today": timezone.localdate(timezone=timezone.get_default_timezone()),
        "canonical": f"{settings.SITE_URL}{request.path}",
    }
