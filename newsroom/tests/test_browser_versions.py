"""An editor's words in a real browser: kept as they are written, whatever becomes of server, session and lid."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from articles import snapshots
from articles.models import Article
from core.models import User
from newsroom.tests.browser import SHOTS, needs_a_browser, until, violations

pytestmark = needs_a_browser


@pytest.fixture
def draft(article_factory, editor) -> Article:
    body = "<p>The clearing house ran its drill.</p><p>It took eleven hours.</p><p>Every member took part.</p>"
    article = article_factory("Clearing house passes its drill", status="draft", standfirst="", body=body)
    article.save_revision(snapshots.take(article), by=editor)
    return article


@pytest.fixture
def ben(db) -> User:
    return User.objects.create_superuser("ben", first_name="Ben", last_name="Author")


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def test_a_new_article_is_kept_as_it_is_typed_and_gets_an_address(desk, section_factory):
    section_factory("Banking")
    page = desk()
    page.goto(reverse("admin:articles_article_add"))
    page.get_by_label("Headline").fill("Clearing house passes its drill")
    expect(page.locator("#kept")).to_contain_text("as soon as the article has a section", timeout=10_000)
    page.get_by_label("Section", exact=True).select_option("Banking")
    page.locator(".ProseMirror").click()
    page.keyboard.type("It took eleven hours.")
    expect(page.locator("#kept")).to_have_text(re.compile(r"Saved \d\d:\d\d"), timeout=10_000)
    article = Article.objects.get()
    assert page.url.endswith(change_url(article))
    assert "It took eleven hours." in article.body
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    assert Article.objects.get().revisions.first().kind == "saved"


def test_what_was_typed_while_the_server_was_away_is_there_when_it_is_back(desk, draft):
    page = desk()
    page.goto(change_url(draft))
    page.route("**/autosave/", lambda route: route.fulfill(status=502, content_type="text/html", body="Bad gateway"))
    page.get_by_label("Standfirst").fill("Typed while the server was away.")
    expect(page.locator("#kept")).to_contain_text("The server does not answer", timeout=10_000)
    page.screenshot(path=SHOTS / "kept-in-the-browser.png")
    page.unroute("**/autosave/")
    expect(page.locator("#kept")).to_have_text(re.compile(r"Saved \d\d:\d\d"), timeout=15_000)
    draft.refresh_from_db()
    assert draft.standfirst == "Typed while the server was away."


def test_a_closed_lid_loses_nothing(desk, draft):
    page = desk()
    page.goto(change_url(draft))
    page.route("**/autosave/", lambda route: route.fulfill(status=502, content_type="text/html", body="Bad gateway"))
    page.locator(".ProseMirror p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" Nobody failed.")
    expect(page.locator("#kept")).to_contain_text("The server does not answer", timeout=10_000)
    other = page.context.new_page()
    page.close()
    other.goto(change_url(draft))
    offer = other.locator(".kept-offer")
    expect(offer).to_contain_text("This browser kept what you wrote here")
    assert violations(other) == []
    offer.get_by_role("button", name="Compare").click()
    expect(other.locator("ins")).to_have_text(" Nobody failed.")
    other.goto(change_url(draft))
    expect(other.locator(".ProseMirror")).to_contain_text("Nobody failed.")
    expect(other.locator(".kept-offer")).to_have_count(0)


def test_an_ended_session_asks_for_the_password_in_place_and_goes_on(desk, draft):
    page = desk()
    page.goto(change_url(draft))
    Session.objects.all().delete()
    page.get_by_label("Standfirst").fill("Typed after the session had ended.")
    asked = page.get_by_role("dialog")
    asked.get_by_label("Password of editor").fill("a wrong secret")
    asked.get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_contain_text("not the password")
    page.get_by_role("dialog").get_by_label("Password of editor").fill("a long enough secret")
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    expect(page.locator("#kept")).to_have_text(re.compile(r"Saved \d\d:\d\d"), timeout=10_000)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    draft.refresh_from_db()
    assert draft.standfirst == "Typed after the session had ended."


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")])
def test_two_people_at_once_see_each_other_and_choose_side_by_side(desk, draft, ben, width, scheme):
    page = desk(width, scheme)
    page.goto(change_url(draft), wait_until="networkidle")  # an SQLite in memory takes no two at once
    base = draft.latest_revision_id
    his = snapshots.take(draft) | {"title": "Clearing house fails", "body": draft.body.replace("eleven", "nine")}
    draft.save_revision(his, by=ben, base=base)
    page.get_by_label("Headline").fill("Clearing house passes at last")
    page.get_by_label("Standfirst").fill("Mine alone.")
    expect(page.locator("#others")).to_contain_text("Ben Author saved a newer version", timeout=10_000)
    page.screenshot(path=SHOTS / f"overtaken-{width}-{scheme}.png")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two people changed the same things")
    page.wait_for_load_state()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=SHOTS / f"side-by-side-{width}-{scheme}.png", full_page=True)
    page.get_by_role("radio", name="Yours").check()
    page.get_by_role("button", name="Put together and save").click()
    expect(page.locator(".messages")).to_contain_text("Please read the result once more")
    draft.refresh_from_db()
    assert (draft.title, draft.standfirst) == ("Clearing house passes at last", "Mine alone.")
    assert "nine hours" in draft.body


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_an_old_version_is_compared_restored_and_that_undone(desk, draft, editor, ben, width, scheme):
    later = snapshots.take(draft) | {"title": "Clearing house fails", "body": draft.body.replace("eleven", "nine")}
    draft.save_revision(later, by=ben)
    page = desk(width, scheme)
    page.goto(reverse("admin:articles_article_history", args=[draft.pk]))
    page.wait_for_load_state()
    assert violations(page) == []
    page.screenshot(path=SHOTS / f"history-{width}-{scheme}.png")
    page.get_by_role("button", name="Compare the two that are marked").click()
    expect(page.locator(".difference ins").last).to_have_text("nine")
    page.wait_for_load_state()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=SHOTS / f"compare-{width}-{scheme}.png", full_page=True)
    page.get_by_role("button", name="Go back to").click()
    expect(page.get_by_label("Headline")).to_have_value("Clearing house passes its drill")
    page.get_by_role("link", name="What was there before").click()
    page.get_by_role("button", name="Go back to").last.click()
    expect(page.get_by_label("Headline")).to_have_value("Clearing house fails")
    assert draft.revisions.count() == 4


def test_what_was_sent_to_a_server_that_was_gone_is_offered_though_somebody_saved_since(desk, draft, ben):
    page = desk()
    page.goto(change_url(draft), wait_until="networkidle")
    page.route(f"**{change_url(draft)}", lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.route("**/autosave/", lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.get_by_label("Standfirst").fill("Sent, and never received.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("body")).to_contain_text("Bad gateway")
    draft.save_revision(snapshots.take(draft) | {"kicker": "Ben’s"}, by=ben)
    page.unroute(f"**{change_url(draft)}")
    page.unroute("**/autosave/")
    page.goto(change_url(draft))
    page.locator(".kept-offer").get_by_role("button", name="Use it").click()
    page.get_by_role("link", name="Compare, and put both together").click()
    page.get_by_role("button", name="Put it together").click()
    expect(page.get_by_label("Standfirst")).to_have_value("Sent, and never received.")
    expect(page.get_by_label("Kicker")).to_have_value("Ben’s")


def test_what_was_saved_is_not_offered_again(desk, draft):
    page = desk()
    page.goto(change_url(draft), wait_until="networkidle")
    page.get_by_label("Standfirst").fill("Saved at once.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    page.wait_for_load_state("networkidle")  # by then it has looked for what the browser kept
    until(lambda: not page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('newsroom:'))"))
    expect(page.locator(".kept-offer")).to_have_count(0)


def test_the_button_is_pressed_while_the_text_saves_itself(desk, draft):
    page = desk()
    page.goto(change_url(draft), wait_until="networkidle")
    # It arrives, and its answer is lost.
    page.route("**/autosave/", lambda route: (route.fetch(), route.fulfill(status=502, body="Bad gateway")))
    page.get_by_label("Standfirst").fill("Half a sen")
    expect(page.locator("#kept")).to_contain_text("The server does not answer", timeout=10_000)
    page.unroute("**/autosave/")
    page.get_by_label("Standfirst").fill("Half a sentence, and the rest.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    draft.refresh_from_db()
    assert draft.standfirst == "Half a sentence, and the rest."


def test_a_form_that_was_sent_back_is_kept_like_any_other(desk, draft):
    page = desk()
    page.goto(change_url(draft))
    page.get_by_label("Quick summary").fill("")
    page.get_by_label("Standfirst").fill("Typed before the step was refused.")
    page.get_by_label("A note for the others").fill("Please look.")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator(".error-links")).to_contain_text("An article needs a quick summary.")
    expect(page.locator("#kept")).to_have_text(re.compile(r"Saved \d\d:\d\d"), timeout=10_000)
    page.goto(change_url(draft))
    assert page.get_by_label("Standfirst").input_value() == "Typed before the step was refused."
    expect(page.locator(".kept-offer")).to_have_count(0)


def test_what_arrived_without_changing_anything_is_not_offered_again(desk, draft):
    page = desk()
    page.goto(change_url(draft))
    page.get_by_label("A note for the others").fill("Please look at this.")
    page.get_by_role("button", name="Send to review", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Sent to review.")
    page.goto(change_url(draft))
    expect(page.locator(".timeline")).to_contain_text("Please look at this.")
    expect(page.locator(".kept-offer")).to_have_count(0)
