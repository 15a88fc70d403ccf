"""Reads the demo's texts: TOML between lines of `+++`, then Markdown (CommonMark with tables, and HTML for the rest).

Articles name each other by the last part of their addresses: `<a data-article="passkeys-moved-losses">`.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from core.richtext import clean

_markdown = MarkdownIt("commonmark").enable("table")
_ARTICLE = re.compile(r'data-article="([\w-]+)"')


def read(path: Path, articles: Mapping[str, int] | None = None) -> tuple[dict[str, Any], str]:
    """The front matter and the body as clean HTML, in which those of the given articles are known that are there.

    Raises ValueError, naming the file, where it is not so.
    """
    matter, text = split(path)
    known = articles or {}
    html = _ARTICLE.sub(lambda named: f'data-article="{known.get(named[1], "")}"', _markdown.render(text))
    return matter, clean(html)


def split(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body as it is written. Raises ValueError, naming the file, where it is not so."""
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError(f"{path.name} does not begin with TOML between two lines of +++.")
    try:
        return tomllib.loads(parts[1]), parts[2]
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error
