"""The organisations of the demo, each linked to the articles that are about it."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from articles import snapshots
from articles.models import Article, Organisation
from core.richtext import plain_text

OFTEN = 3
"""An article is about whom it names in headline, standfirst or summary, or this often in its text."""


@transaction.atomic
def load_organisations() -> None:
    """Makes those that are missing. Only they are linked, so that what an editor has unlinked stays so."""
    file = Path(__file__).with_name("organisations.toml")
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["organisations"]
    missing = [fields for fields in listed if not Organisation.objects.known_as(fields["name"]).exists()]
    articles = list(Article.objects.select_related("latest_revision")) if missing else []
    texts = {article.pk: plain_text(article.body) for article in articles}
    about: dict[int, list[int]] = {}
    for fields in missing:
        organisation = _make(fields)
        for article in articles:
            if _is_about(article, texts[article.pk], fields["called"]):
                about.setdefault(article.pk, []).append(organisation.pk)
    for article in articles:
        if found := about.get(article.pk):
            _name(article, found)


def _make(fields: dict[str, Any]) -> Organisation:
    website = fields.get("website")
    return Organisation.objects.create(
        name=fields["name"],
        other_names=fields.get("other_names", []),
        country=fields.get("country", ""),
        description=f"<p>{fields['description']}</p>",
        links=[{"label": "Website", "url": f"https://{website}/"}] if website else [],
    )


def _is_about(article: Article, text: str, called: list[str]) -> bool:
    above = f"{article.title} {article.standfirst} {article.summary}"
    return any(name in above or text.count(name) >= OFTEN for name in called)


def _name(article: Article, organisations: list[int]) -> None:
    """Adds the organisations to the article as readers see it and to its newest version, without a new one."""
    article.organisations.add(*organisations)
    if revision := article.latest_revision:
        known = snapshots.lists_of(article, article.latest_revision)["organisations"]
        revision.snapshot["organisations"] = sorted({*known, *organisations})
        revision.save(update_fields=["snapshot"])
