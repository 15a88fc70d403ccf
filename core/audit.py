"""The audit log: who did what in the admin, in words that outlive the account and the thing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.dispatch import receiver
from django.utils import timezone

from core.ledgers import Ledger, LedgerQuerySet
from core.rate_limits import RateLimit

KEPT = timedelta(days=730)
"""docs/privacy.md promises it."""

NAME_LENGTH = 200
_MAIL_ADDRESS = re.compile(r"[^\s‘’]+@[^\s‘’]+\w")
"""Must not stay here: whoever is forgotten elsewhere is forgotten in the log."""
FAILURES = RateLimit("noted-sign-in-failures", times=20, per=timedelta(hours=1))
"""Whoever tries a thousand passwords does not fill the log with it."""


class Refused(PermissionDenied):
    """Somebody may not do this with that thing; the log names both."""

    def __init__(self, what: str, thing: models.Model | None = None):
        super().__init__(what)
        self.what = what
        self.thing = thing


class Action(models.TextChoices):
    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    DELETED = "deleted", "Deleted"
    STEP = "step", "Step taken"
    REFUSED = "refused", "Refused"
    RIGHTS = "rights", "Rights changed"
    DOWNLOADED = "downloaded", "Downloaded"
    SIGNED_IN = "signed-in", "Signed in"
    SIGN_IN_FAILED = "sign-in-failed", "Sign-in failed"


class AuditEntryQuerySet(LedgerQuerySet["AuditEntry"]):
    def note(
        self, action: Action, thing: models.Model | None = None, *, by: Any = None, name: str = "", detail: str = ""
    ) -> AuditEntry:
        """Writes a line; `by` nobody is the house itself. A thing is called by its name, unless another is given."""
        if thing is not None:
            name = name or str(thing)
        return self.create(
            action=action,
            by=by,
            by_name=str(by)[:NAME_LENGTH] if by else "",
            content_type=ContentType.objects.get_for_model(thing) if thing is not None else None,
            object_id=str(thing.pk) if thing is not None else "",
            object_name=name[:NAME_LENGTH],
            detail=_MAIL_ADDRESS.sub("…", detail),
        )

    def about(self, thing: models.Model) -> AuditEntryQuerySet:
        """What was done with a thing, newest first."""
        return self.filter(content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk))

    def outdated(self) -> AuditEntryQuerySet:
        return self.filter(at__lt=timezone.now() - KEPT)


class AuditEntry(Ledger):
    """A line of the log: when, who, what, with which thing. Nobody changes or removes one."""

    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    by_name = models.CharField(
        "who", max_length=NAME_LENGTH, blank=True, editable=False, help_text="As they were called then."
    )
    action = models.CharField("what", max_length=20, choices=Action, editable=False)
    content_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, editable=False, related_name="+")
    object_id = models.CharField(max_length=64, blank=True, editable=False)
    object_name = models.CharField(
        "with", max_length=NAME_LENGTH, blank=True, editable=False, help_text="As it was called then."
    )
    detail = models.TextField(blank=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entry of the audit log"
        verbose_name_plural = "entries of the audit log"
        default_permissions = ["view"]
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["content_type", "object_id", "-at"], name="audit_of_a_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_action_display()}"

    @property
    def who(self) -> str:
        if self.action == Action.SIGN_IN_FAILED:
            return "Somebody"
        return self.by_name or "The house"


@receiver(user_logged_in)
def _signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    AuditEntry.objects.note(Action.SIGNED_IN, user, by=user)


@receiver(user_login_failed)
def _sign_in_failed(sender: Any, credentials: dict[str, Any], **kwargs: Any) -> None:
    """Only of accounts that there are: people type their password where the username belongs."""
    users = get_user_model()
    account = users.objects.filter(**{users.USERNAME_FIELD: credentials.get(users.USERNAME_FIELD, "")}).first()
    if account and FAILURES.allows(str(account.pk)):
        AuditEntry.objects.note(Action.SIGN_IN_FAILED, account)
