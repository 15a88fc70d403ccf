"""One page of every kind, read by the Nu checker, which the W3C runs too: `npm install vnu-jar`, and Java."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from newsroom.tests.one_of_each import one_of_each, screens

VNU_JAR = Path(os.environ.get("VNU_JAR") or settings.BASE_DIR / "node_modules/vnu-jar/build/dist/vnu.jar")

OF_DJANGO = (
    "An “input” element with a “type” attribute whose value is “hidden” must not have any “aria-*” attributes.",
    "The first “option” element in a “select” element with a “required” attribute",
    "Attribute “maxlength” not allowed on element “select”",
)
"""What the framework's own fields do in the admin: no browser minds."""

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


def test_every_screen_of_the_admin_is_valid_html(editor_client, editor, keep_letters, tmp_path):
    folder = tmp_path / "screens"
    folder.mkdir()
    for name, address in screens(one_of_each(editor)).items():
        (folder / f"{name}.html").write_text(editor_client.get(address).text)
    found = [line for line in errors_in(folder) if not any(each in line for each in OF_DJANGO)]
    assert not found, "\n".join(found)


def test_the_checker_notices_an_error(tmp_path):
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><p><div>y</div></p>")
    assert errors_in(tmp_path)
