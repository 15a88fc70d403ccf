from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from articles.models import Author, Section, Tag
from articles.views import section as section_view
from core.edition import per_edition
from core.page_cache import FOR_EVER, public_page
from newsroom.front_page import Plan, arrange
from newsroom.models import Arrangement
from pages.models import CompanyPage
from pages.views import company_page


@per_edition
def current_plan() -> Plan | None:
    """What editors have planned for the front page; None where it arranges itself."""
    live = Arrangement.objects.live()
    return live.plan if live else None


@public_page
def front_page(request: HttpRequest) -> HttpResponse:
    return render(request, "newsroom/front_page.html", {"page": arrange(current_plan())})


@public_page
def root(request: HttpRequest, slug: str) -> HttpResponse:
    """`/<slug>/`: a section, or else a company page."""
    if section := Section.objects.select_related("picture").filter(slug=slug).first():
        return section_view(request, section)
    return company_page(request, slug)


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process can answer readers, for a proxy or an orchestrator: 200, or 503 without the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    context = {
        "sections": Section.objects.all(),
        "pages": CompanyPage.objects.public(),
        "authors": Author.objects.with_public_articles(),
        "tags": Tag.objects.most_used(60),
    }
    return render(request, "newsroom/sitemap.html", context)


def media(request: HttpRequest, path: str) -> FileResponse:
    """An uploaded file, where no web server in front answers for it. Names follow content, so they keep for ever."""
    if not settings.SERVE_MEDIA:
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, ValueError):
        raise Http404 from None
    response = FileResponse(file)
    response["Cache-Control"] = FOR_EVER
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
