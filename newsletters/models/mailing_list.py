from django.conf import settings
from django.db import models

from core.models import ShownToReaders
from newsletters.querysets import MailingListQuerySet


def languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)


def default_language() -> str:
    return settings.LANGUAGE_CODE


class MailingList(ShownToReaders):
    """A newsletter to which people subscribe."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    description = models.CharField(
        max_length=200, help_text="What comes, and how often; readers see it beside the name when they choose."
    )
    language = models.CharField(
        max_length=12, choices=languages, default=default_language, help_text="In which it is written."
    )
    double_opt_in = models.BooleanField(
        "asks for confirmation",
        default=True,
        help_text="Whoever signs up is sent a letter first and is on the list after pressing its link. "
        "Without it, anybody can sign up anybody else.",
    )
    is_public = models.BooleanField(
        "readers can choose it", default=True, help_text="If not, only staff can put people on it."
    )
    position = models.PositiveSmallIntegerField(
        default=0,
        help_text="Lists are shown from the smallest number up. "
        "Who signs up at the foot of a page, without a choice, gets the first one.",
    )

    objects = MailingListQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
