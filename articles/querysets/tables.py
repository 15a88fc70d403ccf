"""How the questions of one table reach another."""

from typing import Any

from django.apps import apps


def table(model: str) -> Any:
    """The manager of a model of this app; the models import these modules, so they cannot import them."""
    return apps.get_model("articles", model)._default_manager
