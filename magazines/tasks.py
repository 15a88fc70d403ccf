import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from django.apps import apps
from django.tasks import task

from magazines.drawing import Refused, draw, look_at, on_disk

SLICE = 15.0  # seconds, after which waiting letters have their turn


@task
def make_pages(pdf_id: int) -> None:
    """Makes those pages of a PDF that are not there yet, and shows them to readers when all are.

    Every page is kept as soon as it is drawn, so the task can be killed at any point and run again.
    """
    files = apps.get_model("magazines", "IssuePdf").objects  # the models import this module
    pdf = files.in_the_making().filter(pk=pdf_id).first()
    if pdf is None:  # ready, refused, or given up for another file
        return
    try:
        if not _make_some(pdf):
            make_pages.enqueue(pdf_id)
            return
    except Refused as problem:
        pdf.refuse(str(problem))
        return
    pdf.finish()


def _make_some(pdf) -> bool:
    """Makes pages for the time of a slice; True when all are there. Raises Refused."""
    begun = time.monotonic()
    with on_disk(pdf.file) as path, TemporaryDirectory() as folder:
        if not pdf.page_count:
            facts = look_at(path)
            pdf.know(facts.pages, facts.outline)
        missing = pdf.missing_pages()
        with closing(draw(path, missing, Path(folder))) as pages:
            for drawn in pages:
                wanted = pdf.keep_page(drawn)
                for picture in drawn.pictures.values():
                    picture.unlink()
                if not wanted:
                    return True
                if time.monotonic() - begun > SLICE:
                    return drawn.position == missing[-1]
    return True
