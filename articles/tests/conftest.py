import pytest

from articles.models import Article, Organisation


@pytest.fixture
def organisation_factory(db):
    def make(name: str = "Corvane Bank", *, articles: list[Article] | None = None, **fields) -> Organisation:
        organisation = Organisation.objects.create(name=name, **fields)
        organisation.articles.set(articles or [])
        return organisation

    return make
