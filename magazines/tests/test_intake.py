"""What is not fit to be an issue is refused with a reason, at the form where it can be told there."""

import io

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageDraw

from magazines import draftsman, drawing
from magazines.drawing import Refused, check
from magazines.tests.conftest import pdf_of


def reason(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        check(ContentFile(content), len(content))
    return str(refused.value)


def minimal_pdf(*, media_box: str = "0 0 210 280", catalog: str = "", trailer: str = "", kids: str = "3 0 R") -> bytes:
    """A PDF written by hand, with one empty page."""
    return (
        "%PDF-1.4\n"
        f"1 0 obj<</Type/Catalog/Pages 2 0 R {catalog}>>endobj\n"
        f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {len(kids) // 5}>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[{media_box}]>>endobj\n"
        f"trailer<</Root 1 0 R {trailer}>>\n%%EOF"
    ).encode()


ENCRYPTED = minimal_pdf(
    trailer=f"/ID[<00><00>]/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{'11' * 32}>/U<{'22' * 32}>>>"
)


def test_a_pdf_tells_its_pages_and_its_outline():
    content = pdf_of("First:Words", "Second:More words")
    facts = check(ContentFile(content), len(content))
    assert facts.pages == 2
    assert facts.outline == [{"title": "First", "page": 1, "level": 0}, {"title": "Second", "page": 2, "level": 0}]


def test_what_is_no_pdf_is_refused_whatever_it_is_called():
    assert reason(b"<html><script>alert(1)</script></html>") == "This file is not a PDF."
    assert reason(b"") == "This file is not a PDF."


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00\xff" * 5000, pdf_of("One")[:300], minimal_pdf(kids="")]
)
def test_a_damaged_pdf_is_refused(content):
    assert reason(content) == draftsman.DAMAGED


def test_a_pdf_that_asks_for_a_password_is_refused():
    assert reason(ENCRYPTED) == draftsman.LOCKED


def test_a_pdf_with_too_many_pages_is_refused():
    made, document = io.BytesIO(), pypdfium2.PdfDocument.new()
    for _ in range(1001):
        document.new_page(210, 280)
    document.save(made)
    assert reason(made.getvalue()) == "This PDF has 1,001 pages; we can take 1,000."


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    with pytest.raises(Refused, match="we can take 300"):
        check(ContentFile(b"%PDF-"), drawing.MOST_BYTES + 1)


@pytest.mark.parametrize("media_box", ["0 0 2000000 2000000", "0 0 1 1", "0 0 14000 200"])
def test_a_page_of_an_absurd_size_is_refused(media_box):
    assert "which is no page of a magazine" in reason(minimal_pdf(media_box=media_box))


def test_an_outline_that_runs_in_a_circle_comes_to_an_end():
    circle = minimal_pdf(catalog="/Outlines 4 0 R").replace(
        b"trailer",
        b"4 0 obj<</First 5 0 R/Last 5 0 R/Count 1>>endobj\n"
        b"5 0 obj<</Title(Round)/Parent 4 0 R/Next 5 0 R/First 5 0 R/Dest[3 0 R/Fit]>>endobj\ntrailer",
    )
    assert check(ContentFile(circle), len(circle)).pages == 1


def test_what_makes_the_reading_process_fall_is_a_reason_and_no_crash(monkeypatch, tmp_path, settings):
    (tmp_path / "magazines").mkdir()
    (tmp_path / "magazines" / "__init__.py").touch()
    (tmp_path / "magazines" / "draftsman.py").write_text("import os\nos.abort()")
    settings.BASE_DIR = tmp_path
    assert "cannot be read" in reason(pdf_of("One"))


def test_a_file_that_takes_too_long_is_given_up(tmp_path, settings):
    (tmp_path / "magazines").mkdir()
    (tmp_path / "magazines" / "__init__.py").touch()
    (tmp_path / "magazines" / "draftsman.py").write_text("import signal\nsignal.alarm(1)\nsignal.pause()")
    settings.BASE_DIR = tmp_path
    assert reason(pdf_of("One")) == "This file takes too long to open."


def test_the_reading_process_is_told_no_secrets(tmp_path, settings, monkeypatch):
    (tmp_path / "magazines").mkdir()
    (tmp_path / "magazines" / "__init__.py").touch()
    (tmp_path / "magazines" / "draftsman.py").write_text(
        "import json, os\nprint(json.dumps({'problem': ' '.join(sorted(os.environ))}))"
    )
    settings.BASE_DIR = tmp_path
    monkeypatch.setenv("SECRET_KEY", "a secret")
    assert "SECRET_KEY" not in reason(pdf_of("One"))


@pytest.mark.django_db
def test_a_refusal_that_comes_later_is_the_state_of_the_file(issue_factory):
    issue = issue_factory()
    issue.take_pdf(ContentFile(minimal_pdf(media_box="0 0 9 9")), "tiny.pdf")
    assert "which is no page of a magazine" in issue.incoming.problem
    issue.refresh_from_db()
    assert issue.pdf is None


@pytest.mark.django_db
def test_a_pdf_of_another_hand_is_read_page_by_page(issue_factory):
    pages = [Pillow.new("RGB", (600, 800), colour) for colour in ("white", "beige", "navy")]
    ImageDraw.Draw(pages[0]).rectangle((100, 100, 500, 700), outline="black")
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=72)
    issue = issue_factory()
    issue.take_pdf(ContentFile(made.getvalue()), "scans.pdf")
    issue.refresh_from_db()
    assert [page.label for page in issue.pdf.pages.all()] == ["1", "2", "3"]
    assert {(page.width, page.height, page.text) for page in issue.pdf.pages.all()} == {(1600, 2134, "")}
