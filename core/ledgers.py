"""Tables whose lines are added, and never changed: of consent, of who did what."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models


class AppendOnly(Exception):  # noqa: N818  (says what a ledger is)
    """Somebody tried to change or remove lines of a ledger."""

    def __init__(self) -> None:
        super().__init__("Lines of a ledger are added, never changed and never removed.")


class LedgerQuerySet[Line: models.Model](models.QuerySet[Line]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Adds lines. What conflicts with one that is there cannot change it."""
        if kwargs.get("update_conflicts"):
            raise AppendOnly
        return super().bulk_create(objs, *args, **kwargs)

    def strike(self) -> int:
        """Removes lines that need be kept no longer, as the privacy policy promises. Only housekeeping does it."""
        return self._raw_delete(self.db)


class Ledger(models.Model):
    """A line of such a table."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly
