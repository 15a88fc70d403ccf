"""What pages of the magazine tell search engines."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from core.models import SiteSettings
from core.templatetags.machines import json_ld
from magazines import structured_data
from magazines.models import Issue, IssuePage

register = template.Library()


@register.simple_tag
def issue_data(issue: Issue, site: SiteSettings) -> SafeString:
    blocks = [structured_data.issue(issue, site), structured_data.issue_breadcrumbs(issue)]
    return mark_safe("\n".join(json_ld(block) for block in blocks))


@register.simple_tag
def issue_pages_data(issue: Issue) -> SafeString:
    return json_ld(structured_data.pages_breadcrumbs(issue))


@register.simple_tag
def issue_page_data(page: IssuePage) -> SafeString:
    return json_ld(structured_data.page_breadcrumbs(page))
