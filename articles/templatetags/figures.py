from django import template
from django.utils.safestring import SafeString

from articles import figures

register = template.Library()


@register.filter
def draw_figures(text: str, of: int | None = None) -> SafeString:
    """The rich text as readers see it; `of` tells its notes from those of other texts on the page."""
    return figures.draw_figures(text, notes="note" if of is None else f"note-{of}")
