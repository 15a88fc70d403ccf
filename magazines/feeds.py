"""The feed of the magazine's issues."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articles.figures import draw_figures, references_in
from core.addresses import absolute
from core.feeds import ITEMS, PublicFeed, current_site, for_readers_elsewhere
from magazines.models import Issue


class IssueFeed(PublicFeed):
    """The newest issues, each with its cover and the letter from the editor, or what its cover says."""

    def title(self, subject: None) -> str:
        return f"The magazine – {current_site().name}"

    def description(self, subject: None) -> str:
        return f"Every issue of the {current_site().name} magazine."

    def link(self, subject: None) -> str:
        return absolute(reverse("magazines"))

    def items(self, subject: None) -> Iterable[Issue]:
        issues = list(Issue.objects.public().for_cover().defer(None).newest_first()[:ITEMS])
        references = references_in(issue.letter for issue in issues)
        for issue in issues:
            issue.drawn = draw_figures(issue.letter, references)  # type: ignore[attr-defined]
        return issues

    def item_title(self, issue: Issue) -> str:
        return issue.full_title

    def item_description(self, issue: Issue) -> str:
        return issue.description

    def item_guid(self, issue: Issue) -> str:
        return f"{settings.SITE_URL}/?issue={issue.pk}"

    def item_extra_kwargs(self, issue: Issue) -> dict[str, Any]:
        return {
            "authors": [],
            "picture": absolute(issue.cover_address),
            "html": for_readers_elsewhere(issue.drawn or _cover_lines(issue)),  # type: ignore[attr-defined]
        }


def _cover_lines(issue: Issue) -> str:
    lines = format_html_join("", "<li>{}</li>", ([line] for line in issue.cover_lines))
    return format_html("<ul>{}</ul>", lines) if lines else format_html("<p>{}</p>", issue.title)
