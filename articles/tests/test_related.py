"""Which articles stand beside another: those an editor picked, then those that are most like it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import likeness, tasks
from articles.models import Article, RelatedBySubject, Vocabulary
from core import edition

DULL = "<p>The lender said on Tuesday that it had set aside more money for loans that may not be repaid.</p>"
SHIPS = "<p>Charterers hired bulk carriers; freight rates for ore and grain rose while shipowners ordered tonnage.</p>"


@pytest.fixture
def beside(read):
    def ask(article: Article) -> list[str]:
        page = read(article.get_absolute_url())
        return page.one(".article-aside").texts(".card-title")

    return ask


def like(article: Article) -> list[str]:
    """Titles of those found to be like it, most alike first."""
    return [str(each) for each in RelatedBySubject.objects.filter(article=article)]


def found(article: Article) -> list[str]:
    tasks.find_related.enqueue(article.pk)
    return [each.rsplit(" (", 1)[0] for each in like(article)]


# -- What likeness is ----------------------------------------------------------


def test_a_rare_tag_in_common_says_more_than_one_that_many_have(article_factory):
    article = article_factory(body=DULL, tags=["Banks", "Sukuk"])
    article_factory("Shares the rare one", body=DULL, tags=["Sukuk", "Oslo"])
    article_factory("Shares the common one", body=DULL, tags=["Banks", "Bonn"])
    for number in range(12):
        article_factory(body=DULL, tags=["Banks", f"Other {number}"])
    assert found(article)[0] == "Shares the rare one"


def test_the_same_organisation_and_the_same_words_count(article_factory, organisation_factory):
    corvane = organisation_factory("Corvane Bank")
    article = article_factory("Corvane lends to shipowners", body=SHIPS)
    about_it = article_factory("Corvane cuts posts", body=DULL)
    corvane.articles.set([article, about_it])
    article_factory("Ore carriers earn more", body=SHIPS)
    for number in range(10):
        article_factory(f"Lender number {number}", body=DULL)
    assert set(found(article)[:2]) == {"Ore carriers earn more", "Corvane cuts posts"}


def test_of_two_alike_the_nearer_in_time_comes_first(article_factory):
    now = timezone.now()
    article = article_factory(body=SHIPS, tags=["Freight"], published_at=now - timedelta(days=1))
    article_factory("Two years ago", body=SHIPS, tags=["Freight"], published_at=now - timedelta(days=730))
    article_factory("Last week", body=SHIPS, tags=["Freight"], published_at=now - timedelta(days=8))
    for _ in range(5):
        article_factory(body=DULL)
    assert found(article)[:2] == ["Last week", "Two years ago"]


def test_what_has_nothing_to_do_with_it_is_not_like_it(article_factory):
    article = article_factory("Freight", body=SHIPS, tags=["Freight"])
    article_factory("Pensions", body="<p>Actuaries lowered longevity assumptions.</p>", tags=["Pensions"])
    assert found(article) == []


def test_its_own_page_a_draft_a_paid_piece_and_what_comes_tomorrow_are_not_among_them(article_factory):
    alike = {"body": SHIPS, "tags": ["Freight"]}
    article = article_factory("Itself", **alike)
    article_factory("A draft", status="draft", **alike)
    article_factory("Tomorrow", published_at=timezone.now() + timedelta(days=1), **alike)
    article_factory("Paid for", sponsorship="sponsored", sponsor_name="Bank", **alike)
    article_factory("Withdrawn", status="withdrawn", **alike)
    article_factory("A story", **alike)
    assert found(article) == ["A story"]


def test_the_words_of_an_article_are_those_that_say_something(article_factory):
    article = article_factory(
        "ECB buys bonds", standfirst="", body="<p>The bank’s bonds, said the ECB, and bond buyers were there.</p>"
    )
    words = likeness.words_of(article)
    assert words["bond"] > words["buyer"]
    assert words["ecb"] == 4
    assert not {"the", "said", "and", "were", "there"} & words.keys()


# -- When it is looked for -------------------------------------------------------


def test_publishing_looks_for_what_is_like_it_and_again_when_it_is_published_anew(article_factory, editor):
    article_factory("On freight", body=SHIPS, tags=["Freight"])
    article = article_factory(body=SHIPS, tags=["Freight"], status="draft")
    assert like(article) == []
    article.publish(by=editor)
    assert [each.to.title for each in article.likenesses.all()] == ["On freight"]
    article_factory("Also on freight", body=SHIPS, tags=["Freight"])
    article.publish(by=editor)
    assert {each.to.title for each in article.likenesses.all()} == {"On freight", "Also on freight"}


def test_what_was_not_published_here_is_looked_at_by_housekeeping_once(article_factory):
    articles = [article_factory(body=SHIPS, tags=["Freight"]) for _ in range(3)]
    tasks.find_related_of_others.enqueue()
    assert Vocabulary.objects.filter(compared_at__isnull=False).count() == 3
    assert all(article.likenesses.count() == 2 for article in articles)
    assert not Article.objects.never_compared().exists()


def test_a_recent_article_is_compared_again_next_day_and_readers_get_a_new_edition_only_if_that_changes_something(
    article_factory, time_machine
):
    time_machine.move_to(timezone.now())
    article = article_factory(body=SHIPS, tags=["Freight"])
    tasks.find_related_of_others.enqueue()
    before = edition.Edition.objects.get().number
    time_machine.shift(timedelta(days=1))
    tasks.find_related_again.enqueue()
    assert edition.Edition.objects.get().number == before
    article_factory("New", body=SHIPS, tags=["Freight"])
    tasks.find_related_again.enqueue()
    assert not article.likenesses.exists()  # it was compared just now
    time_machine.shift(timedelta(days=1))
    tasks.find_related_again.enqueue()
    assert [each.to.title for each in article.likenesses.all()] == ["New"]
    assert edition.Edition.objects.get().number > before


def test_comparing_takes_the_same_queries_however_large_the_paper_is(article_factory, django_assert_max_num_queries):
    for number in range(60):
        article_factory(tags=["Cash", f"Tag {number}"])
    article = article_factory(tags=["Cash", "Bonds"])
    tasks.find_related_of_others.enqueue()
    vocabulary = Vocabulary.objects.for_comparing().get(article=article)
    with django_assert_max_num_queries(15):
        vocabulary.compare()


# -- What readers see ------------------------------------------------------------


def test_what_is_like_it_stands_beside_the_text_instead_of_the_latest_news(
    beside, article_factory, section_factory, read
):
    article = article_factory(body=SHIPS, tags=["Freight"])
    article_factory("Of another section", section=section_factory("Trading"))
    assert read(article.get_absolute_url()).texts(".aside-title") == ["Latest news"]
    article_factory("On freight", body=SHIPS, tags=["Freight"], section=section_factory("Trading"))
    found(article)
    assert read(article.get_absolute_url()).texts(".aside-title") == ["Related"]
    assert beside(article) == ["On freight"]


def test_what_an_editor_picked_comes_first_and_takes_the_place_of_the_rest(beside, article_factory):
    alike = [article_factory(f"Alike {number}", body=SHIPS, tags=["Freight"]) for number in range(5)]
    picked = [article_factory(f"Picked {number}", body=DULL) for number in range(4)]
    article = article_factory(body=SHIPS, tags=["Freight"])
    found(article)
    article.set_related([picked[0].pk, alike[3].pk])
    shown = beside(article)
    assert shown[:2] == ["Picked 0", "Alike 3"]
    assert len(shown) == len(set(shown)) == 4
    article.set_related([each.pk for each in picked])
    assert beside(article) == [each.title for each in picked]


def test_what_is_withdrawn_after_it_was_found_is_not_shown(beside, article_factory):
    other = article_factory("Gone", body=SHIPS, tags=["Freight"])
    article_factory("Stays", body=SHIPS, tags=["Freight"])
    article = article_factory(body=SHIPS, tags=["Freight"])
    assert set(found(article)) == {"Gone", "Stays"}
    other.withdraw()
    assert beside(article) == ["Stays"]


def test_what_becomes_paid_for_after_it_was_found_is_not_shown(beside, article_factory):
    other = article_factory("Sold", body=SHIPS, tags=["Freight"])
    article_factory("Stays", body=SHIPS, tags=["Freight"])
    article = article_factory(body=SHIPS, tags=["Freight"])
    assert set(found(article)) == {"Sold", "Stays"}
    other.sponsorship, other.sponsor_name = "sponsored", "Bank"
    other.save()
    assert beside(article) == ["Stays"]


def test_what_stands_beside_the_text_does_not_stand_under_it_again(read, article_factory):
    article_factory("Alike", body=SHIPS, tags=["Freight"])
    article_factory("Other", body=DULL)
    article = article_factory(body=SHIPS, tags=["Freight"])
    found(article)
    assert read(article.get_absolute_url()).one(".more").texts(".card-title") == ["Other"]
