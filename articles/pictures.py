"""Which pictures an article shows its readers, and which its newest version would."""

from articles import workflow
from articles.models import Article
from images.uses import Shown, pictures_in


def shown_by(article: Article) -> Shown:
    """The main picture that readers see is found by its foreign key, and so is none of these."""
    now = pictures_in(article.body)
    is_the_newest = article.status in workflow.ON_THE_WAY or article.latest_revision_id == article.live_revision_id
    if is_the_newest or article.latest_revision is None:
        return Shown(now, set())
    newest = article.latest_revision.snapshot
    later = pictures_in(newest.get("body") or "")
    if (hero := newest.get("hero_id")) and hero != article.hero_id:
        later.add(hero)
    return Shown(now, later)
