from magazines.models.contents import ContentsEntry
from magazines.models.issue import Issue
from magazines.models.pdf import IssuePage, IssuePdf

__all__ = ["ContentsEntry", "Issue", "IssuePage", "IssuePdf"]
