"""How articles are found: what of each stands in the search index, and what a result shows beside its text."""

from __future__ import annotations

from articles.models import Article, Author, Organisation, Tag
from articles.querysets import ArticleQuerySet
from core.richtext import plain_text
from core.search.sources import Document, Shown, Source

KINDS: dict[str, str] = {
    Article.Kind.NEWS: "News",
    Article.Kind.ANALYSIS: "Analysis",
    Article.Kind.OPINION: "Opinion",
    Article.Kind.INTERVIEW: "Interviews",
    Article.Kind.VIDEO: "Videos",
    Article.Kind.RESEARCH: "Research reports",
    Article.Kind.PRESS_RELEASE: "Press releases",
}


def _rows() -> ArticleQuerySet:
    """Articles that readers may see now or some day."""
    published = Article.objects.filter(status=Article.Status.PUBLISHED)
    return published.with_bylines().prefetch_related("tags", "organisations")  # type: ignore[misc]


def _document(article: Article) -> Document:
    if article.published_at is None:
        raise ValueError(f"‘{article}’ is not published, so it cannot be found.")
    authors, tags, organisations = article.byline_authors, article.tags.all(), article.organisations.all()
    other_names = [name for organisation in organisations for name in organisation.other_names]
    questions = [f"{each['question']} {each['answer']}" for each in article.questions]
    return Document(
        title=article.title,
        published_at=article.published_at,
        expires_at=article.expires_at,
        kind=article.kind,
        summary=article.standfirst or article.summary,
        text=" \n".join([plain_text(article.body), article.summary, *article.takeaways, *questions]),
        names=(
            article.kicker,
            article.byline,
            article.sponsor_name,
            *(str(each) for each in [*authors, *tags, *organisations, *other_names]),
        ),
        facets={
            "section": [article.section_id],
            "author": [author.pk for author in authors],
            "tag": [tag.pk for tag in tags],
        },
    )


def _shown(article: Article) -> Shown:
    return Shown(
        url=article.get_absolute_url(),
        over=f"{article.get_kind_display()} · {article.section.name}",
        by=article.credited_to,
        label=article.label,
        hue=article.section.colour,
    )


ARTICLES = Source(
    name="article",
    model=Article,
    rows=_rows,
    public=lambda: Article.objects.public().for_cards().with_bylines(),
    document=_document,
    shown=_shown,
    kinds=KINDS,
    follows={Author: "authors", Tag: "tags", Organisation: "organisations"},
)
