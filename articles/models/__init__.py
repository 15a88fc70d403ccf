from articles.models.article import Article
from articles.models.author import Author
from articles.models.event import ArticleEvent
from articles.models.follow_up import FollowUp
from articles.models.links import Authorship, RelatedArticle
from articles.models.organisation import Organisation, OrganisationName
from articles.models.presence import Presence
from articles.models.preview_link import PreviewLink
from articles.models.public_note import PublicNote
from articles.models.readership import MostRead, ReadCount
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.subject import RelatedBySubject, Vocabulary
from articles.models.tag import Tag, TaggedArticle
from articles.models.versioned import Overtaken

__all__ = [
    "Article",
    "ArticleEvent",
    "Author",
    "Authorship",
    "FollowUp",
    "MostRead",
    "Organisation",
    "OrganisationName",
    "Overtaken",
    "Presence",
    "PreviewLink",
    "PublicNote",
    "ReadCount",
    "RelatedArticle",
    "RelatedBySubject",
    "Revision",
    "Section",
    "Tag",
    "TaggedArticle",
    "Vocabulary",
]
