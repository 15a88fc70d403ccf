"""SVG files that somebody uploads: a drawing and nothing else, since a browser that opens one does whatever it says.

Refused is what runs (scripts, handlers, HTML within), what fetches (addresses outside of the file, style sheets), and
what moves.
"""

import re
from xml.parsers import expat

from django.core.exceptions import ValidationError

SVG = "http://www.w3.org/2000/svg"
_RUNS = frozenset({"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"})
_MOVES = frozenset({"animate", "animatecolor", "animatemotion", "animatetransform", "set", "discard"})
_PAGES = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_WITHIN = ("#", "data:image/png;", "data:image/jpeg;")
"""How an address may begin: in the drawing itself, or with a picture that it carries."""

_ADDRESS = re.compile(r"""\burl\(\s*["']?\s*([^)]*)""", re.IGNORECASE)
_FETCHES = re.compile(r"@import|\b(?:image-set|image|src|cross-fade)\(", re.IGNORECASE)
_MOVING = re.compile(r"@(?:-\w+-)?keyframes|\b(?:animation|transition)[\w-]*\s*:", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def check(data: bytes) -> None:
    """Raises ValidationError, saying what else it holds, where the file is more than a drawing; ExpatError where it is
    damaged."""
    parser = expat.ParserCreate(namespace_separator=" ")
    reader = _Reader()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = lambda *declared: _refuse("declarations of its own")
    parser.ProcessingInstructionHandler = lambda *instruction: _refuse("instructions to browsers")
    parser.Parse(data, True)


class _Reader:
    """What is found on the way through the file."""

    def __init__(self) -> None:
        self.depth = 0
        self.style: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, element = name.rpartition(" ")
        element = element.lower()
        if self.depth == 0 and (namespace, element) != (SVG, "svg"):
            raise ValidationError("This file is no drawing as SVG has them. Please export it again.", code="damaged")
        self.depth += 1
        if element in _RUNS or namespace in _PAGES:
            _refuse("a script, or a piece of a web page")
        if element in _MOVES:
            _refuse("something that moves")
        for key, value in attributes.items():
            _check_attribute(key, value)
        self.style = [] if element == "style" else self.style

    def text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def end(self, name: str) -> None:
        self.depth -= 1
        if self.style is not None:
            _check_style("".join(self.style))
            self.style = None


def _check_attribute(key: str, value: str) -> None:
    namespace, _, attribute = key.rpartition(" ")
    attribute = attribute.lower()
    if attribute.startswith("on"):
        _refuse("a script")
    if attribute in {"href", "src", "base"} and not value.strip().startswith(_WITHIN):
        _refuse("a link to somewhere else")
    if attribute == "style" or (not namespace and "(" in value):  # a property: fill="url(#shade)"
        _check_style(value)


def _check_style(text: str) -> None:
    text = _COMMENT.sub("", text)
    if "\\" in text:  # by which a word can be written so that nobody finds it
        _refuse("styles with escapes")
    if _FETCHES.search(text) or any(not address.startswith(_WITHIN) for address in _ADDRESS.findall(text)):
        _refuse("a link to somewhere else")
    if _MOVING.search(text):
        _refuse("something that moves")


def _refuse(what: str) -> None:
    raise ValidationError(f"This SVG file holds {what}. Please export it as a plain drawing.", code="programs")
