WORDS_PER_MINUTE = 238
"""How fast adults read non-fiction in English silently: Brysbaert, Journal of Memory and Language 109 (2019)."""


def minutes_to_read(words: int) -> int:
    """Whole minutes, at least one."""
    return max(1, (words + WORDS_PER_MINUTE // 2) // WORDS_PER_MINUTE)
