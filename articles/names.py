"""How names are compared: ‘The Pike & Söhne Bank p.l.c.’ and ‘Pike and Sohne Bank’ are one."""

import re
import unicodedata

_LEGAL_FORMS = frozenset(
    {"ab", "ag", "aps", "as", "asa", "bhd", "bsc", "bv", "co", "company", "corp", "corporation", "gmbh", "inc"}
    | {"incorporated", "kgaa", "limited", "llc", "llp", "ltd", "nv", "oy", "oyj", "pjsc", "plc", "pte", "pty", "pvt"}
    | {"sa", "sae", "sarl", "se", "spa", "srl"}
)
_DOTTED = re.compile(r"\b(?:\w\.){2,}")
"""An abbreviation with full stops, ‘p.l.c.’ or ‘S.A.’."""


def name_key(name: str) -> str:
    """The name without what people write differently: capitals, accents, punctuation, ‘The’, ‘&’, the legal form.

    Empty only where the name has neither letters nor digits.
    """
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), name)
    text = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    # Accents go; marks that are letters of their own (vowels of Indian scripts, say) stay.
    bare = (character for character in text if not unicodedata.combining(character))
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else "" if c in "'’" else " " for c in bare).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words = words[:-1]
    return " ".join(words)
