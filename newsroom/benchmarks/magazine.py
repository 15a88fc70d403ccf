"""A PDF of 100 pages: how long until readers have all of them, and how much memory that takes."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst

PAGES = 100
WORDS = 520
"""On each page: two columns set close."""
SECONDS, MEGABYTES = 60, 500
"""What it may take."""

SOURCE = """
#set page(paper: "a4", columns: 2, numbering: "1")
#set text(size: 10pt, lang: "en")
#set par(justify: true)
#for number in range(PAGES) [
  = Story number #number
  #lorem(WORDS)
  #pagebreak(weak: true)
]
"""

MAKE = """
import json, re, resource, sys, time
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from magazines.models import Issue
issue = Issue.objects.create(number="1", title="Benchmark")
begun = time.monotonic()
with open(sys.argv[1], "rb") as file:
    pdf = issue.take_pdf(file, "benchmark.pdf")
call_command("worker", "--once", verbosity=0)
seconds = time.monotonic() - begun
pdf.refresh_from_db()
assert pdf.ready_at and pdf.pages.count() == int(sys.argv[2]), pdf.problem
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
processor = sum(each.ru_utime + each.ru_stime for each in used)
# What getrusage says of this process counts what its parent had before it began (Linux, execve).
own = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
megabytes = (own + used[1].ru_maxrss) / 1024
print(json.dumps({"seconds": seconds, "processor": processor, "megabytes": megabytes}))
"""


def measure() -> dict[str, float]:
    """Seconds, seconds of processor time, and the peak memory of the worker and of the process that draws, together,
    in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.pdf"
        source = SOURCE.replace("PAGES", str(PAGES)).replace("WORDS", str(WORDS))
        path.write_bytes(typst.compile(source.encode(), format="pdf"))
        environment: dict[str, Any] = {
            **os.environ,
            "NEWSROOM_VAR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "PRIVATE_ROOT": f"{folder}/private",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "LOG_LEVEL": "WARNING",
        }
        answer = subprocess.run(  # noqa: S603
            [sys.executable, "-c", MAKE, str(path), str(PAGES)], env=environment, check=True, stdout=subprocess.PIPE
        )
    return json.loads(answer.stdout.splitlines()[-1])


def lines() -> Iterator[str]:
    """What the benchmark says."""
    taken = measure()
    yield f"A PDF of {PAGES} pages is ready to be read after {taken['seconds']:.1f} s (bound: {SECONDS} s)"
    yield f"  processor time: {taken['processor']:.1f} s"
    yield f"  peak memory of worker and drawing process: {taken['megabytes']:.0f} MB (bound: {MEGABYTES} MB)"
