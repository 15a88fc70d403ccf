"""The real page beside the form: as one types, as wide as a desk or a telephone, light or dark."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles import snapshots
from articles.models import Article
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser


@pytest.fixture
def draft(article_factory, editor) -> Article:
    article = article_factory("Clearing house passes its drill", status="draft")
    article.save_revision(snapshots.take(article), by=editor)
    return article


def form(page: Page, article: Article) -> None:
    page.goto(reverse("admin:articles_article_change", args=[article.pk]), wait_until="networkidle")
    page.get_by_role("button", name="Preview").click()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
def test_the_preview_beside_the_form_follows_what_is_typed(desk, draft, width, scheme):
    page = desk(width, scheme)
    form(page, draft)
    shown = page.frame_locator("page-preview iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Clearing house passes its drill")
    page.screenshot(path=SHOTS / f"preview-beside-{width}-{scheme}.png")
    assert violations(page) == []
    if width < 1000:  # it covers the form, and is as wide as a telephone from the beginning
        assert shown.locator(":root").evaluate("page => innerWidth") == 390
        page.get_by_role("button", name="Close the preview").click()
        expect(page.locator("page-preview")).to_be_hidden()
        return
    page.get_by_label("Headline").fill("Clearing house fails its drill")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Clearing house fails its drill")
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Noroot failed.")
    expect(shown.locator(".prose")).to_contain_text("Noroot failed.")


def test_the_preview_is_looked_at_as_on_a_telephone_and_in_the_dark(desk, draft):
    page = desk()
    form(page, draft)
    shown = page.frame_locator("page-preview iframe")
    root = shown.locator(":root")
    expect(root).to_have_css("background-color", "rgb(251, 248, 243)")
    assert root.evaluate("root => innerWidth") == 1280
    page.get_by_label("Phone").check()
    page.get_by_label("Dark").check()
    expect(root).to_have_css("background-color", "rgb(18, 23, 28)")
    assert root.evaluate("root => innerWidth") == 390
    page.screenshot(path=SHOTS / "preview-phone-dark.png")
    page.get_by_label("Light").check()
    expect(root).to_have_css("background-color", "rgb(251, 248, 243)")


def test_a_new_article_is_previewed_from_the_moment_it_has_an_address(desk, section_factory):
    section_factory("Banking")
    page = desk()
    page.goto(reverse("admin:articles_article_add"), wait_until="networkidle")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("page-preview [role=status]")).to_contain_text("begins when the article has a headline")
    page.get_by_label("Headline").fill("A new one")
    page.get_by_label("Section", exact=True).select_option("Banking")
    shown = page.frame_locator("page-preview iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text("A new one", timeout=15_000)


def test_any_version_is_previewed_on_a_page_of_its_own(desk, draft, editor):
    first = draft.latest_revision
    draft.save_revision(snapshots.take(draft) | {"title": "A later headline"}, by=editor)
    page = desk()
    page.goto(reverse("admin:articles_article_preview", args=[draft.pk]) + f"?revision={first.pk}")
    shown = page.frame_locator("page-preview iframe")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Clearing house passes its drill")
    assert violations(page) == []
    page.screenshot(path=SHOTS / "preview-version.png")
