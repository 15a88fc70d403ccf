"""What pages of the awards tell search engines."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from awards import structured_data
from awards.models import Question, Winner
from core.templatetags.machines import json_ld

register = template.Library()


@register.simple_tag
def questions_data(questions: Iterable[Question]) -> SafeString:
    return json_ld(structured_data.questions(questions))


@register.simple_tag
def winner_data(winner: Winner) -> SafeString:
    return json_ld(structured_data.winner_breadcrumbs(winner))
