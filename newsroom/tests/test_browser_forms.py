"""The forms by which readers write, in a real browser, with JavaScript and without. Screenshots: var/e2e/."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article
from conftest import finished
from newsroom.tests.browser import SHOTS, needs_a_browser, violations
from pages.models import AdvertisingFormat, Department, Enquiry, GuestPost

pytestmark = needs_a_browser

BOTH_WAYS = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])


@pytest.fixture
def departments(db) -> None:
    Department.objects.create(name="News desk", email="news@paper.example", description="What ought to be reported.")
    Department.objects.create(name="Advertising", email="ads@paper.example", takes_advertising=True)
    AdvertisingFormat.objects.create(name="Banner", sizes="970 × 250 pixels", price_note="from £46")


def path_in(letter) -> str:
    return re.search(r"https?://[^/\s]+(/submit-post/\S+)", letter.body)[1]


@BOTH_WAYS
def test_a_reader_writes_and_the_desk_answers(reader, desk, departments, javascript):
    page = reader(javascript=javascript)
    page.goto("/contact-us/")
    page.get_by_role("button", name="Send the letter").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Please look at this again")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Your e-mail address").click()
    expect(page.get_by_label("Your e-mail address")).to_be_in_viewport()
    page.get_by_role("radio", name="News desk").check()
    page.get_by_label("Your name").fill("Ada Reader")
    page.get_by_label("Your e-mail address").fill("ada@reader.example")
    page.get_by_label("Subject").fill("A wrong figure")
    page.get_by_label("Your message").fill("It was seven, not eight.")
    page.get_by_role("button", name="Send the letter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, it has arrived")
    expect(page.locator("main")).to_contain_text("It was seven, not eight.")

    screen = desk(javascript=javascript)
    screen.goto(reverse("admin:pages_enquiry_changelist"))
    screen.get_by_role("link", name="A wrong figure").click()
    screen.get_by_role("button", name="Take it").click()
    expect(screen.locator(".messages")).to_contain_text("This letter is yours now.")
    screen.get_by_label("Your answer").fill("You are right; it is put right.")
    screen.get_by_role("button", name="Send the answer").click()
    expect(screen.locator(".messages")).to_contain_text("on its way to ada@reader.example")
    assert mail.outbox[-1].subject == "Re: A wrong figure"
    screen.goto(reverse("admin:pages_enquiry_changelist"))
    expect(screen.locator(".list-empty")).to_be_visible()


@BOTH_WAYS
def test_an_advertiser_asks(reader, departments, javascript):
    page = reader(javascript=javascript)
    page.goto("/advertising/")
    page.get_by_label("Your name").fill("Bram Buyer")
    page.get_by_label("Company").fill("Example Bank")
    page.get_by_label("Your e-mail address").fill("bram@bank.example")
    page.get_by_role("checkbox", name="Banner").check()
    page.get_by_label("Your campaign").fill("All of January.")
    page.get_by_role("button", name="Send the enquiry").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, it has arrived")
    enquiry = Enquiry.objects.get()
    assert [each.name for each in enquiry.formats.all()] == ["Banner"]


@BOTH_WAYS
def test_a_guest_sends_an_article_betters_it_and_follows_it_until_it_is_published(
    reader, desk, section_factory, tmp_path, javascript
):
    section_factory("Business")
    file = tmp_path / "article.md"
    file.write_text("The first version.", encoding="utf-8")
    guest = reader(javascript=javascript)
    guest.goto("/submit-post/")
    guest.get_by_label("Headline").fill("Count the exceptions")
    guest.get_by_label("A file instead").set_input_files(file)
    guest.get_by_label("Your name").fill("Wendela Guest")
    guest.get_by_label("Who you are").fill("treasurer of Example Shipping")
    guest.get_by_label("Your e-mail address").fill("wendela@guest.example")
    for declaration in guest.get_by_role("checkbox").all():
        declaration.check()
    guest.get_by_role("button", name="Send the article").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Please look into your mailbox")

    guest.goto(path_in(mail.outbox[0]))
    guest.get_by_role("button", name="Yes, hand it to the editors").click()
    expect(guest.locator("main")).to_contain_text("It is with our editors")
    expect(guest.locator(".prose")).to_have_text("The first version.")

    guest.get_by_role("link", name="Send another version").click()
    guest.get_by_label("The text").fill("The second version.")
    for declaration in guest.get_by_role("checkbox").all():
        declaration.check()
    guest.get_by_role("button", name="Send this version").click()
    expect(guest.locator(".prose")).to_have_text("The second version.")

    editor = desk(javascript=javascript)
    editor.goto(reverse("admin:pages_guestpost_changelist"))
    editor.get_by_role("link", name="Count the exceptions").click()
    expect(editor.locator(".letter-manuscript")).to_have_text("The second version.")
    editor.get_by_label("Section", exact=True).select_option("Business")
    editor.get_by_role("button", name="Take it as a draft").click()
    expect(editor.get_by_role("link", name="Guest post by Wendela Guest")).to_be_visible()

    guest.goto(path_in(mail.outbox[1]))
    expect(guest.locator("main")).to_contain_text("An editor is working on it")
    finished(Article.objects.get()).publish(by=None)
    guest.reload()
    guest.get_by_role("link", name="read it on the site").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Count the exceptions")


@pytest.mark.parametrize(("width", "zoom"), [(360, 1), (1280, 1), (1280, 2)])
def test_every_page_of_the_forms_fits_and_is_accessible_with_errors_too(reader, departments, width, zoom):
    page = reader(width, zoom=zoom)
    found = []

    def look(name: str) -> None:
        page.wait_for_load_state()
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{name} scrolls sideways")
        found.extend(f"{name}: {each}" for each in violations(page))
        page.screenshot(path=SHOTS / f"form-{name}-{width}-{zoom}.png", full_page=True)

    for name in ("contact-us", "advertising", "submit-post"):
        page.goto(f"/{name}/")
        look(name)
        page.locator(".write-form button").click()
        expect(page.locator(".form-errors")).to_be_visible()
        look(f"{name}-errors")
    post = GuestPost.receive(
        title="A" * 120, text="Text.", name="B" * 100, about="C" * 150, email="w@guest.example", interests=""
    )
    page.goto(post.confirm_path)
    look("confirm")
    post.confirm()
    page.goto(post.follow_path)
    look("follow")
    assert found == []
