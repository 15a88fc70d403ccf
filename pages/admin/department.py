from django.contrib import admin

from core.admin import ModelAdmin
from pages.models import Department


@admin.register(Department)
class DepartmentAdmin(ModelAdmin):
    list_display = ["name", "email", "takes_advertising", "position"]
    list_editable = ["position"]
    search_fields = ["name", "email"]
    ordering = ["position", "name"]
    fieldsets = [
        (None, {"fields": ["name", "email", "description"]}),
        ("Where it stands", {"fields": ["position", "takes_advertising"], "classes": ["side"]}),
    ]
