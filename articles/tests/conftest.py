import pytest

from articles.models import Article, Organisation
from core.tests import markup


@pytest.fixture
def organisation_factory(db):
    def make(name: str = "Corvane Bank", *, articles: list[Article] | None = None, **fields) -> Organisation:
        organisation = Organisation.objects.create(name=name, **fields)
        organisation.articles.set(articles or [])
        return organisation

    return make


@pytest.fixture
def page_of(client):
    """The page of an article, as it is read."""

    def ask(article: Article) -> markup.Element:
        response = client.get(article.get_absolute_url())
        assert response.status_code == 200
        return markup.read(response.text)

    return ask
