from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core.page_cache import private_page, public_page
from core.uploads import serve_private
from magazines.finding import find, marked, pattern_of, words_of
from magazines.models import ContentsEntry, Issue, IssuePage, IssuePdf
from magazines.querysets import by_year

NEIGHBOURS = 4
"""How many pages before and after the one that is read are shown as small pictures."""
LONGEST_QUERY = 100
LAST_PAGE = 1000


@public_page
def shelf(request: HttpRequest) -> HttpResponse:
    issues = list(Issue.objects.public().for_cover().newest_first())
    context = {"newest": issues[0] if issues else None, "years": by_year(issues[1:])}
    return render(request, "magazines/shelf.html", context)


@public_page
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Issue.objects.public().for_page(), slug=slug)
    older, newer = Issue.objects.neighbours(found)
    related = list({entry.article.pk: entry.article for entry in found.contents.all() if entry.article}.values())
    context = {"issue": found, "older": older, "newer": newer, "related": related}
    return render(request, "magazines/issue.html", context)


@private_page
def download(request: HttpRequest, slug: str) -> Any:
    """The PDF: never kept in front, since it is large, and gone the moment the issue is withdrawn."""
    pdf = get_object_or_404(IssuePdf.objects.public(), issue__slug=slug)
    try:
        return serve_private(pdf.file, f"{slug}.pdf")
    except FileNotFoundError:
        raise Http404 from None


@public_page
def pages(request: HttpRequest, slug: str) -> HttpResponse:
    """All pages of an issue side by side with its outline; with `?q=`, those on which the words stand."""
    found = _readable(slug)
    query = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    all_pages = IssuePage.objects.of(found)
    context = {"issue": found, "query": query, "pages": all_pages}
    if query:
        texts = all_pages.defer(None).values_list("position", "label", "text")
        context["hits"] = find(texts.iterator(), words_of(query))
    return render(request, "magazines/pages.html", context)


@public_page
def page(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    if position > LAST_PAGE:
        raise Http404
    found = _readable(slug)
    window = IssuePage.objects.of(found).defer(None).around(position, NEIGHBOURS)
    by_position = {each.position: each for each in window}
    if position not in by_position:
        raise Http404
    words = words_of(request.GET.get("q", "")[:LONGEST_QUERY])
    pattern = pattern_of(words) if words else None
    shown = by_position[position]
    context = {
        "issue": found,
        "page": shown,
        "window": window,
        "previous": by_position.get(position - 1),
        "next": by_position.get(position + 1),
        "paragraphs": [marked(text, pattern) if pattern else [(text, False)] for text in shown.paragraphs],
        "entries": ContentsEntry.objects.filter(issue=found).on_page(position),
        "query": " ".join(words),
    }
    return render(request, "magazines/page.html", context)


def _readable(slug: str) -> Issue:
    """The public issue of that address, if its pages can be read."""
    issues = Issue.objects.public().select_related("pdf").defer("letter")
    return get_object_or_404(issues, slug=slug, pdf__isnull=False)
