from django import template

from pages.models import MenuItem

register = template.Library()


@register.filter
def is_above(item: MenuItem, path: str) -> bool:
    """Whether the page at the path lies below the one that the entry leads to."""
    return item.url != "/" and item.url.endswith("/") and path.startswith(item.url) and path != item.url
