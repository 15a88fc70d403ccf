"""Why something cannot be done with a nomination; the text of each is the sentence for the person who tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from awards.moments import deadline_in_words

if TYPE_CHECKING:
    from awards.models import AwardYear


class Refused(Exception):  # noqa: N818  (what a person meets, rather than a fault of ours)
    """Nothing was changed."""


class TooLate(Refused):
    """The deadline has passed, be it while something was on its way."""

    def __init__(self, year: AwardYear):
        super().__init__(
            f"Nominations closed at {deadline_in_words(year)}, before this reached us. "
            "Nothing of it was saved; your nomination stays as it was saved last."
        )


class NotOpen(Refused):
    def __init__(self) -> None:
        super().__init__("Nominations are not open yet.")


class BeingJudged(Refused):
    def __init__(self) -> None:
        super().__init__("The judges have begun with this nomination, so it can no longer be changed.")


class ChangedElsewhere(Refused):
    """Somebody saved the same part after this person had opened it."""

    def __init__(self, now: dict[str, str]):
        super().__init__(
            "This was changed in another window, or by a colleague, after you opened it. Below is what you typed. "
            "Save again to keep it in place of what was saved there."
        )
        self.now = now
        """What is saved now, by the name of the field."""


class Forbidden(Refused):
    """A step that the state of the nomination does not allow."""


@dataclass(frozen=True)
class Problem:
    """What is missing before a nomination can be submitted."""

    part: str
    field: str
    sentence: str


class Incomplete(Refused):
    def __init__(self, problems: list[Problem]):
        super().__init__("This is not complete yet.")
        self.problems = problems
