"""The shelf, an issue, its reader: plain pages that need no script."""

import pytest
from django.utils import timezone

from magazines.finding import find, marked, pattern_of, words_of

pytestmark = pytest.mark.django_db

TEXTS = ("Meridian\nNumber 79", "The vault in Zürich closed.\nNobody came.", "Letters & <b>answers</b>", "Back")


def test_the_shelf_lists_issues_by_year_the_newest_first(read, issue_factory):
    issue_factory("70", date="2024-06-01")
    issue_factory("79", date="2026-09-01")
    issue_factory("78", date="2026-06-01")
    issue_factory("80", date="2026-12-01", published_at=None)
    page = read("/magazines/")
    assert page.one(".newest-issue").texts(".issue-number") == ["Issue 79"]
    assert page.texts(".shelf-year") == ["2026", "2024"]
    assert [each.one(".issue-number").text for each in page.all(".shelf")] == ["Issue 78", "Issue 70"]


def test_an_empty_shelf_says_so(read):
    assert "still at the printer’s" in read("/magazines/").text


def test_an_issue_without_a_picture_has_a_cover_set_in_type(read, issue_factory):
    issue_factory("79", title="Who may leave first?")
    cover = read("/magazines/issue-79/").one(".issue-cover")
    assert "79" in cover.text
    assert "Who may leave first?" in cover.text


def test_the_cover_is_the_first_page_unless_another_is_chosen(read, issue_factory, image_factory):
    issue = issue_factory("79", pages=TEXTS)
    assert "/1-0000000000000001-" in read("/magazines/issue-79/").one(".issue-cover").one("img").attributes["src"]
    issue.cover = image_factory()
    issue.save()
    assert "/images/" in read("/magazines/issue-79/").one(".issue-cover").one("img").attributes["src"]


def test_an_issue_shows_its_words_and_what_is_in_it(read, issue_factory, article_factory):
    story = article_factory("Vault closes")
    issue_factory(
        "79",
        title="Who may leave first?",
        cover_lines=["Inside the queues"],
        letter="<p>Dear reader</p>",
        date="2026-09-01",
        pages=TEXTS,
        contents=[
            {"title": "The vault", "page_label": "2", "author": "Ada", "article": story},
            {"title": "Letters", "page_label": "xii"},
            {"title": "A draft", "article": article_factory(status="draft")},
        ],
    )
    page = read("/magazines/issue-79/")
    assert page.one("h1").text == "Who may leave first?"
    assert "September 2026" in page.text
    assert page.one(".cover-lines").texts("li") == ["Inside the queues"]
    assert "Dear reader" in page.one(".letter-from").text
    entries = page.all(".contents-entry")
    assert [link.attributes["href"] for link in entries[0].all("a")] == [
        "/magazines/issue-79/read/2/",
        "/magazines/issue-79/read/2/",
        story.get_absolute_url(),
    ]
    assert entries[1].texts(".contents-page") == ["xii"]
    assert not entries[1].all("a")
    assert not entries[2].all("a")
    assert page.one(".more").texts(".card-title") == ["Vault closes"]


def test_an_issue_leads_to_the_one_before_and_the_one_after_it(read, issue_factory):
    for number, day in (("75", "2025-09-01"), ("76", "2025-09-01"), ("77", "2026-03-01")):
        issue_factory(number, date=day)
    assert [each.attributes["href"] for each in read("/magazines/issue-76/").one(".issue-neighbours").all("a")] == [
        "/magazines/issue-75/",
        "/magazines/issue-77/",
    ]


def test_every_page_has_its_address_with_picture_text_and_ways_on_and_back(read, issue_factory):
    issue_factory("79", pages=TEXTS)
    page = read("/magazines/issue-79/read/2/")
    assert page.one(".sheet").one("img").attributes["alt"] == "Page 2 of issue 79"
    assert page.one(".sheet").one("img").attributes["srcset"].count("w,") == 3
    assert page.one(".page-text").texts("p") == ["The vault in Zürich closed.", "Nobody came."]
    assert page.one("a.turn-back").attributes["href"] == "/magazines/issue-79/read/1/"
    assert page.one("a.turn-on").attributes["href"] == "/magazines/issue-79/read/3/"
    assert not read("/magazines/issue-79/read/1/").all("a.turn-back")
    assert not read("/magazines/issue-79/read/4/").all("a.turn-on")
    assert read("/magazines/issue-79/read/3/").one(".page-text").texts("p") == ["Letters & <b>answers</b>"]


@pytest.mark.parametrize("address", ["read/0/", "read/5/", "read/99999999999999999999/", "read/x/", "nothing/"])
def test_a_page_that_is_not_there_is_not_found(client, issue_factory, address):
    issue_factory("79", pages=TEXTS)
    assert client.get(f"/magazines/issue-79/{address}").status_code == 404


def test_a_page_names_what_stands_on_it_or_goes_on_there(read, issue_factory, article_factory):
    story = article_factory("Vault closes")
    issue_factory("79", pages=TEXTS, contents=[{"title": "The vault", "page_label": "2", "article": story}])
    assert not read("/magazines/issue-79/read/1/").all(".on-page")
    assert story.get_absolute_url() in read("/magazines/issue-79/read/2/").one(".on-page").values("href")
    assert "begins on page 2" in read("/magazines/issue-79/read/3/").one(".on-page").text


def test_words_are_found_and_marked(read, issue_factory):
    issue_factory("79", pages=TEXTS)
    found = read("/magazines/issue-79/read/?q=ZÜRICH+vau")
    assert found.texts(".hit-title") == ["Page 2"]
    assert found.one(".hit-text").texts("mark") == ["vault", "Zürich"]
    assert found.one(".hit-title").one("a").attributes["href"] == "/magazines/issue-79/read/2/?q=Z%C3%9CRICH%20vau"
    assert read("/magazines/issue-79/read/2/?q=vault").one(".page-text").texts("mark") == ["vault"]
    assert "noindex" in [meta.attributes.get("content") for meta in found.all("meta")]


@pytest.mark.parametrize("query", ["nothing", "%27%22%3C", "(", "%00", "vault+nothing", "a" * 5000])
def test_what_is_not_found_is_said_so_with_what_to_do(read, issue_factory, query):
    issue_factory("79", pages=TEXTS)
    page = read(f"/magazines/issue-79/read/?q={query}")
    assert page.all(".empty") or query == "%00"


def test_all_pages_stand_side_by_side_with_the_outline(read, issue_factory):
    issue_factory("79", pages=TEXTS)
    page = read("/magazines/issue-79/read/")
    assert page.one(".sheets").texts(".sheet-label") == ["Page 1", "Page 2", "Page 3", "Page 4"]
    assert page.one(".outline").one("a").attributes["href"] == "/magazines/issue-79/read/1/"


def test_the_pdf_is_downloaded_by_the_name_of_the_issue(client, issue_factory):
    issue_factory("79", pages=TEXTS)
    response = client.get("/magazines/issue-79/download/")
    assert b"".join(response.streaming_content) == b"%PDF-1.7 made up"
    assert response["Content-Disposition"] == 'attachment; filename="issue-79.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


ADDRESSES = ["", "read/", "read/1/", "download/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_an_issue_that_is_not_published_can_be_read(client, issue_factory, address):
    issue_factory("80", published_at=None, pages=TEXTS)
    assert client.get(f"/magazines/issue-80/{address}").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_scheduled_issue_appears_on_the_second(client, issue_factory, time_machine, address):
    time_machine.move_to("2026-12-01 06:59:59 +0000", tick=False)
    issue = issue_factory("80", published_at=None, pages=TEXTS)
    issue.publish(at=timezone.datetime.fromisoformat("2026-12-01T07:00:00+00:00"))
    assert client.get(f"/magazines/issue-80/{address}").status_code == 404
    time_machine.move_to("2026-12-01 07:00:00 +0000", tick=False)
    assert client.get(f"/magazines/issue-80/{address}").status_code == 200


def test_withdrawing_takes_everything_away(client, issue_factory):
    issue = issue_factory("79", pages=TEXTS)
    issue.withdraw()
    assert {client.get(f"/magazines/issue-79/{address}").status_code for address in ADDRESSES} == {404}


def test_an_issue_that_moved_is_found_by_its_old_addresses_and_so_are_its_pages(client, issue_factory):
    issue = issue_factory("79", pages=TEXTS)
    issue.slug = "autumn"
    issue.save()
    for address in ADDRESSES:
        response = client.get(f"/magazines/issue-79/{address}")
        assert (response.status_code, response["Location"]) == (301, f"/magazines/autumn/{address}")


def test_an_article_says_where_it_was_printed(read, issue_factory, article_factory):
    story = article_factory("Vault closes")
    other = article_factory("Another")
    for number, day in (("79", "2026-09-01"), ("66", "2023-06-01")):
        issue_factory(number, date=day, pages=TEXTS, contents=[{"title": "V", "page_label": "2", "article": story}])
    issue_factory("80", published_at=None, contents=[{"title": "V", "page_label": "2", "article": story}])
    line = read(story.get_absolute_url()).one(".also-in")
    assert line.text == "Also in issue 79, page 2 and issue 66, page 2"
    assert line.values("href") == ["/magazines/issue-79/read/2/", "/magazines/issue-66/read/2/"]
    assert not read(other.get_absolute_url()).all(".also-in")


def test_the_ten_newest_issues_stand_in_the_foot_of_every_page(read, issue_factory):
    for number in range(60, 72):
        issue_factory(str(number), date=f"{1960 + number}-01-01")
    foot = read("/latest-news/").one(".foot-magazines")
    assert foot.texts("li") == [f"Newsroom Magazine Issue {number}" for number in range(71, 61, -1)]


def test_a_find_matches_the_beginnings_of_words_only():
    assert [hit.position for hit in find([(1, "1", "Banking"), (2, "2", "Debank")], ["bank"])] == [1]
    assert words_of("  a.b  -- 'x' (y) ") == ["a.b", "x", "y"]
    assert marked("AT&T rose", pattern_of(words_of("at&t"))) == [("AT&T", True), (" rose", False)]
