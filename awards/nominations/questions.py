"""What nominators are asked in a year, and what they agree to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

MOST_WORDS = 2000
CONSENT = (
    "I may nominate this organisation and say this in its name. The paper may keep what I send, with my name and "
    "address, to judge the nomination and to write to me about it, and may give it to its judges in confidence."
)


@dataclass(frozen=True)
class Asked:
    """One question. Its answer is kept under its wording, so what was answered stays beside what was asked."""

    text: str
    help: str
    words: int
    """The most words an answer may have."""

    @property
    def field(self) -> str:
        """The name of its field, the same as long as the wording is: reordering the questions moves no answer."""
        return f"answer-{hashlib.sha256(self.text.encode()).hexdigest()[:10]}"


def read(records: Iterable[dict[str, Any]]) -> list[Asked]:
    return [Asked(each["question"], each.get("help", ""), int(each["words"])) for each in records]


def validate_questions(records: Any) -> None:
    """Raises ValidationError unless it is a list of different questions, each with a limit of words."""
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise ValidationError("This must be a list of questions.")
    for each in records:
        if not each.get("question"):
            raise ValidationError("A line has no question.")
        if not str(each.get("words", "")).isdigit() or not 0 < int(each["words"]) <= MOST_WORDS:
            raise ValidationError(
                f"‘{each['question']}’: please say how many words an answer may have, up to {MOST_WORDS}."
            )
    texts = [each["question"] for each in records]
    if twice := {text for text in texts if texts.count(text) > 1}:
        raise ValidationError(f"This question is asked twice: ‘{twice.pop()}’.")


def first_questions() -> list[dict[str, Any]]:
    """What a new year asks until somebody words it otherwise."""
    return [
        {
            "question": "What was done, for whom, and why?",
            "help": "The work of the last twelve months for which the award should be given.",
            "words": 300,
        },
        {
            "question": "What came of it?",
            "help": "Figures that can be checked, with their source: customers, cost, time, error rates.",
            "words": 300,
        },
        {
            "question": "What sets it apart from what others do?",
            "help": "One thing, told well, says more than ten.",
            "words": 200,
        },
    ]


def version_of(consent: str) -> str:
    """Names a wording of the consent: another wording has another name."""
    return hashlib.sha256(consent.encode()).hexdigest()[:12]


def word_count(text: str) -> int:
    return len(text.split())
