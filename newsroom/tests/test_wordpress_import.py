from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles import snapshots
from articles.models import Article, Author, Section, Tag
from core import edition
from core.models import ImportedItem, OldAddress, SiteSettings
from newsroom.tests.wxr_files import category, in_category, item, tagged, writer
from newsroom.wordpress import importer, rows
from pages.models import CompanyPage

pytestmark = pytest.mark.django_db

Status = Article.Status


# -- Articles ------------------------------------------------------------------------


def test_an_article_comes_in_with_all_that_belongs_to_it(run):
    run(
        writer("jane", "Jane Doe"),
        item(
            "Rates &amp; <em>fees</em> rise",
            "First\n\nSecond",
            slug="rates-rise",
            excerpt="Why <b>now</b> &amp; how.",
            date="2014-03-05 09:30:00",
            post_modified_gmt="2014-04-01 10:00:00",
            terms=in_category("markets") + tagged("ecb", "ECB"),
            meta={
                "_yoast_wpseo_title": "Rates %%sep%% x",
                "rank_math_title": "Rates",
                "_yoast_wpseo_metadesc": "All of it",
            },
        ),
    )
    article = Article.objects.get()
    assert article.title == "Rates & fees rise"
    assert article.slug == "rates-rise"
    assert article.body == "<p>First</p>\n<p>Second</p>"
    assert article.standfirst == "Why now & how."
    assert article.status == Status.PUBLISHED
    assert article.published_at == datetime(2014, 3, 5, 9, 30, tzinfo=UTC)
    assert article.updated_at == article.saved_at == datetime(2014, 4, 1, 10, tzinfo=UTC)
    assert (article.seo_title, article.seo_description) == ("Rates", "All of it")
    assert [author.name for author in article.byline_authors] == ["Jane Doe"]
    assert sorted(article.tags.names()) == ["ECB", "Markets"]
    assert article.word_count == 6


def test_it_has_a_revision_that_is_live_and_holds_everything(run):
    run(item(terms=tagged("b") + tagged("a")), item("A draft", status="draft", slug=""))
    article = Article.objects.get(status=Status.PUBLISHED)
    assert article.revisions.get() == article.latest_revision == article.live_revision
    assert article.latest_revision.snapshot == snapshots.take(article)
    assert article.latest_revision.created_by is None
    assert not article.has_unpublished_changes
    draft = Article.objects.get(status=Status.DRAFT)
    assert draft.latest_revision is not None
    assert draft.live_revision is None


@pytest.mark.parametrize(
    ("status", "ours"),
    [
        ("publish", Status.PUBLISHED), ("future", Status.PUBLISHED), ("draft", Status.DRAFT), ("pending", Status.DRAFT),
        ("private", Status.DRAFT), ("pitch", Status.DRAFT), ("trash", None), ("auto-draft", None), ("inherit", None),
    ],
)  # fmt: skip
def test_every_status(run, status, ours):
    report = run(item(status=status))
    article = Article.objects.first()
    assert (article and article.status) == ours
    if status in {"private", "trash", "auto-draft", "pitch"}:
        assert "A story" in report


def test_a_future_post_is_scheduled(run, client):
    moment = (timezone.now() + timedelta(days=3)).replace(microsecond=0)
    report = run(item(status="future", date=f"{moment:%Y-%m-%d %H:%M:%S}"))
    article = Article.objects.get()
    assert article.is_scheduled
    assert article.published_at == moment
    assert "scheduled" in report


def test_a_post_with_a_password_comes_in_as_draft(run):
    report = run(item("Secret", post_password="enter"))
    assert Article.objects.get().status == Status.DRAFT
    assert "protected by a password" in report


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"date_gmt": "2014-03-05 09:30:00"}, datetime(2014, 3, 5, 9, 30, tzinfo=UTC)),
        ({"date_gmt": "0000-00-00 00:00:00", "date": "2014-07-05 09:30:00"}, datetime(2014, 7, 5, 8, 30, tzinfo=UTC)),
        ({"date_gmt": "", "date": "2014-13-45 99:00:00"}, None),
    ],
)
def test_dates(run, fields, wanted):
    run(item(**fields))
    assert Article.objects.get().published_at == wanted or wanted is None


def test_a_post_without_any_date_is_published_today(run):
    report = run(item(date="0000-00-00 00:00:00"))
    assert timezone.now() - Article.objects.get().published_at < timedelta(minutes=1)
    assert "published without a date" in report


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ("Why a<b is not c", "Why a<b is not c"),
        ("Profit <10% &lt;x&gt;", "Profit <10% <x>"),
        ("Mark<sup>up</sup>", "Markup"),
    ],
)
def test_titles_become_plain_text(run, given, ours):
    run(item(given))
    assert Article.objects.get().title == ours


def test_titles_that_are_missing_or_too_long(run):
    long = "Word " * 60
    report = run(
        item("", "<p>These are the first words of a text that has no title at all</p>", slug="one"),
        item("", "", slug="two"),
        item(long, slug="three"),
    )
    titles = dict(Article.objects.values_list("slug", "title"))
    assert titles["one"] == "These are the first words of a text…"
    assert titles["two"] == "Untitled"
    assert titles["three"].endswith("Word…")
    assert len(titles["three"]) <= 200
    assert Article.objects.get(slug="three").body.startswith(f"<p><strong>{long.strip()}</strong></p>")
    assert "without a title" in report


def test_an_excerpt_too_long_for_a_standfirst_stands_in_full_as_summary(run):
    excerpt = "Long words here. " * 60
    run(item(excerpt=excerpt))
    article = Article.objects.get()
    assert len(article.standfirst) <= 500
    assert article.summary == excerpt.strip()


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ("rates", "rates"),
        ("%ce%b5%cf%80%ce%af%cf%80%ce%b5%ce%b4%ce%bf", "επίπεδο"),
        ("feed", "feed-2"),
        ("word-" * 40, ("word-" * 24)[:-1]),
        ("", "a-story"),
        ("%f0%9f%98%80", "a-story"),
    ],
)
def test_slugs(run, given, ours):
    run(item(slug=given, link="https://old.example/?p=5", status="draft" if not given else "publish"))
    assert Article.objects.get().slug == ours


def test_slugs_that_are_taken_get_a_number(run, article_factory):
    article_factory(slug="rates")
    report = run(*(item(f"{number}", slug="rates") for number in range(3)))
    assert sorted(Article.objects.values_list("slug", flat=True)) == ["rates", "rates-2", "rates-3", "rates-4"]
    assert "rates → rates-2" in report


def test_a_video_post_shows_its_first_film_once(run):
    run(
        item(
            content="Before\n\nhttps://youtu.be/abcdefghijk\n\nAfter",
            terms='<category domain="post_format" nicename="post-format-video">Video</category>',
        )
    )
    article = Article.objects.get()
    assert article.kind == Article.Kind.VIDEO
    assert article.video_url == "https://www.youtube.com/watch?v=abcdefghijk"
    assert "figure" not in article.body


def test_one_item_that_cannot_be_converted_does_not_keep_the_others_out(run, monkeypatch):
    real = rows.convert

    def fragile(source, *arguments, **named):
        if "boom" in source:
            raise RuntimeError("boom")
        return real(source, *arguments, **named)

    monkeypatch.setattr(rows, "convert", fragile)
    report = run(item("Good", slug="good"), item("Bad", "boom", slug="bad"))
    assert Article.objects.get().title == "Good"
    assert "could not be converted" in report
    monkeypatch.undo()
    run(item("Good", slug="good"), item("Bad", "boom", slug="bad"))


def test_other_types_are_left_out_unless_asked_for(run):
    parts = item("A book", type="book", slug="book"), item("Menu", type="nav_menu_item", slug="m"), item("Post")
    report = run(*parts)
    assert Article.objects.get().title == "Post"
    assert "‘book’ (--post-type book" in report
    run(*parts, options=["--post-type", "book"])
    assert Article.objects.filter(title="A book").exists()


def test_comments_and_sticky_posts_are_reported(run):
    comment = "<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_content>Hi</wp:comment_content></wp:comment>"
    report = run(item(is_sticky="1", terms=comment * 3))
    assert "3  comments" in report
    assert "sticky" in report


# -- Pages ---------------------------------------------------------------------------


def test_pages_come_in_as_company_pages(run, client):
    run(
        item("About us", "<p>Since 2010.</p>", type="page", slug="about-us", excerpt="In short"),
        item("Hidden", type="page", slug="hidden", status="private"),
    )
    page = CompanyPage.objects.get(slug="about-us")
    assert (page.title, page.body, page.standfirst) == ("About us", "<p>Since 2010.</p>", "In short")
    assert "Since 2010." in client.get("/about-us/").text
    assert not CompanyPage.objects.get(slug="hidden").is_public


def test_a_page_whose_address_is_taken_gets_another(run, section_factory):
    section_factory("Banking")
    CompanyPage.objects.create(title="Old", slug="terms")
    report = run(
        *(item(slug, type="page", slug=slug) for slug in ("banking", "terms", "admin", "news", "news")), item()
    )
    assert set(CompanyPage.objects.values_list("slug", flat=True)) == {
        "terms", "banking-2", "terms-2", "admin-2", "news-2", "news-3",
    }  # fmt: skip
    assert "/banking/ → /banking-2/" in report


# -- Again, and interrupted ------------------------------------------------------------


def state():
    return [model.objects.count() for model in (Article, CompanyPage, Tag, Author, Section, OldAddress, ImportedItem)]


PORTAL = (
    writer("jane", "Jane Doe", number=1),
    category("markets", number=1),
    *(
        item(
            f"Story {number}",
            number=number,
            slug=f"story-{number}",
            terms=in_category("markets") + tagged(f"tag-{number}"),
        )
        for number in range(1, 8)
    ),
    item("About", number=50, type="page", slug="about"),
)


def test_a_second_run_adds_nothing_and_leaves_alone_what_editors_changed(run):
    run(*PORTAL)
    before = state()
    article = Article.objects.get(slug="story-3")
    article.save_revision(snapshots.take(article) | {"title": "Changed", "slug": "changed"}, by=None)
    article.publish(by=None)
    Author.objects.update(name="Jane Doe-Smith")
    report = run(*PORTAL)
    after = state()
    assert after[:5] == before[:5]
    assert Article.objects.get(slug="changed").title == "Changed"
    assert "Came in: nothing" in report
    assert "7  articles" in report


def test_a_growing_portal_can_be_fetched_again(run):
    run(*PORTAL)
    run(*PORTAL, item("New", number=99, slug="new", creator="jane", terms=in_category("markets")))
    assert Article.objects.count() == 8
    assert Author.objects.count() == 1


def test_two_portals_may_use_the_same_numbers(run):
    run(*PORTAL)
    run(*PORTAL, home="https://other.example")
    assert Article.objects.count() == 14


def test_http_and_www_are_the_same_portal(run):
    run(*PORTAL)
    run(*PORTAL, home="http://www.old.example")
    assert Article.objects.count() == 7


def test_what_was_deleted_here_stays_deleted_unless_asked_for(run):
    run(*PORTAL)
    Article.objects.get(slug="story-1").delete()
    report = run(*PORTAL)
    assert Article.objects.count() == 6
    assert "deleted here since" in report
    run(*PORTAL, options=["--deleted-too"])
    assert Article.objects.count() == 7
    run(*PORTAL)
    assert Article.objects.count() == 7


def test_one_number_twice_in_a_file_comes_in_once(run):
    report = run(item("One", number=5, slug="one"), item("Two", number=5, slug="two"))
    assert Article.objects.get().title == "One"
    assert "twice in the file" in report


def test_a_dry_run_reports_the_same_and_writes_nothing(run):
    before = state()
    rehearsed = run(*PORTAL, options=["--dry-run"])
    assert state() == before
    assert edition.current() == 0
    real = run(*PORTAL)
    for line in ("7  articles", "1  pages", "8  tags", "1  authors"):
        assert line in rehearsed
        assert line in real


def test_an_interruption_takes_back_one_batch_and_the_next_run_goes_on(run, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(importer, "BATCH", 2)
    real, stored = importer.store, []

    def store(*batch):
        real(*batch)
        stored.append(batch)
        if len(stored) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(importer, "store", store)
    with pytest.raises(SystemExit) as stopped:
        run(*PORTAL)
    assert stopped.value.code == 130
    assert Article.objects.count() == 4
    assert all(article.latest_revision_id for article in Article.objects.all())
    monkeypatch.setattr(importer, "store", real)
    report = run(*PORTAL)
    assert Article.objects.count() == 7
    assert "4  articles" in report
    assert "3  articles" in report
    slugs = sorted(Article.objects.values_list("slug", flat=True))
    assert slugs == [f"story-{number}" for number in range(1, 8)]


def test_every_batch_starts_one_new_edition(run, monkeypatch):
    monkeypatch.setattr(importer, "BATCH", 4)
    edition.bump()
    before = edition.current()
    run(*PORTAL)
    edition.look_again()
    # Two batches, the terms, the section that had to be made, and the name of the site.
    assert edition.current() - before == 5


def test_the_number_of_queries_does_not_grow_with_the_posts(run, monkeypatch):
    monkeypatch.setattr(edition, "LOOK_EVERY", 3600.0)  # what takes longer looks for a new one more often
    asked: Counter[int] = Counter()

    def count(execute, sql, *args):
        asked[posts] += 1
        return execute(sql, *args)

    with connection.execute_wrapper(count):
        for posts in (5, 20, 200):  # the first makes the sections and tags
            run(*(item(f"{n}", slug=f"s-{posts}-{n}", terms=tagged(f"t-{n % 5}")) for n in range(posts)))
    assert Article.objects.count() == 225
    assert asked[200] <= asked[20] < asked[5]


def test_a_newsroom_without_a_name_takes_that_of_the_portal(run):
    run(item("One"))
    assert SiteSettings.objects.get().name == "The old portal"


def test_a_newsroom_keeps_the_name_it_has(run):
    SiteSettings.objects.create(name="Our own")
    run(item("One"))
    assert SiteSettings.objects.get().name == "Our own"
