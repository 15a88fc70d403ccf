"""How a name is found among many: by its last word and what stands before it."""


def key(name: str) -> str:
    """'Ada Maria Person' -> 'person ada maria': an index finds it by 'person', and by 'person a'."""
    *first, last = name.casefold().split() or [""]
    return " ".join([last, *first])[:120]
