"""What a page says to machines: JSON-LD in the words of schema.org, and addresses that hold everywhere."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from core.addresses import absolute

register = template.Library()

register.filter("absolute", absolute)

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(data: dict[str, Any] | None) -> SafeString:
    """The data as a block of JSON-LD, without what is empty; a block of data is not a script, so CSP lets it be."""
    if not data:
        return mark_safe("")
    text = json.dumps({"@context": "https://schema.org"} | _filled(data), ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


@register.simple_block_tag
def words(content: str) -> SafeString:
    """What stands between, as one line, to be said in several places: `{% words as title %}…{% endwords %}`."""
    return mark_safe(" ".join(content.split()))


def _filled(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _filled(value) for name, value in data.items() if value not in (None, "", [], {})}
    return [_filled(each) for each in data] if isinstance(data, list) else data
