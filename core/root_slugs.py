"""Names directly under the site's root, `/<slug>/`: sections and company pages share them with the site's own addresses."""

from django.core.exceptions import ValidationError
from django.db.models import Model

RESERVED = frozenset(
    "admin api author authors awards category feed healthz latest-news magazines media news-sitemap newsletter robots "
    "search sitemap static tag tags wp-admin wp-content wp-includes wp-json wp-login".split()
)

_models: list[type[Model]] = []


def register(model: type[Model]) -> None:
    """Adds a model whose rows live at `/<slug>/`; apps call it when they are ready."""
    if model not in _models:
        _models.append(model)


def check_free(slug: str, *, owner: Model) -> None:
    """Raises ValidationError, for the field `slug`, where the address is taken by something other than the owner."""
    if slug in RESERVED:
        raise ValidationError({"slug": f"The address /{slug}/ is used by the site itself; please choose another."})
    for model in _models:
        rows = model._default_manager.filter(slug=slug)
        if isinstance(owner, model):
            rows = rows.exclude(pk=owner.pk)
        if other := rows.first():
            raise ValidationError({"slug": f"The address /{slug}/ belongs to the {model._meta.verbose_name} ‘{other}’ already."})


def taken() -> set[str]:
    """Every name that is in use or reserved."""
    return RESERVED.union(*(model._default_manager.values_list("slug", flat=True) for model in _models))
