"""Reads a page as tests ask of it: its elements by name and class, and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words, as they are read one after the other."""
        return " ".join("".join(_words(self)).split())

    def all(self, selector: str) -> list[Element]:
        """The elements inside it that are `name`, `.class` or `name.class`, in the order of the page."""
        name, _, kind = selector.partition(".")
        return [
            each
            for each in _inside(self)
            if name in {"", each.name} and (not kind or kind in each.attributes.get("class", "").split())
        ]

    def one(self, selector: str) -> Element:
        """The only such element."""
        (found,) = self.all(selector)
        return found

    def texts(self, selector: str) -> list[str]:
        return [each.text for each in self.all(selector)]

    def scripts(self) -> list[Element]:
        """Those that are carried out; a block of data (JSON-LD) is none."""
        return [each for each in self.all("script") if each.attributes.get("type") in {None, "module", "importmap"}]

    def values(self, attribute: str) -> list[str]:
        """What the attribute says wherever it stands."""
        return [each.attributes[attribute] for each in _inside(self) if attribute in each.attributes]


def read(html: str) -> Element:
    """The page, or a piece of one. Raises AssertionError where an element is closed that is not open."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].name}> is never closed"
    return reader.open[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop()
        assert closed.name == tag, f"</{tag}> closes <{closed.name}>"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _inside(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from _inside(child)


def _words(element: Element) -> Iterator[str]:
    for child in element.children:
        yield from ([child] if isinstance(child, str) else _words(child))
