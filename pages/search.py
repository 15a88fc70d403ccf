"""How company pages are found."""

from core.richtext import plain_text
from core.search.sources import Document, Shown, Source
from pages.models import CompanyPage


def _document(page: CompanyPage) -> Document:
    return Document(
        title=page.title, published_at=page.updated_at, kind="page", summary=page.standfirst, text=plain_text(page.body)
    )


COMPANY_PAGES = Source(
    name="company-page",
    model=CompanyPage,
    rows=lambda: CompanyPage.objects.public(),
    public=lambda: CompanyPage.objects.public(),
    document=_document,
    shown=lambda page: Shown(url=page.get_absolute_url(), over="About us", is_dated=False),
    kinds={"page": "About this site"},
)
