"""The addresses of the portal as it was: what belongs to it, and under which paths it could be read."""

from __future__ import annotations

import re
from unicodedata import normalize
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from newsroom.wordpress.wxr import Site

_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+\Z)")
_QUERY = ("p", "page_id", "attachment_id")
LONGEST_PATH = 700  # characters, as core.models.OldAddress keeps it


class Home:
    """Where the portal lived: `https://example.com`, or `https://example.com/blog`."""

    def __init__(self, site: Site):
        address, link = _split(site.base_blog_url or site.link), _split(site.link)
        self.host = _bare(address.hostname)
        self.folder = unquote(address.path).rstrip("/")
        self.source = f"{self.host}{self.folder}"[:200] or "unknown"
        """By this name the portal is known here, whether by http or https, with or without www."""
        self._hosts = {self.host, _bare(link.hostname)} - {""}

    def path(self, address: str) -> str | None:
        """The decoded path of an address of the portal, as seen from its front page; None for other addresses.

        `/?p=17` and its like keep their query, the others do not.
        """
        try:
            parts = urlsplit(address)
            host = _bare(parts.hostname)
        except ValueError:
            return None
        if parts.scheme not in {"http", "https", ""} or (host and host not in self._hosts):
            return None
        if not host and not address.startswith("/"):
            return None
        path = re.sub("/{2,}", "/", unquote(parts.path)) or "/"
        if self.folder and (path == self.folder or path.startswith(f"{self.folder}/")):
            path = path.removeprefix(self.folder) or "/"
        if path == "/" and parts.query:
            query = parse_qs(parts.query)
            for key in _QUERY:
                if key in query and query[key][0].isdecimal():
                    return f"/?{key}={query[key][0]}"
        return path

    def spellings(self, path: str) -> list[str]:
        """A path as readers may know it: where the portal lived in a folder, with the folder and without."""
        if not path or path == "/" or len(path) + len(self.folder) > LONGEST_PATH:
            return []
        return [path, f"{self.folder}{path}"] if self.folder else [path]


def upload_key(address: str) -> str:
    """`2014/03/market.jpg` of an uploaded file's address, whichever server delivers it; nothing for other addresses."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    path = normalize("NFC", unquote(parts.path))
    _, found, key = path.rpartition("/uploads/")
    if not found and host.endswith(".files.wordpress.com"):
        key = path.lstrip("/")
    return (
        re.sub("/{2,}", "/", re.sub(r"^sites/\d+/", "", key)) if found or host.endswith(".files.wordpress.com") else ""
    )


def key_variants(key: str) -> list[str]:
    """Keys of the file that a file of this name was made from: WordPress keeps many sizes of every picture."""
    whole = _SIZE.sub("", key)
    stem, dot, extension = whole.rpartition(".")
    original = re.sub(r"-(?:scaled|rotated|e\d{10,})$", "", stem)
    names = (key, whole, f"{stem}-scaled.{extension}", f"{original}.{extension}", f"{original}-scaled.{extension}")
    return list(dict.fromkeys(names)) if dot else [key]


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _bare(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.").rstrip(".")
