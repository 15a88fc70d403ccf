"""One page of every kind, read by the Nu checker, which the W3C runs too: `npm install vnu-jar`, and Java."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

VNU_JAR = Path(os.environ.get("VNU_JAR") or settings.BASE_DIR / "node_modules/vnu-jar/build/dist/vnu.jar")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("java"), reason="HTML is not checked: there is no Java here (17 or newer)."),
    pytest.mark.skipif(
        not VNU_JAR.exists(),
        reason="HTML is not checked: there is no vnu.jar here; get it by `npm install vnu-jar`, or name it in VNU_JAR.",
    ),
]


def errors_in(folder: Path) -> list[str]:
    """What the checker says of the pages in the folder, a line for each error."""
    command = ["java", "-jar", str(VNU_JAR), "--errors-only", "--format", "gnu", "--skip-non-html", str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603
    lines = [line.replace(f"file:{folder}/", "") for line in checked.stderr.splitlines()]
    assert checked.returncode in {0, 1}, checked.stderr
    assert bool(lines) == bool(checked.returncode), checked.stderr
    return lines


def test_every_kind_of_page_is_valid_html(client, paper, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for kind, address in {**paper.pages, "not found": paper.not_found}.items():
        (folder / f"{kind.replace(' ', '-')}.html").write_text(client.get(address).text)
    (folder / "fault.html").write_text(render_to_string("500.html"))
    assert errors_in(folder) == []


def test_the_checker_notices_an_error(tmp_path):
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><p><div>y</div></p>")
    assert errors_in(tmp_path)
