from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from articles.models import Section
        from articles.old_addresses import article_section_tag_or_author
        from core import old_addresses, root_slugs

        root_slugs.register(Section)
        old_addresses.register(article_section_tag_or_author)
