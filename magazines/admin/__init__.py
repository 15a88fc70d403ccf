from magazines.admin.issue import IssueAdmin

__all__ = ["IssueAdmin"]
