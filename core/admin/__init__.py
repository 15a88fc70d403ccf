from core.admin import audit, people, site, work
from core.admin.base import CappedPaginator, ModelAdmin, StateFilter

__all__ = ["CappedPaginator", "ModelAdmin", "StateFilter", "audit", "people", "site", "work"]
