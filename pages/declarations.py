"""What somebody declares who sends us an article. The words are kept with the article, as they were declared."""

from typing import Any

from django.utils import timezone

VERSION = "2026-11"
"""Changes whenever one of the texts does."""

DECLARATIONS = {
    "own_work": "The article is my own work, or I may act for all who wrote it, and it infringes nobody’s rights.",
    "licence": (
        "You may publish it on this site, in the magazine and in the newsletter, keep it in the archive, and edit and "
        "shorten it. I keep the copyright."
    ),
    "interests": (
        "I have named every interest that I, my employer or my clients have in its subject, and nobody paid for it "
        "to appear."
    ),
}


def record() -> dict[str, Any]:
    """What was declared just now, in full."""
    return {"version": VERSION, "at": timezone.now().isoformat(), "texts": list(DECLARATIONS.values())}
