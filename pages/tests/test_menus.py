import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from core.tests import markup
from pages.models import CompanyPage, MenuItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def about():
    return CompanyPage.objects.create(title="About us", slug="about-us")


@pytest.fixture
def menus(client):
    """The entries of every menu of a page, as words and addresses."""

    def ask(address: str = "/") -> dict[str, list[tuple[str, str]]]:
        page = markup.read(client.get(address).text)
        places = {
            "header": "nav.sections",
            "company": "nav.foot-menu",
            "sections": "nav.foot-sections",
            "awards": "nav.foot-awards",
            "legal": ".foot-legal",
        }
        found = {menu: [link for nav in page.all(place) for link in nav.all("a")] for menu, place in places.items()}
        found["company"] = [link for link in found["company"] if link not in found["sections"] + found["awards"]]
        return {
            menu: [(link.text, link.attributes["href"]) for link in links] for menu, links in found.items() if links
        }

    return ask


def test_an_entry_leads_to_a_section_a_page_or_an_address(menus, section_factory, about):
    MenuItem.objects.create(menu="company", position=1, section=section_factory("Banking"))
    MenuItem.objects.create(menu="company", position=2, page=about)
    MenuItem.objects.create(menu="company", position=3, label="Latest", address="/latest-news/")
    assert menus() == {"company": [("Banking", "/banking/"), ("About us", "/about-us/"), ("Latest", "/latest-news/")]}


@pytest.mark.parametrize("menu", MenuItem.Menu.values)
def test_each_menu_stands_in_its_place_in_the_order_of_its_entries(menus, menu):
    for position in (3, 1, 2):
        MenuItem.objects.create(menu=menu, position=position, label=f"Entry {position}", address=f"/{position}/")
    assert menus() == {menu: [(f"Entry {position}", f"/{position}/") for position in (1, 2, 3)]}


def test_a_label_of_its_own_goes_before_the_name(menus, section_factory):
    MenuItem.objects.create(menu="legal", section=section_factory("Banking"), label="Banks")
    assert menus() == {"legal": [("Banks", "/banking/")]}


def test_an_entry_follows_what_it_leads_to(menus, section_factory):
    section = section_factory("Banking")
    MenuItem.objects.create(menu="header", section=section)
    section.name, section.slug = "Banks", "banks"
    section.save()
    assert menus() == {"header": [("Banks", "/banks/")]}


def test_an_entry_whose_page_is_hidden_is_not_shown(client, menus, about):
    MenuItem.objects.create(menu="company", page=about)
    MenuItem.objects.create(menu="company", label="Latest", address="/latest-news/")
    about.is_public = False
    about.save()
    assert client.get("/about-us/").status_code == 404
    assert menus() == {"company": [("Latest", "/latest-news/")]}


def test_entries_go_with_what_they_lead_to(section_factory, about):
    MenuItem.objects.create(menu="header", section=section_factory("Banking"))
    MenuItem.objects.create(menu="company", page=about)
    section_factory("Banking").delete()
    about.delete()
    assert not MenuItem.objects.exists()


def marked(client, address: str) -> dict[str, str]:
    sections = markup.read(client.get(address).text).one("nav.sections")
    return {
        link.text: link.attributes["aria-current"] for link in sections.all("a") if "aria-current" in link.attributes
    }


def test_the_place_where_a_reader_is_is_marked(client, section_factory, article_factory):
    for name in ("Banking", "Finance"):
        MenuItem.objects.create(menu="header", section=section_factory(name))
    article = article_factory(section=section_factory("Finance"))
    assert marked(client, "/banking/") == {"Banking": "page"}
    assert marked(client, article.get_absolute_url()) == {"Finance": "true"}
    assert marked(client, "/") == marked(client, "/latest-news/") == {}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example/", "http://insecure.example/", "latest-news/"]
)
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(ValidationError) as refused:
        MenuItem(menu="legal", label="X", address=address).full_clean()
    assert set(refused.value.message_dict) == {"address"}


@pytest.mark.parametrize("two", [True, False], ids=["two places", "no place"])
def test_an_entry_leads_to_exactly_one_place(about, two):
    entry = MenuItem(menu="legal", label="X", page=about if two else None, address="/x/" if two else "")
    with pytest.raises(ValidationError, match="Choose one place to lead to"):
        entry.full_clean()
    with pytest.raises(IntegrityError):
        entry.save()


def test_a_site_without_menus_shows_every_section_and_page(client, section_factory):
    section_factory("Shipping")
    CompanyPage.objects.create(title="Imprint", slug="imprint")
    page = client.get("/").text
    assert page.count('href="/shipping/"') >= 2
    assert 'href="/imprint/"' in page
    assert 'href="/sitemap/"' in page


def test_one_entry_of_ones_own_replaces_them_all(client, section_factory):
    section_factory("Shipping")
    MenuItem.objects.create(menu=MenuItem.Menu.HEADER, label="Latest", address="/latest-news/")
    page = client.get("/authors/").text
    assert 'href="/latest-news/"' in page
    assert 'href="/shipping/"' not in page


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/", [("page", "Home")]),
        ("/awards/", [("page", "Awards")]),
        ("/awards/faq/", [("true", "Awards")]),
        ("/tags/", []),
    ],
)
def test_the_entry_under_which_one_is_is_marked(read, address, marked):
    MenuItem.objects.create(menu="header", position=1, label="Home", address="/")
    MenuItem.objects.create(menu="header", position=2, label="Awards", address="/awards/")
    links = read(address).one("nav.sections").all("a")
    current = [(link.attributes["aria-current"], link.text) for link in links if "aria-current" in link.attributes]
    assert current == marked
