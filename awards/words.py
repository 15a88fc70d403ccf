"""How names are compared when somebody looks for them: without capitals, accents and punctuation."""

import re
import unicodedata
from functools import cache

from django_countries import countries

_NO_WORD = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """'Banco São-Tomé' as 'banco sao tome', with a space before the first word."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " " + _NO_WORD.sub(" ", plain.casefold()).strip()


@cache
def country_name(code: str) -> str:
    """The name of the country, or nothing; remembered, since lists ask for the same few again and again."""
    return countries.name(code) if code else ""
