"""Small WordPress exports for tests: `export(item(...), ...)` gives the text of one, `bring_in` imports it."""

from __future__ import annotations

import io
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from django.core.management import call_command

HOME = "https://old.example"
numbers = count(1)


def bring_in(folder: Path, source: str | bytes, *arguments: str) -> str:
    """Imports the export and returns the report."""
    file = folder / "export.xml"
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    report = io.StringIO()
    call_command("import_wordpress", str(file), *arguments, stdout=report, stderr=io.StringIO())
    return report.getvalue()


def item(
    title: str = "A story",
    content: str = "<p>The bank said so.</p>",
    *,
    number: int | None = None,
    type: str = "post",
    status: str = "publish",
    slug: str = "a-story",
    link: str | None = None,
    date: str = "2014-03-05 09:30:00",
    date_gmt: str | None = None,
    creator: str = "jane",
    excerpt: str = "",
    terms: str = "",
    meta: dict[str, str] | None = None,
    home: str = HOME,
    **fields: str,
) -> str:
    """An `<item>`; `fields` are further elements of the wp namespace."""
    number = next(numbers) + 1000 if number is None else number
    link = f"{home}/2014/03/05/{slug}/" if link is None else link
    fields = {
        "post_id": str(number),
        "post_date": date,
        "post_date_gmt": date if date_gmt is None else date_gmt,
        "post_name": slug,
        "status": status,
        "post_parent": "0",
        "post_type": type,
        "post_password": "",
        "is_sticky": "0",
    } | fields
    return f"""<item>
<title>{escape(title)}</title>
<link>{escape(link)}</link>
<dc:creator><![CDATA[{creator}]]></dc:creator>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
{"".join(f"<wp:{name}>{escape(value)}</wp:{name}>" for name, value in fields.items())}
{terms}
{"".join(_meta(key, value) for key, value in (meta or {}).items())}
</item>
"""


def attachment(number: int, file: str, *, alt: str = "", caption: str = "", home: str = HOME, **fields: str) -> str:
    return item(
        fields.pop("title", "A file"),
        "",
        number=number,
        type="attachment",
        status="inherit",
        slug=f"file-{number}",
        link=f"{home}/file-{number}/",
        excerpt=caption,
        meta={"_wp_attachment_image_alt": alt} if alt else {},
        attachment_url=f"{home}/wp-content/uploads/{file}",
        **fields,
    )


def _meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def in_category(slug: str, name: str = "") -> str:
    return f'<category domain="category" nicename="{slug}"><![CDATA[{name or slug.title()}]]></category>'


def tagged(slug: str, name: str = "") -> str:
    return f'<category domain="post_tag" nicename="{slug}"><![CDATA[{name or slug.title()}]]></category>'


def category(slug: str, name: str = "", *, number: int = 0, parent: str = "") -> str:
    return (
        f"<wp:category><wp:term_id>{number or next(numbers)}</wp:term_id>"
        f"<wp:category_nicename>{slug}</wp:category_nicename><wp:category_parent>{parent}</wp:category_parent>"
        f"<wp:cat_name><![CDATA[{name or slug.title()}]]></wp:cat_name>"
        "</wp:category>\n"
    )


def writer(login: str, name: str = "", email: str = "", number: int = 0) -> str:
    return (
        f"<wp:author><wp:author_id>{number or next(numbers)}</wp:author_id><wp:author_login>{login}</wp:author_login>"
        f"<wp:author_email>{email}</wp:author_email>"
        f"<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>\n"
    )


def export(*parts: str, version: str = "1.2", home: str = HOME, encoding: str = "UTF-8") -> str:
    return f"""<?xml version="1.0" encoding="{encoding}" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/{version}/">
<channel>
<title>The old portal</title>
<link>{home}</link>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>{home}</wp:base_site_url>
<wp:base_blog_url>{home}</wp:base_blog_url>
{"".join(parts)}
</channel>
</rss>
"""
