"""However large an export is, the import holds little of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from newsroom.tests.wxr_files import export, item

PEAK = 200  # MB
STATUS = Path("/proc/self/status")

pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="This system does not tell how much memory a process took.")

# Not getrusage(): what it calls the most of a process includes the memory of the process that started it.
IMPORT = f"""
import re, sys
from pathlib import Path
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "migrate", "--verbosity=0"])
execute_from_command_line(["manage.py", "import_wordpress", sys.argv[1]])
kilobytes = re.search(r"VmHWM:\\s+(\\d+)", Path({str(STATUS)!r}).read_text())
print("peak", int(kilobytes[1]) // 1024)
"""


def test_an_export_of_40_mb_takes_less_than_200_mb_of_memory(tmp_path):
    file = tmp_path / "export.xml"
    head, tail = export("|").split("|")
    sentence = "The bank said on <b>Monday</b> that " + "rates and fees rise for everybody, " * 26
    text = f"<p>{sentence}</p>\n" * 41
    with file.open("w") as opened:
        opened.write(head)
        opened.writelines(item(content=text, slug=f"story-{number}") for number in range(1_050))
        opened.write(tail)
    assert file.stat().st_size > 40_000_000
    environment = os.environ | {
        "NEWSROOM_VAR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'newsroom.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", IMPORT, str(file)],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "1,050  articles" in done.stdout, done.stderr
    assert int(done.stdout.rpartition("peak ")[2]) < PEAK
