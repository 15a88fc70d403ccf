"""Pictures, films, recordings and whatever else a text shows from somewhere else."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote, urlsplit

from articles.video import film_at
from newsroom.wordpress.content.blocks import Block, absolute, link
from newsroom.wordpress.content.gathering import Gathering
from newsroom.wordpress.words import file_in_words, plain_words

_NUMBER_IN_CLASS = re.compile(r"(?:^|\s)wp-image-(\d{1,18})(?!\S)")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg|heic)\Z", re.IGNORECASE)


class Embedded(Gathering):
    def image(self, attributes: dict[str, str]) -> None:
        kind, alt = attributes.get("class", ""), " ".join(attributes.get("alt", "").split())
        if "wp-smiley" in kind or kind == "emoji" or " emoji" in kind:
            self.words(html.escape(alt, quote=False))
            return
        if "wp-block-cover__image-background" in kind:
            return  # named by its block already
        address = next(
            (attributes[key] for key in ("data-orig-file", "data-lazy-src", "data-src", "src") if attributes.get(key)),
            "",
        )
        if not address:
            self.found.embedded_data += 1
            self.words(f" {html.escape(alt, quote=False)} ")
            return
        if attributes.get("width") in {"0", "1"} and attributes.get("height") in {"0", "1"}:
            return  # counts readers, shows nothing
        match = _NUMBER_IN_CLASS.search(kind)
        number = match[1] if match else attributes.get("data-id", "")
        self.picture(int(number) if number.isdecimal() and len(number) < 19 else 0, address, alt)

    def picture(self, number: int, address: str, alt: str, caption: str = "") -> None:
        pk = self.portal.picture(number, address, alt)
        beyond = self._leads_elsewhere(address)
        if pk is not None:
            block = Block("picture", f'<figure data-image="{pk}">', caption)
            if beyond:
                block.caption = caption or link(beyond, html.escape(alt or _host(beyond), quote=False))
            self.put(block)
            return
        address = absolute(address)
        self.found.lost_pictures.append(address)
        known = self.portal.attached(number) if number else None
        label = (
            alt
            or plain_words(caption)
            or (known and (known.alt or known.caption or known.title))
            or file_in_words(address)
        )
        block = Block("lost", link(address, html.escape(label, quote=False)), caption)
        if beyond:
            block.html += f" ({link(beyond, html.escape(_host(beyond), quote=False))})"
        self.put(block)

    def _leads_elsewhere(self, address: str) -> str:
        """Where the link around a picture leads, if to something else than the picture itself."""
        link = next((opening[9:-2] for tag, opening in reversed(self.marks) if tag == "a"), "")
        link = html.unescape(link)
        path = urlsplit(link).path if link else ""
        if not link or _PICTURE_FILE.search(path) or link == address or "attachment_id=" in link:
            return ""
        stem = unquote(address).rpartition("/")[2].rpartition(".")[0].lower()
        return "" if path.rstrip("/").rpartition("/")[2] in {stem, re.sub(r"-\d+x\d+$", "", stem)} else link

    def embed(self, address: str, words: str = "") -> None:
        """A film, or else a link."""
        address = absolute(address.strip())
        if not address.startswith(("http://", "https://")):
            return
        if film_at(address):
            block = self.film(address)
            here = self.frame.blocks
            if not (here and here[-1].kind == "film" and here[-1].html == block.html):
                self.flush()
                self.put(block)
            return
        self.flush()
        target = self.portal.new_address(address) or address
        self.put(Block("p", link(target, html.escape(words or address, quote=False))))

    def start_iframe(self, attributes: dict[str, str]) -> str:
        address = attributes.get("data-lazy-src") or attributes.get("data-src") or attributes.get("src", "")
        self.embed(address, attributes.get("title", ""))
        self.silent += 1
        return "silent"

    def start_wp_embed(self, attributes: dict[str, str]) -> str:
        self.embed(attributes.get("src", ""))
        return ""

    def start_embed(self, attributes: dict[str, str]) -> str:
        self.embed(attributes.get("src", ""))
        return ""

    def start_object(self, attributes: dict[str, str]) -> str:
        if "wp-block-file__embed" not in attributes.get("class", ""):  # a link to the file follows
            self.embed(attributes.get("data", ""))
        return ""

    def start_param(self, attributes: dict[str, str]) -> str:
        if attributes.get("name", "").lower() in {"movie", "src"} and film_at(absolute(attributes.get("value", ""))):
            self.embed(attributes["value"])
        return ""

    def start_wp_file(self, attributes: dict[str, str]) -> str:
        address = absolute(attributes.get("src", ""))
        words = "" if film_at(address) else f"{attributes.get('kind', 'file').capitalize()}: {file_in_words(address)}"
        self.embed(address, words)
        return ""

    def start_video(self, attributes: dict[str, str], kind: str = "video") -> str:
        if attributes.get("src"):
            self.start_wp_file({"src": attributes["src"], "kind": kind})
        self.silent += 1
        return "silent"

    def start_audio(self, attributes: dict[str, str]) -> str:
        return self.start_video(attributes, "audio")

    def start_source(self, attributes: dict[str, str]) -> str:
        """The first source of a film or recording; the others are the same in other formats."""
        address = absolute(attributes.get("src", ""))
        stem = address.rpartition(".")[0]
        here = self.frame.blocks or self.waiting
        if self.silent and stem and not (here and html.escape(stem) in here[-1].html):
            kind = "audio" if address.endswith((".mp3", ".ogg", ".wav", ".m4a")) else "video"
            self.start_wp_file({"src": address, "kind": kind})
        return ""

    def start_wp_cover(self, attributes: dict[str, str]) -> str:
        self.flush()
        number = attributes.get("number", "")
        self.picture(int(number) if number else 0, attributes.get("src", ""), attributes.get("alt", ""))
        return ""

    def start_wp_gallery(self, attributes: dict[str, str]) -> str:
        self.flush()
        listed = _numbers(attributes.get("ids") or attributes.get("include") or "")
        of = _numbers(attributes.get("id", ""))
        numbers = listed or self.portal.attached_to(of[0] if of else self.post)
        excluded = set(_numbers(attributes.get("exclude", "")))
        for number in numbers:
            known = self.portal.attached(number)
            if number in excluded or (known and not _PICTURE_FILE.search(urlsplit(known.address).path)):
                continue
            caption = html.escape(known.caption, quote=False) if known else ""
            if known:
                self.picture(number, known.address, known.alt, caption)
            elif (pk := self.portal.picture(number, "", "")) is not None:
                self.put(Block("picture", f'<figure data-image="{pk}">'))
            else:
                self.found.lost_pictures.append(f"picture {number} of a gallery")
        return ""

    def start_wp_playlist(self, attributes: dict[str, str]) -> str:
        self.flush()
        for number in _numbers(attributes.get("ids", "")):
            if known := self.portal.attached(number):
                self.embed(known.address, known.title)
        return ""


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,18}", text)]
