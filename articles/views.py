from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles.foot import foot_of
from articles.models import Article, Author, Section, Tag
from core.root_slugs import RESERVED


def section(request: HttpRequest, section: Section) -> HttpResponse:
    page = Article.objects.public().in_section(section).for_cards().with_bylines().page(request.GET)
    return render(request, "articles/section.html", {"section": section, "page": page})


def article(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    if section in RESERVED:  # /tag/…/ and its like: core/old_addresses.py knows where they lead
        raise Http404
    found = get_object_or_404(Article.objects.public().for_page(), slug=slug)
    if found.section.slug != section:
        return redirect(found, permanent=True)
    return render(request, "articles/article.html", {"article": found, "foot": foot_of(found)})


def latest_news(request: HttpRequest) -> HttpResponse:
    page = Article.objects.public().for_cards().with_bylines().page(request.GET)
    return render(request, "articles/latest_news.html", {"page": page})


def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/tags.html", {"letters": Tag.objects.by_letter()})


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    page = Article.objects.public().with_tag(found).for_cards().with_bylines().page(request.GET)
    return render(request, "articles/tag.html", {"tag": found, "page": page})


def authors(request: HttpRequest) -> HttpResponse:
    return render(
        request, "articles/authors.html", {"authors": Author.objects.with_public_articles().select_related("picture")}
    )


def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.select_related("picture"), slug=slug)
    page = Article.objects.public().by_author(found).for_cards().with_bylines().page(request.GET)
    return render(request, "articles/author.html", {"author": found, "page": page})
