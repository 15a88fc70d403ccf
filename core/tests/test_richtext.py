from random import Random

import pytest

from core.richtext import clean, plain_text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<p>a<style>p{}</style></p>", "<p>a</p>"),
        ('<p onclick="x()" style="color:red" class="x" id="y">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "a"),
        ('<a href=" JaVaScRiPt:alert(1)">a</a>', "a"),
        ('<a href="data:text/html,x">a</a>', "a"),
        ('<a href="vbscript:x">a</a>', "a"),
        ('<p><img src="x" onerror="x()"></p>', ""),
        ("<p>a<svg><script>x()</script></svg></p>", "<p>a</p>"),
        ("<p>a<math><mi>x</mi></math></p>", "<p>a</p>"),
        ('<iframe src="https://example.org"></iframe><p>a</p>', "<p>a</p>"),
        ("<object>x</object><p>a</p>", "<p>a</p>"),
        ('<form action="/"><input name="a"><p>a</p></form>', "<p>a</p>"),
        ("<p>a<!-- x --></p>", "<p>a</p>"),
        ("<p>a\x00b</p>", "<p>ab</p>"),
        ('<figure data-image="1 onload=x"></figure>', "<figure></figure>"),
        ('<figure data-embed="javascript:x"></figure>', "<figure></figure>"),
        ('<a data-article="1 or 2">a</a>', "a"),
        ('<p><a data-article="1" href="javascript:x">a</a></p>', '<p><a data-article="1">a</a></p>'),
        ('<p><a data-article="1" href="https://evil.example/">a</a></p>', '<p><a data-article="1">a</a></p>'),
        ('<p>a<sup class="note" onclick="x()">b<script>x()</script></sup></p>', '<p>a<sup class="note">b</sup></p>'),
        ('<aside class="fact-box cookie-banner" id="x"><p>a</p></aside>', '<aside class="fact-box"><p>a</p></aside>'),
        ('<aside class="advert"><p>a</p></aside>', "<p>a</p>"),
        ('<figure data-article="x"></figure>', "<figure></figure>"),
        ('<td colspan="x">', ""),
        ("<h1>a</h1>", "a"),
    ],
)
def test_what_could_run_or_deceive_is_taken_out(given, kept):
    assert clean(given) == kept


@pytest.mark.parametrize(
    "text",
    [
        "<p>a <strong>b</strong> <em>c</em> <u>d</u> <s>e</s> <sub>f</sub> <sup>g</sup> <code>h</code><br>i</p>",
        "<h2>a</h2><h3>b</h3><h4>c</h4>",
        '<ul><li>a</li></ul><ol start="3"><li>b</li></ol>',
        "<blockquote><p>a</p><p>b</p></blockquote><pre><code>c\n  d</code></pre><hr>",
        '<p><a href="https://example.org/" title="t">a</a> <a href="/b/">b</a></p>',
        '<p><a href="mailto:a@b.org">c</a> <a href="tel:+44">d</a></p>',
        '<figure data-image="12"><figcaption>a</figcaption></figure>',
        '<figure data-embed="https://vimeo.com/1"><figcaption>a</figcaption></figure>',
        '<figure data-article="12"><figcaption>a</figcaption></figure><p><a data-article="12">b</a></p>',
        '<aside class="pull-quote"><p>a</p><p>b</p><footer>c, <em>d</em></footer></aside>',
        '<aside class="fact-box"><h3>a</h3><p>b</p><ul><li>c</li></ul><figure data-image="1"></figure></aside>',
        '<h2>a<sup class="note">b</sup></h2><p>c<sup class="note">d, <a href="https://example.org/">e</a></sup></p>',
        '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td colspan="2" rowspan="3">b</td></tr></tbody></table>',
    ],
)
def test_what_an_editor_may_write_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize("text", ["<p>&lt;script&gt;</p>", "<p>a &amp; b</p>", '<p><a href="/?a=1&amp;b=2">a</a></p>'])
def test_cleaning_what_is_clean_changes_nothing(text):
    assert clean(clean(text)) == clean(text) == text


TAGS = [
    "p", "h3", "ul", "li", "blockquote", "table", "tr", "td", "strong", "em", "sup", "footer", "figcaption", "div",
    'aside class="pull-quote"', 'aside class="fact-box"', "aside", 'sup class="note"', 'a href="/b/"',
    'a data-article="3"', 'figure data-article="3"', 'figure data-image="4"',
]  # fmt: skip


def anything(chance: Random, depth: int = 5) -> str:
    """Whatever in whatever else."""
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(["w", "w w", " ", "&amp;", "<br>", "<hr>", "&nbsp;"])
    tag = chance.choice(TAGS)
    inside = "".join(anything(chance, depth - 1) for _ in range(chance.randrange(4)))
    return f"<{tag}>{inside}</{tag.split()[0]}>"


@pytest.mark.parametrize("seed", range(40))
def test_whatever_stands_in_whatever_else_cleaning_it_once_is_enough_and_loses_no_word(seed):
    chance = Random(seed)  # noqa: S311  (no secret)
    for _ in range(50):
        text = "".join(anything(chance) for _ in range(3))
        once = clean(text)
        assert clean(once) == once, text
        assert plain_text(once).count("w") == text.count("w"), text


@pytest.mark.parametrize(
    ("given", "placed"),
    [
        ('<ul><li>a<aside class="fact-box"><p>b</p></aside></li></ul>', "<ul><li>a<p>b</p></li></ul>"),
        (
            '<aside class="fact-box"><p>a</p><aside class="pull-quote"><p>b</p></aside></aside>',
            '<aside class="fact-box"><p>a</p><p>b</p></aside>',
        ),
        ('<aside class="pull-quote"><h2>a</h2><p>b</p></aside>', "<h2>a</h2><p>b</p>"),
        ('<aside class="pull-quote"><p>a</p><footer>b</footer><p>c</p></aside>', "<p>a</p> b <p>c</p>"),
        ('<aside class="pull-quote"><p>a</p><footer>b</footer><footer>c</footer></aside>', "<p>a</p> b c"),
        (
            '<aside class="pull-quote"><p>a</p><footer><p>b</p></footer></aside>',
            '<aside class="pull-quote"><p>a</p><footer>b</footer></aside>',
        ),
        ("<footer><p>a</p></footer>", "<p>a</p>"),
    ],
)
def test_asides_stand_in_nothing_else_and_hold_what_they_can(given, placed):
    assert clean(given) == placed


@pytest.mark.parametrize(
    ("given", "placed"),
    [
        (
            '<p><a href="/b/">a <strong>b<sup class="note">c</sup> d</strong></a></p>',
            '<p><a href="/b/">a <strong>b</strong></a><sup class="note">c</sup>'
            '<a href="/b/"><strong> d</strong></a></p>',
        ),
        ('<p><em>a<sup class="note">b</sup></em></p>', '<p><em>a</em><sup class="note">b</sup></p>'),
        ('<p>a<sup class="note">b <sup class="note">c</sup></sup></p>', '<p>a<sup class="note">b c</sup></p>'),
        ('<p>a<sup class="note"><em> </em></sup></p>', "<p>a</p>"),
        ('<p>a<sup class="note">&nbsp;</sup></p>', "<p>a</p>"),
    ],
)
def test_a_note_is_a_line_of_words_outside_marks(given, placed):
    assert clean(given) == placed


def test_notes_are_read_after_the_text_and_part_no_word():
    text = '<p>A loss<sup class="note">Annual report.</sup>, it said.</p><p>Last.</p>'
    assert plain_text(text) == "A loss, it said. Last. Annual report."


def test_a_note_to_a_figure_leaves_it_a_figure():
    text = '<table><tbody><tr><td>Loss</td><td>12.5<sup class="note">Unaudited</sup></td></tr></tbody></table>'
    assert '<td class="number">12.5' in clean(text)


def test_columns_of_figures_are_set_flush_right():
    text = "<table><tbody><tr><th>Bank</th><th>Loss</th></tr><tr><td>Aldgrave</td><td>£12.5</td></tr></tbody></table>"
    assert '<th class="number">Loss</th>' in clean(text)
    assert '<td class="number">£12.5</td>' in clean(text)
    assert "<td>Aldgrave</td>" in clean(text)


def test_words_of_neighbouring_blocks_do_not_run_together():
    assert plain_text("<h2>One</h2><p>Two<br>three</p><ul><li>four</li></ul>") == "One Two three four"
    assert plain_text("<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>") == "1 2"


def test_marks_within_a_word_and_signs_stay_where_they_are_in_plain_text():
    assert plain_text("<p>The <em>last</em>, <a href='/'>H<sub>2</sub>O</a>.</p>") == "The last, H2O."
    assert plain_text("<p>R&amp;D &lt;1%</p>") == "R&D <1%"
