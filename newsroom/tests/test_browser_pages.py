"""Every kind of page that readers meet, in a real browser. Screenshots: var/e2e/."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Section
from newsroom.tests.browser import SHOTS, needs_a_browser, violations
from pages.models import MenuItem

pytestmark = needs_a_browser

WIDTHS = (360, 640, 768, 1280, 1920)
"""640 is what a window of 1280 has left for a reader who looks at twice the size."""
LOOKED_AT_CLOSELY = {360, 1280}  # by axe, which takes its time
LONG = (
    "Regulators in eleven countries agree after four years of talks on a common rule for the capital that banks must "
    "hold against loans to companies which they have themselves helped to found"
)[:180]
GERMAN = (
    "Rechtsschutzversicherungsgesellschaften fürchten "
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamte"
)
ARABIC = "البنوك المركزية الكبرى ترفع أسعار الفائدة مرة أخرى وتحذر من ركود طويل في الأسواق الناشئة"
WORD = "Pneumonoultramicroscopicsilicovolcanokon"

# Less than a thousandth is a word in italics that gives way when its face arrives; nobody sees it.
WATCH_FOR_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput && entry.value >= 0.001) window.shifts.push(
      `${entry.value.toFixed(4)} ${entry.sources.map((each) => each.node?.outerHTML?.slice(0, 90) ?? "").join(" | ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
"""
TO_THE_END_AND_BACK = """
async () => {
  await document.fonts.ready;
  for (let y = 0; y < document.body.scrollHeight; y += 600) {
    window.scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 30));
  }
  await Promise.all([...document.images].map((each) => each.decode()));
  window.scrollTo(0, 0);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
"""
# What reaches beyond the window, save what scrolls in itself and what is hidden on purpose.
TOO_WIDE = """
() => {
  const edge = document.documentElement.clientWidth;
  const scrolls = (element) => element.closest("pre, table, .sections-list, .breadcrumb, .skip, .unseen, .form-trap");
  const wide = [...document.body.querySelectorAll("*")].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width && (right > edge + 1 || left < -1) && !scrolls(element);
  });
  return wide.map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 60)}`);
}
"""


@pytest.fixture
def reader(reader):
    """The same windows, in which is noted what moves; they miss nothing, but that a page which was left was read."""
    missed: list[str] = []

    def open_page(*args, **options) -> Page:
        page = reader(*args, **options)
        page.context.add_init_script(WATCH_FOR_SHIFTS)
        page.on("requestfailed", lambda request: request.url.endswith("/read/") or missed.append(request.url))
        return page

    yield open_page
    assert missed == []


def read_through(page: Page, address: str) -> list[str]:
    """Opens the page and reads it to its end: what moved meanwhile, and what is too wide."""
    page.goto(address)
    page.evaluate(TO_THE_END_AND_BACK)
    return [*(f"moved: {shift}" for shift in page.evaluate("shifts")), *what_is_too_wide(page)]


def what_is_too_wide(page: Page) -> list[str]:
    problems = [f"too wide: {element}" for element in page.evaluate(TOO_WIDE)]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        problems.append("scrolls sideways")
    return problems


def look_at_every_width(page: Page) -> list[str]:
    """What is wrong with an open page in windows of all widths, without loading it again."""
    problems = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found = what_is_too_wide(page)
        if width in LOOKED_AT_CLOSELY:
            found += violations(page)
        problems += [f"{width}: {each}" for each in found]
    return problems


def shoot(page: Page, name: str, *, whole: bool = True) -> None:
    page.screenshot(path=SHOTS / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.png", full_page=whole)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_stands_still_fits_its_window_and_is_accessible(reader, paper, width, scheme):
    page = reader(width, scheme)
    problems = {}
    for kind, address in paper.pages.items():
        page.set_viewport_size({"width": width, "height": 800})
        found = read_through(page, address)
        shoot(page, f"{kind} {width} {scheme}")
        found += look_at_every_width(page)
        if found:
            problems[kind] = found
    assert problems == {}, problems


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_that_is_not_found_is_accessible(reader, paper, live_server, width):
    page = reader(width)
    page.route(
        f"{live_server.url}{paper.not_found}",
        lambda route: route.fulfill(body=route.fetch().text(), content_type="text/html"),
    )
    assert read_through(page, paper.not_found) + violations(page) == []
    shoot(page, f"not found {width}")


def test_dark_is_dark_and_light_is_light(reader, paper):
    grounds = {
        scheme: (
            page := reader(scheme=scheme),
            page.goto("/"),
            page.evaluate("getComputedStyle(document.documentElement).backgroundColor"),
        )[2]
        for scheme in ("light", "dark")
    }
    assert grounds == {"light": "rgb(251, 248, 243)", "dark": "rgb(18, 23, 28)"}


def test_without_javascript_everything_can_be_read(reader, paper):
    plain, improved = reader(javascript=False), reader()
    for kind, address in paper.pages.items():
        plain.goto(address)
        improved.goto(address)
        words = improved.locator("body").inner_text().replace("Copy link\n", "").split()
        assert plain.locator("body").inner_text().split() == words, kind
    plain.goto(paper.pages["film"])
    expect(plain.get_by_role("link", name="Play the film")).to_have_attribute(
        "href", "https://www.youtube.com/watch?v=abcdefghijk"
    )
    expect(plain.get_by_role("button", name="Copy link")).to_be_hidden()


@pytest.mark.parametrize(
    ("kind", "player"), [("film", "https://www.youtube-nocookie.com/"), ("article", "https://player.vimeo.com/")]
)
@pytest.mark.parametrize("way", ["click", "keyboard"])
def test_a_film_loads_when_and_only_when_a_reader_asks_for_it(reader, paper, kind, player, way):
    page = reader()
    asked: list[str] = []
    page.route(
        f"{player}**", lambda route: (asked.append(route.request.url), route.fulfill(body="<title>Film</title>"))
    )
    read_through(page, paper.pages[kind])
    expect(page.locator("iframe")).to_have_count(0)
    assert asked == []
    link = page.get_by_role("link", name="Play the film")
    if way == "click":
        link.click()
    else:
        link.focus()
        page.keyboard.press("Enter")
    frame = page.locator("film-on-demand iframe")
    expect(frame).to_have_count(1)
    expect(frame).to_be_focused()
    expect(frame).to_have_attribute("title", re.compile("Film from (YouTube|Vimeo)"))
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    assert asked[0].startswith(player)
    assert page.url.endswith(paper.pages[kind])


def test_the_link_of_a_page_can_be_copied(reader, paper):
    page = reader()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(paper.pages["article"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"http://127.0.0.1:8000{paper.pages['article']}"


def test_the_keyboard_skips_to_the_text_and_always_shows_where_it_is(reader, paper):
    page = reader()
    page.goto(paper.pages["article"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_on_a_phone_the_current_section_is_in_sight(reader, paper):
    for number in range(8):
        MenuItem.objects.create(
            menu="header", position=0, label=f"Another section {number}", address=f"/another-{number}/"
        )
    MenuItem.objects.filter(menu="header", section__slug="trading").update(position=9)
    page = reader(360)
    page.goto(paper.pages["film"])
    expect(page.locator(".sections [aria-current]")).to_have_text("Trading")
    expect(page.locator(".sections [aria-current]")).to_be_in_viewport(ratio=1)


# -- Hard cases ------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "zoom"), [(360, 1), (768, 1), (1280, 1), (1280, 2)])
@pytest.mark.parametrize(
    "headline", [LONG, GERMAN, ARABIC, f"The {WORD} of banks"], ids=["180 characters", "German", "Arabic", "40 letters"]
)
def test_a_difficult_headline_fits_wherever_it_stands(
    reader, paper, article_factory, author_factory, request, headline, width, zoom
):
    lead, block = Section.objects.get(slug="top-stories"), Section.objects.get(slug="finance")
    author = author_factory(headline[:60], role=headline[:100], short_bio=headline[:200])
    for section in (lead, block, block):
        article = article_factory(
            headline, section=section, standfirst=f"{headline} {headline}", kicker=WORD, tags=[headline[:90]],
            authors=[author], published_at=timezone.now(), summary=headline, takeaways=[headline],
            questions=[{"question": headline, "answer": headline}], body=f"<h2>{headline}</h2><p>{headline}</p>",
        )  # fmt: skip
    page = reader(width, zoom=zoom)
    addresses = ["/", "/finance/", article.get_absolute_url(), author.get_absolute_url(), "/tags/"]
    problems = {address: found for address in addresses if (found := read_through(page, address))}
    name = request.node.callspec.id
    page.goto(addresses[2])
    shoot(page, f"hard {name} article")
    page.goto("/")
    shoot(page, f"hard {name} front page", whole=False)
    assert problems == {}, problems


def test_text_written_from_right_to_left_is_set_so(reader, paper, article_factory):
    article = article_factory(
        ARABIC, standfirst=ARABIC, body=f"<p>{ARABIC}</p>", takeaways=[ARABIC], published_at=timezone.now()
    )
    page = reader()
    page.goto(article.get_absolute_url())
    for part in ("h1", ".article-standfirst", ".prose", ".takeaways li"):
        assert page.locator(part).first.evaluate("(element) => getComputedStyle(element).direction") == "rtl", part
    page.goto("/banking/")
    title = page.locator(".card-title", has_text=ARABIC)
    assert title.evaluate("(element) => getComputedStyle(element).direction") == "rtl"


@pytest.mark.parametrize("width", [360, 1280])
def test_a_paid_piece_as_the_lead_is_told_from_the_news(reader, paper, article_factory, width):
    article_factory(
        "A paid piece",
        section=Section.objects.get(slug="top-stories"),
        published_at=timezone.now(),
        sponsorship="advertorial",
        sponsor_name="Example Bank",
    )
    page = reader(width)
    page.goto("/")
    label = page.locator(".card-lead .label")
    expect(label).to_have_text("Advertorial")
    expect(label).to_be_in_viewport()
    shoot(page, f"paid lead {width}", whole=False)


def test_a_front_page_of_one_story_stands(reader, article_factory):
    article_factory("The only story there is")
    page = reader()
    assert read_through(page, "/") + violations(page) == []
    shoot(page, "one story only")


def test_an_empty_site_stands(reader):
    page = reader()
    assert read_through(page, "/") + violations(page) == []
