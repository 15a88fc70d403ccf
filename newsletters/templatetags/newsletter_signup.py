"""The form of one line that signs up from anywhere on the site."""

from typing import Any

from django import template

from core.edition import per_edition
from newsletters.models import MailingList
from newsletters.wording import SIGN_UP

register = template.Library()


@per_edition
def first_list() -> MailingList | None:
    return MailingList.objects.default()


@register.inclusion_tag("components/newsletter_signup.html")
def newsletter_signup(source: str) -> dict[str, Any]:
    """The form for the first list, named; nothing while readers can choose none. Once per source on a page."""
    return {"newsletter": first_list(), "source": source, "wording": SIGN_UP}
