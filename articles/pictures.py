"""Which pictures an article shows its readers, and which its newest version would."""

from articles.models import Article
from images.uses import Shown, pictures_in


def shown_by(article: Article) -> Shown:
    """The main picture that readers see is found by its foreign key, and so is none of these."""
    newest = article.latest_revision.snapshot if article.latest_revision else {}
    later = pictures_in(newest.get("body") or "")
    if (hero := newest.get("hero_id")) and hero != article.hero_id:
        later.add(hero)
    return Shown(pictures_in(article.body), later)
