"""What is shown of a text that was found."""

import pytest

from core.search.snippets import LENGTH, marked, snippet, stem, stems

LONG = "The harbour was quiet that morning. " * 30


def hits(*terms: str) -> frozenset[str]:
    return stems(terms)


@pytest.mark.parametrize(
    ("typed", "text", "shown"),
    [
        ("bank", "The bank, the banks and their banking", ["bank", "banks", "banking"]),
        ("banks", "A bank", ["bank"]),
        ("credit", "Crédit Suisse", ["Crédit"]),
        ("crédit", "CREDIT SUISSE", ["CREDIT"]),
        ("companies", "Each company pays", ["company"]),
        ("AT&T", "AT&T pays", ["AT", "T"]),
        ("bank", "Bankruptcy and embankment", []),
        ("the", "The bank", ["The"]),
        ("日本", "日本 銀行", ["日本"]),
    ],
)
def test_the_words_that_were_asked_for_are_marked_in_every_form(typed, text, shown):
    html = marked(text, hits(typed))
    assert [piece.partition("</mark>")[0] for piece in html.split("<mark>")[1:]] == shown


def test_nothing_of_a_text_is_markup():
    html = marked('<script>alert("bank")</script> & <b>bank</b>', hits("bank"))
    assert html == (
        "&lt;script&gt;alert(&quot;<mark>bank</mark>&quot;)&lt;/script&gt; &amp; &lt;b&gt;<mark>bank</mark>&lt;/b&gt;"
    )


def test_a_question_is_no_markup_either():
    html = marked("a <b> tag", hits("<b>", "<script>"))
    assert html == "a &lt;<mark>b</mark>&gt; tag"


def test_the_summary_is_shown_where_it_says_what_was_asked_for():
    assert "<mark>vault</mark>" in snippet("On the vault.", f"{LONG} A vault.", hits("vault"))
    assert snippet("On the vault.", "A vault.", hits("vault")).startswith("On the")


def test_a_place_in_the_text_is_shown_where_it_says_more():
    shown = snippet("On the vault.", f"{LONG} The vault stood on the quay. {LONG}", hits("vault", "quay"))
    assert "<mark>vault</mark> stood on the <mark>quay</mark>" in shown
    assert "On the" not in shown


def test_the_summary_is_shown_where_only_the_title_has_the_words():
    assert snippet("On the quay.", LONG, hits("vault")) == "On the quay."


def test_a_snippet_is_short_and_says_where_it_was_cut():
    shown = snippet("", f"{LONG}, then the vault opened on its own, {LONG}", hits("vault"))
    assert len(shown) < LENGTH + 40
    assert "<mark>vault</mark>" in shown


def test_a_text_without_spaces_is_cut_all_the_same():
    assert len(snippet("", "x" * 100_000, hits("vault"))) < LENGTH + 5
    assert snippet("", "", hits("vault")) == ""


@pytest.mark.parametrize("words", [("bank", "banks"), ("rate", "rates"), ("policy", "policies"), ("rise", "rising")])
def test_forms_of_a_word_have_a_stem_in_common(words):
    assert len({stem(word) for word in words}) == 1
