"""Loads the demo newsroom. What is there already stays as it is, so it can run again after somebody edited it."""

import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import snapshots, workflow
from articles.models import Article, Author, PublicNote, Section
from core.models import SiteSettings, User
from images.models import Image
from newsroom.demo import drawing, front_matter
from newsroom.demo.awards import load_awards
from newsroom.demo.enquiries import load_enquiries, load_guest_posts
from newsroom.demo.front_page import load_front_page
from newsroom.demo.magazines import load_issues
from newsroom.demo.newsletters import load_newsletters
from newsroom.demo.nominations import load_nominations
from newsroom.demo.organisations import load_organisations
from newsroom.demo.readership import load_readership
from pages.models import CompanyPage, MenuItem

FOLDER = Path(__file__).parent

Step = tuple[str, int, int]
"""What is being loaded, how many are done, and of how many."""


def load() -> Iterator[Step]:
    """Loads everything that is missing, telling after each step how far it is."""
    _load_settings()
    yield from _load_sections()
    yield from _load_authors()
    _load_pages()
    _load_menus()
    load_newsletters()
    load_enquiries()
    yield from _load_articles()
    load_organisations()  # before the awards, whose winners are found among them by name
    load_readership()
    load_guest_posts()
    yield from load_awards()
    load_nominations()
    yield from load_issues()
    load_front_page()


def _tables(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))[name]


def _load_settings() -> None:
    if not SiteSettings.objects.exists():
        texts = tomllib.loads((FOLDER / "site.toml").read_text(encoding="utf-8"))
        for name in ("about", "editorial_disclosure", "advertiser_disclosure"):
            texts[name] = f"<p>{texts[name]}</p>"
        SiteSettings.objects.create(**texts)


def _load_sections() -> Iterator[Step]:
    known = set(Section.objects.values_list("slug", flat=True))
    missing = [section for section in _tables("sections") if section["slug"] not in known]
    pictures = _drawn((drawing.draw, (each["picture"]["motif"], each["slug"])) for each in missing)
    order = [section["slug"] for section in _tables("sections")]
    for done, (fields, picture) in enumerate(zip(missing, pictures, strict=True), start=1):
        with transaction.atomic():
            described = fields.pop("picture")
            image = Image.objects.add(io.BytesIO(picture), alt=described["alt"], credit=drawing.CREDIT)
            front_page = Section.FrontPage.LEAD if fields["slug"] == "top-stories" else Section.FrontPage.BLOCK
            Section.objects.create(picture=image, position=order.index(fields["slug"]), front_page=front_page, **fields)
        yield "Sections", done, len(missing)


def _load_authors() -> Iterator[Step]:
    known = set(Author.objects.values_list("slug", flat=True))
    missing = [author for author in _tables("authors") if author["slug"] not in known]
    portraits = _drawn((_portrait, (each["slug"], _looks(each["portrait"]))) for each in missing)
    for done, (fields, portrait) in enumerate(zip(missing, portraits, strict=True), start=1):
        with transaction.atomic():
            described = fields.pop("portrait")
            image = Image.objects.add(io.BytesIO(portrait), alt=described["alt"], credit=drawing.CREDIT)
            Author.objects.create(picture=image, **(fields | {"bio": f"<p>{fields['bio']}</p>"}))
        yield "Authors", done, len(missing)


def _looks(portrait: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in portrait.items() if key != "alt"}


def _portrait(seed: str, looks: dict[str, Any]) -> bytes:
    return drawing.draw_portrait(seed, **looks)


def _load_pages() -> None:
    for path in sorted((FOLDER / "pages").glob("*.md")):
        if not CompanyPage.objects.filter(slug=path.stem).exists():
            fields, body = front_matter.read(path)
            updated_at = timezone.now() - timedelta(days=fields.pop("updated_days_ago"))
            CompanyPage.objects.create(slug=path.stem, body=body, updated_at=updated_at, **fields)


def _load_menus() -> None:
    if MenuItem.objects.exists():
        return
    sections = {section.slug: section for section in Section.objects.all()}
    pages = {page.slug: page for page in CompanyPage.objects.all()}
    footer_only = ("research-reports", "press-release")
    header: list[dict[str, Any]] = [
        {"section": section} for slug, section in sections.items() if slug not in footer_only
    ]
    after_videos = 1 + header.index({"section": sections["videos"]})
    header[after_videos:after_videos] = [
        {"label": "Awards", "address": "/awards/"},
        {"label": "Magazines", "address": "/magazines/"},
    ]
    menus: dict[str, list[dict[str, Any]]] = {
        MenuItem.Menu.HEADER: header,
        MenuItem.Menu.COMPANY: [
            *({"page": pages[slug]} for slug in ("about-us", "profile", "privacy-policy", "terms-of-use")),
            *({"page": pages[slug]} for slug in ("contact-us", "advertising", "submit-post")),
            {"label": "Latest News", "address": "/latest-news/"},
            *({"section": sections[slug]} for slug in footer_only),
            {"label": "Authors", "address": "/authors/"},
        ],
        MenuItem.Menu.SECTIONS: header,
        MenuItem.Menu.AWARDS: [
            {"label": "About the Awards", "address": "/awards/about/"},
            {"label": "Awards TimeTable", "address": "/awards/timetable/"},
            {"label": "Submit Nominations", "address": "/awards/nominate/"},
            {"label": "Testimonials", "address": "/awards/testimonials/"},
            {"label": "Media Room", "address": "/awards/media-room/"},
            {"label": "Award Winners", "address": "/awards/winners/"},
            {"label": "FAQ", "address": "/awards/faq/"},
        ],
        MenuItem.Menu.LEGAL: [
            {"label": "Sitemap", "address": "/sitemap/"},
            {"label": "Tags", "address": "/tags/"},
            {"label": "Corrections", "address": "/corrections/"},
            {"page": pages["privacy-policy"], "label": "Privacy"},
            {"page": pages["terms-of-use"], "label": "Terms"},
        ],
    }
    for menu, items in menus.items():
        MenuItem.objects.bulk_create(MenuItem(menu=menu, position=place, **item) for place, item in enumerate(items))


def _load_articles() -> Iterator[Step]:
    there = set(Article.objects.values_list("slug", flat=True))
    missing = {path.stem: front_matter.read(path) for path in _article_files() if path.stem not in there}
    illustrated = [(slug, matter["picture"]) for slug, (matter, _) in missing.items() if "picture" in matter]
    pictures = _drawn((drawing.draw, (picture["motif"], slug)) for slug, picture in illustrated)
    for done, (slug, (matter, body)) in enumerate(missing.items(), start=1):
        picture = next(pictures) if "picture" in matter else None
        with transaction.atomic():
            _load_article(slug, matter, body, picture)
        yield "Articles", done, len(missing)
    known = dict(Article.objects.values_list("slug", "pk"))
    for path in _article_files():
        if path.stem in missing:
            _refer(path, known)


def _refer(path: Path, known: Mapping[str, int]) -> None:
    """Once all articles are there: those that one names beside its text, and in it."""
    matter, body = front_matter.read(path, known)
    related = [known[slug] for slug in matter.get("related", []) if slug in known]
    article = Article.objects.get(slug=path.stem)
    if related or body != article.body:
        article.save_revision(snapshots.take(article) | {"related": related, "body": body}, by=None)
        article.publish(by=None)


def _article_files() -> Iterable[Path]:
    return sorted((FOLDER / "articles").glob("*.md"))


def _load_article(slug: str, matter: dict[str, Any], body: str, picture: bytes | None) -> None:
    image = None
    if picture is not None:
        described = matter["picture"]
        image = Image.objects.add(
            io.BytesIO(picture),
            alt=described["alt"],
            caption=described["caption"],
            credit=described["credit"],
            source="The art desk",
            rights="Drawn for this paper; for all uses.",
        )
    authors = {author.slug: author.pk for author in Author.objects.filter(slug__in=matter["authors"])}
    editor = User.objects.filter(username="editor").first()
    article = Article.objects.create(
        title=matter["title"], slug=slug, section=Section.objects.get(slug=matter["section"]), created_by=editor
    )
    moment = _moment(matter["days_ago"], matter["at"])
    content = {
        "kicker": matter.get("kicker", ""),
        "standfirst": matter["standfirst"],
        "summary": matter["summary"],
        "body": body,
        "kind": matter["kind"],
        "hero_id": image.pk if image else None,
        "video_url": matter.get("video", ""),
        "takeaways": matter["takeaways"],
        "questions": [{"question": each["question"], "answer": each["answer"]} for each in matter["questions"]],
        "byline": matter.get("byline", ""),
        "dateline": matter.get("dateline", ""),
        "reporting_credits": matter.get("credits", ""),
        "sponsorship": matter.get("sponsorship", Article.Sponsorship.NONE),
        "sponsor_name": matter.get("sponsor_name", ""),
        "sponsor_url": matter.get("sponsor_url", ""),
        "authors": [authors[each] for each in matter["authors"]],
        "tags": matter["tags"],
        "published_at": moment.isoformat(),
    }
    if matter.get("state") in {"draft", "review"}:
        article.save_revision(snapshots.take(article) | content | {"published_at": None}, by=editor)
        if matter["state"] == "review" and editor:
            article.take(workflow.SUBMIT, by=editor, note=matter["note"])
        return
    article.save_revision(snapshots.take(article) | content, by=None)
    article.publish(by=None)
    if "updated_days_ago" in matter:
        updated = max(_moment(matter["updated_days_ago"], matter["at"]), moment + timedelta(hours=2))
        updated = min(updated, timezone.now())
        Article.objects.filter(pk=article.pk).update(updated_at=updated)
        for kind in PublicNote.Kind.values:
            if kind in matter:
                revision = article.live_revision
                article.public_notes.create(
                    kind=kind, text=matter[kind], published_at=updated, by=editor, revision=revision
                )


def _moment(days_ago: int, at: str) -> datetime:
    """A time of day, that many days ago (from now, if below 0). What would still lie ahead today is a day earlier."""
    day = timezone.localdate() - timedelta(days=days_ago)
    moment = timezone.make_aware(datetime.combine(day, time.fromisoformat(at)))
    return moment - timedelta(days=1) if days_ago == 0 and moment > timezone.now() else moment


def _drawn(calls: Iterable[tuple[Any, tuple]]) -> Iterator[bytes]:
    """The results of the drawing calls in their order, drawn by all processors."""
    calls = list(calls)
    if not calls:
        return
    with ProcessPoolExecutor() as pool:
        for future in [pool.submit(function, *arguments) for function, arguments in calls]:
            yield future.result()
