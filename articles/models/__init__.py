from articles.models.article import Article, Authorship, RelatedArticle
from articles.models.author import Author
from articles.models.organisation import Organisation
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.tag import Tag, TaggedArticle

__all__ = [
    "Article",
    "Author",
    "Authorship",
    "Organisation",
    "RelatedArticle",
    "Revision",
    "Section",
    "Tag",
    "TaggedArticle",
]
