from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles.models import Article
from core.edition import per_edition

register = template.Library()


@register.simple_tag
def card(article: Article, **shown: Any) -> SafeString:
    """An article in a list, drawn by components/card.html, which says what can be shown.

    The same article stands in the same way on many pages, so what was drawn is remembered for an edition.
    """
    return _drawn(article, article.saved_at, **shown)


@per_edition
def _drawn(article: Article, saved_at: datetime, **shown: Any) -> SafeString:
    """`saved_at` tells an article from itself as it was before it was saved."""
    return render_to_string("components/card.html", {"article": article, **shown})
