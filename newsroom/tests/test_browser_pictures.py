"""The library of pictures in a real browser: many at once, what must stay in sight, what is marked. Screenshots:
var/e2e/."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from conftest import picture_file
from images.models import Image
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser

UPLOAD = reverse("admin:images_image_upload")


@pytest.fixture
def files(tmp_path):
    """So many pictures in a folder, as from an assignment."""

    def make(count: int) -> list[str]:
        paths = [tmp_path / f"assignment-{number}.png" for number in range(count)]
        for path in paths:
            path.write_bytes(picture_file(600, 400).read())
        return [str(path) for path in paths]

    return make


def words(page: Page, line: int, label: str = "Alternative text") -> Locator:
    return page.locator(".upload-line").nth(line).get_by_label(label)


def describe(page: Page) -> None:
    for number, field in enumerate(page.get_by_label("Alternative text").all()):
        field.fill(f"Door number {number}")


def states(page: Page) -> list[str]:
    return page.locator(".upload-line [data-state]").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 390])
def test_many_pictures_go_up_and_what_is_refused_stays_until_it_is_right(desk, files, tmp_path, width):
    letter = tmp_path / "letter.png"
    letter.write_bytes(b"Dear editor, this is no picture.")
    page = desk(width)
    page.goto(UPLOAD)
    page.get_by_label("Choose pictures").set_input_files([*files(3), str(letter)])
    describe(page)
    words(page, 1).fill("")
    words(page, 1, "Caption").fill("At noon")
    page.get_by_label("Credit").fill("Photograph: A. Person")
    page.get_by_role("button", name="Upload 4 pictures").click()

    expect(page.locator("[data-said]")).to_have_text("2 in the library, 2 not yet.")
    assert states(page) == ["In the library", "Not in the library", "In the library", "Not in the library"]
    expect(page.locator(".upload-line").nth(1)).to_contain_text("Say what it shows")
    expect(page.locator(".upload-line").nth(3)).to_contain_text("not a picture we can read")
    expect(words(page, 1)).to_be_focused()
    assert violations(page) == []
    page.screenshot(path=SHOTS / f"pictures-refused-{width}.png", full_page=True)

    words(page, 1).fill("The missing words")
    page.get_by_role("button", name="Leave out letter.png").click()
    page.get_by_role("button", name="Upload one picture").click()
    expect(page.locator("[data-said]")).to_have_text("1 in the library.")
    assert Image.objects.filter(credit="Photograph: A. Person").count() == 3
    assert Image.objects.get(alt="The missing words").caption == "At noon"
    page.get_by_role("link", name="Open it").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Door number 0")


def test_uploading_can_be_stopped_and_goes_on_where_it_was(desk, files):
    page = desk()
    page.goto(UPLOAD)
    page.get_by_label("Choose pictures").set_input_files(files(3))
    describe(page)
    sent = []

    def hold_the_second(route) -> None:
        sent.append(route)
        if len(sent) != 2:
            route.continue_()

    page.route(f"**{UPLOAD}", hold_the_second)
    page.get_by_role("button", name="Upload 3 pictures").click()
    expect(page.locator(".upload-line [data-state]").nth(0)).to_have_text("In the library")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("[data-said]")).to_have_text("1 in the library, 2 not yet. Stopped.")
    assert states(page) == ["In the library", "Not sent", "Waiting"]
    page.get_by_role("button", name="Upload 2 pictures").click()
    expect(page.locator("[data-said]")).to_have_text("2 in the library.")
    assert Image.objects.count() == 3


def test_the_same_file_leads_to_the_picture_that_is_there(desk, files, image_factory):
    (path,) = files(1)
    with open(path, "rb") as file:  # noqa: PTH123
        known = image_factory(file=file, alt="It was here")
    page = desk()
    page.goto(UPLOAD)
    page.get_by_label("Choose pictures").set_input_files(path)
    describe(page)
    page.get_by_role("button", name="Upload one picture").click()
    there = page.get_by_role("link", name="See the one that is there")
    expect(there).to_have_attribute("href", reverse("admin:images_image_change", args=[known.pk]))


def test_a_session_that_ended_asks_for_the_password_in_place(desk, files):
    page = desk()
    page.goto(UPLOAD)
    page.get_by_label("Choose pictures").set_input_files(files(2))
    describe(page)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Upload 2 pictures").click()
    page.get_by_label("Password of editor").fill("a long enough secret")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("[data-said]")).to_have_text("2 in the library.")
    assert Image.objects.count() == 2


def test_pictures_can_be_dropped(desk, files):
    page = desk()
    page.goto(UPLOAD)
    drop = """
      (zone) => {
        const moved = new DataTransfer()
        moved.items.add(new File(["x"], "dropped.png", { type: "image/png" }))
        zone.dispatchEvent(new DragEvent("drop", { dataTransfer: moved, bubbles: true, cancelable: true }))
      }
    """
    page.locator("[data-drop]").evaluate(drop)
    expect(page.locator(".upload-line")).to_contain_text("dropped.png")


def test_without_javascript_there_is_room_for_four(desk, files):
    page = desk(javascript=False)
    page.goto(UPLOAD)
    first, second = files(2)
    page.get_by_label("Picture", exact=True).nth(0).set_input_files(first)
    page.get_by_label("Alternative text").nth(0).fill("A door")
    page.get_by_label("Picture", exact=True).nth(1).set_input_files(second)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("status").first).to_have_text("One picture is in the library now.")
    expect(page.locator(".upload-row .errorlist")).to_have_text("This field is required.")


def test_what_must_stay_in_sight_is_set_by_clicking_and_by_keys(desk, image_factory):
    image = image_factory(file=picture_file(900, 600))
    page = desk()
    page.goto(reverse("admin:images_image_change", args=[image.pk]))
    box = page.locator(".focal-picture").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.75)
    expect(page.get_by_label("Focal point, from the left")).to_have_value("0.25")
    expect(page.get_by_label("Focal point, from the top")).to_have_value("0.75")
    mark = page.get_by_role("button", name="What must stay in sight: 25% from the left, 75% from the top")
    expect(mark).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    expect(page.locator(".focal-crop.is-square img")).to_have_css("object-position", "26% 65%")
    assert violations(page) == []
    page.screenshot(path=SHOTS / "picture-focal-point.png", full_page=True)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_load_state()
    image.refresh_from_db()
    assert (str(image.focal_x), str(image.focal_y)) == ("0.26", "0.65")


def test_a_picture_whose_rights_ended_is_marked_in_the_text_and_over_it(desk, image_factory, article_factory):
    ended = image_factory(alt="Two dealers", rights_end=timezone.localdate() - timedelta(days=1))
    article = article_factory(status="draft", hero=ended, body=f'<p>So.</p><figure data-image="{ended.pk}"></figure>')
    page = desk()
    page.goto(reverse("admin:articles_article_change", args=[article.pk]))
    expect(page.locator("rich-text .picture-warning")).to_contain_text("may not be shown any longer")
    expect(page.locator("image-chooser .picture-warning")).to_contain_text("may not be shown any longer")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".errorlist").first).to_be_visible()
    assert "may not be shown" in " ".join(page.locator(".errorlist").all_inner_texts())


def test_a_page_shows_the_small_file_where_the_browser_can(reader, image_factory, article_factory):
    image = image_factory(file=picture_file(900, 600))
    image.make_avif()
    image.refresh_from_db()
    article = article_factory(hero=image, body=f'<figure data-image="{image.pk}"></figure>')
    page = reader()
    page.goto(article.get_absolute_url())
    hero = page.locator(".article-hero img")
    assert hero.evaluate("(img) => img.decode().then(() => img.currentSrc)").endswith(".avif")
    box, around = hero.bounding_box(), page.locator(".article-hero").bounding_box()
    assert box["width"] == around["width"]
    assert abs(box["width"] / box["height"] - 1.5) < 0.02
