"""Headings, lists, quotations, tables and figures: what opens and closes around words."""

from __future__ import annotations

from newsroom.wordpress.content.blocks import Block, Frame, is_visible, list_of, plain, table_of, tidy, unwrapped
from newsroom.wordpress.content.gathering import Gathering


class Structure(Gathering):
    # Headings, captions and the like are one line.

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
            self.frame.blocks.append(Block("li", unwrapped(frame.blocks)))

    def close_ul(self, frame: Frame) -> None:
        items: list[list[str]] = []
        for block in frame.blocks:
            if block.kind == "list" and items:
                # A list directly in a list, which is not allowed but written: it belongs to the item before.
                items[-1].append(str(block))
            else:
                items.append([block.html if block.kind in {"li", "p"} else str(block)])
        if items:
            self.frame.blocks.append(list_of(frame, ["".join(item) for item in items]))

    close_ol = close_ul

    def close_blockquote(self, frame: Frame) -> None:
        if frame.blocks:
            self.frame.blocks.append(Block("other", f"<blockquote>{''.join(map(str, frame.blocks))}</blockquote>"))

    def close_table(self, frame: Frame) -> None:
        nested = any(each.tag == "table" for each in self.frames)
        self.frame.blocks.extend(table_of(frame, nested=nested))

    def close_who(self, _frame: Frame, text: str) -> None:
        """Who said what a pull quote says."""
        self.frame.caption = tidy(text)

    def close_pull_quote(self, frame: Frame) -> None:
        who = f"<footer>{frame.caption}</footer>" if is_visible(frame.caption) else ""
        if frame.blocks:
            aside = f'<aside class="pull-quote">{"".join(map(str, frame.blocks))}{who}</aside>'
            self.frame.blocks.append(Block("other", aside))

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
        elif caption and not media and len(words) == len(frame.blocks) == 1 and plain(words[0].html) == plain(caption):
            pass
        elif caption:
            frame.blocks.append(Block("p", caption))
        for block in frame.blocks:
            if block.is_media:
                self.put(block)
            else:
                self.frame.blocks.append(block)

    close_wp_caption = close_figure

    def start_wp_note(self, _attributes: dict[str, str]) -> str:
        return self.open_mark("sup", '<sup class="note">')

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
            opened = self.open("verse", flow=True)
            if opened == "frame" and not self.breaks:
                self.breaks = True
                return "verse"
            return opened
        return self.open("pre", flow=False)

    def start_blockquote(self, _attributes: dict[str, str]) -> str:
        self.flush()
        if self.frame.tag == "pull-quote":
            return "box"
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
        return self.open("figcaption", flow=False)

    def start_figure(self, attributes: dict[str, str]) -> str:
        self.flush()
        if "wp-block-pullquote" in attributes.get("class", ""):
            return self.open("pull-quote", flow=True)
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
        return self.open("table", flow=True)

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
