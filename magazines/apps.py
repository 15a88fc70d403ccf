from django.apps import AppConfig


class MagazinesConfig(AppConfig):
    name = "magazines"

    def ready(self) -> None:
        from articles import connections
        from core import due, old_addresses
        from core.search import sources
        from magazines.connections import printed_in
        from magazines.models import Issue
        from magazines.old_addresses import page_of_a_moved_issue
        from magazines.search import ISSUE_PAGES, ISSUES

        connections.register_for_articles(printed_in)
        due.register(Issue.objects.next_moment)
        old_addresses.register(page_of_a_moved_issue)
        sources.register(ISSUES)
        sources.register(ISSUE_PAGES)
