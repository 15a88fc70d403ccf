"""Printed lines become paragraphs that can be read in a column of any width."""

import pypdfium2
import typst

from magazines.page_text import plain, text_of

COLUMNS = """
#set page(width: 300pt, height: 200pt, margin: 20pt, columns: 2)
#set text(size: 9pt, lang: "en", hyphenate: true)
#set par(justify: true, first-line-indent: 1em)
= A heading
The clearing house said on Tuesday that it had not been told of the certificate, which expired at midnight.

Nobody else had been told either. The certificate was renewed within the hour and the settlement began anew.

- One thing that was learned from the incomprehensible interruption
- Another
"""


def text(source: str) -> list[str]:
    return text_of(pypdfium2.PdfDocument(typst.compile(source.encode(), format="pdf"))[0]).splitlines()


def test_lines_are_joined_across_columns_and_parted_words_are_whole_again():
    assert text(COLUMNS) == [
        "A heading",
        "The clearing house said on Tuesday that it had not been told of the certificate, which expired at midnight.",
        "Nobody else had been told either. The certificate was renewed within the hour and the settlement began anew.",
        "• One thing that was learned from the incomprehensible interruption",
        "• Another",
    ]


def test_nothing_is_kept_that_a_database_would_refuse():
    assert plain("a\x00b\x07 \ud800c\u00a0\u2003d") == "a b c d"


def test_what_stands_beyond_the_edge_of_the_page_is_not_its_text():
    words = "A heading #place(top + left, dx: -18pt, dy: -18pt)[gazette.indd]"
    made = typst.compile(f"#set page(width: 300pt, height: 200pt, margin: 20pt)\n{words}".encode(), format="pdf")
    page = pypdfium2.PdfDocument(made)[0]
    assert "gazette.indd" in text_of(page)
    page.set_cropbox(19, 19, 281, 181)
    assert text_of(page) == "A heading"
