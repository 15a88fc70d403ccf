"""WordPress HTML, blocks and shortcodes as rich text; no database is needed for most of it."""

# ruff: noqa: E501 - a case reads best on two lines, what was kept and what it becomes

import pytest

from newsroom.wordpress.content import Attached, convert


class Portal:
    """Pictures up to number 9 have come in; of those up to 99 the export knows something."""

    def picture(self, number, address, alt):
        return number * 100 if 0 < number < 10 else None

    def attached(self, number):
        address = f"https://old.example/wp-content/uploads/{number}.jpg"
        return Attached(number, address, f"Picture {number}", f"Caption {number}") if number < 100 else None

    def attached_to(self, post):
        return [1, 2]

    def new_address(self, address):
        return address.replace("https://old.example/old/", "/new/")

    def reusable(self, number):
        return "<!-- wp:paragraph --><p>Used again</p><!-- /wp:paragraph -->" if number == 5 else ""


def body(source: str) -> str:
    return convert(source, Portal(), post=17, footnotes='[{"content": "The <i>note</i>", "id": "x"}]').body.replace(
        "\n", ""
    )


LINK = '<a href="https://e.org/">'

CASES = {
    "blank lines part paragraphs, new lines break them": ("One\nline\n\nTwo", "<p>One<br>line</p><p>Two</p>"),
    "breaks written twice part paragraphs": ("a<br /><br />b<br/>\nc<br>", "<p>a</p><p>b<br>c</p>"),
    "a mark goes on over a blank line": (
        "a <b>bold\n\nstill</b> end",
        "<p>a <strong>bold</strong></p><p><strong>still</strong> end</p>",
    ),
    "lines of blocks are the source's own": (
        "<!-- wp:paragraph -->\n<p>one\ntwo</p>\n<!-- /wp:paragraph -->",
        "<p>one two</p>",
    ),
    "boxes end words": ("<div>one</div><div>two</div>three<section>four</section>", "<p>one</p><p>two</p><p>three</p><p>four</p>"),
    "spans do not": ('<span style="color:red">one</span><font>two</font>', "<p>onetwo</p>"),
    "headings": ("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>", "<h2>a</h2><h2>b</h2><h3>c</h3><h4>d</h4><h4>e</h4><h4>f</h4>"),
    "marks": (
        "<b>a</b><i>b</i><del>c</del><strike>d</strike><ins>e</ins><kbd>f</kbd><tt>g</tt><cite>h</cite>",
        "<p><strong>a</strong><em>b</em><s>c</s><s>d</s><u>e</u><code>f</code><code>g</code><em>h</em></p>",
    ),
    "quotation marks of <q> stay": ("He said <q>no</q>.", "<p>He said “no”.</p>"),
    "definitions": ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "<p><strong>Term</strong></p><p>Meaning</p>"),
    "lists in lists": ("<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    "a list wrongly in a list": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
    "an empty item between words": ("<ul>a<li></li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
    "what does not belong into headings and captions": (
        "<h2>a <blockquote>b</blockquote></h2><h3>c<ul><li>d</li></ul></h3><figure><figcaption>e <ol><li>f</li></ol></figcaption></figure>",
        "<h2>a b</h2><h3>c d</h3><p>e f</p>",
    ),
    "boxes in code": ("<pre>a<div>b</div>c</pre>", "<pre><code>abc</code></pre>"),
    "a list's first number": ('<ol start="8"><li>x</li></ol>', '<ol start="8"><li>x</li></ol>'),
    "a table in a table": (
        "<table><tr><td>a<table><tr><td>1</td><td>2</td></tr></table></td><td>b</td></tr></table>",
        "<table><tbody><tr><td><p>a</p><p>1 · 2</p></td><td>b</td></tr></tbody></table>",
    ),
    "a table that only laid out the page": ("<table><tr><td><p>one</p><p>two</p></td></tr></table>", "<p>one</p><p>two</p>"),
    "poetry": ('<pre class="wp-block-verse">one <em>x</em>\ntwo</pre>', "<p>one <em>x</em><br>two</p>"),
    "poetry among blocks": (
        '<!-- wp:verse --><pre class="wp-block-verse">one\ntwo</pre><!-- /wp:verse --><p>after\nthat</p>',
        "<p>one<br>two</p><p>after that</p>",
    ),
    "comments, and one that is never closed": ("a<!-- secret -->b <!-- open", "<p>ab open</p>"),
    "more and next page": ("a<!--more Go on-->b<!--nextpage-->c", "<p>a</p><p>b</p><p>c</p>"),
    "scripts and styles": ("a<script>alert(1)</script><style>p{}</style>b", "<p>ab</p>"),
    "addresses that run code": ('<a href="javascript:alert(1)">x</a><a href="data:text/html,x">y</a>', "<p>xy</p>"),
    "links into the page": ('<a href="#top">up</a> <a name="x"></a>', "<p>up</p>"),
    "links home": ('<a href="https://old.example/old/1/">x</a>', '<p><a href="/new/1/">x</a></p>'),
    "a link without scheme": ('<a href="//e.org/">x</a> <a href="www.e.org">y</a>', '<p><a href="https://e.org/">x</a> <a href="https://www.e.org">y</a></p>'),
    "a link around blocks": (f"{LINK}<div>a</div><div>b</div></a>", f"<p>{LINK}a</a></p><p>{LINK}b</a></p>"),
    "nothing visible": ("<p>&nbsp;</p><p><strong> </strong></p><h2></h2><ul><li></li></ul>", ""),
    "angle brackets that are words": ("a < b and 1 <3 & 2 > 1", "<p>a &lt; b and 1 &lt;3 &amp; 2 &gt; 1</p>"),
    # Pictures
    "a picture": ('<img class="wp-image-3" src="https://x/3.jpg" alt="A">', '<figure data-image="300"></figure>'),
    "a caption": (
        '[caption id="attachment_3" width="5"]<a href="https://x/3.jpg"><img class="wp-image-3" src="https://x/3.jpg" /></a> The <em>hall</em>[/caption] after',
        '<figure data-image="300"><figcaption>The <em>hall</em></figcaption></figure><p>after</p>',
    ),
    "a caption as it was first": (
        '[caption caption="The hall"]<img class="wp-image-3" src="x.jpg" />[/caption]',
        '<figure data-image="300"><figcaption>The hall</figcaption></figure>',
    ),
    "a caption as it was shown": (
        '<div class="wp-caption"><img class="wp-image-3" src="x.jpg"><p class="wp-caption-text">The hall</p></div>',
        '<figure data-image="300"><figcaption>The hall</figcaption></figure>',
    ),
    "a picture in a sentence follows it": (
        'one <img class="wp-image-3" src="x.jpg"> two',
        '<p>one two</p><figure data-image="300"></figure>',
    ),
    "a caption in a caption": (
        '[caption]Outer [caption]<img class="wp-image-3" src="x.jpg"> inner[/caption][/caption]',
        '<figure data-image="300"><figcaption>inner</figcaption></figure><p>Outer</p>',
    ),
    "a picture between words": ('one<img class="wp-image-3" src="x.jpg">two', '<p>one two</p><figure data-image="300"></figure>'),
    "a picture in a heading": ('<h2>a <img class="wp-image-3" src="x.jpg"></h2>', '<h2>a</h2><figure data-image="300"></figure>'),
    "a picture that leads elsewhere": (
        f'{LINK}<img class="wp-image-3" src="x.jpg" alt="Hall"></a>',
        f'<figure data-image="300"><figcaption>{LINK}Hall</a></figcaption></figure>',
    ),
    "a picture that is not there": (
        '<figure><img src="https://old.example/hall.jpg" alt="The hall"><figcaption>At noon</figcaption></figure>',
        '<p><a href="https://old.example/hall.jpg">The hall</a>: At noon</p>',
    ),
    "a picture that is not there and says nothing": (
        '<img src="https://old.example/market-hall_2-300x200.jpg">',
        '<p><a href="https://old.example/market-hall_2-300x200.jpg">market hall 2</a></p>',
    ),
    "a picture that loads late": (
        '<img src="data:image/gif;base64,R0" data-src="https://x/3.jpg" class="lazy wp-image-3"><noscript><img src="https://x/3.jpg"></noscript>',
        '<figure data-image="300"></figure>',
    ),
    "smileys are words": ('fine <img class="wp-smiley" src="x.gif" alt=":-)">', "<p>fine :-)</p>"),
    "what counts readers is gone": ('a<img src="https://t.example/p.gif" width="1" height="1">b', "<p>ab</p>"),
    "a gallery": (
        '[gallery ids="3,4"]',
        '<figure data-image="300"><figcaption>Caption 3</figcaption></figure><figure data-image="400"><figcaption>Caption 4</figcaption></figure>',
    ),
    "a gallery of what was uploaded to the post": ("[gallery]", '<figure data-image="100"><figcaption>Caption 1</figcaption></figure><figure data-image="200"><figcaption>Caption 2</figcaption></figure>'),
    "a gallery block": (
        '<!-- wp:gallery {"ids":[3,4]} --><figure class="wp-block-gallery"><ul class="blocks-gallery-grid"><li><figure>'
        '<img class="wp-image-3" src="3.jpg"><figcaption>one</figcaption></figure></li><li><figure><img data-id="4" src="4.jpg">'
        "</figure></li></ul><figcaption>all of them</figcaption></figure><!-- /wp:gallery -->",
        '<figure data-image="300"><figcaption>one</figcaption></figure><figure data-image="400"></figure><p>all of them</p>',
    ),
    "a cover": (
        '<!-- wp:cover {"url":"https://x/3.jpg","id":3} --><div class="wp-block-cover"><img class="wp-block-cover__image-background'
        ' wp-image-3" src="https://x/3.jpg"/><p>Over it</p></div><!-- /wp:cover -->',
        '<figure data-image="300"></figure><p>Over it</p>',
    ),
    # Films and other things from elsewhere
    "a film's address on its line": (
        "Look:\nhttps://youtu.be/abcdefghijk\nNice.",
        '<p>Look:</p><figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure><p>Nice.</p>',
    ),
    "words behind a film's address": ("https://youtu.be/abcdefghijk&nbsp;is new", "<p>https://youtu.be/abcdefghijk&nbsp;is new</p>"),
    "a film block": (
        '<!-- wp:embed {"url":"https://vimeo.com/12345"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\n'
        "https://vimeo.com/12345\n</div><figcaption>The film</figcaption></figure><!-- /wp:embed -->",
        '<figure data-embed="https://vimeo.com/12345"><figcaption>The film</figcaption></figure>',
    ),
    "another embed": (
        '<figure class="wp-block-embed"><div>\nhttps://x.com/a/1\n</div><figcaption>Said so</figcaption></figure>',
        '<p><a href="https://x.com/a/1">https://x.com/a/1</a></p><p>Said so</p>',
    ),
    "a film as shortcode": ("[youtube=http://www.youtube.com/watch?v=abcdefghijk&w=3]", '<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>'),
    "a film in a frame": ('<iframe src="//player.vimeo.com/video/12345">none</iframe>', '<figure data-embed="https://vimeo.com/12345"></figure>'),
    "a film as it once was": (
        '<object><param name="movie" value="http://www.youtube.com/v/abcdefghijk"><embed src="http://www.youtube.com/v/abcdefghijk"></object>',
        '<figure data-embed="https://www.youtube.com/watch?v=abcdefghijk"></figure>',
    ),
    "another frame": ('<iframe src="https://maps.example/x" title="The map"></iframe>', '<p><a href="https://maps.example/x">The map</a></p>'),
    "a recording": ("[audio https://old.example/talk-one.mp3]", '<p><a href="https://old.example/talk-one.mp3">Audio: talk one</a></p>'),
    "a film of one's own": (
        '<video controls><source src="https://old.example/f.mp4"><source src="https://old.example/f.webm">no</video>',
        '<p><a href="https://old.example/f.mp4">Video: f</a></p>',
    ),
    # Shortcodes
    "what a shortcode encloses stays": ('a [highlight color="red"]b[/highlight] c [hr /]d', "<p>a b c d</p>"),
    "columns do not glue words": ("[vc_row][vc_column]Left[/vc_column][vc_column]Right[/vc_column][/vc_row]", "<p>Left</p><p>Right</p>"),
    "brackets of editors stay": ("“[The bank] grew [sic] by 3%,” he said [1].", "<p>“[The bank] grew [sic] by 3%,” he said [1].</p>"),
    "escaped shortcodes are shown": ('Write [[gallery ids="1"]] or [[note]x[/note]]', '<p>Write [gallery ids="1"] or [note]x[/note]</p>'),
    "shortcodes in code are words": ("<code>[gallery]</code><pre>[gallery]\n[x a=1]</pre>", "<p><code>[gallery]</code></p><pre><code>[gallery][x a=1]</code></pre>"),
    "code as shortcode": ("[code]if a < b: [x][/code]", "<pre><code>if a &lt; b: [x]</code></pre>"),
    "titles of page builders": (
        '[vc_custom_heading text="Head"][tab title="One"]a[/tab][et_pb_blurb title="Two &amp; <3"]b[/et_pb_blurb]',
        "<p><strong>Head</strong></p><p><strong>One</strong></p><p>a</p><p><strong>Two &amp; &lt;3</strong></p><p>b</p>",
    ),
    "buttons of page builders": (
        '[vc_btn title="Go" link="url:https%3A%2F%2Fe.org%2F|title:x"][et_pb_button button_text="On" button_url="https://e.org/"]',
        f"<p>{LINK}Go</a></p><p>{LINK}On</a></p>",
    ),
    "pictures of page builders": (
        '[vc_single_image image="3"][et_pb_image src="https://x/p.jpg" alt="A hall"][vc_gallery images="3,4"]',
        '<figure data-image="300"><figcaption>Caption 3</figcaption></figure><p><a href="https://x/p.jpg">A hall</a></p>'
        '<figure data-image="300"><figcaption>Caption 3</figcaption></figure><figure data-image="400"><figcaption>Caption 4</figcaption></figure>',
    ),
    "HTML that a page builder hid": ("[vc_raw_html]JTNDcCUzRWhlbGxvJTNDJTJGcCUzRQ==[/vc_raw_html]", "<p>hello</p>"),
    "an embed without an address": ("[embed]words[/embed]", "<p>words</p>"),
    "a button": ('[button url="https://e.org/"]Go[/button]', f"<p>{LINK}Go</a></p>"),
    # Blocks
    "footnotes": (
        "<!-- wp:paragraph --><p>x<sup>1</sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->",
        "<p>x<sup>1</sup></p><ol><li>The <em>note</em></li></ol>",
    ),
    "footnotes to which the text refers": (
        '<!-- wp:paragraph --><p>It lost<sup data-fn="x" class="fn"><a href="#x" id="x-link">1</a></sup> £4bn.</p>'
        "<!-- /wp:paragraph --><!-- wp:footnotes /-->",
        '<p>It lost<sup class="note">The <em>note</em></sup> £4bn.</p>',
    ),
    "a reference to a footnote that is not there": (
        '<!-- wp:paragraph --><p>x<sup data-fn="y" class="fn"><a href="#y">1</a></sup>.</p><!-- /wp:paragraph -->',
        "<p>x<sup>1</sup>.</p>",
    ),
    "a pull quote": (
        '<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>Nobody <b>failed</b>.</p><cite>Who, '
        "<i>where</i></cite></blockquote></figure><!-- /wp:pullquote --><p>Below</p>",
        '<aside class="pull-quote"><p>Nobody <strong>failed</strong>.</p><footer>Who, <em>where</em></footer></aside><p>Below</p>',
    ),
    "a pull quote in a list": (
        '<ul><li>One<figure class="wp-block-pullquote"><blockquote><p>Two</p></blockquote></figure></li></ul>',
        "<ul><li><p>One</p><p>Two</p></li></ul>",
    ),
    "a file block": (
        '<div class="wp-block-file"><object class="wp-block-file__embed" data="https://e.org/r.pdf"></object>'
        '<a href="https://e.org/">Report</a><a href="https://e.org/" class="wp-block-file__button">Download</a></div>',
        f"<p>{LINK}Report</a> {LINK}Download</a></p>",
    ),
    "a classic block among others": (
        "<!-- wp:freeform -->one\n\ntwo<!-- /wp:freeform --><!-- wp:paragraph --><p>three</p><!-- /wp:paragraph -->four"
        "<!-- wp:freeform -->five<!-- /wp:freeform -->six",
        "<p>one</p><p>two</p><p>three</p><p>fourfive</p><p>six</p>",
    ),
    "a reusable block": ('<!-- wp:block {"ref":5} /-->', "<p>Used again</p>"),
    "a quotation": (
        '<!-- wp:quote --><blockquote class="wp-block-quote"><p>Said</p><cite>Who</cite></blockquote><!-- /wp:quote -->',
        "<blockquote><p>Said</p><p><em>Who</em></p></blockquote>",
    ),
    "a table block": (
        '<figure class="wp-block-table"><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table>'
        "<figcaption>Both</figcaption></figure>",
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table><p>Both</p>",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "wanted"), CASES.values(), ids=CASES)
def test_what_wordpress_kept_becomes_rich_text(source, wanted):
    assert body(source) == wanted


def test_what_cannot_live_on_is_named():
    found = convert("[poll_x id=3] <!-- wp:latest-posts /--><form>f</form>[poll_x id=4]", Portal())
    assert sorted(found.left_out) == [
        ("block", "wp:latest-posts"), ("form", ""), ("shortcode", "[poll_x]"), ("shortcode", "[poll_x]"),
    ]  # fmt: skip


def test_lost_pictures_and_films_are_told():
    found = convert(
        '<img src="https://old.example/a.jpg"> see https://vimeo.com/123\n\nhttps://vimeo.com/1234', Portal()
    )
    assert found.lost_pictures == ["https://old.example/a.jpg"]
    assert found.films == ["https://vimeo.com/1234"]


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 3000 + "deep" + "</div>" * 3000,
        "<ul><li>" * 500 + "deep",
        "<table><tr><td>" * 100 + "deep",
        "<blockquote>" * 1000 + "deep",
        "<b>" * 2000 + "deep",
        "[a" * 5000 + " deep",
        "[x=" * 5000 + " deep",
        "<pre>" * 3000 + "deep",
        "<!--" * 5000 + "deep",
        "<iframe><p>x</iframe> deep",
        "<div>" * 100_000 + "deep",
        "<ul><li>" * 50_000 + "deep",
        "[[a]" * 50_000 + "deep",
        "[[A]" * 50_000 + "[/A]deep",
        "[/embed]" + "[embed]x" * 50_000 + "deep",
        "<!-- wp:x" + " " * 50_000 + "x -->deep",
        "deep" + "&nbsp;<br>" * 20_000,
        "<ul>" + "<ul><li>a</li></ul>" * 20_000 + "deep",
        '<h2><pre class="wp-block-verse">deep',
        '<!-- wp:cover {"url":"https://e.org/\\ud83d"} -->deep',
        "deep <a href='http://[broken'>x</a><img src='http://[broken'>",
    ],
    ids=range(21),
)
def test_hostile_texts_neither_break_nor_stall_it(source):
    assert "deep" in convert(source, Portal()).body


def test_no_picture_is_ever_fetched_from_elsewhere():
    found = body(
        '<p><img src="https://e.org/a.jpg" alt="A" srcset="https://e.org/b.jpg 2x"></p><p style="background:url(//e.org/c)">x</p>'
    )
    assert "<img" not in found
    assert "style" not in found
