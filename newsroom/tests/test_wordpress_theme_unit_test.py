"""The export that theme authors test with: real, and full of hard cases."""

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Article
from core.models import ImportedItem
from newsroom.tests.wxr_files import bring_in
from newsroom.wordpress.wxr import Item, Reader
from pages.models import CompanyPage

FILE = settings.BASE_DIR.parent / "shared" / "data" / "wordpress" / "theme-unit-test.xml"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason=f"the real export is not there ({FILE})"),
]

_BOXES = (
    "p|div|li|ul|ol|td|th|tr|table|h\\d|br|hr|blockquote|figure|figcaption|dt|dd|dl|pre|iframe|address|section|"
    "thead|tbody|tfoot|cite"
)
_SHORTCODE = re.compile(r"\[/?(?:gallery|caption|audio)\b[^\]]*\]")
_FILM = re.compile(r"^\s*https?://(?:www\.)?(?:youtu\.be|youtube\.com)/\S+\s*$", re.MULTILINE)


@pytest.fixture
def portal(tmp_path):
    return bring_in(tmp_path, FILE.read_bytes())


def words(source: str) -> list[str]:
    return re.findall(r"\w+", html.unescape(source))


def seen_there(item: Item) -> list[str]:
    """The words readers saw on WordPress. What is no text: the names of shortcodes, and films, which became players."""
    source = re.sub(r"<!--.*?-->", " ", item.content, flags=re.DOTALL)
    source = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", source)
    source = re.sub(r'(?=<a [^>]*class="[^"]*button)', " ", source)
    source = _FILM.sub(" ", _SHORTCODE.sub(_caption, source))
    source = re.sub(rf"(?i)</?(?:{_BOXES})\b[^>]*>", " ", source)
    return words(re.sub(r"<[a-zA-Z/][^>]*>", "", source))


def _caption(shortcode: re.Match[str]) -> str:
    caption = re.search(r'caption="([^"]*)"', shortcode[0])
    return f" {caption[1]} " if caption else " "


def seen_here(page: str) -> list[str]:
    """The words of a page, tags inside words disregarded."""
    page = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", page)
    page = re.sub(rf"(?i)</?(?:{_BOXES}|body|main|article|header|span|a(?=[^>]*class))\b[^>]*>", " ", page)
    return words(re.sub(r"<[a-zA-Z/!][^>]*>", "", page))


def items() -> list[Item]:
    return [item for item in Reader(Path(FILE)) if isinstance(item, Item) and item.type in {"post", "page"}]


def row_of(item: Item) -> Article | CompanyPage:
    return ImportedItem.objects.get(key=f"post {item.id}").target


def test_all_posts_and_pages_come_in(portal):
    assert Article.objects.count() == 58
    assert CompanyPage.objects.count() == 21


def test_every_word_is_on_a_page_that_answers_200(portal, client):
    for item in items():
        row = row_of(item)
        assert not Counter(seen_there(item)) - Counter(seen_here(row.body)), item.title
        if row.is_public:
            response = client.get(row.get_absolute_url())
            assert response.status_code == 200, item.title
            assert not Counter(seen_there(item)) - Counter(seen_here(response.text)), item.title


def test_words_keep_their_order(portal):
    """What pictures say may follow the paragraph they stood in; everything else is a line of words that is kept."""
    for item in items():
        there, here = seen_there(item), iter(seen_here(row_of(item).body))
        if "<img" not in item.content:
            assert all(word in here for word in there), item.title


def test_every_old_address_leads_to_its_page(portal, client):
    for item in items():
        row = row_of(item)
        if not row.is_public:
            continue
        path = re.sub("/{2,}", "/", "/" + item.link.partition("wordpress.com/")[2])
        for address in (path, f"{path}feed/", f"/?p={item.id}"):
            response = client.get(address)
            if address != row.get_absolute_url():
                assert (response.status_code, response.get("Location")) == (301, row.get_absolute_url()), address


def test_no_page_asks_another_host_for_anything(portal, client):
    for row in (*Article.objects.public(), *CompanyPage.objects.public()):
        text = row.body
        assert not re.search(r"<(?:img|script|iframe|video|audio|embed|object|link|style)\b|\bstyle=|\bsrc=", text), row


def test_a_second_run_changes_nothing(portal, tmp_path):
    report = bring_in(tmp_path, FILE.read_bytes())
    assert Article.objects.count() == 58
    assert "Came in: nothing" in report
