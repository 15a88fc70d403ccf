"""What the tests of all apps share: factories with sensible defaults, and a place of their own for uploaded files."""

import io
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from itertools import count
from threading import Barrier

import pytest
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections, transaction
from django.utils import timezone
from django.utils.functional import empty
from PIL import Image as Pillow

from articles import snapshots
from articles.models import Article, Author, Section
from core import edition, uploads
from core.models import User
from core.tests import markup
from images.models import Image

numbers = count(1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, request, tmp_path_factory):
    """A page in a browser asks several things at once, which an SQLite in memory does not bear."""
    if connection.vendor == "sqlite" and request.config.option.markexpr == "browser":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "browser.sqlite3")


@pytest.fixture(autouse=True)
def _a_clean_house(settings, tmp_path):
    """Uploads go to a folder of the test; nothing is remembered from the test before."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.STORAGES["private"] = settings.STORAGES["private"] | {
        "OPTIONS": {"location": settings.PRIVATE_ROOT, "base_url": None}
    }
    uploads.private_storage()._wrapped = empty
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend", "QUEUES": []}}
    for each in caches.all(initialized_only=True):
        each.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False
    edition.forget()


def picture_file(width: int = 900, height: int = 600, kind: str = "PNG", colour: str = "#0b5c6b") -> SimpleUploadedFile:
    """A picture as a browser would upload it; each call gives another one."""
    picture = Pillow.new("RGB", (width, height), colour)
    picture.putpixel((0, 0), (next(numbers) % 256, next(numbers) // 256 % 256, 7))
    file = io.BytesIO()
    picture.save(file, kind)
    return SimpleUploadedFile(f"picture.{kind.lower()}", file.getvalue(), content_type=f"image/{kind.lower()}")


@pytest.fixture
def image_factory(db):
    """Makes a picture, by default a small one, of which few renditions have to be made."""

    def make(**fields) -> Image:
        fields.setdefault("alt", "A bank’s front door")
        return Image.objects.add(fields.pop("file", None) or picture_file(300, 200), **fields)

    return make


@pytest.fixture
def member(db):
    """Somebody with a role (newsroom/roles.py), by the name of its group."""

    def make(role: str, username: str = "", **fields) -> User:
        fields = {"is_staff": True, "first_name": role.removesuffix("s")} | fields
        user = User.objects.create_user(username or role.lower(), **fields)
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def section_factory(db):
    def make(name: str = "Banking", **fields) -> Section:
        fields.setdefault("slug", name.lower().replace(" ", "-"))
        return Section.objects.get_or_create(slug=fields["slug"], defaults={"name": name, **fields})[0]

    return make


@pytest.fixture
def author_factory(db):
    def make(name: str = "Wilhelmina Quillfeather", **fields) -> Author:
        return Author.objects.create(name=name, **fields)

    return make


@pytest.fixture
def article_factory(db, section_factory):
    """Makes a published article; `status="draft"` leaves it a draft, which has all that it takes to be published."""

    def make(title: str = "", *, authors=(), tags=(), related=(), **fields) -> Article:
        number = next(numbers)
        fields.setdefault("section", None)
        fields["section"] = fields["section"] or section_factory()
        fields.setdefault("status", Article.Status.PUBLISHED)
        fields.setdefault("body", "<p>The bank said so on Tuesday.</p>")
        if fields["status"] == Article.Status.PUBLISHED:
            fields.setdefault("published_at", timezone.now() - timedelta(seconds=number))
        else:
            fields = {"summary": "The bank said so.", "video_url": "https://vimeo.com/76979871"} | fields
        article = Article.objects.create(title=title or f"Story number {number}", **fields)
        article.set_authors([author.pk for author in authors])
        article.set_related([each.pk for each in related])
        article.tags.set(tags)
        return article

    return make


def finished(article: Article) -> Article:
    """An article with what it still takes to be published."""
    rest = {"summary": "The bank said so.", "video_url": "https://vimeo.com/76979871"}
    article.save_revision(snapshots.take(article) | rest, by=None)
    return article


@pytest.fixture
def read(client):
    """Asks for a page as a reader does, and takes its markup apart."""

    def ask(address: str = "/") -> markup.Element:
        response = client.get(address)
        assert response.status_code == 200
        return markup.read(response.text)

    return ask


@pytest.fixture
def editor(db) -> User:
    """Somebody who may do everything in the admin."""
    return User.objects.create_superuser(
        "editor", password="a long enough secret", first_name="Edda", last_name="Torvald"
    )


@pytest.fixture
def editor_client(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def several_writers():
    if connection.vendor == "sqlite":
        pytest.skip(
            "SQLite lets in one writer after the other (transaction_mode), its database in memory not even that"
        )


@pytest.fixture
def at_once(several_writers):
    """Does the given things in threads of their own that begin together; returns what came of each."""

    def run(*things):
        together = Barrier(len(things))

        def do(thing):
            together.wait()
            try:
                return thing()
            except ObjectDoesNotExist as problem:
                return problem
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(things)) as pool:
            return list(pool.map(do, things))

    return run


@pytest.fixture
def meanwhile(several_writers):
    """Does the first thing, and the second in a thread that begins before the first is over; returns its answer."""

    def in_a_thread(second):
        try:
            return second()
        finally:
            connections.close_all()

    def until_it_waits(later: Future) -> None:
        """Until the second thing waits for a row that the first holds, or need not wait."""
        with connection.cursor() as cursor:
            while not later.done():
                cursor.execute("SELECT pg_stat_clear_snapshot()")
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                    "AND datname = current_database()"
                )
                if cursor.fetchone()[0]:
                    return
                wait([later], timeout=0.02)

    def run(first, second):
        with ThreadPoolExecutor(1) as pool:
            with transaction.atomic():
                first()
                later = pool.submit(in_a_thread, second)
                until_it_waits(later)
            return later.result()

    return run
