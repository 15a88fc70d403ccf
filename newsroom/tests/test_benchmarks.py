"""The benchmarks fill tables by hand; what they fill must be what the models know."""

import pytest

from articles.models import Article
from newsroom.benchmarks import desk

pytestmark = pytest.mark.django_db(transaction=True)  # PostgreSQL looks over its tables outside of one


def test_the_desk_is_filled_and_every_page_of_it_that_is_measured_answers(editor_client):
    desk.fill(30)
    assert Article.objects.count() == 30
    assert {page: editor_client.get(address).status_code for page, address in desk.PAGES.items()} == dict.fromkeys(
        desk.PAGES, 200
    )
