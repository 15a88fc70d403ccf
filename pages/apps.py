from django.apps import AppConfig

from core import root_slugs


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        from articles import provenance
        from core.search import sources
        from pages.models import CompanyPage
        from pages.provenance import of_article
        from pages.search import COMPANY_PAGES

        root_slugs.register(CompanyPage, texts_of=["advertising", "contact-us", "submit-post"])
        provenance.register(of_article)
        sources.register(COMPANY_PAGES)
