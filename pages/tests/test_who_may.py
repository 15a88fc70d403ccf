"""Every address of this app's admin, and who gets in."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from pages.models import CompanyPage, MediaKit, MenuItem
from pages.tests.test_advertising import PDF

pytestmark = pytest.mark.django_db

DESK, EDITORS = "Readers’ desk", "Editors"
GET_IN = {
    "enquiry_changelist": {DESK, EDITORS},
    "enquiry_add": set(),
    "enquiry_change": {DESK, EDITORS},
    "enquiry_history": {DESK, EDITORS},
    "enquiry_delete": {DESK},
    "guestpost_changelist": {EDITORS},
    "guestpost_add": set(),
    "guestpost_change": {EDITORS},
    "guestpost_history": {EDITORS},
    "guestpost_delete": {EDITORS},
    "guestpost_file": {EDITORS},
    "department_changelist": {DESK},
    "department_add": {DESK},
    "department_change": {DESK},
    "department_history": {DESK},
    "department_delete": {DESK},
    "advertisingformat_changelist": {DESK},
    "advertisingformat_add": {DESK},
    "advertisingformat_change": {DESK},
    "advertisingformat_history": {DESK},
    "advertisingformat_delete": {DESK},
    "mediakit_changelist": {DESK},
    "mediakit_add": {DESK},
    "mediakit_change": {DESK},
    "mediakit_history": {DESK},
    "mediakit_delete": {DESK},
    "companypage_changelist": set(),
    "companypage_add": set(),
    "companypage_change": set(),
    "companypage_history": set(),
    "companypage_delete": set(),
    "menuitem_changelist": set(),
    "menuitem_add": set(),
    "menuitem_change": set(),
    "menuitem_history": set(),
    "menuitem_delete": set(),
}


@pytest.fixture
def rows(enquiry_factory, guest_post_factory, department, banner) -> dict[str, int]:
    """One row of each kind, by the name its addresses have."""
    return {
        "enquiry": enquiry_factory().pk,
        "guestpost": guest_post_factory(file=SimpleUploadedFile("a.txt", b"A."), file_name="a.txt").pk,
        "department": department.pk,
        "advertisingformat": banner.pk,
        "mediakit": MediaKit.objects.create(title="Kit", file=SimpleUploadedFile("kit.pdf", PDF)).pk,
        "companypage": CompanyPage.objects.create(slug="about", title="About").pk,
        "menuitem": MenuItem.objects.create(menu="legal", label="Tags", address="/tags/").pk,
    }


def address_of(name: str, rows: dict[str, int]) -> str:
    kind, _, what = name.rpartition("_")
    return reverse(f"admin:pages_{name}", args=[] if what in {"changelist", "add"} else [rows[kind]])


def test_every_address_is_in_the_table():
    admin = next(each for each in get_resolver().url_patterns if str(each.pattern) == "admin/")
    names = {
        pattern.name.removeprefix("pages_")
        for part in admin.url_patterns
        for pattern in getattr(part, "url_patterns", [])
        if (pattern.name or "").startswith("pages_")
    }
    assert names == set(GET_IN)


def test_who_gets_in(client, rows, member):
    for role in Group.objects.values_list("name", flat=True):
        client.force_login(member(role))
        for name, who in GET_IN.items():
            expected = 200 if role in who else 403
            assert client.get(address_of(name, rows)).status_code == expected, (role, name)


def test_nobody_gets_in_without_signing_in(client, rows):
    for name in GET_IN:
        assert client.get(address_of(name, rows)).status_code == 302, name  # to the page where one signs in
