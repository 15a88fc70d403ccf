"""From signing in to the front page, and every screen of the admin, in a real browser. Screenshots: var/e2e/."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles import snapshots, workflow
from articles.models import Article
from conftest import picture_file
from core.richtext import clean
from images.models import Image
from newsroom.tests.browser import SHOTS, needs_a_browser, violations

pytestmark = needs_a_browser


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def test_an_editor_signs_in_writes_illustrates_previews_publishes_and_it_stands_on_the_front_page(
    browse, editor, section_factory, author_factory, tmp_path
):
    section_factory("Banking")
    author_factory("Second Writer")
    author_factory("Edda Torvald", user=editor)
    file = tmp_path / "desk.png"
    file.write_bytes(picture_file(1400, 900).read())
    page = browse()

    page.goto("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("a long enough secret")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="New article").click()

    page.get_by_label("Headline").fill("Clearing house passes its drill")
    page.get_by_label("Standfirst").fill("It took eleven hours.")
    page.get_by_label("Quick summary").fill("The drill was passed.")
    page.locator(".ProseMirror").click()
    page.keyboard.type("The clearing house said so on ")
    page.get_by_role("button", name="Bold").click()
    page.keyboard.type("Tuesday")
    page.get_by_label("Section", exact=True).select_option("Banking")
    page.get_by_label("Tags").fill("Clearing, Default funds")

    expect(page.locator("ordered-picker[data-name=authors_in_order]")).to_contain_text("Edda Torvald")
    finder = page.get_by_label("Authors", exact=True)
    finder.fill("Second")
    expect(page.get_by_role("option", name="Second Writer")).to_be_visible()
    finder.press("ArrowDown")
    finder.press("Enter")
    page.get_by_role("button", name="Move up: Second Writer").press("Enter")

    page.get_by_role("button", name="Add a takeaway").click()
    page.keyboard.type("The drill passed.")
    page.get_by_role("button", name="Add a question").click()
    page.get_by_label("Question", exact=True).fill("Who took part?")
    page.get_by_label("Answer", exact=True).fill("Every member.")

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Upload a picture").click()
    upload = opened.value
    upload.get_by_label("Picture", exact=True).set_input_files(file)
    upload.get_by_role("button", name="Save", exact=True).click()
    expect(upload.locator(".errorlist")).to_have_text("This field is required.")
    upload.get_by_label("Picture", exact=True).set_input_files(file)
    upload.get_by_label("Alternative text").fill("A desk with two telephones")
    with upload.expect_event("close"):
        upload.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("image-chooser img")).to_have_attribute("alt", "A desk with two telephones")
    page.screenshot(path=SHOTS / "writing.png", full_page=True)

    page.get_by_role("button", name="Preview").click()
    preview = page.frame_locator("page-preview iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Clearing house passes its drill", timeout=15_000)
    page.screenshot(path=SHOTS / "preview.png")
    page.get_by_role("button", name="Close the preview").click()

    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Published.")
    page.goto("/")
    expect(page.get_by_role("link", name="Clearing house passes its drill").first).to_be_visible()

    article = Article.objects.get()
    assert article.body == "<p>The clearing house said so on <strong>Tuesday</strong></p>"
    assert [author.name for author in article.byline_authors] == ["Second Writer", "Edda Torvald"]
    assert sorted(article.tags.names()) == ["Clearing", "Default funds"]
    assert article.takeaways == ["The drill passed."]
    assert article.questions == [{"question": "Who took part?", "answer": "Every member."}]
    assert article.hero == Image.objects.get()


NASTY = (
    "<p>Plain, <strong>bold</strong>, <em>italic</em>, <u>under</u>, <s>struck</s>, H<sub>2</sub>O, x<sup>2</sup>, "
    '<code>a &lt; b</code>, <strong><code>bold code</code></strong>,<br>a <a href="/banking/">path</a>, an '
    '<a href="https://example.org/?a=1&amp;b=2" title="Titled">address</a>, <a href="mailto:a@example.org">mail</a>, '
    '<a href="tel:+441234"><strong>bold link</strong></a>.</p>'
    "<h2>Two</h2><h3>Three</h3><h4>Four</h4>"
    "<ul><li>One</li><li>Two<ul><li>Two and a half</li></ul></li><li><p>Three</p><p>in two paragraphs</p></li></ul>"
    '<ol start="7"><li>Seven</li><li>Eight</li></ol>'
    "<blockquote><p>A quotation</p><p>of two paragraphs</p></blockquote>"
    "<pre><code>def f():\n    return  1</code></pre><hr>"
    '<figure data-image="{image}"><figcaption>A <em>caption</em> with a <a href="https://example.org/">link</a></figcaption></figure>'
    '<figure data-embed="https://vimeo.com/123456"><figcaption>A film</figcaption></figure>'
    '<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk&amp;t=10"></figure>'
    '<table><thead><tr><th>Bank</th><th class="number">Loss, $</th></tr></thead><tbody><tr><td>Aldgrave</td>'
    '<td class="number">12.5</td></tr><tr><td>Brannoch</td><td class="number">7</td></tr></tbody>'
    '<tfoot><tr><td>Both</td><td class="number">19.5</td></tr></tfoot></table>'
    '<table><tbody><tr><th rowspan="2">Tall</th><td colspan="2">Wide</td></tr>'
    "<tr><td>a</td><td><p>b</p><ul><li>c</li></ul></td></tr>"
    "</tbody></table>"
    '<p>As <a data-article="{article}">we said</a>, it lost £4bn<sup class="note">Annual report, <em>page</em> 14, '
    '<a href="https://example.org/">there</a>; <a data-article="{article}">here</a></sup>, <strong>bold</strong>'
    '<sup class="note">And a note</sup><strong> again</strong>.</p>'
    '<h2>A note<sup class="note">to a heading</sup></h2>'
    '<aside class="pull-quote"><p>Nobody <em>failed</em>.</p><p>Nobody.</p>'
    "<footer>Edda Torvald, <em>editor</em></footer></aside>"
    '<aside class="pull-quote"><p>Said by nobody.</p></aside>'
    '<aside class="fact-box"><h3>A box</h3><p>With facts<sup class="note">Sure</sup>:</p>'
    "<ul><li>One</li><li>Two</li></ul>"
    '<table><tbody><tr><td>a</td><td class="number">1</td></tr></tbody></table>'
    '<figure data-image="{image}"></figure></aside>'
    '<figure data-article="{article}"><figcaption>The <em>drill</em></figcaption></figure>'
    '<figure data-article="{article}"></figure>'
    '<figure data-embed="https://bsky.app/profile/clearing.example/post/3kabcdefgh2x"><figcaption>Passed.</figcaption></figure>'
    "<p>Last</p>"
)


def test_a_text_that_is_opened_and_saved_keeps_everything_that_may_be_in_it(desk, article_factory, image_factory):
    before = clean(NASTY.replace("{image}", str(image_factory().pk)).replace("{article}", str(article_factory().pk)))
    article = article_factory(status="draft", body=before)
    page = desk()
    page.goto(change_url(article))
    text = page.locator(".ProseMirror")
    expect(text.locator("figure img").first).to_be_visible()
    text.locator("p", has_text="Last").click()
    page.keyboard.press("End")
    page.keyboard.type("!")
    page.screenshot(path=SHOTS / "nasty.png", full_page=True)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    article.refresh_from_db()
    assert article.body == before.replace("Last", "Last!")


def test_a_text_that_is_only_looked_at_stays_as_it_was(desk, article_factory):
    article = article_factory(status="draft", body="<ul><li><p>Only a line</p></li></ul>")
    page = desk()
    page.goto(change_url(article))
    expect(page.locator(".ProseMirror")).to_contain_text("Only a line")
    page.get_by_role("button", name="Save draft").click()
    article.refresh_from_db()
    assert article.body == "<ul><li><p>Only a line</p></li></ul>"


def test_pictures_and_films_are_put_into_the_text(desk, article_factory, image_factory):
    image = image_factory(alt="Two dealers at a desk", caption="Noon")
    article = article_factory(status="draft", body="<p>First</p>")
    page = desk()
    page.goto(change_url(article))
    page.locator(".ProseMirror p").click()
    page.keyboard.press("End")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Insert a picture").click()
    library = opened.value
    with library.expect_event("close"):
        library.get_by_role("link", name="Two dealers at a desk").click()
    expect(page.locator(".ProseMirror figure img")).to_have_attribute("alt", "Two dealers at a desk")
    page.keyboard.type("A caption of its own")
    page.keyboard.press("ArrowLeft")
    page.get_by_role("button", name="Insert a film").click()
    dialog = page.get_by_role("dialog", name="A film")
    dialog.get_by_role("textbox").fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_contain_text("begins with https://")
    dialog.get_by_role("textbox").fill("https://vimeo.com/123456")
    dialog.get_by_role("button", name="Done").click()
    page.keyboard.type("A film")
    page.keyboard.press("Enter")
    page.keyboard.type("Below")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messages")).to_contain_text("Saved.")
    article.refresh_from_db()
    assert article.body == (
        f'<p>First</p><figure data-image="{image.pk}"><figcaption>A caption of its own</figcaption></figure>'
        '<figure data-embed="https://vimeo.com/123456"><figcaption>A film</figcaption></figure><p>Below</p>'
    )


def test_what_a_hostile_page_puts_on_the_clipboard_stays_outside(desk, article_factory):
    article = article_factory(status="draft", body="<p>First</p>")
    page = desk()
    page.goto(change_url(article))
    page.locator(".ProseMirror p").click()
    page.keyboard.press("End")
    nasty = '<p style="color:red" onclick="x()">pasted <a href="javascript:x()">odd</a>'
    nasty += '<img src="/x" onerror="x()"><style>p{}</style><script>x()</script></p>'
    page.evaluate(
        """html => {
            const data = new DataTransfer(); data.setData("text/html", html)
            const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true})
            document.querySelector(".ProseMirror").dispatchEvent(paste)
        }""",
        nasty,
    )
    page.get_by_role("button", name="Save draft").click()
    article.refresh_from_db()
    assert article.body == "<p>Firstpasted odd</p>"


@pytest.fixture
def furnished(article_factory, author_factory, image_factory, section_factory):
    """A newsroom with something on every screen."""
    image = image_factory(credit="Photograph: A. Person", caption="Noon")
    writer = author_factory("Wilhelmina Quillfeather", picture=image)
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    body = f'<p>{word}</p><figure data-image="{image.pk}"></figure><table><tr><td>1</td><td>{word}</td></tr></table>'
    article = article_factory(
        f"{word} headline " + "that goes on " * 8, authors=[writer], hero=image, body=body, takeaways=["One"]
    )
    article_factory("A paid piece", sponsorship="sponsored", sponsor_name="Example Bank", status="draft")
    article.publish(by=None)
    article.save_revision(snapshots.take(article) | {"kicker": "Changed"}, by=None)
    return article


@pytest.fixture
def binned(article_factory, editor) -> Article:
    article = article_factory("Thrown away", status="draft")
    article.take(workflow.BIN, by=editor)
    return article


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_screen_can_be_used_by_everybody(desk, browse, furnished, binned, editor, width, scheme):
    screens = {
        "start": "/admin/",
        "articles": reverse("admin:articles_article_changelist"),
        "articles-filtered": reverse("admin:articles_article_changelist") + "?state=published&q=headline",
        "article": change_url(furnished),
        "article-new": reverse("admin:articles_article_add"),
        "article-history": reverse("admin:articles_article_history", args=[furnished.pk]),
        "article-in-the-bin": change_url(binned),
        "articles-in-the-bin": reverse("admin:articles_article_changelist") + "?state=in+the+bin",
        "article-delete": reverse("admin:articles_article_delete", args=[binned.pk]),
        "images": reverse("admin:images_image_changelist"),
        "images-popup": reverse("admin:images_image_changelist") + "?_popup=1",
        "image-new-popup": reverse("admin:images_image_add") + "?_popup=1",
        "image": reverse("admin:images_image_change", args=[furnished.hero_id]),
        "authors": reverse("admin:articles_author_changelist"),
        "author": reverse("admin:articles_author_change", args=[furnished.byline_authors[0].pk]),
        "tags": reverse("admin:articles_tag_changelist"),
        "tag-new": reverse("admin:articles_tag_add"),
        "sections": reverse("admin:articles_section_changelist"),
        "section": reverse("admin:articles_section_change", args=[furnished.section_id]),
        "menus": reverse("admin:pages_menuitem_changelist"),
        "menu-new": reverse("admin:pages_menuitem_add"),
        "pages": reverse("admin:pages_companypage_changelist"),
        "page-new": reverse("admin:pages_companypage_add"),
        "settings": reverse("admin:core_sitesettings_changelist"),
        "people": reverse("admin:core_user_changelist"),
        "person": reverse("admin:core_user_change", args=[editor.pk]),
        "person-new": reverse("admin:core_user_add"),
        "person-password": reverse("admin:auth_user_password_change", args=[editor.pk]),
        "group-new": reverse("admin:auth_group_add"),
        "old-addresses": reverse("admin:core_oldaddress_changelist"),
        "password": reverse("admin:password_change"),
    }
    page = desk(width, scheme)
    found = []
    for name, address in screens.items():
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=SHOTS / f"admin-{name}-{width}-{scheme}.png", full_page=True)
        found += [f"{name}: {each}" for each in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{name} scrolls sideways")
    guest = browse(width, scheme)
    guest.goto("/admin/login/")
    guest.screenshot(path=SHOTS / f"admin-login-{width}-{scheme}.png")
    found += [f"login: {each}" for each in violations(guest)]
    assert not found
