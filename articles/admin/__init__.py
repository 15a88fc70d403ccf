from articles.admin.article import ArticleAdmin
from articles.admin.author import AuthorAdmin
from articles.admin.organisation import OrganisationAdmin
from articles.admin.public_note import PublicNoteAdmin
from articles.admin.section import SectionAdmin
from articles.admin.tag import TagAdmin

__all__ = ["ArticleAdmin", "AuthorAdmin", "OrganisationAdmin", "PublicNoteAdmin", "SectionAdmin", "TagAdmin"]
