from functools import cached_property
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models

from core.models import ShownToReaders
from core.richtext import RichTextField


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"‘{name}’ is no time zone; write it as Europe/London or Asia/Singapore.")


class ProgrammeManager(models.Manager["Programme"]):
    def current(self) -> "Programme":
        """The programme of the paper; one with a plain name while nobody has described it."""
        return self.first() or Programme()


class Programme(ShownToReaders):
    """What the awards are called and say of themselves; the table's only row, since a paper gives one set of awards."""

    name = models.CharField(max_length=80, default="The Awards")
    standfirst = models.TextField(blank=True, help_text="One or two sentences on what the awards are for.")
    about = RichTextField("about the awards", blank=True, help_text="The text of the page ‘About the Awards’.")
    time_zone = models.CharField(
        max_length=40,
        default="Europe/London",
        validators=[validate_time_zone],
        help_text="Opening, deadline and announcement are told and kept in this time: Europe/London.",
    )
    email = models.EmailField("e-mail address for questions", blank=True)

    objects = ProgrammeManager()

    class Meta:
        verbose_name_plural = "programme"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="programme_is_one_row")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
