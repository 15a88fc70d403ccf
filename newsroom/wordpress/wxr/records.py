"""What an export says, as plain records."""

from __future__ import annotations

from dataclasses import dataclass, field


class Refused(Exception):  # noqa: N818 - it is an answer, not a mistake
    """The file is not an export that can be read; the message is for the person who named it."""


@dataclass(slots=True)
class Site:
    """The head of the export."""

    title: str = ""
    link: str = ""
    base_blog_url: str = ""
    version: str = ""


@dataclass(slots=True)
class Writer:
    """`<wp:author>`."""

    login: str
    id: str = ""
    email: str = ""
    name: str = ""
    """As the site displayed it; empty where the export does not say."""


@dataclass(slots=True)
class Term:
    """`<wp:category>` or `<wp:tag>`, or what an item says of its own."""

    domain: str
    """`category`, `post_tag`, or a taxonomy's own name."""
    slug: str
    name: str
    id: str = ""
    parent: str = ""
    """The parent's slug."""
    description: str = ""


@dataclass(slots=True)
class Item:
    """`<item>`: a post, a page, an attachment, or whatever else the site kept as posts."""

    id: int = 0
    type: str = ""
    status: str = ""
    title: str = ""
    link: str = ""
    guid: str = ""
    slug: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    date: str = ""
    date_gmt: str = ""
    modified: str = ""
    modified_gmt: str = ""
    published: str = ""
    """`<pubDate>`, as RFC 822 has it."""
    parent: int = 0
    password: str = ""
    sticky: bool = False
    attachment_url: str = ""
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    comments: int = 0


Record = Site | Writer | Term | Item
