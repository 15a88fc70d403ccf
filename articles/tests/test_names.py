import pytest

from articles.names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Corvane Bank", "CORVANE  bank"),
        ("The Harbour Exchange", "Harbour Exchange"),
        ("Pike & Söhne", "Pike and Sohne"),
        ("Corvane Bank plc", "Corvane Bank"),
        ("Corvane Bank P.L.C.", "Corvane Bank Ltd."),
        ("Banco Solmarena, S.A.", "Banco Solmarena"),
        ("Growers’ Guarantee Fund", "Growers' Guarantee Fund"),
        ("Ørsund-Bank", "ørsund bank"),
    ],
)
def test_what_is_only_written_otherwise_is_the_same_name(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Corvane Bank", "Corvane Banking"),
        ("First Bank", "First Bank of Oslo"),
        ("Bank 24", "Bank 25"),
        ("बैंक ऑफ दिल्ली", "बैंक ऑफ दल्ली"),
    ],
)
def test_other_words_are_another_name(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["SA", "The", "Co", "The Co"])
def test_a_name_of_nothing_but_such_words_stays_a_name(name):
    assert name_key(name)


def test_what_has_no_letters_and_digits_is_no_name():
    assert name_key(" –&… ") in {"", "and"}
