"""The rich-text editor in a real browser: what it writes, what it makes of what is pasted, and how fast it is."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser

CLIPBOARD = Path(__file__).parent / "clipboard"
PASTE = """([html, text]) => {
    const data = new DataTransfer()
    if (html) data.setData("text/html", html)
    if (text) data.setData("text/plain", text)
    const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
    document.querySelector(".ProseMirror").dispatchEvent(paste)
}"""


def move(page: Page, keys: str) -> None:
    """Moves the cursor; the browser tells the editor of it a moment later, sooner than anybody's next key."""
    page.keyboard.press(keys)
    page.evaluate("new Promise(told => requestAnimationFrame(() => requestAnimationFrame(told)))")


@pytest.fixture
def write(desk, article_factory):
    """Opens a draft with the given text, with the cursor at its end."""

    def opened(body: str = "", **fields) -> tuple[Page, Article]:
        article = article_factory(fields.pop("title", "The drill"), status="draft", body=body, **fields)
        page = desk()
        page.goto(reverse("admin:articles_article_change", args=[article.pk]))
        page.locator(".ProseMirror").focus()
        move(page, "ArrowRight")
        move(page, "ControlOrMeta+End")
        return page, article

    return opened


def saved(page: Page, article: Article) -> str:
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    article.refresh_from_db()
    return article.body


# -- Pasting -------------------------------------------------------------------


@pytest.mark.parametrize("source", ["word", "google-docs", "web-page", "libreoffice", "excel"])
def test_what_is_pasted_arrives_clean(write, source):
    page, article = write()
    page.evaluate(PASTE, [(CLIPBOARD / f"{source}.html").read_text(), ""])
    expected = "".join((CLIPBOARD / f"{source}.expected.html").read_text().splitlines())
    assert saved(page, article) == expected


@pytest.mark.parametrize(
    ("source", "said"), [("word", "A picture was left out"), ("web-page", "A picture was left out")]
)
def test_who_pastes_pictures_is_told_that_they_stay_outside(write, source, said):
    page, _ = write()
    page.evaluate(PASTE, [(CLIPBOARD / f"{source}.html").read_text(), ""])
    expect(page.locator(".rich-text-said")).to_contain_text(said)


def test_an_address_on_an_empty_line_becomes_the_film_or_the_post_that_it_leads_to(write):
    page, article = write()
    page.evaluate(PASTE, ["", "https://youtu.be/abcdefghijk?utm_source=x"])
    expect(page.locator(".ProseMirror figure")).to_contain_text("youtu.be")
    move(page, "ControlOrMeta+End")
    page.evaluate(PASTE, ["", "https://bsky.app/profile/clearing.example/post/3kabcdefgh2x"])
    expect(page.locator(".ProseMirror figure")).to_have_count(2)
    assert saved(page, article) == (
        '<figure data-embed="https://youtu.be/abcdefghijk"></figure>'
        '<figure data-embed="https://bsky.app/profile/clearing.example/post/3kabcdefgh2x"></figure>'
    )


def test_an_address_of_ours_becomes_a_link_that_follows_its_article_or_its_card(write, article_factory, live_server):
    other = article_factory("Clearing house passes its drill")
    page, article = write()
    page.evaluate(PASTE, ["", f"{live_server.url}{other.get_absolute_url()}"])
    expect(page.locator(f".ProseMirror a[data-article='{other.pk}']")).to_have_text(other.title)
    page.get_by_role("button", name="Show its card instead").click()
    expect(page.locator(".ProseMirror figure")).to_contain_text(other.title)
    assert saved(page, article) == f'<figure data-article="{other.pk}"></figure>'


def test_an_address_on_selected_words_links_them_and_within_a_sentence_it_is_a_link(write):
    page, article = write("<p>drill</p>")
    move(page, "ControlOrMeta+a")
    page.evaluate(PASTE, ["", "https://example.org/?fbclid=1&page=2"])
    expect(page.locator(".ProseMirror a")).to_have_text("drill")
    move(page, "End")
    page.keyboard.type(" at ")
    page.evaluate(PASTE, ["", "https://example.org/drill"])
    page.keyboard.type(".")
    assert saved(page, article) == (
        '<p><a href="https://example.org/?page=2">drill</a> at <a href="https://example.org/drill">'
        "https://example.org/drill</a>.</p>"
    )


# -- Writing -------------------------------------------------------------------


def test_an_article_is_found_by_its_words_and_linked_by_keyboard_alone(write, article_factory):
    other = article_factory("Clearing house passes its drill")
    article_factory("Clearing house plans a drill", status="draft")
    page, article = write("<p>As we said</p>")
    move(page, "ControlOrMeta+Shift+ArrowLeft")
    page.keyboard.press("ControlOrMeta+k")
    dialog = page.get_by_role("dialog", name="A link")
    page.keyboard.type("drill")
    expect(dialog.get_by_role("option").first).to_contain_text("Banking · Published")
    expect(dialog.get_by_role("option").nth(1)).to_contain_text("Draft")
    page.screenshot(path=SHOTS / "editor-link.png")
    assert violations(page) == []
    move(page, "ArrowDown")
    page.keyboard.press("Enter")
    move(page, "End")
    page.keyboard.type(" so.")
    assert saved(page, article) == f'<p>As we <a data-article="{other.pk}">said</a> so.</p>'


def test_a_link_is_shown_changed_and_removed(write, article_factory):
    other = article_factory("Clearing house passes its drill")
    page, article = write(f'<p><a data-article="{other.pk}">drill</a></p>')
    move(page, "ArrowLeft")
    page.keyboard.press("ControlOrMeta+k")
    dialog = page.get_by_role("dialog", name="A link")
    expect(dialog).to_contain_text("Leads to an article: Banking · Published")
    dialog.get_by_role("combobox").fill("nonsense")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Choose one of the articles found")
    dialog.get_by_role("combobox").fill("https://example.org/drill")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror a")).to_have_attribute("href", "https://example.org/drill")
    page.keyboard.press("ControlOrMeta+k")
    page.get_by_role("button", name="Remove the link").click()
    assert saved(page, article) == "<p>drill</p>"


def test_a_note_is_written_and_numbered_where_it_stands(write):
    page, article = write("<p>It lost £4bn</p>")
    page.keyboard.press("Alt+Shift+n")
    dialog = page.get_by_role("dialog", name="Note under the text")
    page.keyboard.type("Annual ")
    page.keyboard.press("ControlOrMeta+i")
    page.keyboard.type("report")
    page.keyboard.press("ControlOrMeta+i")
    page.keyboard.type(", page 14.")
    assert violations(page) == []
    page.screenshot(path=SHOTS / "editor-note.png")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.keyboard.type(", it said.")
    expect(page.get_by_role("button", name="Note: Annual report, page 14.")).to_be_visible()
    assert saved(page, article) == (
        '<p>It lost £4bn<sup class="note">Annual <em>report</em>, page 14.</sup>, it said.</p>'
    )


def test_a_note_is_opened_again_and_taken_out(write):
    page, article = write('<p>It lost £4bn<sup class="note">Annual report</sup>.</p>')
    page.get_by_role("button", name="Note: Annual report").click()
    page.keyboard.type(" 2026")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Note: Annual report 2026").click()
    page.get_by_role("button", name="Remove the note").click()
    assert saved(page, article) == "<p>It lost £4bn.</p>"


def test_selected_words_are_repeated_in_a_pull_quote(write):
    page, article = write("<p>Nobody failed.</p>")
    move(page, "ControlOrMeta+a")
    page.keyboard.press("Alt+Shift+q")
    page.locator(".ProseMirror .pull-quote footer").click()
    page.keyboard.type("Edda Torvald")
    page.keyboard.press("Enter")
    page.keyboard.type("Below")
    assert saved(page, article) == (
        '<p>Nobody failed.</p><aside class="pull-quote"><p>Nobody failed.</p><footer>Edda Torvald</footer></aside>'
        "<p>Below</p>"
    )


def test_a_fact_box_is_begun_left_and_made_text_again(write):
    page, article = write()
    page.keyboard.press("Alt+Shift+b")
    page.keyboard.type("The drill")
    move(page, "ArrowDown")
    page.keyboard.type("Eleven hours")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Below")
    boxed = '<aside class="fact-box"><h3>The drill</h3><p>Eleven hours</p></aside><p>Below</p>'
    assert saved(page, article) == boxed
    page.locator(".ProseMirror .fact-box p").click()
    page.keyboard.press("Alt+Shift+b")
    assert saved(page, article) == "<h3>The drill</h3><p>Eleven hours</p><p>Below</p>"


def test_the_card_of_an_article_is_put_into_the_text(write, article_factory):
    other = article_factory("Clearing house passes its drill")
    page, article = write("<p>First</p>")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+Shift+a")
    page.get_by_role("dialog", name="An article").get_by_role("combobox").fill("passes")
    page.get_by_role("option", name="Clearing house passes its drill").click()
    expect(page.locator(".ProseMirror figure")).to_contain_text("Banking · Published")
    page.keyboard.type("The drill")
    assert saved(page, article) == (
        f'<p>First</p><figure data-article="{other.pk}"><figcaption>The drill</figcaption></figure>'
    )


def test_all_keys_are_listed_behind_one(write):
    page, _ = write("<p>First</p>")
    page.keyboard.press("ControlOrMeta+/")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Note under the text")
    expect(dialog.locator("kbd", has_text="Alt + Shift + N")).to_be_visible()
    assert violations(page) == []
    page.screenshot(path=SHOTS / "editor-keys.png")
    page.keyboard.press("Escape")
    expect(page.locator(".ProseMirror")).to_be_focused()


def test_words_and_minutes_are_those_that_the_page_will_say(write):
    text = (
        '<h2>Two words</h2><p>three and<br>four<sup class="note">a note</sup></p>'
        "<ul><li>one<ul><li>two</li></ul></li></ul>"
        "<table><tr><td>two</td><td>cells</td></tr></table>"
        '<aside class="pull-quote"><p>said</p><footer>by somebody</footer></aside>' + "<p>word word</p>" * 180
    )
    page, article = write(text, standfirst="Three more words")
    expect(page.locator(".rich-text-count")).to_have_text(
        f"{article.word_count} words · {article.minutes} minutes to read"
    )
    move(page, "ControlOrMeta+End")
    page.keyboard.type(" more")
    page.get_by_label("Standfirst").fill("Five more words than before")
    expect(page.locator(".rich-text-count")).to_contain_text(f"{article.word_count + 3} words")


# -- Checks --------------------------------------------------------------------


@pytest.fixture
def checks(write):
    """What the panel has to say about an article."""

    def of(body: str, **fields):
        page, _ = write(body, **fields)
        return page, page.locator("writing-checks")

    return of


COMPLETE = {"standfirst": "One.", "tags": ["Clearing"]}


def test_a_complete_article_has_nothing_to_look_at(checks):
    _, panel = checks("<p>The bank said so.</p>" * 20, **COMPLETE)
    expect(panel.locator("summary")).to_have_text("Checks: nothing to look at")


def test_figures_around_the_text_that_it_does_not_have_are_asked_for(checks):
    page, panel = checks(
        "<p>It lost £1,200m in eleven hours, or 12.5 per cent.</p>",
        summary="It lost £1200m in 11 hours, or 13.5 per cent.",
        takeaways=["A loss of 12.5 per cent", "In 2025"],
        **COMPLETE,
    )
    expect(panel).to_contain_text("Please check: 13.5 in the quick summary, but not in the text.")
    expect(panel).to_contain_text("Please check: 2025 in the key takeaways, but not in the text.")
    expect(panel.locator("li")).to_have_count(2)
    assert violations(page) == []
    panel.get_by_role("button", name="Please check: 13.5").click()
    expect(page.get_by_label("Quick summary")).to_be_focused()
    page.locator(".ProseMirror p").click()
    move(page, "End")
    page.keyboard.type(" Or 13.5.")
    expect(panel.locator("li")).to_have_count(1)


def test_what_is_missing_is_said_and_leads_to_its_field(checks):
    page, panel = checks("<p>The bank said so.</p>" * 20, summary="", video_url="")
    for what in ("standfirst", "quick summary", "tags", "picture or film"):
        expect(panel).to_contain_text(f"There is no {what} yet.")
    panel.get_by_role("button", name="There is no picture or film yet.").click()
    expect(page.get_by_role("link", name="Choose from the library")).to_be_focused()


def test_headings_links_tables_and_long_headlines_are_looked_at(checks, article_factory):
    secret = article_factory("A secret headline", status="draft")
    body = (
        "<h3>Deep</h3><h2>Two</h2><h4>Four</h4>"
        '<p>Click <a href="https://example.org/">here</a>, <a href="#">or there</a>, '
        f'or <a data-article="{secret.pk}">we said</a>.</p><table><tr><td>a</td><td>b</td></tr></table>'
        '<figure data-article="987654"></figure>'
        '<aside class="fact-box"><h4>A box of its own</h4></aside>'
    )
    page, panel = checks(body, title="A headline that goes on " * 5, **COMPLETE)
    for words in (
        "The headline is long: 119 characters.",
        "The first heading, ‘Deep’, is of level 3.",
        "The heading after one of level 2, ‘Four’, is of level 4.",
        "A table has no headings.",
        "The link ‘here’ does not say where it leads.",
        "The link ‘or there’ leads nowhere.",
        "The link ‘we said’ leads to an article that readers do not see: ‘A secret headline’ (Draft).",
        "A card leads to an article that is not there.",
    ):
        expect(panel).to_contain_text(words)
    expect(panel.locator("li")).to_have_count(8)
    page.screenshot(path=SHOTS / "editor-checks.png", full_page=True)
    panel.get_by_role("button", name="The link ‘here’").click()
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.type("on the report")
    expect(page.locator(".ProseMirror")).to_contain_text("Click on the report, or there")


def test_a_picture_that_is_not_in_the_library_any_more_is_looked_at(checks, image_factory):
    page, panel = checks(f'<figure data-image="{image_factory().pk}"></figure><p>The bank said so.</p>', **COMPLETE)
    page.route("**/about/", lambda route: route.fulfill(status=409))  # a missing page is a complaint on the console
    page.reload()
    expect(panel).to_contain_text("A picture in the text is no longer in the library.")


def test_nobody_is_talked_to_while_they_write(checks):
    _, panel = checks("<p>The bank said so.</p>")
    assert not panel.locator("[aria-live], [role=status], [role=alert]").count()


# -- Speed ---------------------------------------------------------------------

KEYS = "The members of the clearing house said so again and again. "
FRAME = 16.7  # milliseconds: a screen shows sixty pictures a second


def long_text(image: int, words: int = 5_000) -> str:
    """An article of so many words, with twenty pictures and tables in it."""
    sentence = "The clearing house said on Tuesday that its members had passed the drill in eleven hours. "
    paragraph = f"<p>{sentence * 5}<a href='/banking/'>It went on</a>.</p>"
    table = "<table><thead><tr><th>Bank</th><th>Loss</th></tr></thead><tbody>"
    table += "".join(f"<tr><td>Bank {number}</td><td>{number}.5</td></tr>" for number in range(12)) + "</tbody></table>"
    figure = f'<figure data-image="{image}"><figcaption>Members at their desks</figcaption></figure>'
    parts = []
    for number in range(words // 78):
        parts.append(paragraph)
        if number % 6 == 0:
            parts += [f"<h2>Part {number}</h2>", table if number % 12 else figure]
        if number % 7 == 0:
            parts.append(figure if number % 2 else table)
    return "".join(parts)


def typed(page: Page) -> list[float]:
    """Milliseconds of work on the page from each key until its letter is painted, the shortest first. It is the time of
    the page's own thread that counts, so that whatever else this machine does is not in it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        return next(
            each["value"]
            for each in devtools.send("Performance.getMetrics")["metrics"]
            if each["name"] == "TaskDuration"
        )

    took = []
    for key in KEYS:
        before = worked()
        page.keyboard.press("Space" if key == " " else key)
        page.evaluate("new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)))")
        took.append((worked() - before) * 1_000)
    return sorted(took)


def test_an_article_of_five_thousand_words_types_as_an_empty_one_does(write, image_factory):
    took = {}
    for name, body in {"empty": "<p>First</p>", "long": long_text(image_factory().pk)}.items():
        page, article = write(body)
        page.wait_for_load_state("networkidle")
        typed(page)  # once without looking, until everything has been compiled
        took[name] = typed(page)
    assert article.word_count > 5_000
    empty, long = (each[len(each) // 2] for each in took.values())
    summary = {name: f"median {each[len(each) // 2]:.1f} ms, worst {each[-1]:.1f} ms" for name, each in took.items()}
    assert long < FRAME, summary
    assert long < 2.3 * empty, summary
