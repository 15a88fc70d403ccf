"""Subscribers by the million: what staff wait for in the admin, and what an import takes.

`measure_pages` and `measure_import` print their figures beside what docs/performance.md promises.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from core import estimates
from core.models import User
from newsletters import addresses, names
from newsletters.models import Consent, MailingList, Subscriber, SubscriberImport, Subscription

BATCH = 5_000
FIRST = ["Ada", "Berta", "Cem", "Dagny", "Emil", "Fatima", "Gregor", "Hanna", "Ivo", "Jun", "Kwame", "Lena", "Mira"]
LAST = ["Ashgrove", "Brandvold", "Castellane", "Dunmore", "Eberhardt", "Fairweather", "Grünewald", "Holloway", "Imai"]
WORKER = """
import re, django
from pathlib import Path
from django.core.management import call_command
django.setup()
call_command("worker", "--once", verbosity=0)
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""
"""Does what there is to do, and says how much memory it took at most."""

SOURCES = ["Front page", "Article", "Foot of the page", "Newsletter page"]


def fill(count: int) -> None:
    """Adds subscribers until there are `count`: four in ten at one large provider, most on a list, some left."""
    lists = [
        MailingList.objects.get_or_create(slug=name.lower(), defaults={"name": name, "description": "News of banks."})[
            0
        ]
        for name in ("Daily", "Weekly", "Awards")
    ]
    start, there = timezone.now(), Subscriber.objects.count()
    for first in range(there, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        with transaction.atomic():
            people = Subscriber.objects.bulk_create(_person(number, start, count) for number in numbers)
            for step in range(2):
                Subscription.objects.bulk_create(
                    _subscription(person, number, lists[(number + step) % 3], step, start)
                    for number, person in zip(numbers, people, strict=True)
                )
            Consent.objects.bulk_create(
                Consent(subscriber=person, fingerprint=f"{number:064x}", action=Consent.Action.GRANTED)
                for number, person in zip(numbers, people, strict=True)
            )
    estimates.renew()


def _person(number: int, start, count: int) -> Subscriber:
    domain = "bigmail.example" if number % 10 < 4 else f"bank-{number % 5000}.example"
    name = f"{FIRST[number % 13]} {LAST[number % 9]}"
    email = f"{name.lower().replace(' ', '.').replace('ü', 'ue')}.{number}@{domain}"
    blocked = number % 500 == 7
    return Subscriber(
        email=email,
        email_key=addresses.key(email),
        name=name,
        name_key=names.key(name),
        source=SOURCES[number % 4],
        created_at=start - timedelta(days=720 * (1 - number / count)),
        suppressed_at=start if blocked else None,
        suppressed_because="staff" if blocked else "",
    )


def _subscription(person: Subscriber, number: int, mailing_list: MailingList, step: int, start) -> Subscription:
    left, pending = number % 6 == step, number % 40 == 1 + step
    return Subscription(
        subscriber=person,
        mailing_list=mailing_list,
        state="unsubscribed" if left else "pending" if pending else "subscribed",
        subscribed_at=None if pending else person.created_at,
        asked_at=person.created_at,
        unsubscribed_at=start - timedelta(days=number % 300) if left else None,
    )


def write_csv(path: Path, count: int) -> None:
    """As spreadsheets write it: with a heading, some lines twice, some without a good address."""
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write("E-Mail;Vorname;Nachname;Sprache\r\n")
        for number in range(count):
            guest = number - 900 if number % 500 == 7 and number > 900 else number
            address = "nobody" if number % 1000 == 13 else f"guest.{guest}@forum-{guest % 900}.example"
            file.write(f"{address};{FIRST[number % 13]};{LAST[number % 9]};de\r\n")


def admin_pages() -> dict[str, str]:
    """What staff look at, each by its path."""
    base, daily = "/admin/newsletters/subscriber/", MailingList.objects.get(slug="daily").pk
    return {
        "list of subscribers": base,
        "page 100 of it": f"{base}?p=100",
        "on a list": f"{base}?list={daily}",
        "left a list": f"{base}?list={daily}&state=left",
        "wait for confirmation": f"{base}?state=pending",
        "on any list": f"{base}?state=subscribed",
        "left": f"{base}?state=left",
        "blocked": f"{base}?state=blocked",
        "by source": f"{base}?source=Article",
        "since a month": f"{base}?since=month",
        "since a month, on a list": f"{base}?since=month&list={daily}",
        "search: whole address": f"{base}?q=ada.ashgrove.0@bigmail.example",
        "search: beginning of an address": f"{base}?q=ada.ashgrove.1",
        "search: last name": f"{base}?q=grünewald",
        "search: one letter": f"{base}?q=a",
        "search: domain of four in ten": f"{base}?q=@bigmail.example",
        "search: rare domain, on a list": f"{base}?q=@bank-7.example&list={daily}",
        "search: nobody": f"{base}?q=zzz",
        "lists with counts": "/admin/newsletters/mailinglist/",
        "a list with its growth": f"/admin/newsletters/mailinglist/{daily}/change/",
        "one person": f"{base}{Subscriber.objects.order_by('-pk')[0].pk}/change/",
    }


def measure_pages(
    promise: Callable[..., None], milliseconds: Callable[..., float], client: Client, count: int = 1_000_000
) -> None:
    """List, search, filters and counts in the admin."""
    print(f"\nThe admin with {count:,} subscribers, in milliseconds (median)", flush=True)  # noqa: T201
    fill(count)
    client.force_login(_staff())
    for name, path in admin_pages().items():
        assert client.get(path).status_code == 200, path  # noqa: S101
        promise(name, milliseconds(partial(client.get, path), rounds=5), 500, "ms")


def measure_import(promise: Callable[..., None], count: int = 1_000_000) -> None:
    """The check and the import of a file, each by a worker in a process of its own."""
    print(f"\nImport of {count:,} lines", flush=True)  # noqa: T201
    daily, _ = MailingList.objects.get_or_create(slug="daily", defaults={"name": "Daily"})
    with NamedTemporaryFile(suffix=".csv") as file:
        write_csv(Path(file.name), count)
        with Path(file.name).open("rb") as opened:
            job = SubscriberImport.objects.upload(File(opened, "forum.csv"), by=_staff())
    consent = "Ticked on the registration form of the forum."
    job.check_lines(columns=job.columns, has_heading=True, mailing_list=daily, consent=consent)
    for what, begin in (("checked", lambda: None), ("imported", job.bring_in)):
        begin()
        start = time.perf_counter()
        peak = _memory_of_a_worker()
        seconds = time.perf_counter() - start
        job.refresh_from_db()
        assert job.state == what, job.state  # noqa: S101
        print(f"          {f'lines {what} a second':<58} {count / seconds:>10,.0f} /s", flush=True)  # noqa: T201
        promise(f"memory of the worker, lines {what}", peak, 250, "MB")


def _staff() -> User:
    return User.objects.get_or_create(username="subscribers", defaults={"is_staff": True, "is_superuser": True})[0]


def _memory_of_a_worker() -> float:
    """Does what waits for a worker; returns its peak memory, in megabytes."""
    environment = os.environ | {"DATABASE_URL": _address_of_database()}
    done = subprocess.run([sys.executable, "-c", WORKER], env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    return float(done.stdout)


def _address_of_database() -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
