"""Posts on other sites, known by their address. Nothing is asked of those sites: what a post says, is quoted."""

import re
from dataclasses import dataclass

_WHO = r"(?P<who>[\w.-]{1,80})"
_SITES = (
    (re.compile(rf"https://(?:www\.|mobile\.)?(?:x|twitter)\.com/{_WHO}/status/\d+"), "X"),
    (re.compile(rf"https://bsky\.app/profile/{_WHO}/post/\w+"), "Bluesky"),
    (re.compile(rf"https://(?:www\.)?threads\.(?:net|com)/@{_WHO}/post/[\w-]+"), "Threads"),
    (re.compile(r"https://(?:\w+\.)?linkedin\.com/(?:posts/|feed/update/urn:li:)[\w%:-]+"), "LinkedIn"),
    (re.compile(r"https://(?:www\.)?instagram\.com/(?:p|reel)/[\w-]+"), "Instagram"),
    (re.compile(r"https://(?:www\.)?facebook\.com/[\w.-]+/posts/[\w-]+"), "Facebook"),
    (re.compile(rf"https://[\w.-]+/@{_WHO}/\d{{6,}}(?![\w/])"), "Mastodon"),
)


@dataclass(frozen=True)
class Post:
    site: str
    who: str
    """The name under which it was posted, where the address tells."""


def post_at(address: str) -> Post | None:
    """The post at the address; None where it is none that we know."""
    for pattern, site in _SITES:
        if match := pattern.match(address.strip()):
            return Post(site, match.groupdict().get("who") or "")
    return None
