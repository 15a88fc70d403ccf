"""Letters that were kept as files, read in the admin."""

import os
from itertools import count

import pytest
from django.core.mail import EmailMultiAlternatives, mailers
from django.urls import reverse

from core.models import User
from core.tests import markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(settings, tmp_path):
    """Keeps letters as files, all of one call in one file; as the site does that has no mail server."""
    folder, moments = tmp_path / "letters", count(1_800_000_000)
    settings.MAILERS = {
        "default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": folder}}
    }

    def send(*letters: tuple[str, str]) -> None:
        messages = []
        for to, subject in letters:
            message = EmailMultiAlternatives(subject, f"Dear {to},\n\n{'-' * 79}\nhttps://a.example/", to=[to])
            message.attach_alternative(
                f"<html><head></head><body><p>Dear {to}</p><script>1</script></body></html>", "text/html"
            )
            messages.append(message)
        mailers["default"].send_messages(messages)
        moment = next(moments)  # a file's name and time may otherwise be those of the one before
        made = next(folder.glob("2*.log")).rename(folder / f"letter-{moment}.log")
        os.utime(made, (moment, moment))

    return send


@pytest.fixture
def admin_page(editor_client):
    return lambda address: markup.read(editor_client.get(address).text)


def test_all_letters_are_listed_newest_first_though_several_are_in_a_file(keep, admin_page):
    keep(("ada@bank.example", "First"), ("berta@bank.example", "Second – 2"))
    keep(("用户@例子.example", "Third"))
    page = admin_page("/admin/letters/")
    assert page.texts("th")[3:] == ["Third", "Second – 2", "First"]
    assert page.texts("td")[0::2] == ["用户@xn--fsqu00a.example", "berta@bank.example", "ada@bank.example"]


def test_a_letter_is_shown_as_text_and_as_html_in_a_sealed_frame(keep, admin_page, editor_client):
    keep(("ada@bank.example", "First"), ("berta@bank.example", "Second"))
    path = next(value for value in admin_page("/admin/letters/").values("href") if value.endswith("/1/"))
    page = admin_page(path)
    assert "Dear berta@bank.example" in page.one("pre").text
    frame = page.one("iframe")
    assert "allow-scripts" not in frame.attributes["sandbox"]
    assert "allow-same-origin" not in frame.attributes["sandbox"]
    html = editor_client.get(frame.attributes["src"])
    assert "<p>Dear berta@bank.example</p>" in html.text
    assert "default-src 'none'" in html["Content-Security-Policy"]
    assert "sandbox allow-popups" in html["Content-Security-Policy"]
    assert "script-src" not in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", ["..%2Fsecret-key", "nothing.log", "..", "20261124-100000-1.txt"])
def test_no_other_file_can_be_read(keep, editor_client, tmp_path, name):
    (tmp_path / "secret-key").write_text("secret")
    keep(("ada@bank.example", "First"))
    assert editor_client.get(f"/admin/letters/{name}/0/").status_code == 404


def test_a_number_beyond_the_last_is_not_found(keep, admin_page, editor_client):
    keep(("ada@bank.example", "First"))
    path = next(value for value in admin_page("/admin/letters/").values("href") if value.endswith("/0/"))
    assert editor_client.get(path.replace("/0/", "/1/")).status_code == 404


def test_older_letters_are_on_further_pages(keep, admin_page, monkeypatch):
    monkeypatch.setattr("newsroom.letters.PER_PAGE", 2)
    for number in range(5):
        keep(("ada@bank.example", f"Letter {number}"))
    found, address = [], "/admin/letters/"
    while address:
        page = admin_page(address)
        found += page.texts("th")[3:]
        address = next((f"/admin/letters/{value}" for value in page.values("href") if value.startswith("?after")), None)
    assert found == [f"Letter {number}" for number in (4, 3, 2, 1, 0)]


def test_staff_who_are_no_superusers_neither_see_nor_find_them(keep, client):
    keep(("ada@bank.example", "First"))
    client.force_login(User.objects.create_user("nils", password="a long enough secret", is_staff=True))
    assert client.get("/admin/letters/").status_code == 403
    assert "/admin/letters/" not in client.get("/admin/password_change/").text


def test_where_letters_are_sent_there_is_nothing_to_see(editor_client, settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": {}}}
    assert editor_client.get("/admin/letters/").status_code == 403
    assert "/admin/letters/" not in editor_client.get("/admin/password_change/").text


def test_an_empty_list_says_how_a_letter_comes_into_it(keep, admin_page):
    assert "No letter has been written yet." in admin_page("/admin/letters/").text


def test_the_navigation_leads_to_them(keep, admin_page):
    assert reverse("admin:letters") in admin_page("/admin/password_change/").values("href")
