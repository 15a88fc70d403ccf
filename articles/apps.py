from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        from articles.models import Article, Section
        from articles.old_addresses import article_section_tag_or_author, feed
        from articles.pictures import shown_by
        from articles.search import ARTICLES
        from core import due, old_addresses, root_slugs
        from core.search import sources
        from images import uses

        root_slugs.register(Section)
        due.register(Article.objects.next_change)
        old_addresses.register(feed)
        old_addresses.register(article_section_tag_or_author)
        sources.register(ARTICLES)
        uses.register(Article, shown_by)
