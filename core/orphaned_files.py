"""Files in the private storage that belong to nothing: their row was never committed, because a process died before, or
it went without them."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import batched

from django.apps import apps
from django.core.files.storage import Storage
from django.db.models import FileField
from django.utils import timezone

from core.uploads import private_storage

logger = logging.getLogger(__name__)

GRACE = timedelta(days=1)
"""A file that is younger may belong to a row that is about to be committed."""
AT_ONCE = 500  # names that one query asks for


def private_fields() -> list[FileField]:
    """The fields of all models that keep their files in the private storage."""
    fields = (field for model in apps.get_models() for field in model._meta.local_concrete_fields)
    return [field for field in fields if isinstance(field, FileField) and field.storage is private_storage()]


def sweep() -> int:
    """Deletes the orphans; returns how many.

    Where not one file of the storage belongs to a row, nothing is deleted: such a storage is another site's, or the
    database is not the one it should be.
    """
    storage, before = private_storage(), timezone.now() - GRACE
    if not any(_belonging(names) for names in batched(_names(storage), AT_ONCE)):
        if next(_names(storage), None):
            logger.warning("No row refers to any of the private files, so none of them was deleted.")
        return 0
    deleted = 0
    for names in batched(_names(storage), AT_ONCE):
        kept = _belonging(names)
        for name in names:
            if name not in kept and _is_older(storage, name, before):
                storage.delete(name)
                deleted += 1
    if deleted:
        logger.info("%s private files that belonged to nothing were deleted.", deleted)
    return deleted


def _belonging(names: tuple[str, ...]) -> set[str]:
    """Those of the names to which a row refers. Asked after the files were listed: whatever is committed is seen."""
    found: set[str] = set()
    for field in private_fields():
        rows = field.model._base_manager.filter(**{f"{field.name}__in": names})
        found.update(rows.values_list(field.name, flat=True))
    return found


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    """All files, folder by folder; what begins with a dot is the file system's own."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever kept
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{each}" for each in files if each and not each.startswith("."))
    for each in folders:
        if not each.startswith("."):
            yield from _names(storage, f"{prefix}{each}")


def _is_older(storage: Storage, name: str, than: datetime) -> bool:
    try:
        return storage.get_modified_time(name) < than
    except FileNotFoundError:  # somebody has just deleted it
        return False
