"""WordPress HTML becomes the project's rich text (core/richtext.py).

Three steps: shortcodes and blocks become elements (shortcodes.py); an HTML5 parser makes whatever was written
well-formed (nh3); one walk over that gathers paragraphs, lists, tables, pictures and films. `core.richtext.clean` has
the last word. No step may lose or glue words that a reader saw.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import unquote, urlsplit

import nh3

from articles.video import film_at
from core.richtext import clean
from newsroom.wordpress.blocks import Block, Frame, is_visible, list_of, plain, table_of, tidy, unwrapped
from newsroom.wordpress.shortcodes import unfold

DEEPEST = 40  # lists, tables and quotations inside one another; what lies deeper is flattened


@dataclass(frozen=True, slots=True)
class Attached:
    """What the export says of an uploaded file."""

    number: int
    address: str
    alt: str = ""
    caption: str = ""
    title: str = ""


class Portal(Protocol):
    """What a text asks of the portal that it comes from."""

    def picture(self, number: int, address: str, alt: str) -> int | None:
        """The id in our library of the picture with this number or address there; None where it did not come in."""

    def attached(self, number: int) -> Attached | None: ...

    def attached_to(self, post: int) -> list[int]:
        """Numbers of the pictures that were uploaded to a post, in order."""

    def new_address(self, address: str) -> str:
        """Where a link should lead now."""

    def reusable(self, number: int) -> str:
        """The source of a reusable block."""


@dataclass(slots=True)
class Converted:
    body: str = ""
    films: list[str] = field(default_factory=list)
    """Addresses of the films in it."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Kind and name of what cannot live on: `shortcode`, `block`, `form`."""
    lost_pictures: list[str] = field(default_factory=list)
    """Addresses of pictures that stand in the text but whose files are not there."""
    embedded_data: int = 0
    """Pictures that were written into the text itself."""


def convert(source: str, portal: Portal, *, post: int = 0) -> Converted:
    """The source of a post or page as clean rich text."""
    result = Converted()
    if not source.strip():
        return result
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    blocks = "<!-- wp:" in text
    text = unfold(text, note=lambda kind, name: result.left_out.append((kind, name)), reusable=portal.reusable)
    if "<form" in text.lower():
        result.left_out.append(("form", ""))
    walk = _Walk(portal, result, breaks=not blocks, post=post)
    walk.over(_well_formed.clean(text))
    result.body = clean(walk.result())
    return result


_OURS = {"wp-caption", "wp-gallery", "wp-playlist", "wp-embed", "wp-file", "wp-cover"}
_BOXES = {
    "address", "article", "aside", "center", "dd", "details", "div", "fieldset", "footer", "header", "hgroup", "legend",
    "li", "main", "nav", "optgroup", "option", "p", "section",
}  # fmt: skip
"""Elements that begin and end a paragraph and mean nothing more. (A list's items are known by their list.)"""
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_LISTS = {"ul": "ul", "ol": "ol", "menu": "ul", "dir": "ul"}
_MARKS = {
    "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "dfn": "em", "u": "u", "ins": "u", "s": "s",
    "del": "s", "strike": "s", "sub": "sub", "sup": "sup", "code": "code", "kbd": "code", "var": "code", "samp": "code",
    "tt": "code",
}  # fmt: skip
_TABLE = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"}
_VOID = {"br", "hr", "img", "embed", "source", "param", "input"}
_SILENT = {"iframe", "video", "audio"}
"""What stands inside these is for browsers that do not know them."""

_well_formed = nh3.Cleaner(
    tags=_OURS | _BOXES | set(_HEADINGS) | set(_LISTS) | set(_MARKS) | _TABLE | _VOID | _SILENT
    | {"a", "q", "pre", "blockquote", "figure", "figcaption", "dl", "dt", "summary", "object"},
    clean_content_tags={
        "script", "style", "template", "noscript", "form", "select", "textarea", "svg", "math", "canvas", "title",
    },
    attributes={
        "a": {"href"},
        "img": {"src", "alt", "class", "width", "height", "data-id", "data-src", "data-lazy-src", "data-orig-file"},
        "iframe": {"src", "title", "data-src", "data-lazy-src"},
        "object": {"data"}, "param": {"name", "value"}, "embed": {"src"},
        "video": {"src"}, "audio": {"src"}, "source": {"src"},
        "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
        "ul": {"class"}, "figure": {"class"}, "p": {"class"}, "dd": {"class"}, "pre": {"class"}, "div": {"class"},
        "wp-gallery": {"ids", "include", "exclude", "id"}, "wp-playlist": {"ids", "kind"}, "wp-embed": {"src"},
        "wp-file": {"src", "kind"}, "wp-cover": {"src", "number", "alt"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)  # fmt: skip

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?: [^\s=\"<>/]+=\"[^\"]*\")*)>")
_ATTRIBUTE = re.compile(r" ([^\s=\"<>/]+)=\"([^\"]*)\"")
_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LONE_ADDRESS = re.compile(r"(?:<a href=\"[^\"]*\">)?\s*(https?://[^\s<>\"]+)\s*(?:</a>)?")
_NUMBER_IN_CLASS = re.compile(r"(?:^|\s)wp-image-(\d{1,18})(?!\S)")
_NO_TAG = re.compile(r"<(?![a-zA-Z/!][^<>]*>)")
"""A sign for 'less than', as in `x<y`."""
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|svg|heic)\Z", re.IGNORECASE)


class _Walk:
    """Gathers blocks while it goes over well-formed HTML."""

    def __init__(self, portal: Portal, result: Converted, *, breaks: bool, post: int):
        self.portal = portal
        self.found = result
        self.breaks = breaks
        """Whether a new line in the source is one for readers, as in texts from before the block editor."""
        self.post = post
        self.frames = [Frame("body", flow=True)]
        self.marks: list[tuple[str, str]] = []
        """Marks that are open, with their opening tags. They go on from one paragraph to the next."""
        self.waiting: list[Block] = []
        """Pictures that stood inside a paragraph; they follow it."""
        self.line_ends = 0
        """`<br>`s since the last words."""
        self.new_line = False
        """Whether the source began a new line since the last words."""
        self.galleries = 0
        self.silent = 0

    @property
    def frame(self) -> Frame:
        return self.frames[-1]

    def over(self, source: str) -> None:
        ends: list[tuple[str, str]] = []
        position = 0
        for token in _TOKEN.finditer(source):
            if token.start() > position and not self.silent:
                self.text(source[position : token.start()])
            position = token.end()
            closing, tag, attributes = token.groups()
            if not closing:
                action = self.start(tag, attributes)
                if tag not in _VOID:
                    ends.append((tag, action))
            elif any(tag == each for each, _ in reversed(ends)):
                # All that is open inside ends too: the inside of a frame is not parsed, and may be unbalanced.
                while ends:
                    inner, action = ends.pop()
                    self.end(action)
                    if inner == tag:
                        break
        if position < len(source):
            self.text(source[position:])

    def result(self) -> str:
        self.flush()
        return "\n".join(map(str, self.frames[0].blocks))

    # -- Words -------------------------------------------------------------------

    def text(self, raw: str) -> None:
        """Text as the parser serialised it: `&`, `<` and `>` are escaped."""
        frame = self.frame
        if frame.tag == "pre":
            frame.line.append(raw)
        elif frame.tag in {"table", "tr"} or (frame.tag in {"ul", "ol"} and not raw.strip()):
            pass
        elif "\n" not in raw:
            self.words(raw)
        else:
            for number, paragraph in enumerate(_PARAGRAPHS.split(raw)):
                if number:
                    self.flush()
                for position, line in enumerate(paragraph.split("\n")):
                    if position:
                        self.new_line = True
                    self.words(line)

    def words(self, raw: str) -> None:
        """A piece of a line."""
        line = self.frame.line
        if not raw.strip(" \t"):
            if raw and line and not self.line_ends and not self.new_line:
                line.append(" ")
            return
        if line:
            if self.line_ends >= 2 and self.frame.flow:
                self.flush()
            elif self.line_ends or (self.new_line and self.breaks and self.frame.flow):
                line.append("<br>" if self.frame.flow else " ")
            elif self.new_line:
                line.append(" ")
        self.line_ends, self.new_line = 0, False
        if not line:
            raw = raw.lstrip(" \t")
            line.extend(opening for _, opening in self.marks)
        line.append(raw)

    def flush(self) -> None:
        """Ends the paragraph."""
        frame = self.frame
        if not frame.flow:
            self.new_line = True
            return
        self.line_ends, self.new_line = 0, False
        if frame.line:
            text = "".join(frame.line) + "".join(f"</{tag}>" for tag, _ in reversed(self.marks))
            frame.line.clear()
            text = tidy(text)
            if is_visible(text):
                frame.blocks.extend(self.paragraph(text))
        if self.waiting:
            frame.blocks.extend(self.waiting)
            self.waiting.clear()

    def paragraph(self, text: str) -> list[Block]:
        """The paragraph, or what its address stands for where a line of it is nothing but an address."""
        if "://" not in text:
            return [Block("p", text)]
        blocks: list[Block] = []
        lines: list[str] = []
        for line in text.split("<br>"):
            alone = _LONE_ADDRESS.fullmatch(line)
            address = html.unescape(alone[1]) if alone else ""
            if alone and film_at(address):
                if lines:
                    blocks.append(Block("p", "<br>".join(lines)))
                    lines = []
                blocks.append(self.film(address))
            elif alone and "<" not in line:
                lines.append(_link(self.portal.new_address(address) or address, alone[1]))
            else:
                lines.append(line)
        if lines:
            blocks.append(Block("p", "<br>".join(lines)))
        return blocks

    def put(self, block: Block) -> None:
        """Puts a picture, a film or a rule here, or after the paragraph that is being gathered."""
        frame = next(frame for frame in reversed(self.frames) if frame.tag not in {"table", "tr", "ul", "ol"})
        if frame.flow and not frame.line:
            frame.blocks.append(block)
        else:
            self.waiting.append(block)

    # -- Elements ----------------------------------------------------------------

    def start(self, tag: str, raw: str) -> str:
        """What happens at an opening tag; returns what shall happen at its closing tag."""
        if tag in _MARKS:
            return self.open_mark(_MARKS[tag], "")
        attributes = {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(raw)} if raw else {}
        if tag == "p" or tag == "div" or tag == "dd":
            self.flush()
            kind = attributes.get("class", "")
            if "wp-caption-text" in kind or "gallery-caption" in kind:
                return self.open("figcaption", flow=False)
            return "box"
        if tag == "a":
            address = self.address(attributes.get("href", ""))
            return self.open_mark("a", f'<a href="{html.escape(address)}">') if address else ""
        if tag == "br":
            if self.frame.tag == "pre":
                self.frame.line.append("\n")
            self.line_ends += 1
            return ""
        if tag == "img":
            self.image(attributes)
            return ""
        if tag == "li" and self.frame.tag in {"ul", "ol"}:
            return self.open("li", flow=True)
        if tag in _LISTS:
            self.flush()
            if self.galleries or "gallery" in attributes.get("class", ""):
                return "box"
            return self.open(_LISTS[tag], flow=True, attributes=attributes)
        if tag in _BOXES or tag == "dl":
            self.flush()
            return "box"
        if tag in _HEADINGS:
            self.flush()
            return self.open(_HEADINGS[tag], flow=False) if self.frame.flow else "box"
        special = getattr(self, f"start_{tag.replace('-', '_')}", None)
        return special(attributes) if special else ""

    def end(self, action: str) -> None:
        if action == "mark":
            tag, _ = self.marks.pop()
            if self.frame.line and self.frame.tag != "pre":
                self.frame.line.append(f"</{tag}>")
        elif action == "box":
            self.flush()
        elif action == "term":
            self.flush()
            self.marks.pop()
        elif action == "silent":
            self.silent -= 1
        elif action == "gallery":
            self.galleries -= 1
            self.close()
        elif action == "quote":
            self.words("”")
        elif action == "verse":
            self.close()
            self.breaks = False
        elif action == "frame":
            self.close()

    def open_mark(self, tag: str, opening: str) -> str:
        if self.frame.tag == "pre" or any(tag == each for each, _ in self.marks):
            return ""
        mark = (tag, opening or f"<{tag}>")
        self.marks.append(mark)
        line = self.frame.line
        if line:
            if self.line_ends >= 2 and self.frame.flow:
                # The words to come begin a paragraph, and with it every mark that is open.
                self.marks.pop()
                self.flush()
                self.marks.append(mark)
            else:
                if self.line_ends or self.new_line:
                    self.pause()
                line.append(mark[1])
        return "mark"

    def pause(self) -> None:
        """Writes the line break that is due, so that it stands before what opens now."""
        wanted = self.frame.flow and (self.line_ends or self.breaks)
        self.frame.line.append("<br>" if wanted else " ")
        self.line_ends, self.new_line = 0, False

    def open(self, tag: str, *, flow: bool, attributes: dict[str, str] | None = None) -> str:
        if len(self.frames) > DEEPEST:
            self.flush()
            return "box"
        self.line_ends, self.new_line = 0, False
        self.frames.append(Frame(tag, flow, attributes or {}))
        return "frame"

    def close(self) -> None:
        frame = self.frame
        if frame.flow:
            self.flush()
            self.frames.pop()
            getattr(self, f"close_{frame.tag.replace('-', '_')}", self.close_item)(frame)
        else:
            self.frames.pop()
            self.line_ends, self.new_line = 0, False
            closers = "" if frame.tag == "pre" else "".join(f"</{tag}>" for tag, _ in reversed(self.marks))
            text = "".join(frame.line) + closers if frame.line else ""
            getattr(self, f"close_{frame.tag}", self.close_heading)(frame, text)
            if self.waiting and self.frame.flow and not self.frame.line:
                self.flush()

    # Headings, captions and the like are one line.

    def close_heading(self, frame: Frame, text: str) -> None:
        text = tidy(text)
        if is_visible(text):
            self.frame.blocks.append(Block("other", f"<{frame.tag}>{text}</{frame.tag}>"))

    def close_pre(self, frame: Frame, text: str) -> None:
        if text.strip():
            self.frame.blocks.append(Block("other", f"<pre><code>{text.strip(chr(10))}</code></pre>"))

    def close_figcaption(self, _frame: Frame, text: str) -> None:
        text = tidy(text)
        if not is_visible(text):
            return
        parent = self.frame
        if parent.tag in {"figure", "wp-caption"}:
            parent.caption = f"{parent.caption} {text}".strip()
        elif parent.blocks and parent.blocks[-1].is_media and not parent.blocks[-1].caption:
            parent.blocks[-1].caption = text
        else:
            parent.blocks.append(Block("p", text))

    def close_caption(self, _frame: Frame, text: str) -> None:
        self.frame.caption = tidy(text)

    # Lists, quotations, tables and figures hold blocks.

    def close_li(self, frame: Frame) -> None:
        if frame.blocks:
            self.frame.blocks.append(Block("li", f"<li>{unwrapped(frame.blocks)}</li>"))

    def close_ul(self, frame: Frame) -> None:
        for position, block in enumerate(frame.blocks):
            if block.kind != "li":
                # A list or words directly in a list, which is not allowed but written: they belong to the item before.
                frame.blocks[position] = Block("li", f"<li>{block.html if block.kind == 'p' else block}</li>")
                before = frame.blocks[position - 1] if position else None
                if block.kind == "list" and before:
                    frame.blocks[position] = Block("li", f"{str(before)[: -len('</li>')]}{block}</li>")
                    before.html = ""
        if made := list_of(frame.tag, frame):
            self.frame.blocks.append(made)

    close_ol = close_ul

    def close_blockquote(self, frame: Frame) -> None:
        if frame.blocks:
            self.frame.blocks.append(Block("other", f"<blockquote>{''.join(map(str, frame.blocks))}</blockquote>"))

    def close_table(self, frame: Frame) -> None:
        nested = any(each.tag == "table" for each in self.frames)
        self.frame.blocks.extend(table_of(frame, nested=nested))

    def close_td(self, frame: Frame) -> None:
        table = self.frame
        if table.tag == "table":
            if not table.rows:
                table.rows.append([])
                table.groups.append(table.group)
            table.rows[-1].append(frame)
        else:
            table.blocks.extend(frame.blocks)

    close_th = close_td

    def close_figure(self, frame: Frame) -> None:
        """The caption goes under the picture, where there is one picture; else it is a paragraph after all."""
        media = [block for block in frame.blocks if block.is_media]
        words = [block for block in frame.blocks if block.kind == "p"]
        caption = frame.caption
        if frame.tag == "wp-caption" and len(media) == 1 and len(words) == len(frame.blocks) - 1:
            caption = " ".join([*(block.html for block in words), *([caption] if caption else [])])
            frame.blocks = media
        if caption and len(media) == 1 and not media[0].caption:
            media[0].caption = caption
        elif caption and len(words) == len(frame.blocks) == 1 and plain(words[0].html) == plain(caption):
            pass
        elif caption:
            frame.blocks.append(Block("p", caption))
        for block in frame.blocks:
            if block.is_media:
                self.put(block)
            else:
                self.frame.blocks.append(block)

    close_wp_caption = close_figure

    def close_item(self, frame: Frame) -> None:
        self.frame.blocks.extend(frame.blocks)

    # -- Elements with a way of their own ------------------------------------------

    def start_q(self, _attributes: dict[str, str]) -> str:
        self.words("“")
        return "quote"

    def start_hr(self, _attributes: dict[str, str]) -> str:
        self.flush()
        self.put(Block("hr", "<hr>"))
        return ""

    def start_pre(self, attributes: dict[str, str]) -> str:
        self.flush()
        if "wp-block-verse" in attributes.get("class", ""):
            # Poetry, not code: lines of a paragraph, which may carry marks.
            self.open("verse", flow=True)
            self.breaks, before = True, self.breaks
            return "frame" if before else "verse"
        return self.open("pre", flow=False) if self.frame.flow else "box"

    def start_blockquote(self, _attributes: dict[str, str]) -> str:
        self.flush()
        return self.open("blockquote", flow=True)

    def start_dt(self, _attributes: dict[str, str]) -> str:
        self.flush()
        if any(tag == "strong" for tag, _ in self.marks):
            return "box"
        self.marks.append(("strong", "<strong>"))
        return "term"

    start_summary = start_dt

    def start_figcaption(self, _attributes: dict[str, str]) -> str:
        self.flush()
        return self.open("figcaption", flow=False) if self.frame.flow else "box"

    def start_figure(self, attributes: dict[str, str]) -> str:
        self.flush()
        opened = self.open("figure", flow=True)
        if "gallery" in attributes.get("class", "") and opened == "frame":
            self.galleries += 1
            return "gallery"
        return opened

    def start_wp_caption(self, _attributes: dict[str, str]) -> str:
        self.flush()
        return self.open("wp-caption", flow=True)

    def start_table(self, _attributes: dict[str, str]) -> str:
        self.flush()
        return self.open("table", flow=True) if self.frame.flow else "box"

    def _start_group(self, group: str) -> str:
        if self.frame.tag == "table":
            self.frame.group = group
        return ""

    def start_thead(self, _attributes: dict[str, str]) -> str:
        return self._start_group("thead")

    def start_tbody(self, _attributes: dict[str, str]) -> str:
        return self._start_group("tbody")

    def start_tfoot(self, _attributes: dict[str, str]) -> str:
        return self._start_group("tfoot")

    def start_tr(self, _attributes: dict[str, str]) -> str:
        if self.frame.tag == "table":
            self.frame.rows.append([])
            self.frame.groups.append(self.frame.group)
        return ""

    def start_td(self, attributes: dict[str, str]) -> str:
        if self.frame.tag == "table":
            return self.open("td", flow=True, attributes=attributes)
        self.flush()
        return "box"

    def start_th(self, attributes: dict[str, str]) -> str:
        if self.frame.tag == "table":
            return self.open("th", flow=True, attributes=attributes)
        self.flush()
        return "box"

    def start_caption(self, _attributes: dict[str, str]) -> str:
        if self.frame.tag == "table":
            return self.open("caption", flow=False)
        self.flush()
        return "box"

    # -- Pictures, films and what else was embedded --------------------------------

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
                block.caption = caption or _link(beyond, html.escape(alt or _host(beyond), quote=False))
            self.put(block)
            return
        address = _absolute(address)
        self.found.lost_pictures.append(address)
        known = self.portal.attached(number) if number else None
        label = (
            alt
            or plain_words(caption)
            or (known and (known.alt or known.caption or known.title))
            or file_in_words(address)
        )
        block = Block("lost", _link(address, html.escape(label, quote=False)), caption)
        if beyond:
            block.html += f" ({_link(beyond, html.escape(_host(beyond), quote=False))})"
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

    def film(self, address: str) -> Block:
        film = film_at(address)
        page = film.page if film else address
        self.found.films.append(page)
        return Block("film", f'<figure data-embed="{html.escape(page)}">')

    def embed(self, address: str, words: str = "") -> None:
        """A film, or else a link."""
        address = _absolute(address.strip())
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
        self.put(Block("p", _link(target, html.escape(words or address, quote=False))))

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
        self.embed(attributes.get("data", ""))
        return ""

    def start_param(self, attributes: dict[str, str]) -> str:
        if attributes.get("name", "").lower() in {"movie", "src"} and film_at(_absolute(attributes.get("value", ""))):
            self.embed(attributes["value"])
        return ""

    def start_wp_file(self, attributes: dict[str, str]) -> str:
        address = _absolute(attributes.get("src", ""))
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
        address = _absolute(attributes.get("src", ""))
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

    # -- Links -----------------------------------------------------------------------

    def address(self, given: str) -> str:
        """Where a link of the text leads now; nothing for links into the page, whose targets do not come along."""
        given = given.strip()
        if not given or given.startswith("#"):
            return ""
        if given.startswith("www."):
            given = f"https://{given}"
        return self.portal.new_address(_absolute(given))


def _absolute(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def _link(address: str, words: str) -> str:
    """`words` is HTML."""
    return f'<a href="{html.escape(address)}">{words}</a>'


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d{1,18}", text)]


def plain_words(text: str) -> str:
    """HTML as one line of plain text, words as they were written."""
    if "<" in text:
        text = nh3.clean(_NO_TAG.sub("&lt;", text), tags=set())
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def file_in_words(address: str) -> str:
    """‘market hall 2’ for `https://…/market-hall_2-1024x768.jpg`."""
    try:
        name = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
    except ValueError:
        name = ""
    stem = re.sub(r"-(?:\d+x\d+|scaled|rotated|e\d{10,})$", "", name.rpartition(".")[0] or name)
    return " ".join(re.sub(r"[-_+]+", " ", stem).split()) or "picture"
