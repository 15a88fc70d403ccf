"""The files that came with the export: a copy of wp-content/uploads."""

from __future__ import annotations

from pathlib import Path
from unicodedata import normalize

from newsroom.wordpress.home import key_variants
from newsroom.wordpress.wxr import Refused

_INSIDE = ("wp-content/uploads", "uploads", "")


class Outside(Exception):  # noqa: N818 - says where the file lies
    """The name leads out of the folder."""


class Media:
    """Files by their key, the part of their address behind /uploads/. Nothing outside the folder is ever opened."""

    def __init__(self, folder: Path | None):
        self.root: Path | None = None
        if folder is not None:
            if not folder.is_dir():
                raise Refused(f"There is no folder {folder}. --media names a copy of wp-content/uploads.")
            self.root = next(folder / inside for inside in _INSIDE if (folder / inside).is_dir()).resolve()

    def find(self, key: str) -> Path | None:
        """The file, or the one it was made from; None where it is not there. Raises Outside."""
        if self.root is None or not key or "\x00" in key:
            return None
        # Macs write é as e and an accent; others write it as one character.
        spellings = dict.fromkeys([*key_variants(key), *(normalize("NFD", each) for each in key_variants(key))])
        for variant in spellings:
            try:
                path = (self.root / variant.lstrip("/")).resolve()
                if not path.is_relative_to(self.root):
                    raise Outside(key)
                if path.is_file():
                    return path
            except (OSError, RuntimeError):  # a name too long, a loop of links
                continue
        return None
