"""What stands around every page: the site's settings and its menus, remembered until the next edition."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.edition import per_edition
from core.models import SiteSettings
from pages.menus import menus

current_menus = per_edition(menus)


@per_edition
def current_site() -> SiteSettings:
    return SiteSettings.objects.first() or SiteSettings()


def chrome(request: HttpRequest) -> dict[str, object]:
    """Context processor: `site`, `menus`, `today`, and the page's canonical address; read only if a template asks."""
    return {
        "site": SimpleLazyObject(current_site),
        "menus": SimpleLazyObject(current_menus),
        "today": timezone.localdate(),
        "canonical": f"{settings.SITE_URL}{request.path}",
    }
