"""What editors see when they compare two versions."""

import pytest

from articles.comparing import differences, marked_text, marked_words, said


def test_words_that_are_new_and_words_that_are_gone_are_marked():
    assert marked_words("Rates rise again", "Rates fall again") == "Rates <del>rise</del><ins>fall</ins> again"


def test_plain_words_are_no_markup():
    assert marked_words("", "<b> & co") == "<ins>&lt;b&gt; &amp; co</ins>"


def test_a_changed_paragraph_shows_its_changed_words():
    before = "<p>The bank said so on Tuesday.</p><p>Nobody was surprised.</p>"
    after = "<p>The bank said so on <em>Friday</em>.</p><p>Nobody was surprised.</p>"
    assert marked_text(before, after) == (
        "<p>The bank said so on <del>Tuesday</del><em><ins>Friday</ins></em>.</p><p>Nobody was surprised.</p>"
    )


def test_new_and_deleted_paragraphs_are_marked_whole():
    shown = marked_text("<p>One.</p><h2>Gone away</h2><p>Two.</p>", "<p>One.</p><p>Two.</p><ul><li>New</li></ul>")
    assert shown == ("<p>One.</p><h2><del>Gone away</del></h2><p>Two.</p><ul><li><ins>New</ins></li></ul>")


def test_what_was_written_anew_stands_under_what_it_replaced():
    shown = marked_text("<p>All of it goes</p>", "<p>Entirely different words here, instead</p>")
    assert shown == "<p><ins>Entirely different words here, instead</ins></p><p><del>All of it goes</del></p>"


@pytest.mark.parametrize(
    "nasty",
    ['<p><a href="/" title="x><script>alert(1)</script>">a</a></p>', "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"],
)
def test_marking_makes_nothing_that_could_run(nasty):
    for before, after in (("<p>a</p>", nasty), (nasty, "<p>a</p>"), (nasty, nasty.replace("1", "2"))):
        assert "<script" not in marked_text(before, after)


@pytest.mark.django_db
def test_fields_are_said_in_words(section_factory, author_factory):
    author = author_factory("Wilhelmina Quillfeather")
    assert said("section_id", section_factory("Banking").pk) == "Banking"
    assert said("authors", [author.pk, 0]) == "Wilhelmina Quillfeather, deleted since"
    assert said("kind", "press-release") == "Press release"
    assert said("published_at", "2024-03-03T07:30:00+00:00") == "3 Mar 2024, 07:30"
    assert said("questions", [{"question": "Why?", "answer": "So."}]) == "Why?\nSo."


@pytest.mark.django_db
def test_only_what_differs_is_shown_and_pictures_are_shown_as_pictures(image_factory):
    picture = image_factory()
    before = {"title": "Old", "kicker": "Same", "hero_id": None, "body": "<p>a</p>"}
    found = differences(
        before, {"title": "New", "kicker": "Same", "hero_id": picture.pk, "body": "<p>b</p>", "slug": "x"}
    )
    assert [each.label for each in found] == ["Headline", "Text", "Main picture"]
    assert (found[2].before, found[2].after) == (None, picture)


def test_a_change_in_an_aside_or_a_note_is_shown_where_it_is():
    before = (
        '<aside class="fact-box"><h3>The drill</h3><p>It took ten hours.</p></aside>'
        '<p>A loss<sup class="note">Report</sup>.</p>'
    )
    after = before.replace("ten", "eleven").replace("Report", "Interview")
    shown = marked_text(before, after)
    assert "<h3>The drill</h3><p>It took <del>ten</del><ins>eleven</ins> hours.</p></aside>" in shown
    assert '<sup class="note"><del>Report</del><ins>Interview</ins></sup>' in shown


@pytest.mark.django_db
def test_a_new_card_is_drawn_and_a_link_of_a_comparison_leads_nowhere(article_factory):
    article = article_factory("Clearing house passes its drill")
    card, link = f'<figure data-article="{article.pk}"></figure>', f'<p><a data-article="{article.pk}">Drill</a></p>'
    shown = marked_text("<p>One</p>", f"<p>One</p>{card}{link}")
    assert "<ins><aside" in shown
    assert "Clearing house passes its drill" in shown
    assert "<a><ins>Drill</ins></a>" in shown
