"""Articles, their authors and sections in the words of schema.org, for search engines (JSON-LD).

After Google's guides to article, breadcrumb, FAQ, profile-page and video markup.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.connections import Connection
from articles.models import Article, Author, Organisation, PublicNote, Section
from core.addresses import absolute
from core.models import SiteSettings
from core.richtext import plain_text

Data = dict[str, Any]


def publisher(site: SiteSettings) -> Data:
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{settings.SITE_URL}/#publisher",
        "name": site.name,
        "legalName": site.publisher,
        "url": f"{settings.SITE_URL}/",
        "logo": absolute(site.logo.url) if site.logo else None,
        "foundingDate": str(site.first_year or ""),
        "email": site.email,
        "correctionsPolicy": absolute(reverse("corrections")),
    }


def website(site: SiteSettings) -> Data:
    """The site itself, with the address at which it can be searched."""
    return {
        "@type": "WebSite",
        "name": site.name,
        "alternateName": site.short_name,
        "description": site.description,
        "url": f"{settings.SITE_URL}/",
        "publisher": publisher(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{settings.SITE_URL}{reverse('search')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(*steps: tuple[str, str]) -> Data:
    """The way from the front page to where one is: names and addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute(address)}
            for position, (name, address) in enumerate([("Home", reverse("front-page")), *steps], start=1)
        ],
    }


def questions(pairs: list[tuple[str, str]]) -> Data | None:
    """Questions with their answers, as plain text or HTML."""
    if not pairs:
        return None
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in pairs
        ],
    }


def person(author: Author) -> Data:
    return {
        "@type": "Person",
        "name": author.name,
        "jobTitle": author.role,
        "description": author.short_bio,
        "image": absolute(author.picture.url("square")) if author.picture else None,
        "url": absolute(author.get_absolute_url()),
        "sameAs": [link["url"] for link in author.links],
    }


def profile(author: Author) -> Data:
    return {"@type": "ProfilePage", "mainEntity": person(author)}


def organisation(organisation: Organisation, awards: list[Connection]) -> Data:
    """`awards` as they stand on its page."""
    return {
        "@type": "Organization",
        "name": organisation.name,
        "alternateName": organisation.other_names,
        "description": plain_text(organisation.description),
        "logo": absolute(organisation.logo.url("card")) if organisation.logo else None,
        "address": _in_country(str(organisation.country)),
        "award": [award.text for award in awards],
        "mainEntityOfPage": absolute(organisation.get_absolute_url()),
        "sameAs": [link["url"] for link in organisation.links],
    }


def _in_country(code: str) -> Data | None:
    return {"@type": "PostalAddress", "addressCountry": code} if code else None


def article(article: Article, site: SiteSettings, picture: str) -> Data:
    """`picture` is the address of what stands for the article where it is shared."""
    address = absolute(article.get_absolute_url())
    # A Person has a page here; who is named in words alone has not.
    authors = [person(author) for author in article.byline_authors]
    if article.byline:
        authors.append({"@type": "Person", "name": article.byline})
    return {
        "@type": "AdvertiserContentArticle" if article.is_paid_for else "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": article.title,
        "alternativeHeadline": article.seo_title,
        "description": article.description,
        "articleSection": article.section.name,
        "keywords": [tag.name for tag in article.tags.all()],
        "wordCount": article.word_count,
        "dateline": article.dateline,
        "datePublished": article.published_at.isoformat() if article.published_at else None,
        "dateModified": (article.updated_at or article.published_at).isoformat() if article.published_at else None,
        "image": absolute(picture),
        "author": authors or publisher(site),
        "publisher": publisher(site),
        "sponsor": _sponsor(article) if article.is_paid_for else None,
        "isAccessibleForFree": True,
        "video": film(article, picture),
        "correction": [correction(note) for note in article.public_notes.all()],
    }


def correction(note: PublicNote) -> Data:
    """A correction or an update, as schema.org's CorrectionComment."""
    return {"@type": "CorrectionComment", "text": note.text, "datePublished": note.published_at.isoformat()}


def _sponsor(article: Article) -> Data:
    return {"@type": "Organization", "name": article.sponsor_name, "url": article.sponsor_url}


def film(article: Article, picture: str) -> Data | None:
    if not article.film:
        return None
    return {
        "@type": "VideoObject",
        "name": article.title,
        "description": article.description or article.title,
        "thumbnailUrl": absolute(picture),
        "uploadDate": article.published_at.isoformat() if article.published_at else None,
        "embedUrl": article.film.player,
        "url": article.film.page,
    }


def article_breadcrumbs(article: Article) -> Data:
    return breadcrumbs(
        (article.section.name, article.section.get_absolute_url()), (article.title, article.get_absolute_url())
    )


def section_breadcrumbs(section: Section) -> Data:
    return breadcrumbs((section.name, section.get_absolute_url()))


def article_questions(article: Article) -> Data | None:
    return questions([(each["question"], each["answer"]) for each in article.questions])
