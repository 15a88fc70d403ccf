"""The menus of a site: what the admin has put into them, or all there is while nobody has."""

from articles.models import Section
from pages.models import CompanyPage, MenuItem

Menu = MenuItem.Menu


def menus() -> dict[str, list[MenuItem]]:
    """The entries of every menu, in their order."""
    items = list(MenuItem.objects.shown())
    if not items and not MenuItem.objects.exists():
        items = _everything()
    return {menu: [item for item in items if item.menu == menu] for menu in Menu.values}


def _everything() -> list[MenuItem]:
    """What a new site begins with, or one that was just imported: every section, every company page."""
    sections = Section.objects.all()
    return [
        *(MenuItem(menu=menu, section=section) for menu in (Menu.HEADER, Menu.SECTIONS) for section in sections),
        *(MenuItem(menu=Menu.COMPANY, page=page) for page in CompanyPage.objects.public()),
        MenuItem(menu=Menu.LEGAL, label="Latest news", address="/latest-news/"),
        MenuItem(menu=Menu.LEGAL, label="Sitemap", address="/sitemap/"),
        MenuItem(menu=Menu.LEGAL, label="Tags", address="/tags/"),
    ]
