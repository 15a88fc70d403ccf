from django.contrib import admin

from core.admin import ModelAdmin
from pages.models import MenuItem


@admin.register(MenuItem)
class MenuItemAdmin(ModelAdmin):
    list_display = ["says", "menu", "leads_to", "position"]
    list_editable = ["position"]
    list_filter = ["menu"]
    list_select_related = ["section", "page"]
    search_fields = ["label", "section__name", "page__title", "address"]
    fieldsets = [
        (
            None,
            {
                "fields": ["label", "section", "page", "address"],
                "description": "An entry leads to one place: a section, a page, or an address.",
            },
        ),
        ("Where it stands", {"fields": ["menu", "position"], "classes": ["side"]}),
    ]

    @admin.display(ordering="label")
    def says(self, item: MenuItem) -> str:
        return item.text

    @admin.display
    def leads_to(self, item: MenuItem) -> str:
        return item.url
