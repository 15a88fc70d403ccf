"""Every question that is asked of the tables of articles, by name."""

from articles.querysets.article import ArticleQuerySet
from articles.querysets.follow_up import FollowUpQuerySet
from articles.querysets.names import AuthorQuerySet, AuthorshipQuerySet, OrganisationQuerySet, TagQuerySet
from articles.querysets.preview_link import PreviewLinkQuerySet
from articles.querysets.public_note import PublicNoteQuerySet
from articles.querysets.readership import MostReadQuerySet, ReadCountQuerySet, VocabularyQuerySet
from articles.querysets.revision import ArticleEventQuerySet, PresenceQuerySet, RevisionQuerySet

__all__ = [
    "ArticleEventQuerySet",
    "ArticleQuerySet",
    "AuthorQuerySet",
    "AuthorshipQuerySet",
    "FollowUpQuerySet",
    "MostReadQuerySet",
    "OrganisationQuerySet",
    "PresenceQuerySet",
    "PreviewLinkQuerySet",
    "PublicNoteQuerySet",
    "ReadCountQuerySet",
    "RevisionQuerySet",
    "TagQuerySet",
    "VocabularyQuerySet",
]
