"""Names directly under the root, `/<slug>/`, which sections, company pages and the site's own addresses share."""

from django.core.exceptions import ValidationError
from django.db.models import Model

RESERVED = frozenset(
    {"admin", "api", "authors", "awards", "feed", "healthz", "latest-news", "magazines", "media", "newsletter"}
    | {"organisations", "robots", "search", "sitemap", "news-sitemap", "static", "tags"}
    # What portals on WordPress had here, and old addresses still begin with.
    | {"author", "category", "tag", "wp-admin", "wp-content", "wp-includes", "wp-json", "wp-login"}
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
            raise ValidationError(
                {"slug": f"The address /{slug}/ belongs to the {model._meta.verbose_name} ‘{other}’ already."}
            )


def taken() -> frozenset[str]:
    """Every name that is in use or reserved."""
    return RESERVED.union(*(model._default_manager.values_list("slug", flat=True) for model in _models))
