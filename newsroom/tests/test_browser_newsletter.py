"""From the foot of a page to the inbox and out again, in a real browser, with JavaScript and without."""

import re

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from playwright.sync_api import Page, expect

from newsletters.models import MailingList, Subscriber
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser

ADA = "ada.quill@bank.example"


@pytest.fixture
def lists(db) -> list[MailingList]:
    return [
        MailingList.objects.create(name=name, slug=name.lower(), description=description, position=position)
        for position, (name, description) in enumerate(
            {"Daily": "Five stories, every morning.", "Weekly": "The week, on Saturday."}.items()
        )
    ]


def link_in(letter: EmailMultiAlternatives, kind: str) -> str:
    return re.search(rf"https?://[^/\s]+(/newsletter/{kind}/\S+)", letter.body)[1]


def states() -> dict[str, str]:
    subscriber = Subscriber.objects.with_address(ADA).get()
    return dict(subscriber.subscriptions.values_list("mailing_list__name", "state"))


def look_at(page: Page, name: str) -> None:
    page.screenshot(path=SHOTS / f"newsletter-{name}.png", full_page=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_signs_up_confirms_changes_preferences_and_leaves(reader, lists, javascript, width):
    page = reader(width, javascript=javascript)
    page.goto("/")
    form = page.locator("form.signup-footer")
    form.get_by_label("Daily, by mail").fill("ada at bank")
    form.get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("This is not a complete e-mail address.").first).to_be_visible()
    page.goto("/")
    form.get_by_label("Daily, by mail").fill(ADA)
    form.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Please check your mail")

    page.goto(link_in(mail.outbox[-1], "confirm"))
    assert states() == {"Daily": "pending"}
    expect(page.get_by_role("checkbox", name="Daily")).to_be_checked()
    look_at(page, f"confirm-{width}")
    page.get_by_role("checkbox", name="Weekly").check()
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are subscribed")
    assert states() == {"Daily": "subscribed", "Weekly": "subscribed"}

    page.get_by_role("link", name="Your preferences").click()
    page.get_by_role("checkbox", name="Daily").uncheck()
    page.get_by_label("Your name").fill("Ada Quill")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    look_at(page, f"preferences-{width}")
    assert states() == {"Daily": "unsubscribed", "Weekly": "subscribed"}

    page.goto(link_in(mail.outbox[-1], "unsubscribe"))
    assert states()["Weekly"] == "subscribed"
    page.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have left")
    assert states() == {"Daily": "unsubscribed", "Weekly": "unsubscribed"}
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing has changed")
    assert states() == {"Daily": "unsubscribed", "Weekly": "subscribed"}


def test_the_form_on_its_own_page_gives_back_what_was_typed(reader, lists):
    page = reader(javascript=False)
    page.goto("/newsletter/")
    page.get_by_role("main").get_by_label("Your e-mail address").fill(ADA)
    page.get_by_role("main").get_by_label("Daily").uncheck()
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_text("Please choose at least one newsletter.").first).to_be_visible()
    expect(page.get_by_role("main").get_by_label("Your e-mail address")).to_have_value(ADA)
    page.get_by_role("main").get_by_label("Weekly").check()
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    assert states() == {"Weekly": "pending"}


def test_moving_to_another_address_takes_both_mailboxes_and_erasing_two_presses(reader, lists):
    Subscriber.objects.sign_up(ADA, lists).confirm()
    page = reader()
    page.goto(link_in(mail.outbox[-1], "preferences"))
    page.get_by_label("New address").fill("ada@home.example")
    page.get_by_role("button", name="Write to both addresses").click()
    expect(page.get_by_role("status")).to_contain_text("ada@home.example")
    for letter in mail.outbox[-2:]:
        page.goto(link_in(letter, "address"))
        page.get_by_role("button", name="Yes, that is right").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your newsletters have moved")
    page.goto(link_in(mail.outbox[-1], "preferences"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download all that we hold about you").click()
    assert "ada@home.example" in download.value.path().read_text()
    page.get_by_role("link", name="Erase me").click()
    page.get_by_role("button", name="Erase me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("We have forgotten you")
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_newsletter_page_shuts_anybody_out(reader, lists, theme):
    Subscriber.objects.sign_up(ADA, lists[:1])
    confirm = link_in(mail.outbox[-1], "confirm")
    page = reader()
    page.emulate_media(color_scheme=theme)
    found = {}
    for address in ("/newsletter/", "/newsletter/check-your-mail/", "/newsletter/erased/", confirm):
        page.goto(address)
        found[address] = violations(page)
    page.get_by_role("button", name="Confirm").click()
    found["confirmed"] = violations(page)
    preferences, leave = (link_in(mail.outbox[-1], kind) for kind in ("preferences", "unsubscribe"))
    for address in (preferences, f"{preferences}erase/", leave):
        page.goto(address)
        found[address] = violations(page)
    page.get_by_role("button", name="Leave", exact=True).click()
    found["left"] = violations(page)
    assert {address: faults for address, faults in found.items() if faults} == {}
