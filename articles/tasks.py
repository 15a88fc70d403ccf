import logging
import time
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.tasks import task

from core import edition, housekeeping

logger = logging.getLogger(__name__)

LONGEST_TURN = 20.0  # seconds, after which other work of the worker has its turn
AT_A_TIME = 100
COMPARED_AGAIN = 1_000
"""How many articles are at most compared again in an hour."""


@task
def find_related(article_id: int) -> None:
    """Reads what an article is about and looks for others like it, when it is published and when it appears."""
    vocabularies = apps.get_model("articles", "Vocabulary").objects  # the models import this module
    vocabularies.read(apps.get_model("articles", "Article").objects.filter(pk=article_id))
    _compare(vocabularies.filter(article=article_id).for_comparing(), until=time.monotonic() + LONGEST_TURN)
    apps.get_model("articles", "FollowUp").objects.done(article_id)


def _something_is_due() -> bool:
    return apps.get_model("articles", "FollowUp").objects.outstanding().exists()


@housekeeping.every(timedelta(seconds=45), when=_something_is_due)
@task
def catch_up() -> None:
    """Does for articles that have appeared what is due then, however long ago that was. What goes wrong with one of
    them does not keep the others waiting, and is tried again."""
    until = time.monotonic() + LONGEST_TURN
    for pk in apps.get_model("articles", "FollowUp").objects.outstanding().values_list("pk", flat=True)[:AT_A_TIME]:
        try:
            find_related.call(pk)
        except Exception:
            logger.exception("What is like article %s could not be found; it is tried again.", pk)
        if time.monotonic() >= until:
            break


@housekeeping.every(timedelta(minutes=5))
@task
def find_related_of_others() -> None:
    """Does the same for what came in otherwise, by an import say; what is not done in one turn is done in the next."""
    articles = apps.get_model("articles", "Article").objects
    vocabularies = apps.get_model("articles", "Vocabulary").objects
    until = time.monotonic() + LONGEST_TURN
    while time.monotonic() < until and (batch := list(articles.never_compared()[:AT_A_TIME])):
        vocabularies.read(batch)
        _compare(vocabularies.filter(article__in=batch).for_comparing(), until=until)


@housekeeping.every(timedelta(hours=1))
@task
def find_related_again() -> None:
    """Looks for what has appeared since beside articles that were compared before, for as long as one turn lasts."""
    vocabularies = apps.get_model("articles", "Vocabulary").objects
    _compare(vocabularies.due_again().for_comparing()[:COMPARED_AGAIN], until=time.monotonic() + LONGEST_TURN)


@housekeeping.every(timedelta(minutes=10))
@task
def rank_most_read() -> None:
    if apps.get_model("articles", "MostRead").objects.rank():
        edition.bump()


@housekeeping.every(timedelta(hours=6))
@task
def forget_old_reads() -> None:
    """Removes the counts that no list needs any more."""
    apps.get_model("articles", "ReadCount").objects.no_longer_needed().delete()


@housekeeping.every(timedelta(hours=1))
@task
def empty_the_bin() -> None:
    """Deletes for good what nobody has taken out of the bin in time."""
    articles = apps.get_model("articles", "Article")
    for article in articles.objects.to_be_deleted():
        article.delete_for_good()


@housekeeping.every(timedelta(hours=1))
@task
def thin_out_revisions() -> None:
    """Removes most of what saved itself some time ago, who had what open, and who had been shown what."""
    apps.get_model("articles", "PreviewLink").objects.long_ended().delete()
    apps.get_model("articles", "Revision").objects.thin()
    apps.get_model("articles", "Presence").objects.no_longer_needed().delete()


def _compare(vocabularies: Iterable[Any], *, until: float) -> None:
    """Compares until the given moment (monotonic). Readers get one new edition for all of it, if a list changed."""
    changed = False
    for vocabulary in vocabularies:
        changed |= vocabulary.compare()
        if time.monotonic() >= until:
            break
    if changed:
        edition.bump()
