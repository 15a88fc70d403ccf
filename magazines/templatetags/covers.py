from typing import Any

from django import template
from django.template import Context

from magazines.models import Issue, IssuePage

register = template.Library()


@register.inclusion_tag("components/cover.html", takes_context=True)
def cover(context: Context, issue: Issue, *, sizes: str, alt: str = "", eager: bool = False) -> dict[str, Any]:
    """The cover of an issue of `for_cover()`: its picture, else the first page of its PDF, else one set in type."""
    renditions = issue.cover_renditions()
    site = context.get("site")  # not in the lists of the admin, where a cover is too small to be read
    return {
        "issue": issue,
        "name": site.nameplate[0] if site else "",
        "picture": _picture(renditions, sizes=sizes, alt=alt, eager=eager) if renditions else None,
    }


@register.inclusion_tag("components/picture.html")
def page_picture(page: IssuePage, *, sizes: str, alt: str, eager: bool = False) -> dict[str, Any]:
    """The picture of a page."""
    return _picture(list(page.renditions()), sizes=sizes, alt=alt, eager=eager)


def _picture(renditions: list[tuple[str, int, int]], *, sizes: str, alt: str, eager: bool) -> dict[str, Any]:
    _, width, height = renditions[-1]
    return {
        "src": renditions[min(1, len(renditions) - 1)][0],
        "srcset": ", ".join(f"{address} {each}w" for address, each, _ in renditions),
        "sizes": sizes,
        "width": width,
        "height": height,
        "alt": alt,
        "eager": eager,
    }
