from typing import Any

from django import template
from django.core.cache import caches
from django.core.cache.utils import make_template_fragment_key
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from core.edition import fragment_key

register = template.Library()


@register.simple_tag
def card(article: Article, **shown: Any) -> SafeString:
    """An article in a list, drawn by components/card.html, which says what can be shown.

    The same article stands in the same way on many pages, so what was drawn is remembered for an edition.
    """
    fragments = caches["template_fragments"]
    key = make_template_fragment_key("card", [fragment_key(), article.pk, article.saved_at, *sorted(shown.items())])
    if (drawn := fragments.get(key)) is None:
        drawn = render_to_string("components/card.html", {"article": article, **shown})
        fragments.set(key, drawn, None)
    return mark_safe(drawn)
