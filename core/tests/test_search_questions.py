"""What is typed into the search field, and how it is read."""

import pytest

from core.search.questions import LONGEST, MOST_TERMS, Question, terms


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("bank", ["bank"], []),
        ("  central   bank ", ["central", "bank"], []),
        ('"central bank" rates', ["central bank", "rates"], []),
        ("“central bank” rates", ["central bank", "rates"], []),
        ("bank -insurance", ["bank"], ["insurance"]),
        ('bank -"shadow banking"', ["bank"], ["shadow banking"]),
        ('"never closed', ["never closed"], []),
        ('"', [], []),
        ('""', [], []),
        ("-", [], []),
        ("--bank", [], ["-bank"]),
        ("short-term", ["short-term"], []),
        ("AT&T 3.5%", ["AT&T", "3.5%"], []),
        ("bank bank", ["bank"], []),
        ("the bank of the year", ["bank", "year"], []),
        ('"bank of england"', ["bank of england"], []),
        ("the and of", [], []),
        ("😀 :-) *** ()", [], []),
        ("a\x00b\x07", ["b"], []),
        ("", [], []),
    ],
)
def test_words_phrases_and_exclusions_are_told_apart(typed, wanted, unwanted):
    assert terms(typed) == (tuple(wanted), tuple(unwanted))


def test_a_question_without_end_is_read_no_further_than_makes_sense():
    wanted, _ = terms(" ".join(f"word{number}" for number in range(10_000)))
    assert len(wanted) == MOST_TERMS
    assert len(" ".join(wanted)) < LONGEST


def test_a_question_says_something_when_it_names_a_word_or_a_filter():
    assert Question().is_empty
    assert Question(unwanted=("bank",)).is_empty
    assert Question(facets={"section": []}).is_empty
    assert not Question(wanted=("bank",)).is_empty
    assert not Question(facets={"section": [3]}).is_empty
