"""Where on the pages of a nomination something is put right."""

from collections.abc import Mapping

from django import template
from django.urls import reverse

from awards.nominations.refusals import Problem

register = template.Library()


@register.filter
def of_part(problems: Mapping[str, list[Problem]], part: str) -> list[Problem]:
    return problems.get(part, [])


@register.simple_tag
def problem_address(token: str, problem: Problem) -> str:
    """The page of the part, at the field in question; what is asked on the overview is there."""
    if not problem.part:
        return f"#id_{problem.field}"
    place = "" if problem.field == "categories" else f"#id_{problem.field}"
    return reverse("nomination-part", args=[token, problem.part]) + place
