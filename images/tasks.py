import logging
import time
from datetime import timedelta

from django.tasks import task
from PIL import UnidentifiedImageError

from core import housekeeping
from images import uses
from images.models import FormerFile, Image
from images.querysets import NOT_TO_BE_HAD

logger = logging.getLogger(__name__)

AT_MOST = 100
"""So many pictures are looked at together: SQLite lets nobody write who reads on meanwhile."""

MAKING = 20
"""Seconds of each minute in which small files are made, so that whatever else waits is not kept waiting for long."""


@housekeeping.every(timedelta(minutes=1))
@task(priority=-50)
def make_avif() -> None:
    """Makes the small files of pictures that have none yet, as of those that were uploaded a moment ago.

    Pages that are remembered go on without them until they are made anew: no picture is missing meanwhile.
    """
    started = time.monotonic()
    for image in Image.objects.without_avif()[:AT_MOST]:
        try:
            image.make_avif()
        except (FileNotFoundError, UnidentifiedImageError):
            logger.warning("The file of picture %s (%s) cannot be read.", image.pk, image.file)
            Image.objects.filter(pk=image.pk).update(avif_folder=NOT_TO_BE_HAD)
        if time.monotonic() - started > MAKING:
            break


@housekeeping.every(timedelta(days=1))
@task(priority=-50)
def clear_former_files() -> None:
    """Deletes files in whose place another came long ago."""
    FormerFile.objects.clear()


@housekeeping.every(timedelta(days=1))
@task(priority=-50)
def look_over_uses() -> None:
    """Keeps account of pictures in texts that something wrote which knows nothing of it."""
    uses.look_over()
