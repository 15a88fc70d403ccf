"""What stands around every page, and what every page has in common."""

from itertools import pairwise

import pytest
from django.http import HttpResponse

from core import edition
from core.models import SiteSettings
from core.tests import markup
from pages.models import CompanyPage, MenuItem

# -- The brand is data -----------------------------------------------------------


@pytest.mark.django_db
def test_the_name_is_set_in_the_masthead_and_named_in_the_title(read):
    SiteSettings.objects.create(
        name="The Quay Gazette", short_name="The Quay", tagline="Ships and money", description="On ships."
    )
    page = read()
    assert page.one(".nameplate").text == "The Quay Gazette"
    assert page.texts(".masthead-tagline") == ["Ships and money"]
    assert page.one("title").text == "The Quay Gazette – Ships and money"
    assert {"name": "description", "content": "On ships."} in [meta.attributes for meta in page.all("meta")]


@pytest.mark.django_db
def test_a_logo_takes_the_place_of_the_name_and_is_called_by_it(read, image_factory):
    SiteSettings.objects.create(name="The Quay Gazette", logo=image_factory().file)
    nameplate = read().one(".nameplate")
    assert nameplate.attributes["aria-label"] == "The Quay Gazette"
    assert nameplate.one("img").attributes["src"].startswith("/media/")
    assert nameplate.text == ""


@pytest.mark.django_db
def test_the_foot_says_who_publishes_since_when_and_how(read, time_machine):
    time_machine.move_to("2026-11-24")
    SiteSettings.objects.create(
        name="The Quay Gazette",
        publisher="Quay Press Ltd",
        address="1 Quay Street",
        first_year=2010,
        about="<p>We report.</p>",
        editorial_disclosure="<p>How we work.</p>",
        advertiser_disclosure="<p>What is paid.</p>",
    )
    foot = read().one("footer").text
    for said in ("© 2010–2026 Quay Press Ltd · 1 Quay Street", "We report.", "How we work.", "What is paid."):
        assert said in foot


@pytest.mark.django_db
def test_a_site_without_settings_has_pages_all_the_same(read):
    page = read()
    assert page.one(".nameplate").text == "Newsroom"
    assert not page.all("nav.sections")


# -- What changes shows at once -----------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_what_changes_around_the_pages_shows_at_once(read, section_factory):
    section = section_factory("Banking")
    site = SiteSettings.objects.create(name="Old name")
    entry = MenuItem.objects.create(menu="header", section=section)
    page = CompanyPage.objects.create(title="About us", slug="about-us")
    MenuItem.objects.create(menu="company", page=page)

    def around() -> tuple[list[str], list[str], list[str]]:
        seen = read("/latest-news/")
        return (
            seen.texts(".nameplate"),
            seen.texts(".sections-list"),
            [link for menu in seen.all(".foot-menu") for link in menu.texts("a")],
        )

    assert around() == (["Old name"], ["Banking"], ["About us"])
    site.name = "New name"
    site.save()
    assert around() == (["New name"], ["Banking"], ["About us"])
    section.name = "Banks"
    section.save()
    assert around() == (["New name"], ["Banks"], ["About us"])
    page.is_public = False
    page.save()
    assert around() == (["New name"], ["Banks"], [])
    entry.delete()
    assert around() == (["New name"], [], [])


@pytest.mark.django_db(transaction=True)
def test_what_stands_around_a_page_is_asked_for_once_after_a_change_and_then_not_again(
    client, section_factory, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(edition, "LOOK_EVERY", 3600.0)
    SiteSettings.objects.create(name="The Quay Gazette")
    MenuItem.objects.create(menu="header", section=section_factory("Banking"))
    own = 1  # the list of authors
    around = 6  # the number of the edition, the settings, the menus, breaking news, the newest issues, the newsletter
    # When an article, an issue, a year of the awards, a winner, an arrangement of the front page (and a story pinned
    # there) or breaking news appears or ends by itself.
    due = 10
    with django_assert_num_queries(own + around + due):
        client.get("/authors/")
    with django_assert_num_queries(own):
        client.get("/authors/")


# -- What every page has in common ---------------------------------------------------


def ask_for_all(client, paper) -> dict[str, HttpResponse]:
    return {kind: client.get(address) for kind, address in {**paper.pages, "not found": paper.not_found}.items()}


@pytest.fixture(scope="module")
def kept():
    """What tests that only look at pages leave for one another: making the paper takes seconds."""
    return {}


@pytest.fixture
def responses(request, kept):
    """A page of every kind."""
    if "responses" not in kept:
        kept["responses"] = ask_for_all(request.getfixturevalue("client"), request.getfixturevalue("paper"))
    return kept["responses"]


@pytest.fixture
def pages(responses, kept):
    """The markup of a page of every kind, with its address."""
    if "pages" not in kept:
        kept["pages"] = {
            kind: (response.wsgi_request.get_full_path(), markup.read(response.text))
            for kind, response in responses.items()
            if kind != "not found"
        }
    return kept["pages"]


@pytest.mark.django_db
def test_a_public_page_carries_nothing_personal(responses):
    for kind, response in responses.items():
        assert response.status_code == (404 if kind == "not found" else 200), kind
        assert not response.cookies, kind
        assert "Cookie" not in response.get("Vary", ""), kind
        assert not [token for token in ("csrf", "nonce", "sessionid") if token in response.text.lower()], kind


@pytest.mark.django_db
def test_a_signed_in_editor_is_shown_the_same_page_as_everybody(client, paper, editor):
    before = ask_for_all(client, paper)
    client.force_login(editor)
    for kind, response in ask_for_all(client, paper).items():
        assert response.text == before[kind].text, kind


@pytest.mark.django_db
def test_a_public_page_says_what_a_browser_may_load_and_who_may_frame_it(responses):
    for kind, response in responses.items():
        policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["script-src"] == "'self'", kind
        assert policy["object-src"] == policy["frame-ancestors"] == "'none'", kind
        assert "unsafe" not in response["Content-Security-Policy"], kind
        assert response["X-Content-Type-Options"] == "nosniff", kind
        assert response["X-Frame-Options"] == "DENY", kind
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin", kind


@pytest.mark.django_db
def test_a_public_page_keeps_to_its_own_policy(pages):
    for kind, (_, page) in pages.items():
        elements = page.all("")
        assert not page.all("style"), kind
        assert not page.values("style"), kind
        assert not [name for each in elements for name in each.attributes if name.startswith("on")], kind
        assert "/static/js/site.js" in [script.attributes.get("src") for script in page.scripts()], kind
        assert all(script.attributes.get("src", "").startswith("/static/js/") for script in page.scripts()), kind
        loaded = [each.attributes["src"] for each in page.all("img")]
        loaded += [
            each.attributes["href"]
            for each in page.all("link")
            if each.attributes["rel"] not in {"canonical", "alternate"}
        ]
        drawn = [address for address in loaded if not address.startswith(("/static/", "/media/"))]
        assert all(address.endswith("/badge.svg") for address in drawn), kind


@pytest.mark.django_db
def test_a_public_page_is_told_apart_by_title_heading_and_address(pages):
    for kind, (address, page) in pages.items():
        assert page.one("html").attributes["lang"] == "en-GB", kind
        assert len(page.all("h1")) == 1, kind
        canonical = [each.attributes["href"] for each in page.all("link") if each.attributes["rel"] == "canonical"]
        is_hidden = [each for each in page.all("meta") if each.attributes.get("name") == "robots"]
        assert canonical == ([] if is_hidden else [f"http://127.0.0.1:8000{address}"]), kind
    titles = {kind: page.one("title").text for kind, (_, page) in pages.items()}
    assert titles.pop("older stories") == titles["section"]
    assert len(set(titles.values())) == len(titles)


@pytest.mark.django_db
def test_no_name_of_a_place_in_a_page_stands_twice_and_all_that_are_referred_to_exist(pages):
    for kind, (_, page) in pages.items():
        names = page.values("id")
        assert sorted(names) == sorted(set(names)), kind
        inner = [address[1:] for address in page.values("href") if address.startswith("#")]
        assert {*page.values("aria-labelledby"), *inner} <= set(names), kind


@pytest.mark.django_db
def test_headings_never_skip_a_level(pages):
    for kind, (_, page) in pages.items():
        levels = [int(each.name[1]) for each in page.all("") if each.name in {"h1", "h2", "h3", "h4"}]
        assert levels[0] == 1, kind
        assert all(below <= above + 1 for above, below in pairwise(levels)), kind
