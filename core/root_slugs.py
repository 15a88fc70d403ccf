"""Names directly under the root, `/<slug>/`, which sections, company pages and the site's own addresses share."""

from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

RESERVED = frozenset(
    {"admin", "advertising", "api", "authors", "awards", "cards", "contact-us", "corrections", "feed", "healthz"}
    | {"latest-news", "magazines", "media", "news-sitemap", "newsletter", "organisations", "preview", "read"}
    | {"robots", "search", "sitemap", "sitemaps", "static", "submit-post", "tags"}
    # What portals on WordPress had here, and old addresses still begin with.
    | {"author", "category", "tag", "wp-admin", "wp-content", "wp-includes", "wp-json", "wp-login"}
)

_models: list[type[Model]] = []
_texts: dict[type[Model], frozenset[str]] = {}


def register(model: type[Model], *, texts_of: Iterable[str] = ()) -> None:
    """Adds a model whose rows live at `/<slug>/`; apps call it when they are ready.

    `texts_of`: reserved addresses that its rows may have, because they hold the text of the page there.
    """
    if model not in _models:
        _models.append(model)
    _texts[model] = frozenset(texts_of)


def check_free(slug: str, *, owner: Model) -> None:
    """Raises ValidationError, for the field `slug`, where the address is taken by something other than the owner."""
    if slug in RESERVED - _texts.get(type(owner), frozenset()):
        raise ValidationError({"slug": f"The address /{slug}/ is used by the site itself; please choose another."})
    for model in _models:
        rows = model._default_manager.filter(slug=slug)
        if isinstance(owner, model):
            rows = rows.exclude(pk=owner.pk)
        if other := rows.first():
            raise ValidationError(
                {"slug": f"The address /{slug}/ belongs to the {model._meta.verbose_name} ‘{other}’ already."}
            )
    old_addresses = apps.get_model("core", "OldAddress").objects  # apps import this module before there are models
    if other := old_addresses.holder(f"/{slug}/", but=owner):
        raise ValidationError(
            {
                "slug": f"The address /{slug}/ leads to the {other._meta.verbose_name} ‘{other}’, which was read there "
                "before; please choose another."
            }
        )


def taken(model: type[Model] | None = None) -> frozenset[str]:
    """Every name that is in use or reserved; for a new row of the model, without those it may have the text of."""
    reserved = RESERVED - _texts.get(model, frozenset()) if model else RESERVED
    return reserved.union(*(model._default_manager.values_list("slug", flat=True) for model in _models))
