import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from django.urls.resolvers import RoutePattern, URLResolver

from core import root_slugs

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_factory(db):
    def make(slug: str, **fields):
        page_model = next(model for model in root_slugs._models if model.__name__ == "CompanyPage")
        return page_model.objects.create(slug=slug, title=fields.pop("title", slug), **fields)

    return make


def names_of_the_sites_own_addresses() -> set[str]:
    """The first parts of all paths in the URL configuration that begin with a fixed word."""
    names, waiting = set(), list(get_resolver().url_patterns)
    while waiting:
        entry = waiting.pop()
        route = str(entry.pattern)
        if isinstance(entry, URLResolver) and not route:
            waiting.extend(entry.url_patterns)
        elif isinstance(entry.pattern, RoutePattern) and not route.startswith("<"):
            names.add(route.partition("/")[0].partition(".")[0])
    return names - {""}


def test_every_address_of_the_sites_own_is_reserved():
    names = names_of_the_sites_own_addresses()
    assert {"admin", "latest-news", "sitemap"} <= names
    assert names <= root_slugs.RESERVED


@pytest.mark.parametrize("slug", ["admin", "tag", "newsletter", "wp-content"])
def test_a_reserved_name_is_refused_in_words(section_factory, slug):
    section = section_factory("Banking")
    section.slug = slug
    with pytest.raises(ValidationError) as refused:
        section.full_clean()
    assert f"/{slug}/ is used by the site itself" in refused.value.message_dict["slug"][0]


def test_a_section_cannot_take_the_address_of_a_company_page(section_factory, page_factory):
    page_factory("profile", title="Our profile")
    section = section_factory("Banking")
    section.slug = "profile"
    with pytest.raises(ValidationError) as refused:
        section.full_clean()
    assert "belongs to the company page ‘Our profile’ already" in refused.value.message_dict["slug"][0]


def test_a_company_page_cannot_take_the_address_of_a_section(section_factory, page_factory):
    section_factory("Banking")
    page = page_factory("about-us")
    page.slug = "banking"
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "belongs to the section ‘Banking’ already" in refused.value.message_dict["slug"][0]


def test_a_row_keeps_its_own_address(section_factory, page_factory):
    for owner in (section_factory("Banking"), page_factory("about-us")):
        root_slugs.check_free(owner.slug, owner=owner)
        with pytest.raises(ValidationError):
            root_slugs.check_free(owner.slug, owner=type(owner)(slug=owner.slug))


def test_taken_names_are_those_reserved_and_those_in_use(section_factory, page_factory):
    section_factory("Banking")
    page_factory("about-us")
    assert root_slugs.taken() == root_slugs.RESERVED | {"banking", "about-us"}
