"""WordPress shortcodes and block comments, before the HTML is read as HTML.

What they stand for is written as elements that the walk knows (`<wp-gallery>` and the like). Square brackets are also
how editors mark what they put into a quotation, so only what can hardly be anything else counts as a shortcode.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable
from urllib.parse import unquote

from articles.video import film_at

_REFERENCE = re.compile(r'<sup\b[^>]*\bdata-fn="([^"]*)"[^>]*>.*?</sup>', re.DOTALL)
"""Where a text of the block editor refers to a note."""
_STOP = re.compile(r"<!--|<(pre|code|script|style|textarea)\b|<(?=[a-zA-Z/!])|\[(?=\[?/?[a-zA-Z])", re.IGNORECASE)
_CLOSING_TAG = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("pre", "code", "script", "style", "textarea")
}
_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+>")
_CODE = re.compile(
    r"\[(\[?)(/?)([A-Za-z][A-Za-z0-9_-]{0,60})"
    r"((?:[\s=](?:[^\[\]=/]|=\s*\"[^\"]*\"|=\s*'[^']*'|=|/(?!\])){0,4000}+)?)(/?)\](\]?)"
)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))|\"([^\"]*)\"|'([^']*)'|(\S+)")
_QUOTES = re.compile(r"&quot;|&#0?34;|&#822[01];|&#8243;|[“”″]")
_NAMED = re.compile(r"(?:^|\s)[\w-]+=\S")
_CLOSERS = re.compile(r"\[/([A-Za-z][\w-]{0,60})\]")
_BLOCK = re.compile(r"(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z0-9_-]+)?)\s*+(\{.*\})?\s*+(/?)", re.DOTALL)
_LAYOUT = re.compile(
    r"(?:vc_|et_pb_|fusion_|av_|mk_|cs_|x_|wpb_|elementor|kc_|tatsu_|td_|tdm_|su_)|"
    r"(?:row|col|column|columns|section|container|one_|two_|three_|four_|tab|tabs|accordion|toggle|spoiler|box|panel)\b|"
    r"(?:one|two|three|four|five)_(?:half|third|fourth|fifth|sixth)"
)
_ALONE = {
    "audio", "video", "playlist", "toc", "contact-form", "contact-form-7", "archives", "sitemap", "recent-posts",
    "related", "ad", "ads", "adsense", "wpforms", "nextpage", "slideshow", "subscribe2", "polldaddy", "sharing",
    "login", "register", "search", "quiz", "poll", "form", "map", "widget", "banner", "newsletter", "products", "cart",
    "checkout", "tweet", "googlemaps", "videopress",
}  # fmt: skip
"""Names that are shortcodes when they stand alone on a line, but ordinary words in a sentence."""
_SHOWN = ("title", "custom_title", "heading", "subhead", "text", "button_text")
"""What page builders show of a shortcode's own attributes, beside what it encloses."""
_PICTURES = ("image", "images", "gallery_ids", "ids", "include")
_FILM_CODES = {"youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}"}
_LINKS = ("url", "href", "src", "link", "button_url")
_FILE_KEYS = ("src", "mp3", "m4a", "ogg", "wav", "flac", "wma", "mp4", "m4v", "webm", "ogv", "wmv", "flv", "mov")

Note = Callable[[str, str], None]
"""Called with the kind of thing that cannot live on, and its name."""


def unfold(source: str, *, note: Note, reusable: Callable[[int], str], footnotes: str = "", depth: int = 0) -> str:
    """The source with shortcodes and block comments replaced by elements; other comments are dropped."""
    if "[" not in source and "<!--" not in source:
        return source
    notes = _footnotes(footnotes)

    def note_there(reference: re.Match[str]) -> str:
        return f"<wp-note>{notes.pop(reference[1])}</wp-note>" if reference[1] in notes else reference[0]

    source = _REFERENCE.sub(note_there, source)
    return _Unfolding(source, note, reusable, notes, depth).run()


class _Unfolding:
    def __init__(self, source: str, note: Note, reusable: Callable[[int], str], footnotes: dict[str, str], depth: int):
        self.source = source
        self.note = note
        self.reusable = reusable
        self.footnotes = footnotes
        """Those to which no place of the text refers."""
        self.depth = depth
        self.out: list[str] = []
        self.closers = set(_CLOSERS.findall(source)) if "[/" in source else set()
        self.opened: dict[str, list[str]] = {}
        """By name, what each shortcode that is open puts where it closes."""
        self.unclosed: set[str] = set()
        """What is known not to come any more: ends of elements, comments and shortcodes."""

    def run(self) -> str:
        source, position = self.source, 0
        while stop := _STOP.search(source, position):
            start = stop.start()
            self.out.append(source[position:start])
            if stop[0] == "[":
                position = self._code(start)
            elif stop[0] == "<!--":
                position = self._comment(start)
            elif stop[1] and (end := self._end_of(stop[1].lower(), start)):
                self.out.append(source[start:end])
                position = end
            else:
                tag = _TAG.match(source, start)
                position = tag.end() if tag else start + 1
                self.out.append(source[start:position])
        self.out.append(source[position:])
        return "".join(self.out)

    def _end_of(self, name: str, start: int) -> int:
        if name in self.unclosed:
            return 0
        if closing := _CLOSING_TAG[name].search(self.source, start):
            return closing.end()
        self.unclosed.add(name)
        return 0

    def _find(self, wanted: str, start: int) -> int:
        """Where it comes next, or -1. What does not come is not sought again."""
        if wanted in self.unclosed:
            return -1
        if (position := self.source.find(wanted, start)) < 0:
            self.unclosed.add(wanted)
        return position

    # -- Comments and blocks -----------------------------------------------------

    def _comment(self, start: int) -> int:
        end = self._find("-->", start + 4)
        if end < 0:
            # A browser would take the rest of the text for a comment; nobody meant that.
            return start + 4
        inside = self.source[start + 4 : end]
        if "wp:" in inside[:20] and (block := _BLOCK.fullmatch(inside.strip())):
            self._block(*block.groups())
        elif inside.lstrip().startswith(("more", "nextpage")):
            self.out.append("\n\n")
        return end + 3

    def _block(self, closing: str, name: str, data: str | None, alone: str) -> None:
        name = name.removeprefix("core/")
        if closing:
            if name == "freeform":
                self.out.append("\n\n")
            return
        if name == "footnotes":
            items = "".join(f"<li>{words}</li>" for words in self.footnotes.values())
            self.out.append(f"<ol>{items}</ol>" if items else "")
        elif name == "block":
            text = self.reusable(_number(_json(data).get("ref")))
            if text and self.depth < 3:
                self.out.append(unfold(text, note=self.note, reusable=self.reusable, depth=self.depth + 1))
            else:
                self.note("block", "reusable block")
        elif name == "cover":
            # Older covers name their picture here only; newer ones carry an <img>, which the walk knows as the same.
            attributes = _json(data)
            if attributes.get("url") and attributes.get("backgroundType") != "video":
                self.out.append(
                    element(
                        "wp-cover",
                        src=str(attributes["url"]),
                        number=str(_number(attributes.get("id"))),
                        alt=str(attributes.get("alt", "")),
                    )
                )
        elif alone:
            attributes = _json(data)
            address = attributes.get("url")
            if name.startswith(("embed", "core-embed/", "video")) and isinstance(address, str):
                self.out.append(element("wp-embed", src=address))
            elif name not in {"spacer", "separator", "more", "nextpage", "shortcode", "paragraph"}:
                self.note("block", f"wp:{name}")

    # -- Shortcodes --------------------------------------------------------------

    def _code(self, start: int) -> int:
        found = _CODE.match(self.source, start)
        if not found:
            self.out.append("[")
            return start + 1
        doubled, slash, name, raw, self_closing, doubled_end = found.groups()
        if doubled:
            return self._escaped(start, found)
        end = found.end() - len(doubled_end)
        if slash:
            self._close(name, end)
            return end
        attributes, values = _attributes(raw)
        known = getattr(self, f"_do_{name.lower().replace('-', '_')}", None)
        if known and (
            name.lower() not in _ALONE
            or attributes
            or values
            or self_closing
            or self._is_alone(start, end)
            or name in self.closers
        ):
            return known(name, attributes, values, end)
        if not self._is_code(name, raw, self_closing, start, end):
            self.out.append("[")
            return start + 1
        return self._unknown(name, attributes, values, end, closes=not self_closing and name in self.closers)

    def _escaped(self, start: int, found: re.Match[str]) -> int:
        """`[[name]]` shows a shortcode instead of running it; so does `[[name]…[/name]]`."""
        name = found[3]
        if found[6] and name.islower():
            self.out.append(self.source[start + 1 : found.end() - 1])
            return found.end()
        closing = self._find(f"[/{name}]]", found.end()) if name in self.closers else -1
        if closing >= 0:
            end = closing + len(name) + 4
            self.out.append(self.source[start + 1 : end - 1])
            return end
        self.out.append("[")
        return start + 1

    def _is_code(self, name: str, raw: str, self_closing: str, start: int, end: int) -> bool:
        if name in self.closers or self_closing or _NAMED.search(_QUOTES.sub('"', raw)) or "_" in name.strip("_"):
            return True
        alone = self._is_alone(start, end)
        return alone and (name in _ALONE or ("-" in name.strip("-") and name.islower() and not raw.strip()))

    def _is_alone(self, start: int, end: int) -> bool:
        before = self.source[max(0, start - 40) : start].rstrip(" \t\r")
        after = self.source[end : end + 40].lstrip(" \t\r")
        return (not before or before[-1] in "\n>]") and (not after or after[0] in "\n<[")

    def _close(self, name: str, end: int) -> None:
        if waiting := self.opened.get(name):
            self.out.append(waiting.pop())
            if self.source.startswith("[", end):
                self.out.append(" ")
        elif name in self.opened:
            pass
        else:
            self.out.append(f"[/{name}]")

    def _enclosed(self, name: str, end: int) -> tuple[str, int]:
        """The raw text up to the closing shortcode, and where that ends; nothing where there is none."""
        closing = self._find(f"[/{name}]", end) if name in self.closers else -1
        return (self.source[end:closing], closing + len(name) + 3) if closing >= 0 else ("", end)

    def _unknown(self, name: str, attributes: dict[str, str], values: list[str], end: int, *, closes: bool) -> int:
        self.note("shortcode", f"[{name}]")
        addresses = [value for value in (*attributes.values(), *values) if value.startswith(("http://", "https://"))]
        film = next((address for address in addresses if film_at(address)), "")
        given = next((found for key in _LINKS if (found := _linked(attributes.get(key, "")))), "")
        for host, pattern in _FILM_CODES.items():
            if not film and host in name and re.fullmatch(r"[\w-]{6,20}", attributes.get("id", "")):
                film = pattern.format(attributes["id"])
        gap = "\n\n" if _LAYOUT.match(name) else ""
        before, after = gap, gap
        shown = [attributes[key] for key in _SHOWN if attributes.get(key)] if gap and "image" not in name else []
        numbers = next((attributes[key] for key in _PICTURES if re.fullmatch(r"[\d, ]+", attributes.get(key, ""))), "")
        if shown:
            words = [html.escape(each, quote=False) for each in shown]
            linked = given and not closes
            before = "".join(
                f'\n\n<a href="{html.escape(given)}">{each}</a>\n\n' if linked else f"\n\n<b>{each}</b>\n\n"
                for each in words
            )
        if ("image" in name or "gallery" in name) and numbers:
            before = element("wp-gallery", ids=numbers)
        elif "image" in name and given and gap:
            before = f'<img src="{html.escape(given)}" alt="{html.escape(attributes.get("alt", ""))}">'
        elif film:
            before = element("wp-embed", src=film)
        elif given and closes:
            before, after = f'{before}<a href="{html.escape(given)}">', f"</a>{gap}"
        elif not shown and (given or (values and addresses)):
            before = element("wp-embed", src=given or addresses[0])
        self.out.append(before)
        if closes:
            self.opened.setdefault(name, []).append(after)
        return end

    # -- Those that WordPress and its best known plugins bring --------------------

    def _do_caption(self, name: str, attributes: dict[str, str], _values: list[str], end: int) -> int:
        if name not in self.closers:
            return end
        self.out.append("<wp-caption>")
        caption = attributes.get("caption", "")
        self.opened.setdefault(name, []).append(
            f"<figcaption>{html.unescape(caption) if '&lt;' in caption else caption}</figcaption></wp-caption>"
            if caption
            else "</wp-caption>"
        )
        return end

    _do_wp_caption = _do_caption

    def _do_gallery(self, _name: str, attributes: dict[str, str], _values: list[str], end: int) -> int:
        wanted = {key: attributes.get(key, "") for key in ("ids", "include", "exclude", "id")}
        self.out.append(element("wp-gallery", **wanted))
        return end

    def _do_playlist(self, _name: str, attributes: dict[str, str], _values: list[str], end: int) -> int:
        self.out.append(element("wp-playlist", ids=attributes.get("ids", ""), kind=attributes.get("type", "audio")))
        return end

    def _do_embed(self, name: str, attributes: dict[str, str], values: list[str], end: int) -> int:
        inside, end = self._enclosed(name, end)
        address = _first_address(inside) or attributes.get("src", "") or next(iter(values), "")
        self.out.append(element("wp-embed", src=address) if address else inside)
        return end

    def _do_audio(self, name: str, attributes: dict[str, str], values: list[str], end: int) -> int:
        inside, end = self._enclosed(name, end)
        address = next((attributes[key] for key in _FILE_KEYS if attributes.get(key)), "") or next(iter(values), "")
        address = address.partition("|")[0] or _first_address(inside)
        if address:
            self.out.append(element("wp-file", src=address, kind=name.lower()))
        return end

    _do_video = _do_audio

    def _do_youtube(self, name: str, attributes: dict[str, str], values: list[str], end: int) -> int:
        inside, end = self._enclosed(name, end)
        given = _first_address(inside) or inside.strip() or next(iter([*values, *attributes.values()]), "")
        given = html.unescape(given).lstrip("=")
        if given and not given.startswith(("http", "//")):
            given = _FILM_CODES[name.lower()].format(given)
        if given:
            self.out.append(element("wp-embed", src=given))
        return end

    _do_vimeo = _do_youtube

    def _do_code(self, name: str, _attributes: dict[str, str], _values: list[str], end: int) -> int:
        inside, after = self._enclosed(name, end)
        if after == end:
            self.out.append(self.source[end - len(name) - 2 : end])
            return end
        escaped = inside.replace("<", "&lt;").replace(">", "&gt;")
        self.out.append(f"<pre>\n{escaped}</pre>")
        return after

    _do_sourcecode = _do_code

    def _do_vc_raw_html(self, name: str, _attributes: dict[str, str], _values: list[str], end: int) -> int:
        inside, after = self._enclosed(name, end)
        try:
            self.out.append(unquote(base64.b64decode(inside.strip(), validate=True).decode()))
        except ValueError:
            self.out.append(inside)
        return after


def element(name: str, **attributes: str) -> str:
    written = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{written}></{name}>"


def _attributes(raw: str) -> tuple[dict[str, str], list[str]]:
    """What a shortcode says by name, and what without."""
    named: dict[str, str] = {}
    values: list[str] = []
    for key, *groups in _ATTRIBUTE.findall(_QUOTES.sub('"', raw.lstrip("= "))):
        value = html.unescape(next((group for group in groups if group), ""))
        if key:
            named[key.lower()] = value
        elif value:
            values.append(value)
    return named, values


def _first_address(text: str) -> str:
    found = re.search(r"(?:https?:)?//[^\s<>\"'\]]+", text)
    return html.unescape(found[0]) if found else ""


def _linked(value: str) -> str:
    """The address in an attribute: as it is, or as WPBakery writes it (`url:https%3A%2F%2Fe.org|title:Go`)."""
    if value.startswith("url:"):
        value = unquote(value[4:].partition("|")[0])
    return value if value.startswith("http") else ""


def _footnotes(data: str) -> dict[str, str]:
    """The notes that WordPress keeps beside the text, by the names with which the text refers to them."""
    try:
        return {str(note["id"]): str(note["content"]) for note in (json.loads(data) if data else [])}
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}


def _json(data: str | None) -> dict:
    try:
        read = json.loads(data) if data else {}
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _number(value: object) -> int:
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 19 else 0
