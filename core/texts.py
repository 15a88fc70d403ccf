"""The rich texts of rows of whichever model, and who keeps an account of what stands in them.

A text can refer to rows of another app (core/richtext.py). An app that wants to know who refers to its rows registers
when it is ready; it is told of every row with texts that is saved or deleted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db.models import Model

from core.richtext import RichTextField


@dataclass(frozen=True)
class Account:
    saved: Callable[[Model], None]
    deleted: Callable[[type[Model], int], None]
    """Given the id that the row had."""


_accounts: list[Account] = []


def register(account: Account) -> None:
    """Adds who keeps an account; apps call it when they are ready."""
    if account not in _accounts:
        _accounts.append(account)


@cache
def text_fields(model: type[Model]) -> list[RichTextField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, RichTextField)]


def models_with_texts() -> list[type[Model]]:
    return [model for model in apps.get_models() if text_fields(model)]


def texts_of(row: Model) -> list[str]:
    return [getattr(row, field.attname) or "" for field in text_fields(type(row))]


def follow(row: Model) -> None:
    """After the row was saved."""
    if text_fields(type(row)):
        for account in _accounts:
            account.saved(row)


def forget(model: type[Model], pk: int) -> None:
    """After a row was deleted."""
    if text_fields(model):
        for account in _accounts:
            account.deleted(model, pk)
