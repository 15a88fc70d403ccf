"""The shapes of the lists that an article keeps as JSON."""

from django.core.exceptions import ValidationError


def validate_sentences(value: object) -> None:
    """A list of texts, none of them empty."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValidationError("This must be a list of sentences.")


def validate_questions(value: object) -> None:
    """A list of {"question": …, "answer": …}, both filled in."""
    _validate_pairs(value, ("question", "answer"), "Every question needs an answer, and every answer a question.")


def validate_links(value: object) -> None:
    """A list of {"label": …, "url": …}, both filled in, the address beginning with http:// or https://."""
    _validate_pairs(value, ("label", "url"), "Every link needs a name and an address.")
    if not all(link["url"].startswith(("https://", "http://")) for link in value):  # type: ignore[attr-defined]
        raise ValidationError("The address of a link begins with https:// or http://.")


def _validate_pairs(value: object, keys: tuple[str, str], message: str) -> None:
    if not isinstance(value, list) or not all(
        isinstance(pair, dict)
        and set(pair) == set(keys)
        and all(isinstance(text, str) and text.strip() for text in pair.values())
        for pair in value
    ):
        raise ValidationError(message)
