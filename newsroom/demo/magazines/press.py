"""Prints the demo's issues: a cover drawn for each, its stories set by typst, the PDF given to the magazine's intake.

In the background, since it takes a minute in all; until then an issue has a cover set in type.
"""

import io
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.core.files.base import ContentFile
from django.db import transaction
from django.tasks import task
from PIL import Image as Pillow

from articles.models import Article
from core.models import SiteSettings
from images.models import Image
from magazines.drawing import look_at
from magazines.models import Issue
from newsroom.demo import drawing
from newsroom.demo.magazines import layout

FOLDER = Path(__file__).parent
PICTURE_WIDTH = 1400  # pixels, over 21 cm


@task(priority=-10)
def print_issue(issue_id: int, look: dict[str, str], slugs: list[str]) -> None:
    """Makes the PDF of an issue that has none, and gives it to the magazine. Can be run again."""
    issue = Issue.objects.filter(pk=issue_id, pdfs=None).first()
    if issue is None:
        return
    with TemporaryDirectory() as folder:
        path = Path(folder)
        typeset(issue, look, slugs, path)
        outline = look_at(path / "issue.pdf").outline
        with transaction.atomic():
            _number_contents(issue, outline)
            name = f"{SiteSettings.objects.get().nameplate[0].lower()}-{issue.number}.pdf"
            issue.take_pdf(ContentFile((path / "issue.pdf").read_bytes()), name)


def typeset(issue: Issue, look: dict[str, str], slugs: list[str], folder: Path) -> None:
    """Writes issue.pdf, and what it is made of, into the folder."""
    site = SiteSettings.objects.get()
    names = {"short_name": site.nameplate[0], "publisher": site.publisher or site.name, "address": site.address}
    articles = {article.slug: article for article in Article.objects.filter(slug__in=slugs).for_page().with_bylines()}
    stories = [_story(articles[slug], folder) for slug in slugs if slug in articles]
    (folder / "cover.png").write_bytes(drawing.draw(look["motif"], look["seed"]))
    (folder / "issue.json").write_text(json.dumps(layout.issue_data(issue, names, look, stories)), encoding="utf-8")
    shutil.copy(FOLDER / "issue.typ", folder)
    typst.compile(folder / "issue.typ", output=folder / "issue.pdf", format="pdf")


def _story(article: Article, folder: Path) -> dict[str, Any]:
    picture = None
    if article.hero:
        picture = f"{article.slug}.jpg"
        (folder / picture).write_bytes(_for_print(article.hero))
    return layout.story_data(article, picture)


def _for_print(image: Image) -> bytes:
    with image.file.open("rb") as file:
        picture = Pillow.open(file).convert("RGB")
    picture.thumbnail((PICTURE_WIDTH, PICTURE_WIDTH))
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=84)
    return made.getvalue()


def _number_contents(issue: Issue, outline: list[dict[str, Any]]) -> None:
    """Says in the contents on which page each story begins."""
    pages = {heading["title"]: str(heading["page"]) for heading in outline}
    for entry in issue.contents.all():
        entry.page_label = pages.get(entry.title, "")
        entry.save(update_fields=["page_label"])
