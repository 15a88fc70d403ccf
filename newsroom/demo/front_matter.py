"""Reads the demo's texts: TOML between lines of `+++`, then Markdown (CommonMark with tables)."""

import tomllib
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from core.richtext import clean

_markdown = MarkdownIt("commonmark").enable("table")


def read(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body as clean HTML. Raises ValueError, naming the file, where it is not so."""
    matter, text = split(path)
    return matter, clean(_markdown.render(text))


def split(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body as it is written. Raises ValueError, naming the file, where it is not so."""
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError(f"{path.name} does not begin with TOML between two lines of +++.")
    try:
        return tomllib.loads(parts[1]), parts[2]
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error
