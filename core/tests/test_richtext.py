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
        '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td colspan="2" rowspan="3">b</td></tr></tbody></table>',
    ],
)
def test_what_an_editor_may_write_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize("text", ["<p>&lt;script&gt;</p>", "<p>a &amp; b</p>", '<p><a href="/?a=1&amp;b=2">a</a></p>'])
def test_cleaning_what_is_clean_changes_nothing(text):
    assert clean(clean(text)) == clean(text) == text


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
