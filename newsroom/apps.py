from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        from core import due, old_addresses
        from newsroom import checks, roles  # noqa: F401  (checks register themselves)
        from newsroom.models import Arrangement, BreakingNews
        from newsroom.search.old_addresses import search_of_wordpress

        old_addresses.register(search_of_wordpress)
        due.register(Arrangement.objects.next_change)
        due.register(BreakingNews.objects.next_change)
        autodiscover_modules("tasks")  # so that housekeeping knows what there is to do
        # Once per migration, by the signal of an app that has tables.
        post_migrate.connect(roles.make_groups, sender=apps.get_app_config("core"))


class NewsroomAdminConfig(AdminConfig):
    default_site = "newsroom.admin_site.NewsroomAdminSite"
