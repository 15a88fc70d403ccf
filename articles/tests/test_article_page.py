"""What a reader meets on the page of an article, from top to bottom."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article
from core.models import SiteSettings
from core.tests import markup

pytestmark = pytest.mark.django_db

POSTED = datetime(2026, 6, 24, 8, 3, tzinfo=UTC)
THIRD_PARTIES = ("youtube", "youtu.be", "vimeo")


@pytest.fixture
def full_article(article_factory, author_factory, image_factory):
    """An article with every part that an article can have."""
    hero = image_factory(alt="A vault door", caption="The vault, closed", credit="Photograph: A. Person")
    return article_factory(
        "Vault closes for good",
        kicker="Cash",
        standfirst="Nobody came to see it.",
        summary="It closed.\n\nNobody came.",
        body="<p>The first paragraph.</p><h2>A sub-heading</h2><blockquote><p>So it goes.</p></blockquote>",
        dateline="Solmarena",
        byline="A. Guest, treasurer",
        reporting_credits="Reporting by A. Person; editing by B. Person",
        takeaways=["Cash is leaving.", "Vaults follow."],
        questions=[{"question": "Why now?", "answer": "It was empty."}, {"question": "Who?", "answer": "Everyone."}],
        hero=hero,
        authors=[author_factory("Second Of Alphabet"), author_factory("First Of Alphabet")],
        tags=["Cash", "Branches"],
        published_at=POSTED,
        updated_at=POSTED + timedelta(hours=3),
    )


# -- From top to bottom ----------------------------------------------------------


def test_the_parts_stand_in_the_order_of_the_design(page_of, full_article, article_factory):
    for minutes in range(2):
        article_factory(section=full_article.section, published_at=POSTED - timedelta(minutes=minutes))
    SiteSettings.objects.create(name="The Paper", editorial_disclosure="<p>How we work.</p>")
    text = page_of(full_article).one("body").text
    parts = [
        "Home", "Vault closes for good", "Cash", "Nobody came to see it.", "By Second Of Alphabet",
        "24 June 2026, 09:03", "24 June 2026, 12:03", "1 min read", "The vault, closed", "Quick summary", "It closed.",
        "Solmarena", "The first paragraph.", "A sub-heading", "So it goes.", "Reporting by A. Person", "Key takeaways",
        "Vaults follow.", "Questions and answers", "Why now?", "Branches", "Copy link", "Previous", "More from Banking",
        "All stories in Banking", "How we work.",
    ]  # fmt: skip
    position = 0
    for part in parts:
        position = text.find(part, position)
        assert position >= 0, f"‘{part}’ is missing, or stands too early"


def test_there_is_one_first_heading_the_headline(page_of, full_article):
    assert page_of(full_article).texts("h1") == ["Vault closes for good"]


def test_the_breadcrumb_leads_home_and_to_the_section(page_of, full_article):
    crumbs = page_of(full_article).one("nav.breadcrumb")
    assert [(link.attributes["href"], link.text) for link in crumbs.all("a")] == [
        ("/", "Home"),
        ("/banking/", "Banking"),
    ]
    assert crumbs.all("li")[-1].attributes["aria-current"] == "page"


def test_the_title_and_description_for_search_engines_are_the_articles_own(page_of, full_article):
    Article.objects.update(seo_title="Vault & cash", seo_description="")
    head = page_of(full_article).one("head")
    assert head.one("title").text == "Vault & cash – Newsroom"
    assert {"name": "description", "content": "Nobody came to see it."} in [
        meta.attributes for meta in head.all("meta")
    ]


def test_the_canonical_address_is_the_sites_own(page_of, full_article, settings):
    settings.SITE_URL = "https://paper.example"
    canonical = [link for link in page_of(full_article).all("link") if link.attributes["rel"] == "canonical"]
    assert [link.attributes["href"] for link in canonical] == ["https://paper.example/banking/vault-closes-for-good/"]


def test_authors_stand_in_the_order_in_which_the_article_names_them(page_of, full_article):
    byline = page_of(full_article).one(".byline")
    assert byline.text == "By Second Of Alphabet, First Of Alphabet and A. Guest, treasurer"
    assert [link.attributes["href"] for link in byline.all("a")] == [
        "/authors/second-of-alphabet/",
        "/authors/first-of-alphabet/",
    ]


@pytest.mark.parametrize(
    ("names", "guest", "line"),
    [
        (["Ada"], "", "By Ada"),
        (["Ada", "Berta"], "", "By Ada and Berta"),
        (["Ada", "Berta", "Cleo"], "", "By Ada, Berta and Cleo"),
        ([], "A. Guest", "By A. Guest"),
        (["Ada"], "A. Guest", "By Ada and A. Guest"),
    ],
)
def test_names_in_a_byline_are_joined_as_one_says_them(page_of, article_factory, author_factory, names, guest, line):
    article = article_factory(authors=[author_factory(name) for name in names], byline=guest)
    assert page_of(article).one(".byline").text == line


def test_without_names_there_is_no_byline(page_of, article_factory):
    assert not page_of(article_factory()).all(".byline")


def test_an_article_that_was_not_updated_does_not_speak_of_it(page_of, article_factory):
    assert "Last updated" not in page_of(article_factory()).text


def test_the_main_picture_has_alternative_text_caption_and_credit(page_of, full_article):
    figure = page_of(full_article).one("figure.article-hero")
    picture = figure.one("img").attributes
    assert picture["alt"] == "A vault door"
    assert {"width", "height", "srcset", "sizes", "fetchpriority"} <= set(picture)
    assert figure.one("figcaption").text == "The vault, closed Photograph: A. Person"


def test_an_article_can_say_its_own_caption(page_of, full_article):
    Article.objects.update(hero_caption="Said here")
    assert page_of(full_article).one("figcaption").text == "Said here Photograph: A. Person"


def test_questions_are_numbered(page_of, full_article):
    numbered = page_of(full_article).one("section.questions").one("ol").all("li")
    assert [each.texts("h3") + each.texts("p") for each in numbered] == [
        ["Why now?", "It was empty."],
        ["Who?", "Everyone."],
    ]


def test_tags_lead_to_their_pages(page_of, full_article):
    tags = page_of(full_article).one("section.tags")
    assert [link.attributes["href"] for link in tags.all("a")] == ["/tags/branches/", "/tags/cash/"]


def test_share_links_carry_the_address_and_the_headline_encoded(page_of, article_factory):
    share = page_of(article_factory("Rates & rents: up?", slug="rates")).one("section.share")
    addresses = [link.attributes["href"] for link in share.all("a")]
    assert (
        "subject=Rates%20%26%20rents%3A%20up%3F&body=http%3A%2F%2F127.0.0.1%3A8000%2Fbanking%2Frates%2F" in addresses[0]
    )
    assert all("%2Fbanking%2Frates%2F" in address for address in addresses)


def test_an_article_of_headline_and_text_alone_has_no_empty_part(page_of, article_factory):
    main = page_of(article_factory()).one("main")
    empty = [each for each in main.all("") if each.name in {"section", "aside", "nav", "figure", "ul", "ol", "p", "h2"}]
    assert [each for each in empty if not each.text] == []
    assert {"summary", "takeaways", "questions", "tags", "article-aside", "neighbours", "more"}.isdisjoint(
        main.values("class")
    )


def test_what_is_written_into_fields_is_text_not_markup(page_of, article_factory):
    trick = "<script>alert(1)</script>"
    article = article_factory(
        trick, kicker=trick, standfirst=trick, summary=trick, byline=trick, dateline=trick, reporting_credits=trick,
        takeaways=[trick], questions=[{"question": trick, "answer": trick}], seo_description=trick, slug="trick",
    )  # fmt: skip
    assert all(script.attributes.get("src", "").startswith("/static/js/") for script in page_of(article).scripts())


# -- Labels ------------------------------------------------------------------------

LABELLED = [
    ({"sponsorship": "sponsored", "sponsor_name": "Example Bank"}, "Sponsored"),
    ({"sponsorship": "advertorial", "sponsor_name": "Example Bank"}, "Advertorial"),
    ({"sponsorship": "paid-press-release", "sponsor_name": "Example Bank"}, "Paid press release"),
    ({"sponsorship": "sponsored", "sponsor_name": "X", "sponsor_label": "With Example Bank"}, "With Example Bank"),
    ({"kind": "opinion"}, "Opinion"),
    ({"kind": "press-release"}, "Press release"),
]
labelled = pytest.mark.parametrize(("fields", "label"), LABELLED, ids=[label for _, label in LABELLED])


@labelled
def test_a_piece_that_needs_a_label_carries_it_on_its_page(page_of, article_factory, fields, label):
    head = page_of(article_factory(**fields)).one(".article-head")
    assert label in head.texts(".label") + head.texts("strong")


def test_a_paid_piece_says_who_paid(page_of, article_factory):
    article = article_factory(sponsorship="sponsored", sponsor_name="Example Bank", sponsor_url="https://bank.example/")
    notice = page_of(article).one(".paid-notice")
    assert "Example Bank" in notice.text
    assert notice.one("a").attributes == {"href": "https://bank.example/", "rel": "sponsored noopener"}


@labelled
def test_a_piece_that_needs_a_label_carries_it_in_every_list(
    client, page_of, article_factory, author_factory, section_factory, fields, label
):
    author = author_factory("Ada")
    piece = article_factory("The piece", authors=[author], tags=["Cash"], published_at=POSTED, **fields)
    older = article_factory("An older story", published_at=POSTED - timedelta(days=1))
    elsewhere = article_factory("Elsewhere", section=section_factory("Finance"), published_at=POSTED)
    picking = article_factory("One that picks it", section=section_factory("Trading"), related=[piece])
    for address in ("/", "/banking/", "/latest-news/", "/tags/cash/", "/authors/ada/"):
        assert label in markup.read(client.get(address).text).texts(".label"), address
    lists = {"beside": (elsewhere, ".article-aside"), "related": (picking, ".article-aside")}
    lists |= {"more": (older, ".more"), "neighbours": (older, ".neighbours")}
    for name, (article, part) in lists.items():
        assert label in page_of(article).one(part).texts(".label"), name
    assert piece.label


def test_news_carries_no_label(client, page_of, article_factory):
    article = article_factory(kind="news")
    assert not page_of(article).all(".label")
    assert not markup.read(client.get("/").text).all(".label")


# -- Films -------------------------------------------------------------------------


def loaded_without_asking(page: markup.Element) -> list[str]:
    """The addresses that a browser asks for by itself."""
    loading = {"iframe", "img", "script", "link", "source", "video", "audio", "embed", "object"}
    elements = [each for each in page.all("") if each.name in loading]
    return [
        each.attributes[key] for each in elements for key in ("src", "srcset", "href", "data") if key in each.attributes
    ]


@pytest.mark.parametrize("film", ["https://www.youtube.com/watch?v=abcdefghijk", "https://vimeo.com/123456"])
@pytest.mark.parametrize("where", ["as the main picture", "in the text"])
def test_nothing_of_a_film_loads_before_a_reader_asks_for_it(page_of, article_factory, image_factory, film, where):
    if where == "in the text":
        fields = {"body": f'<figure data-embed="{film}"><figcaption>A film</figcaption></figure>'}
    else:
        fields = {"video_url": film, "kind": "video", "hero": image_factory()}
    page = page_of(article_factory(**fields))
    assert [address for address in loaded_without_asking(page) if any(host in address for host in THIRD_PARTIES)] == []
    assert not page.all("iframe")
    assert page.one("film-on-demand").one("a").attributes["href"] == film


def test_a_film_says_which_host_will_see_the_reader(page_of, article_factory):
    assert (
        "It loads from Vimeo" in page_of(article_factory(video_url="https://vimeo.com/123456")).one("figure.film").text
    )


# -- Where it is read ------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/finance/rates-rise/", "/no-such-section/rates-rise/"])
def test_a_story_asked_for_in_another_section_answers_for_ever_with_its_own(
    client, article_factory, section_factory, address
):
    section_factory("Finance")
    article_factory("Rates rise")
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, "/banking/rates-rise/")


def test_a_missing_slash_is_added(client, article_factory):
    article_factory("Rates rise")
    response = client.get("/banking/rates-rise")
    assert (response.status_code, response["Location"]) == (301, "/banking/rates-rise/")


def test_a_story_with_an_address_in_arabic_is_read_there(page_of, article_factory):
    page = page_of(article_factory("البنوك الكبرى ترفع الفائدة"))
    assert page.one("h1").text == "البنوك الكبرى ترفع الفائدة"
    assert page.one("h1").attributes["dir"] == "auto"


def test_a_story_that_does_not_exist_is_not_found(client, section_factory):
    section_factory("Banking")
    assert client.get("/banking/no-such-story/").status_code == 404
