"""What pages of the awards tell search engines, and sites on which they are shared."""

import json

import pytest

from awards.models import Question

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def blocks(read):
    """The JSON-LD of a page, by type."""

    def ask(address: str):
        data = [
            json.loads(each.text)
            for each in read(address).all("script")
            if each.attributes["type"] == "application/ld+json"
        ]
        return {block["@type"]: block for block in data}

    return ask


@pytest.fixture
def shared(read):
    """What a page says of itself where it is shared."""

    def ask(address: str) -> dict[str, str]:
        named = [each.attributes for each in read(address).all("meta")]
        return {each["property"]: each["content"] for each in named if "property" in each}

    return ask


def test_questions_are_told_with_their_answers(blocks, programme):
    Question.objects.create(question='"Free?" </script>', answer='<p>Yes. <a href="/awards/">See</a>.</p>')
    Question.objects.create(question="Who?", answer="<p>We.</p>")
    first, second = blocks("/awards/faq/")["FAQPage"]["mainEntity"]
    assert first["name"] == '"Free?" </script>'
    assert first["acceptedAnswer"]["text"] == '<p>Yes. <a href="/awards/">See</a>.</p>'
    assert second["acceptedAnswer"]["text"] == "<p>We.</p>"


def test_a_page_without_questions_says_nothing_of_them(blocks, programme):
    assert blocks("/awards/faq/") == {}


def test_a_winner_says_where_it_stands(blocks, winner_factory):
    winner = winner_factory("Bank of Solmarena")
    steps = blocks(winner.get_absolute_url())["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Home", "Awards", "Winners", "2025", "Bank of Solmarena"]
    assert steps[3]["item"] == f"{SITE}/awards/winners/2025/"


def test_a_winner_is_shared_with_its_picture_or_else_its_badge(shared, winner_factory, image_factory):
    with_badge, picture = winner_factory("Bank of Solmarena"), image_factory()
    with_picture = winner_factory("Calderfell Trust", picture=picture)
    said = shared(with_badge.get_absolute_url())
    assert said["og:image"] == f"{SITE}{with_badge.get_absolute_url()}badge.png"
    assert said["og:description"] == "It opened on Sundays."
    assert shared(with_picture.get_absolute_url())["og:image"] == f"{SITE}{picture.url('card')}"


def test_the_awards_are_shared_by_their_name(shared, programme):
    assert shared("/awards/")["og:title"] == programme.name
