from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from articles.connections import register_for_organisations, register_organisations
        from articles.models import Organisation
        from awards.connections import refile_wins, wins_of
        from awards.models import AwardYear, Winner
        from awards.search import WINNERS
        from core import due
        from core.search import sources

        register_for_organisations(wins_of)
        register_organisations(lambda: Winner.objects.public().values("organisation"))
        post_save.connect(refile_wins, sender=Organisation)
        due.register(AwardYear.objects.next_change)
        due.register(Winner.objects.next_change)
        sources.register(WINNERS)
