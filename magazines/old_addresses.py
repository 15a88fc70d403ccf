"""The pages of an issue whose own address has changed."""

import re

from core.old_addresses import new_address

_BELOW_AN_ISSUE = re.compile(r"(/magazines/[-\w]+/)((?:read|download)/(?:\d{1,4}/)?)")


def page_of_a_moved_issue(path: str) -> str | None:
    """The new address for `/magazines/<old slug>/read/12/`."""
    match = _BELOW_AN_ISSUE.fullmatch(path)
    moved = new_address(match[1]) if match else None
    return f"{moved}{match[2]}" if match and moved and moved != match[1] else None
