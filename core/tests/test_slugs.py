import pytest
from django.urls import resolve, reverse

from core.slugs import MAX_LENGTH, free_slug, next_free


def test_the_base_is_taken_where_it_is_free():
    assert next_free("rates", {"rate", "rates-2"}) == "rates"


def test_else_the_smallest_free_number_from_two_on():
    assert next_free("rates", {"rates", "rates-2", "rates-4"}) == "rates-3"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Rates rise – again", "rates-rise-again"),
        ("“Quotes”, dashes — and £5bn", "quotes-dashes-and-5bn"),
        ("Größere Banken über 50 Mrd. €", "größere-banken-über-50-mrd"),
        ("البنوك الكبرى ترفع الفائدة", "البنوك-الكبرى-ترفع-الفائدة"),
        ("中央銀行が利上げ", "中央銀行が利上げ"),
        ("— !? —", "article"),
        ("_ underscored _", "underscored"),
    ],
)
def test_a_headline_in_any_script_makes_an_address_that_leads_back(article_factory, headline, slug):
    article = article_factory(headline)
    assert article.slug == slug
    assert reverse("article", args=["banking", slug]) == article.get_absolute_url()
    assert resolve(f"/banking/{slug}/").kwargs == {"section": "banking", "slug": slug}


@pytest.mark.django_db
def test_long_headlines_that_begin_alike_have_addresses_of_their_own(article_factory):
    headline = "The bank " * 22
    slugs = [article_factory(headline).slug for _ in range(4)]
    assert len(set(slugs)) == 4
    assert all(len(slug) <= MAX_LENGTH for slug in slugs)


@pytest.mark.django_db
def test_an_address_ends_with_a_whole_word(article_factory):
    assert article_factory("Deposits " * 20).slug == "-".join(["deposits"] * 13)
    assert article_factory("Bundesbank" * 15).slug == "bundesbank" * 12
    assert article_factory("x" * 59 + " " + "y" * 60).slug == "x" * 59 + "-" + "y" * 60


@pytest.mark.django_db
def test_only_the_given_rows_count(article_factory):
    article = article_factory("Rates rise")
    rows = type(article).objects.all()
    assert free_slug(rows, "Rates rise", otherwise="article") == "rates-rise-2"
    assert free_slug(rows.exclude(pk=article.pk), "Rates rise", otherwise="article") == "rates-rise"


def test_a_headline_never_takes_a_word_of_the_sites_own_addresses(article_factory):
    assert article_factory("Feed").slug == "feed-2"
