"""Posts and pages become rows: title, state, dates, standfirst, main picture, old addresses."""

from __future__ import annotations

import html
from datetime import datetime, timedelta

from django.utils import timezone

from articles.models import Article, Section
from core.richtext import plain_text
from newsroom.wordpress import dates
from newsroom.wordpress.content import Converted, convert
from newsroom.wordpress.library import Library
from newsroom.wordpress.links import Links
from newsroom.wordpress.naming import title_of, wanted_slug
from newsroom.wordpress.plan import Placed, Plan
from newsroom.wordpress.report import Report
from newsroom.wordpress.storing import Arrival, Batch
from newsroom.wordpress.taxonomy import Sections, Taxonomy
from newsroom.wordpress.words import cut, plain_words
from newsroom.wordpress.wxr import Item
from pages.models import CompanyPage

LONGEST_TITLE = 200
LONGEST_STANDFIRST = 500
SILENT_UPDATE = timedelta(minutes=5)
"""Changes made this soon after the publication do not count as an update."""

_LEFT_OUT = {
    "shortcode": "shortcodes that nobody knows here; what they enclosed is kept",
    "block": "blocks that WordPress filled only when a page was shown",
    "form": "forms",
}


class Rows:
    """Makes rows of items, and says in the report what it decided."""

    def __init__(self, plan: Plan, library: Library, sections: Sections, taxonomy: Taxonomy, report: Report):
        self.plan = plan
        self.library = library
        self.sections = sections
        self.taxonomy = taxonomy
        self.report = report

    def add(self, item: Item, placed: Placed, batch: Batch) -> None:
        result = convert(
            item.content,
            Links(item, self.plan, self.library, self.sections),
            post=item.id,
            footnotes=next(iter(item.meta.get("footnotes", [])), ""),
        )
        title = self._title(item, result)
        self._explain(title, result)
        paths = self._old_paths(item)
        if placed.kind == "page":
            batch.pages.append(Arrival(item.id, self._page(item, placed, title, result), paths))
            return
        section = self.sections.known(self.sections.of(placed.terms)) or Section()
        article = self._article(item, placed, title, result, section)
        self.plan.decode(item.terms)
        tags = self.taxonomy.tags_of(item.terms, section.slug)
        batch.articles.append(
            Arrival(item.id, article, paths, self.taxonomy.authors_of(self.plan.writers_of(item)), tags)
        )

    def _article(self, item: Item, placed: Placed, title: str, result: Converted, section: Section) -> Article:
        status, moment, changed = self._state(item)
        standfirst, summary = self._standfirst(item)
        hero = self._hero(item)
        article = Article(
            title=title, slug=placed.slug, section=section, status=status, published_at=moment, standfirst=standfirst,
            summary=summary, body=result.body, hero_id=hero or None, saved_at=changed or moment or timezone.now(),
            seo_title=_meta(item, "_yoast_wpseo_title", "rank_math_title")[:120],
            seo_description=_meta(item, "_yoast_wpseo_metadesc", "rank_math_description")[:320],
        )  # fmt: skip
        if (
            status == Article.Status.PUBLISHED
            and moment
            and changed
            and moment + SILENT_UPDATE < changed <= timezone.now()
        ):
            article.updated_at = changed
        if result.films and any(
            term.domain == "post_format" and term.slug == "post-format-video" for term in item.terms
        ):
            article.kind, article.video_url = Article.Kind.VIDEO, result.films[0]
            # Shown over the text now; a second player in it would be one too many.
            article.body = article.body.replace(
                f'<figure data-embed="{html.escape(result.films[0])}"></figure>', "", 1
            ).strip()
        article.count_words()
        wanted = wanted_slug(item)
        if item.slug and placed.slug != wanted:
            self.report.changed(
                "articles whose address was taken, too long or reserved, given another", f"{wanted} → {placed.slug}"
            )
        self.report.came_in["articles"] += 1
        if item.type != "post":
            self.report.note(f"items of the type ‘{item.type}’ brought in as articles")
        if item.sticky:
            self.report.changed("sticky posts: the front page is arranged in the admin here", title)
        if not article.body and not article.video_url:
            self.report.changed("articles without any text", title)
        return article

    def _page(self, item: Item, placed: Placed, title: str, result: Converted) -> CompanyPage:
        status, moment, changed = self._state(item)
        body = result.body
        if hero := self._hero(item):
            body = f'<figure data-image="{hero}"></figure>\n{body}'
        if item.slug and placed.slug != wanted_slug(item):
            self.report.changed(
                "pages whose address was taken or reserved, given another", f"/{wanted_slug(item)}/ → /{placed.slug}/"
            )
        now = timezone.now()
        if moment and moment > now and status == Article.Status.PUBLISHED:
            self.report.changed("pages planned for later, kept hidden: pages cannot be scheduled here", title)
        self.report.came_in["pages"] += 1
        standfirst = plain_words(item.excerpt)
        return CompanyPage(
            title=title, slug=placed.slug, standfirst=standfirst, body=body,
            is_public=status == Article.Status.PUBLISHED and (moment is None or moment <= now),
            updated_at=changed or moment or now,
            seo_description=_meta(item, "_yoast_wpseo_metadesc", "rank_math_description")[:320],
        )  # fmt: skip

    def _state(self, item: Item) -> tuple[str, datetime | None, datetime | None]:
        """Status, moment of publication, and moment of the last change."""
        title = title_of(item) or item.slug
        moment, changed = dates.published(item), dates.modified(item)
        if item.password:
            self.report.changed("protected by a password, kept as drafts", title)
            return Article.Status.DRAFT, moment, changed
        if item.status in {"publish", "future"}:
            if moment is None:
                self.report.changed("published without a date, given the date of this import", title)
                moment = timezone.now()
            elif moment > timezone.now():
                self.report.note("scheduled: they appear by themselves", f"{title}, {moment:%d %B %Y, %H:%M} UTC")
            return Article.Status.PUBLISHED, moment, changed
        if item.status == "private":
            self.report.changed("private, kept as drafts", title)
            return Article.Status.DRAFT, moment, changed
        if item.status in {"draft", "pending", ""}:
            self.report.note("drafts", title)
        else:
            self.report.changed(f"of the status ‘{item.status}’, kept as drafts", title)
        return Article.Status.DRAFT, None, changed or moment

    def _title(self, item: Item, result: Converted) -> str:
        title = title_of(item)
        if not title:
            words = plain_words(plain_text(result.body)).split()
            title = " ".join(words[:8]) + ("…" if len(words) > 8 else "") if words else "Untitled"
            title = title[:LONGEST_TITLE]
            self.report.changed("without a title, given one", title)
        if len(title) > LONGEST_TITLE:
            self.report.changed("titles longer than 200 characters, cut; they stand in full over the text", title)
            result.body = f"<p><strong>{html.escape(title, quote=False)}</strong></p>\n{result.body}"
            title = cut(title, LONGEST_TITLE)
        return title

    def _standfirst(self, item: Item) -> tuple[str, str]:
        """The excerpt, and all of it as summary where it is too long for a standfirst."""
        excerpt = plain_words(item.excerpt)
        if len(excerpt) <= LONGEST_STANDFIRST:
            return excerpt, ""
        self.report.changed("excerpts longer than 500 characters, cut; they stand in full as summary", title_of(item))
        return cut(excerpt, LONGEST_STANDFIRST), excerpt

    def _hero(self, item: Item) -> int | None:
        number = next(iter(item.meta.get("_thumbnail_id", [])), "").strip()
        if not number.isdecimal() or len(number) > 18 or number == "0":
            return None
        pk = self.library.picture(int(number), "", "")
        if pk is None:
            self.report.left_out("main pictures whose file did not come in", title_of(item) or item.slug)
        return pk

    def _explain(self, title: str, result: Converted) -> None:
        for kind, name in result.left_out:
            self.report.left_out(_LEFT_OUT[kind], name=name)
        for address in result.lost_pictures:
            self.report.changed(
                "pictures in texts whose file did not come in; their words are kept, with a link",
                f"{address} in {title}",
            )
        if result.embedded_data:
            self.report.left_out("pictures written into the text itself", title, times=result.embedded_data)

    def _old_paths(self, item: Item) -> list[str]:
        """Where readers could find it: its address, addresses it had before, and its number."""
        home = self.plan.home
        paths = [path] if (path := home.path(item.link)) and "?" not in path else []
        for before in item.meta.get("_wp_old_slug", []):
            if paths and before.strip():
                parent = paths[0].rstrip("/").rpartition("/")[0]
                paths.append(home.path(f"{parent}/{before.strip()}/") or "")
        if item.id > 0:
            paths.append(f"/?p={item.id}")
            if item.type == "page":
                paths.append(f"/?page_id={item.id}")
        return [spelling for path in dict.fromkeys(paths) for spelling in home.spellings(path)]


def _meta(item: Item, *keys: str) -> str:
    """What an SEO plugin kept; nothing where it is a pattern of the plugin's (‘%%title%% %%sep%%’) or serialised."""
    for key in keys:
        value = plain_words(next(iter(item.meta.get(key, [])), ""))
        if (
            value
            and "%%" not in value
            and not (value.count("%") > 1 and " %" in f" {value}")
            and not value.startswith(("a:", "O:", "s:"))
        ):
            return value
    return ""
