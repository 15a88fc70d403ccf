"""What stands around every page: the site's settings and its menus, remembered until the next edition."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.edition import per_edition
from core.models import SiteSettings
from pages.menus import menus
from pages.models import MenuItem


@dataclass(frozen=True)
class Chrome:
    site: SiteSettings
    menus: dict[str, list[MenuItem]]


@per_edition
def current_chrome() -> Chrome:
    return Chrome(SiteSettings.objects.first() or SiteSettings(), menus())


def chrome(request: HttpRequest) -> dict[str, object]:
    """Context processor: `site`, `menus`, `today`, and the page's canonical address; read only if a template asks."""
    return {
        "site": SimpleLazyObject(lambda: current_chrome().site),
        "menus": SimpleLazyObject(lambda: current_chrome().menus),
        "today": timezone.localdate(),
        "canonical": f"{settings.SITE_URL}{request.path}",
    }
