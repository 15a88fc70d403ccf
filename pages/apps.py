from django.apps import AppConfig

from core import root_slugs


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        from pages.models import CompanyPage

        root_slugs.register(CompanyPage)
