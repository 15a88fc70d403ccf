"""Writes WordPress exports of any size, to measure the import with: varied text, categories, tags, writers, pictures.

`python -m newsroom.benchmarks.wxr FILE POSTS [WORDS]` writes one by hand.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

CATEGORIES, TAGS, WRITERS = 12, 400, 40
_TEXT = """
the bank said on a quarterly rate rose fell lenders capital market bonds clearing payment card risk treasury fund
investors regulator central deposit margin loan credit yield price shares exchange settlement euro dollar sterling
growth inflation economy report analyst chief executive board merger deal insurance premium liquidity stress test
technology platform digital wallet ledger compliance audit policy minister budget tax trade export supply chain
and of to in for with by from at that which its their this year week Monday Tuesday would could has been were
"""
WORDS = _TEXT.split()


def write_wxr(path: Path, posts: int, *, words: int = 400) -> None:
    """Writes an export of so many posts, with about so many words each, while holding one post at a time."""
    chance = random.Random(posts)  # noqa: S311 - the same file every time
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        for number in range(1, CATEGORIES + 1):
            file.write(_CATEGORY.format(number))
        for number in range(1, WRITERS + 1):
            file.write(
                f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>writer{number}</wp:author_login>"
                f"<wp:author_email>writer{number}@example.com</wp:author_email>"
                f"<wp:author_display_name><![CDATA[Writer {number}]]></wp:author_display_name></wp:author>\n"
            )
        for number in range(1, posts + 1):
            file.write(_item(number, chance, words))
        file.write("</channel>\n</rss>\n")


def _item(number: int, chance: random.Random, words: int) -> str:
    moment = datetime(2010, 1, 1) + timedelta(minutes=number * 37 % 7_000_000)
    title = " ".join(chance.choices(WORDS, k=9)).capitalize()
    category, tags = chance.randint(1, CATEGORIES), chance.sample(range(1, TAGS + 1), 3)
    terms = f'<category domain="category" nicename="desk-{category}"><![CDATA[Desk {category}]]></category>'
    terms += "".join(
        f'<category domain="post_tag" nicename="tag-{tag}"><![CDATA[Tag {tag}]]></category>' for tag in tags
    )
    content = "\n\n".join(_paragraphs(number, chance, words))
    return f"""<item>
<title>{title}</title>
<link>https://portal.example/{moment:%Y/%m/%d}/story-{number}/</link>
<pubDate>{moment:%a, %d %b %Y %H:%M:%S} +0000</pubDate>
<dc:creator><![CDATA[writer{chance.randint(1, WRITERS)}]]></dc:creator>
<guid isPermaLink="false">https://portal.example/?p={number}</guid>
<description></description>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{" ".join(chance.choices(WORDS, k=24)).capitalize()}.]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date>{moment:%Y-%m-%d %H:%M:%S}</wp:post_date>
<wp:post_date_gmt>{moment:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt>
<wp:comment_status>open</wp:comment_status>
<wp:ping_status>open</wp:ping_status>
<wp:post_name>story-{number}</wp:post_name>
<wp:status>publish</wp:status>
<wp:post_parent>0</wp:post_parent>
<wp:menu_order>0</wp:menu_order>
<wp:post_type>post</wp:post_type>
<wp:post_password></wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
{terms}
<wp:postmeta><wp:meta_key>_edit_last</wp:meta_key><wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>
<wp:postmeta><wp:meta_key>_yoast_wpseo_metadesc</wp:meta_key><wp:meta_value><![CDATA[{title}]]></wp:meta_value></wp:postmeta>
</item>
"""


def _paragraphs(number: int, chance: random.Random, words: int) -> Iterator[str]:
    """A post as portals have them: every other one of blocks, the rest from before there were blocks."""
    blocks = number % 2
    for position in range(max(1, words // 60)):
        text = " ".join(chance.choices(WORDS, k=60)).capitalize()
        if position % 3 == 1:
            other = chance.randint(1, number)
            text += (
                f' <a href="https://portal.example/?p={other}">earlier</a> and <strong>more</strong> &amp; <em>on</em>'
            )
        yield f"<!-- wp:paragraph -->\n<p>{text}.</p>\n<!-- /wp:paragraph -->" if blocks else f"{text}."
    if number % 4 == 1:
        points = "".join(f"<li>{' '.join(chance.choices(WORDS, k=8))}</li>" for _ in range(4))
        yield f"<!-- wp:list -->\n<ul>{points}</ul>\n<!-- /wp:list -->"
    elif number % 4 == 2:
        picture = '<img src="https://cdn.example/chart.png" alt="A chart" />'
        yield f'[caption id="attachment_5" width="640"]{picture} Rates[/caption]'
    elif number % 4 == 3:
        yield "<!-- wp:heading -->\n<h3>What happens next</h3>\n<!-- /wp:heading -->"


_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Portal</title>
<link>https://portal.example</link>
<description>A synthetic portal</description>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://portal.example</wp:base_site_url>
<wp:base_blog_url>https://portal.example</wp:base_blog_url>
"""
_CATEGORY = """<wp:category>
<wp:term_id>{0}</wp:term_id>
<wp:category_nicename>desk-{0}</wp:category_nicename>
<wp:category_parent></wp:category_parent>
<wp:cat_name><![CDATA[Desk {0}]]></wp:cat_name>
</wp:category>
"""

if __name__ == "__main__":
    write_wxr(Path(sys.argv[1]), int(sys.argv[2]), words=int(sys.argv[3]) if len(sys.argv) > 3 else 400)
