"""Mail addresses: which there are, and which are the same."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from newsletters import addresses
from newsletters.forms import AddressField
from newsletters.models import Subscriber


@pytest.mark.parametrize(
    ("email", "key"),
    [
        ("ada@bank.example", "ada@bank.example"),
        ("O'Neil+news_2@sub.bank.example", "o'neil+news_2@sub.bank.example"),
        ("Jürgen@großbank.example", "jürgen@grossbank.example"),
        ("用户@例子.example", "用户@xn--fsqu00a.example"),
        ("उपयोगकर्ता@उदाहरण.example", "उपयोगकर्ता@xn--p1b6ci4b4b3a.example"),
        ("Пример@пример.example", "пример@xn--e1afmkfd.example"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
    ],
)
def test_letters_of_any_script_are_taken_on_either_side(email, key):
    assert AddressField().clean(f" {email} ") == email
    assert addresses.key(email) == key


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "@bank.example",
        "ada@",
        "ada@bank",
        "ada@bank..example",
        "ada@-bank.example",
        "a..b@bank.example",
        ".a@bank.example",
        "a@b@bank.example",
        "a b@bank.example",
        '"a b"@bank.example',
        "ada@[127.0.0.1]",
        "ada@bank.example\r\nBcc: all@bank.example",
        "ada\x00@bank.example",
        "ada\u202e@bank.example",
        "ada\u200b@bank.example",
        f"{'a' * 65}@bank.example",
        f"ada@{'b' * 64}.example",
        f"ada@{'.'.join(['b' * 60] * 5)}.example",
    ],
)
def test_what_no_letter_reaches_is_refused(email):
    with pytest.raises(ValidationError):
        addresses.validate(email)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada@Bank.EXAMPLE", "ada@bank.example"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@BÜCHER.example", "ada@bücher.example"),
        ("Jürgen@bank.example", "ju\u0308rgen@bank.example"),
        (" ada@bank.example\n", "ada@bank.example"),
    ],
)
def test_the_same_address_in_another_spelling(one, other):
    assert addresses.key(one) == addresses.key(other)
    assert addresses.fingerprint(one) == addresses.fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.da@bank.example", "ada@bank.example"),
        ("ada+x@bank.example", "ada@bank.example"),
        ("gross@b.example", "groß@b.example"),
    ],
)
def test_what_only_looks_alike_stays_two(one, other):
    assert addresses.key(one) != addresses.key(other)


@pytest.mark.django_db
def test_it_is_kept_as_it_was_written_and_found_in_any_spelling(subscriber_factory):
    ada = subscriber_factory("Jürgen.Quill@BÜCHER.example")
    assert ada.email == "Jürgen.Quill@BÜCHER.example"
    assert Subscriber.objects.with_address("jürgen.quill@xn--bcher-kva.example").get() == ada
    assert not Subscriber.objects.with_address("no address").exists()


@pytest.mark.django_db
def test_the_database_itself_holds_each_address_once(subscriber_factory):
    subscriber_factory("ada@bank.example")
    with pytest.raises(IntegrityError):
        Subscriber.objects.create(email="ADA@bank.example")
