from articles.forms.article import ArticleForm
from articles.forms.names import AuthorForm, MergeForm, OrganisationForm, SectionForm
from articles.forms.steps import AmendForm, MoveForm, PreviewLinkForm, RetractionForm

__all__ = [
    "AmendForm",
    "ArticleForm",
    "AuthorForm",
    "MergeForm",
    "MoveForm",
    "OrganisationForm",
    "PreviewLinkForm",
    "RetractionForm",
    "SectionForm",
]
