from functools import cache
from itertools import count

import pytest
import typst
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from magazines.models import Issue

numbers = count(100)

SOURCE = """
#set page(width: 210pt, height: 280pt, numbering: "1")
#set document(date: none)
#for (number, words) in sys.inputs.pages.split("|").enumerate() [
  #if number > 0 { pagebreak() }
  = #words.split(":").first()
  #words.split(":").last()
]
"""


@cache
def pdf_of(*pages: str, size: tuple[float, float] = (210, 280)) -> bytes:
    """A PDF with a page for each text, which is its heading, or ‘heading:text’."""
    source = SOURCE.replace("210pt", f"{size[0]}pt").replace("280pt", f"{size[1]}pt")
    return typst.compile(source.encode(), format="pdf", sys_inputs={"pages": "|".join(pages)})


@pytest.fixture
def issue_factory(db):
    """Makes a published issue, with a page for each text of `pages`; `published_at=None` leaves it a draft."""

    def make(number: str = "", *, pages: tuple[str, ...] = (), contents=(), **fields) -> Issue:
        number = number or str(next(numbers))
        fields.setdefault("published_at", timezone.now())
        fields.setdefault("title", f"The issue with the number {number}")
        issue = Issue.objects.create(number=number, slug=f"issue-{slugify(number)}", **fields)
        for position, entry in enumerate(contents):
            issue.contents.create(position=position, **entry)
        if pages:
            _give_pages(issue, pages)
        return issue

    return make


def _give_pages(issue: Issue, texts: tuple[str, ...]) -> None:
    """What making the pages of a PDF leaves behind, save the pictures."""
    pdf = issue.pdfs.add_file(issue, ContentFile(b"%PDF-1.7 made up"), f"issue-{issue.number}.pdf")
    for position, text in enumerate(texts, start=1):
        page = {"label": str(position), "width": 1600, "height": 2133, "digest": f"{position:016}"}
        pdf.pages.create(position=position, text=text, **page)
    pdf.page_count = len(texts)
    pdf.outline = [{"title": "The cover", "page": 1, "level": 0}]
    pdf.save()
    pdf.finish()
    issue.refresh_from_db()
