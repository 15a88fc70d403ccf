"""What categories, tags and writers of the portal become."""

import pytest
from django.core.management import CommandError

from articles import snapshots
from articles.models import Article, Author, Tag
from core.models import User
from newsroom.tests.wxr_files import category, in_category, item, tagged, writer

pytestmark = pytest.mark.django_db

Status = Article.Status


def test_without_sections_there_will_be_one_called_news(run):
    report = run(item(terms=in_category("markets")))
    assert Article.objects.get().section.name == "News"
    assert "News, /news/" in report


def test_a_category_of_a_sections_name_is_that_section(run, section_factory):
    section_factory("Banking")
    run(item(terms=in_category("other") + in_category("banking")))
    article = Article.objects.get()
    assert article.section.slug == "banking"
    assert list(article.tags.names()) == ["Other"]


def test_mapped_categories_and_those_inside_them(run, section_factory, tmp_path):
    section_factory("Finance")
    (tmp_path / "sections.toml").write_text('[sections]\nmarkets = "finance"\n')
    report = run(
        category("markets"),
        category("bonds", parent="markets"),
        category("covered-bonds", "Covered &amp; other bonds", parent="bonds"),
        category("gold", "All about gold"),
        item("One", slug="one", terms=in_category("covered-bonds", "Covered &amp; other bonds")),
        item("Two", slug="two", terms=in_category("gold") + in_category("markets")),
        options=["--sections", str(tmp_path / "sections.toml"), "--section", "gold=metals"],
    )
    one, two = Article.objects.get(slug="one"), Article.objects.get(slug="two")
    assert one.section.slug == "finance"
    assert list(one.tags.names()) == ["Covered & other bonds"]
    assert (two.section.slug, two.section.name) == ("metals", "All about gold")
    assert list(two.tags.names()) == ["Markets"]
    assert "All about gold, /metals/" in report


def test_the_chief_category_of_an_seo_plugin_decides(run, section_factory):
    section_factory("Banking")
    section_factory("Trading")
    run(
        category("banking", number=7),
        category("trading", number=8),
        item(terms=in_category("banking") + in_category("trading"), meta={"_yoast_wpseo_primary_category": "8"}),
    )
    assert Article.objects.get().section.slug == "trading"


def test_a_default_section_can_be_chosen(run):
    run(item(), options=["--default-section", "archive"])
    assert Article.objects.get().section.slug == "archive"


@pytest.mark.parametrize(
    "options",
    [["--default-section", "admin"], ["--section", "markets"], ["--section", "a=b c"], ["--sections", "/nowhere"]],
)
def test_a_mapping_that_cannot_be_is_refused(run, options):
    with pytest.raises(CommandError):
        run(item(), options=options)
    assert not Article.objects.exists()


def test_tags_that_differ_in_capitals_are_one_and_long_names_are_cut(run):
    Tag.objects.create(name="ecb", slug="ecb")
    report = run(item(terms=tagged("ecb-2", "ECB") + tagged("long", "x" * 150) + tagged("q-a", "Q &amp; A")))
    names = sorted(Article.objects.get().tags.names())
    assert names == ["Q & A", "ecb", "x" * 99 + "…"]
    assert "ECB → ecb" in report


def test_uncategorized_is_not_a_tag(run):
    run(item(terms=in_category("uncategorized", "Uncategorized")))
    assert not Tag.objects.exists()


def test_authors_are_known_by_name_and_their_mail_stays_private(run, author_factory):
    user = User.objects.create_user("ed", email="Ed@Example.com")
    known = author_factory("Known Here")
    report = run(
        writer("ed", "Ed Itor", "ed@example.com"),
        writer("known", "Known Here", "k@example.com"),
        writer("j1", "John Smith"),
        writer("j2", "John Smith"),
        writer("mary@example.com"),
        *(
            item(login, creator=login, slug=login[:4])
            for login in ("ed", "known", "j1", "j2", "mary@example.com", "ghost")
        ),
    )
    names = {article.title: article.byline_authors[0] for article in Article.objects.all()}
    assert names["ed"].user == user
    assert names["known"] == known
    assert names["j1"] != names["j2"]
    assert names["j1"].name == names["j2"].name == "John Smith"
    assert names["mary@example.com"].name == "Mary"
    assert names["ghost"].name == "Ghost"
    assert not Author.objects.exclude(email="").exists()
    assert not Author.objects.filter(name__contains="@").exists()
    assert "John Smith" in report
    assert "@" not in report.partition("Left out")[0].replace("e-mail", "")


def test_several_authors_of_an_article_keep_their_order(run):
    def by(slug, name):
        return f'<category domain="author" nicename="cap-{slug}"><![CDATA[{name}]]></category>'

    report = run(
        writer("desk", "News Desk"), writer("jane.doe", "Jane Doe"),
        item(creator="desk", terms=by("guest", "guest") + by("jane-doe", "jane.doe") + by("guest", "guest")),
        item("Mary Smith", type="guest-author", slug="cap-guest"),
    )  # fmt: skip
    article = Article.objects.get()
    assert [author.name for author in article.byline_authors] == ["Mary Smith", "Jane Doe"]
    assert article.latest_revision.snapshot == snapshots.take(article)
    assert "taxonomy" not in report


def test_tags_of_the_oldest_exports(run):
    run(item(terms='<category domain="tag" nicename="ecb">ECB</category>'), version="1.0")
    assert list(Article.objects.get().tags.names()) == ["ECB"]
