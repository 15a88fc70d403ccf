"""What a nominator has at hand: the pages behind the mailed link, what a form says it had seen, the links in a mail."""

import re

from django.urls import reverse

from awards.models import Nomination
from awards.nominations import links


def page(nomination: Nomination, name: str = "nomination", *arguments) -> str:
    return reverse(name, args=[links.token(nomination), *arguments])


def seen(nomination: Nomination, part: Nomination.Part) -> dict[str, str]:
    return {"seen": Nomination.objects.get(pk=nomination.pk).mark(part)}


def links_in(letter) -> list[str]:
    return [found for found in re.findall(r"https?://[^/]+(/\S+)", letter.body) if "nominate" in found]
