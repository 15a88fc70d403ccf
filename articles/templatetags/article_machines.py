"""What pages of articles tell machines: search engines, and sites on which a page is shared."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles import share_card, structured_data
from articles.connections import Connection
from articles.models import Article, Author, Organisation, Section
from core.models import SiteSettings
from core.templatetags.machines import json_ld
from images.models import Image

register = template.Library()


@register.filter
def share_picture(article: Article, site: SiteSettings) -> str:
    """The picture that stands for the article elsewhere: its own, or its headline set in type."""
    return article.hero.url("card") if article.hero else share_card.address_of(article, site.name)


@register.filter
def picture_address(image: Image | None) -> str:
    return image.url("card") if image else ""


@register.simple_tag
def article_data(article: Article, site: SiteSettings) -> SafeString:
    picture = share_picture(article, site)
    blocks: list[dict[str, Any] | None] = [
        structured_data.article(article, site, picture),
        structured_data.article_breadcrumbs(article),
        structured_data.article_questions(article),
    ]
    return mark_safe("\n".join(json_ld(block) for block in blocks if block))


@register.simple_tag
def section_data(section: Section) -> SafeString:
    return json_ld(structured_data.section_breadcrumbs(section))


@register.simple_tag
def author_data(author: Author) -> SafeString:
    return json_ld(structured_data.profile(author))


@register.simple_tag
def organisation_data(organisation: Organisation, awards: list[Connection]) -> SafeString:
    return json_ld(structured_data.organisation(organisation, awards))


@register.simple_tag
def site_data(site: SiteSettings) -> SafeString:
    return json_ld(structured_data.website(site))
