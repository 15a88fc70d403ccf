from core.admin import audit, people, site, work
from core.admin.base import CappedPaginator, ModelAdmin, StateFilter, signed_in

__all__ = ["CappedPaginator", "ModelAdmin", "StateFilter", "audit", "people", "signed_in", "site", "work"]
