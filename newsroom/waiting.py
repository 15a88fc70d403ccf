from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody, or that they must know."""

    text: str
    url: str
    urgent: bool = False
