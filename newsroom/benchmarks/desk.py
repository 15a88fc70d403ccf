"""The articles' part of the admin in a paper with a long history: many articles, ten times as many versions of them."""

import json
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import snapshots
from articles.models import Article, Revision
from core import estimates
from core.models import User
from images.models import Image, ImageUse
from newsroom.benchmarks import archive

VERSIONS = 10
"""Of every article."""
MANY = 1_000
"""Of one, which is compared with one that has a single version."""

LIST = reverse("admin:articles_article_changelist")
LIBRARY = reverse("admin:images_image_changelist")
FRONT_PAGE = reverse("admin:front_page")
PAGES = {
    "list of articles": LIST,
    "search: a word in all headlines": f"{LIST}?q=lenders",
    "search: a number in one headline": f"{LIST}?q=99",
    "search: nothing": f"{LIST}?q=zeppelin",
    "in a state": f"{LIST}?state=published",
    "in a state that none has": f"{LIST}?state=draft",
    "in a section": f"{LIST}?section__id__exact=3",
    "page 30": f"{LIST}?p=30",
    "calendar, a week of 10,000 articles": f"{LIST}calendar/?week={timezone.localdate():%G-W%V}",
    "library of pictures": LIBRARY,
    "library: a word of every picture": f"{LIBRARY}?q=dealers",
    "library: a number of one": f"{LIBRARY}?q=4711",
    "library: rights have ended": f"{LIBRARY}?rights=ended",
    "library: not in use": f"{LIBRARY}?use=unused",
    "library: page 30": f"{LIBRARY}?p=29",
    "front page": FRONT_PAGE,
    "front page, search: a word in all headlines": f"{FRONT_PAGE}?q=lenders",
    "front page, search: nothing": f"{FRONT_PAGE}?q=zeppelin",
}


def fill(articles: int) -> None:
    """Adds articles until there are so many, and versions of each."""
    archive.fill(articles)
    snapshot = json.dumps(
        {"title": "Lenders report", "body": "<p>Profits rose, and so did the sums set aside.</p>" * 6}
    )
    with connection.cursor() as cursor:
        for _ in range(VERSIONS):
            cursor.execute(
                'INSERT INTO articles_revision (article_id, created_at, kind, "window", name, is_beside, snapshot, '
                "unfinished) SELECT id, created_at, 'saved', '', '', %s, %s, '{}' FROM articles_article",
                [False, snapshot],
            )
        cursor.execute(
            "UPDATE articles_article SET latest_revision_id = "
            "(SELECT max(id) FROM articles_revision WHERE article_id = articles_article.id)"
        )
    _fill_library(articles)
    estimates.renew()


def _fill_library(count: int) -> None:
    """As many pictures as articles: every second leads one, every third stands in the text of one."""
    Image.objects.bulk_create(
        (
            Image(
                file=f"images/picture-{number}.jpg", width=1600, height=1000, digest=str(number), avif_folder="-",
                alt=f"Two dealers at desk number {number}", credit="Photograph: A. Person", source=f"Agency {number}",
                rights_end=date(2020, 1, 1) if number % 1000 == 0 else None,
            )
            for number in range(count)
        ),
        batch_size=2000,
    )  # fmt: skip
    articles, pictures = (list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in (Article, Image))
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE articles_article SET hero_id = %s WHERE id = %s", list(zip(pictures, articles, strict=False))[::2]
        )
    kind = ContentType.objects.get_for_model(Article)
    ImageUse.objects.bulk_create(
        (
            ImageUse(image_id=picture, content_type=kind, object_id=article)
            for picture, article in zip(pictures, reversed(articles), strict=False)
            if picture % 3 == 0
        ),
        batch_size=2000,
    )


def client() -> Client:
    asking = Client(HTTP_HOST="localhost")
    asking.force_login(User.objects.create_superuser("desk"))
    return asking


def ratios(milliseconds: Callable[..., float], asking: Client) -> dict[str, float]:
    """How much longer opening and saving take with `MANY` versions than with one, measured in turns."""
    few, many = (_with_versions(number) for number in (1, MANY))
    numbers = count()

    def save(article: Article) -> None:
        article.save_revision(snapshots.take(article) | {"title": f"Version {next(numbers)}"}, by=None)

    def open_(article: Article) -> None:
        asking.get(reverse("admin:articles_article_change", args=[article.pk]))

    return {
        name: milliseconds(partial(call, many), 40) / milliseconds(partial(call, few), 40)
        for name, call in (("opening an article", open_), ("saving one", save))
    }


def _with_versions(number: int) -> Article:
    section = Article.objects.all()[0].section
    article = Article.objects.create(title=f"An article of {number} versions", section=section, body=archive.BODY * 6)
    snapshot = snapshots.take(article)
    Revision.objects.bulk_create(
        Revision(article=article, snapshot=snapshot | {"title": f"Version {each} of {number}"})
        for each in range(number)
    )
    Article.objects.filter(pk=article.pk).update(latest_revision=article.revisions.first())
    return Article.objects.get(pk=article.pk)
