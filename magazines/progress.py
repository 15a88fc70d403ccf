"""How far the pages of an issue are, in words and numbers for its staff."""

from dataclasses import dataclass

from magazines.models import Issue, IssuePdf


@dataclass(frozen=True)
class Progress:
    """Of the newest file that was given for an issue."""

    pdf: IssuePdf | None
    state: str
    """`none`, `ready`, `making` or `refused`."""
    text: str
    done: int = 0
    total: int = 0


def progress_of(issue: Issue) -> Progress:
    pdf = issue.incoming or issue.pdf
    if pdf is None:
        return Progress(None, "none", "There is no PDF yet.")
    if pdf.problem:
        return Progress(pdf, "refused", pdf.problem)
    if pdf.is_in_the_making:
        done, total = pdf.pages.count(), pdf.page_count
        text = f"{done} of {total} pages are made." if done else "The pages will be made in a moment."
        return Progress(pdf, "making", text, done, total)
    return Progress(
        pdf,
        "ready",
        f"{pdf.page_count} page{' is' if pdf.page_count == 1 else 's are'} ready.",
        pdf.page_count,
        pdf.page_count,
    )
