"""The sentences to which people agree. The ledger keeps each with its version."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Whoever changes the text gives it a new version; a test compares the two."""

    version: str
    text: str


SIGN_UP = Wording(
    "sign-up 1",
    "We use your address to send the newsletters you choose, and for nothing else. "
    "Each has a link to leave in one press.",
)
CONFIRM = Wording("confirm 1", "Yes, send me these newsletters to this address until I leave.")
PREFERENCES = Wording("preferences 1", "Send me the newsletters that are ticked here until I leave.")
UNDO = Wording("undo 1", "That was a mistake: keep sending me this newsletter until I leave.")
