"""What a filter of an admin list is set to."""

from typing import Any

from django import template

register = template.Library()

Choices = list[dict[str, Any]]


@register.filter
def chosen(choices: Choices) -> str:
    """The words of the choice that is set."""
    return next((str(choice["display"]) for choice in choices if choice["selected"]), "")


@register.filter
def is_narrowed(choices: Choices) -> bool:
    """Whether the filter is set to anything but its first choice, 'All'."""
    return any(choice["selected"] for choice in choices[1:])
