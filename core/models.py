from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone

from core import edition, texts
from core.audit import AuditEntry
from core.edition import Edition
from core.richtext import RichTextField
from core.search import index
from core.search.entry import SearchEntry, SearchRebuild
from core.time_zones import validate_zone

__all__ = [
    "AuditEntry",
    "Edition",
    "HasAddress",
    "OldAddress",
    "SearchEntry",
    "SearchRebuild",
    "ShownToReaders",
    "SiteSettings",
    "User",
]


class User(AbstractUser):
    """Somebody who works in the admin. Writers whom readers know are `articles.Author`."""

    time_zone = models.CharField(
        max_length=64,
        blank=True,
        validators=[validate_zone],
        help_text="In which the admin tells the time; left empty, in the paper’s.",
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class ShownToReaders(models.Model):
    """A row that readers see: saving or deleting it brings the search index up to date and starts a new edition."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        index.follow(self)
        texts.follow(self)
        edition.bump()

    def delete(self, *args, **kwargs):
        pk, followers = self.pk, index.followers(self)
        deleted = super().delete(*args, **kwargs)
        index.forget(self, followers, pk)
        texts.forget(type(self), pk)
        edition.bump()
        return deleted


class HasAddress(ShownToReaders):
    """A row with a page of its own: when its address changes, the old one leads to the new one for ever."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    @transaction.atomic
    def save(self, *args, **kwargs):
        before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        super().save(*args, **kwargs)
        if before and before.get_absolute_url() != self.get_absolute_url():
            OldAddress.objects.remember(before.get_absolute_url(), self)


class SiteSettings(ShownToReaders):
    """What the site is called and says of itself; the table's only row."""

    name = models.CharField(max_length=80, default="Newsroom")
    short_name = models.CharField(
        max_length=30, blank=True, help_text="Used where the name is too long, on phones for instance."
    )
    tagline = models.CharField(max_length=120, blank=True, help_text="One line beside the name.")
    description = models.CharField(
        "description for search engines",
        max_length=200,
        blank=True,
        help_text="One or two sentences, up to 160 characters.",
    )
    logo = models.ImageField(
        upload_to="site/",
        blank=True,
        validators=[FileExtensionValidator(["png", "webp", "jpg", "jpeg"])],
        help_text="PNG or WebP, at least 96 pixels high. Without one, the name is set in type.",
    )
    about = RichTextField("about text in the footer", blank=True)
    publisher = models.CharField(max_length=120, blank=True, help_text="The company named in the copyright line.")
    address = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    first_year = models.PositiveSmallIntegerField(
        "first year of copyright", null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2200)]
    )
    editorial_disclosure = RichTextField(
        blank=True, help_text="How the newsroom works; shown at the foot of every page."
    )
    advertiser_disclosure = RichTextField(
        blank=True, help_text="How paid content is marked; shown at the foot of every page."
    )

    class Meta:
        verbose_name = verbose_name_plural = "site settings"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="settings_are_one_row")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @property
    def nameplate(self) -> tuple[str, str]:
        """The name as the masthead sets it: the short name large, then the rest of it."""
        if self.short_name and self.name.startswith(self.short_name):
            return self.short_name, self.name[len(self.short_name) :].strip()
        return self.name, ""

    @property
    def copyright_years(self) -> str:
        """'2010–2026', or the current year alone."""
        year = timezone.localdate(timezone=timezone.get_default_timezone()).year
        return f"{self.first_year}–{year}" if self.first_year and self.first_year < year else str(year)


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def at(self, path: str) -> OldAddressQuerySet:
        """What is remembered of a path, decoded, with or without its last slash."""
        bare = path.rstrip("/")
        return self.filter(path__in={path, bare, f"{bare}/"} if bare and "?" not in path else {path})

    def holder(self, path: str, *, but: models.Model) -> models.Model | None:
        """What was read at a path before (decoded) and is found by it for ever, if that is not the given row."""
        targets = (old.target for old in self.at(path))
        return next((target for target in targets if target and target != but), None)

    def remember(self, path: str, target: models.Model) -> None:
        """Lets the path, decoded or not, lead to the target for ever, wherever the target moves.

        A path that led somewhere else leads to the new target from now on.
        """
        self.update_or_create(
            path=unquote(path),
            defaults={"content_type": ContentType.objects.get_for_model(target), "object_id": target.pk},
        )

    def remember_all(self, targets: Mapping[str, models.Model]) -> list[str]:
        """Lets every path lead to its target that leads nowhere yet; returns those that lead elsewhere already."""
        rows = {
            path: self.model(path=path, content_type=ContentType.objects.get_for_model(target), object_id=target.pk)
            for path, target in targets.items()
        }
        elsewhere = []
        for old in self.filter(path__in=targets):
            row = rows.pop(old.path)
            if (old.content_type_id, old.object_id) != (row.content_type_id, row.object_id):
                elsewhere.append(old.path)
        self.bulk_create(rows.values(), ignore_conflicts=True)
        return elsewhere


class OldAddress(models.Model):
    """A path under which something was once read. It names the thing, not its next address: there are no chains."""

    path = models.CharField(
        max_length=700,
        unique=True,
        help_text="From the first slash on, decoded; for example /2014/03/a-story/ or /?p=17.",
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()

    objects = OldAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "old addresses"
        indexes = [models.Index(fields=["content_type", "object_id"], name="old_address_target")]

    def __str__(self) -> str:
        return self.path


class ImportedItemQuerySet(models.QuerySet["ImportedItem"]):
    def known(self, source: str, keys: Iterable[str]) -> dict[str, tuple[int, int]]:
        """Content type and id of what became of those of the keys that have come in before."""
        rows = self.filter(source=source, key__in=list(keys)).values_list("key", "content_type", "object_id")
        return {key: (content_type, object_id) for key, content_type, object_id in rows}

    def keep(self, source: str, targets: Iterable[tuple[str, models.Model]]) -> None:
        """Remembers what became of each key; a key that was remembered before stands for the new target from now on."""
        self.bulk_create(
            (
                self.model(
                    source=source, key=key, content_type=ContentType.objects.get_for_model(target), object_id=target.pk
                )
                for key, target in targets
            ),
            update_conflicts=True,
            unique_fields=["source", "key"],
            update_fields=["content_type", "object_id"],
        )


class ImportedItem(models.Model):
    """What became of an item of another system. By it an import that runs again leaves alone what has come in."""

    source = models.CharField(max_length=200, help_text="The address of the portal it came from, without scheme.")
    key = models.CharField(max_length=250, help_text="Its kind and number there: ‘post 17’.")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()

    objects = ImportedItemQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="item_comes_in_once")]

    def __str__(self) -> str:
        return f"{self.key} of {self.source}"


class Housekeeping(models.Model):
    """When a recurring job was last handed to the workers."""

    name = models.CharField(max_length=200, primary_key=True)
    last_run = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Standstill(models.Model):
    """A time in which nothing was done in the background, as one learns when it is over."""

    began_at = models.DateTimeField(unique=True)
    ended_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.began_at:%d %B %Y, %H:%M} to {self.ended_at:%H:%M}"


class WorkerBeat(models.Model):
    """A sign of life that every worker gives; what a silent one had begun is done again."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker_id
