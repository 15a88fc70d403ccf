"""How far a long command has come: one line that is rewritten on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time

from django.core.management.base import OutputWrapper

EVERY = 0.2  # seconds between two looks of the line on a terminal
LINE_EVERY = 15.0  # seconds between two lines elsewhere


class Progress:
    def __init__(self, stream: OutputWrapper):
        self._stream = stream
        self._rewrites = stream.isatty()
        self._begun = self._shown = time.monotonic()
        self._width = 0
        self._what = ""

    def begin(self, what: str) -> None:
        """A new stretch of work: ‘Reading’."""
        self.end()
        self._what = what
        self._begun = time.monotonic()
        self._shown = self._begun if not self._rewrites else 0.0

    def show(self, done: int, total: int, unit: str) -> None:
        now = time.monotonic()
        if now - self._shown < (EVERY if self._rewrites else LINE_EVERY):
            return
        self._shown = now
        rate = done / max(now - self._begun, 0.001)
        text = f"{self._what}: {done:,} of {total:,} {unit}, {rate:,.0f} a second"
        if self._rewrites:
            self._write(f"\r{text.ljust(self._width)}")
            self._width = len(text)
        else:
            self._write(f"{text}\n")

    def end(self) -> None:
        """Clears the line, so that what is printed next begins at the left."""
        if self._width:
            self._write(f"\r{' ' * self._width}\r")
        self._width = 0

    def _write(self, text: str) -> None:
        self._stream.write(text, style_func=str, ending="")
        self._stream.flush()
