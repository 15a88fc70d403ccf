"""Nominating in a real browser: leave, come back by the mailed link, upload, submit; staff find it on the board."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from awards.models import AwardYear, Category, CategoryGroup, Nomination, Programme
from core.models import User
from core.tests import samples
from newsroom.roles import make_groups
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser


@pytest.fixture
def open_year(db) -> AwardYear:
    Programme.objects.create(name="Meridian Awards", time_zone="Europe/London", email="awards@paper.example")
    now = timezone.now()
    for group in ("Banking", "Leadership"):
        row = CategoryGroup.objects.create(name=group)
        for number in range(6):
            Category.objects.create(
                group=row, name=f"Best of {group} {number}", description="What the judges look for."
            )
    return AwardYear.objects.create(year=now.year, opens_at=now - timedelta(days=5), closes_at=now + timedelta(days=30))


@pytest.fixture
def staff(db) -> User:
    make_groups()
    user = User.objects.create_user("ottoline", password="a long enough secret", is_staff=True, first_name="Ottoline")
    user.groups.add(Group.objects.get(name="Awards staff"))
    return user


def link_in(letter) -> str:
    return re.search(r"https?://[^/\s]+(/awards/nominate/\S+)", letter.body)[1]


def look(page: Page, name: str) -> None:
    page.screenshot(path=SHOTS / f"nomination-{name}.png", full_page=True)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        pytest.fail(f"{name} scrolls sideways")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_somebody_nominates_leaves_comes_back_and_submits(browse, open_year, staff, javascript):
    # At the office.
    page = browse(javascript=javascript)
    page.goto("/awards/nominate/")
    page.get_by_label("Your e-mail address").fill("ana@bank.example")
    page.get_by_role("button", name="Mail me the link").click()
    expect(page.get_by_role("heading", name="Look in your mail")).to_be_visible()
    page.goto(link_in(mail.outbox[0]))
    page.get_by_role("link", name="Organisation and contact", exact=False).first.click()
    page.get_by_label("Organisation", exact=True).fill("Banco Beirão")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")

    # On the train.
    page = browse(390, height=844, javascript=javascript)
    page.goto("/awards/nominate/")
    page.get_by_label("Your e-mail address").fill("Ana@bank.example")
    page.get_by_role("button", name="Mail me the link").click()
    page.goto(link_in(mail.outbox[1]))
    expect(page.get_by_role("heading", name="Banco Beirão")).to_be_visible()
    page.get_by_label("I may nominate", exact=False).check()
    page.get_by_role("button", name="Submit the nomination").click()
    expect(page.get_by_role("alert")).to_contain_text("This is not complete yet.")
    page.get_by_role("alert").get_by_role("link", name="Please choose the country").click()
    page.get_by_label("Country").select_option("PT")
    page.get_by_label("Whom may we ask?").fill("Ana Quartilho")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_text("Leadership").first.click()
    page.get_by_label("Best of Leadership 2", exact=False).check()
    if javascript:
        assert violations(page) == []
        look(page, "categories-390")
    page.get_by_role("button", name="Save and continue").click()
    for asked in open_year.nomination_questions:
        page.get_by_label(asked["question"]).fill("We opened on Sundays.")
    if javascript:
        expect(page.get_by_text("4 of 300 words").first).to_be_visible()
        assert violations(page) == []
        look(page, "answers-390")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_label("Add files").set_input_files(
        {"name": "program.pdf", "mimeType": "application/pdf", "buffer": b"MZ not a document"}
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("program.pdf: This file is of no kind that we can take")
    page.get_by_label("Add files").set_input_files(
        {"name": "Report.pdf", "mimeType": "application/pdf", "buffer": samples.pdf()}
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="Report.pdf")).to_be_visible()
    page.get_by_role("link", name="Continue to review").click()
    page.get_by_label("I may nominate", exact=False).check()
    page.get_by_role("button", name="Submit the nomination").click()
    expect(page.get_by_role("status")).to_contain_text("Submitted.")
    if javascript:
        assert violations(page) == []
        look(page, "submitted-390")
    nomination = Nomination.objects.get(organisation_name="Banco Beirão")
    assert nomination.state == Nomination.State.SUBMITTED
    assert nomination.reference in mail.outbox[2].subject

    # At the paper.
    page = browse(javascript=javascript)
    page.goto("/admin/awards/nomination/board/")
    page.get_by_label("Username").fill("ottoline")
    page.get_by_label("Password").fill("a long enough secret")
    page.get_by_role("button", name="Sign in").click()
    card = page.get_by_role("article", name="Banco Beirão")
    expect(page.get_by_role("region", name="Submitted").locator("article")).to_have_count(1)
    card.get_by_label("New state of Banco Beirão").select_option("shortlisted")
    card.get_by_role("button", name="Move").click()
    expect(page.get_by_role("region", name="Shortlisted").locator("article")).to_have_count(1)
    if javascript:
        assert violations(page) == []
        look(page, "board-1280")
    page.get_by_role("link", name="Banco Beirão").click()
    expect(page.get_by_text("We opened on Sundays.").first).to_be_visible()
    if javascript:
        assert violations(page) == []
        look(page, "dossier-1280")
    with page.expect_download() as download:
        page.get_by_role("link", name="Report.pdf").click()
    assert download.value.suggested_filename == "Report.pdf"
