import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from articles import connections, readership
from articles import share_card as card
from articles.foot import foot_of
from articles.models import Article, Author, MostRead, Organisation, PreviewLink, PublicNote, Section, Tag
from articles.preview import context_of
from articles.reading import public_article, retracted_article
from core.models import SiteSettings
from core.page_cache import FOR_EVER, private_page, public_page
from core.public_forms import public_form
from core.root_slugs import RESERVED
from core.signed_links import BrokenLink, ExpiredLink, signed_link


@public_page
def section(request: HttpRequest, section: Section) -> HttpResponse:
    page = Article.objects.public().in_section(section).for_cards().with_bylines().page(request.GET)
    context = {"section": section, "page": page}
    if section.shows_most_read and not page.newer:
        lists = {period.label: readership.most_read(period) for period in MostRead.Period}
        context["most_read"] = {label: articles for label, articles in lists.items() if articles}
    return render(request, "articles/section.html", context)


@public_page
def article(request: HttpRequest, section: str, slug: str) -> HttpResponse:
    if section in RESERVED:  # /tag/…/ and its like: core/old_addresses.py knows where they lead
        raise Http404
    found = public_article(slug) or retracted_article(slug)
    if found is None:
        raise Http404("No article has this address.")
    if found.section.slug != section:
        return redirect(found, permanent=True)
    if found.status == Article.Status.RETRACTED:
        return render(request, "articles/retracted.html", {"article": found})
    context = {
        "article": found,
        "foot": foot_of(found),
        "most_read": readership.most_read_beside(found),
        "connections": connections.of_article(found),
    }
    return render(request, "articles/article.html", context)


def share_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The picture of an article that has none (articles/share_card.py)."""
    found = get_object_or_404(Article.objects.public().select_related("section"), pk=pk)
    name = (SiteSettings.objects.first() or SiteSettings()).name
    if not card.is_current(found, name, digest):
        return redirect(card.address_of(found, name))
    return HttpResponse(card.picture(found, name), content_type="image/png", headers={"Cache-Control": FOR_EVER})


@public_page
def latest_news(request: HttpRequest) -> HttpResponse:
    page = Article.objects.public().for_cards().with_bylines().page(request.GET)
    return render(request, "articles/latest_news.html", {"page": page})


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    """What had to be said about articles after they were read."""
    return render(request, "articles/corrections.html", {"page": PublicNote.objects.public().page(request.GET)})


@public_page
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/tags.html", {"letters": Tag.objects.by_letter()})


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    page = Article.objects.public().with_tag(found).for_cards().with_bylines().page(request.GET)
    return render(request, "articles/tag.html", {"tag": found, "page": page})


@public_page
def authors(request: HttpRequest) -> HttpResponse:
    return render(
        request, "articles/authors.html", {"authors": Author.objects.with_public_articles().select_related("picture")}
    )


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.select_related("picture"), slug=slug)
    page = Article.objects.public().by_author(found).for_cards().with_bylines().page(request.GET)
    return render(request, "articles/author.html", {"author": found, "page": page})


@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    shown = Organisation.objects.with_something_to_show(*connections.organisations_elsewhere())
    return render(request, "articles/organisations.html", {"letters": shown.by_letter()})


@public_page
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organisation.objects.select_related("logo"), slug=slug)
    page = Article.objects.public().about(found).for_cards().with_bylines().page(request.GET)
    context = {"organisation": found, "awards": connections.of_organisation(found), "page": page}
    return render(request, "articles/organisation.html", context)


@signed_link(PreviewLink.PURPOSE)
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of an article, for somebody outside whom the newsroom shows it."""
    link = PreviewLink.objects.select_related("revision", "article__section", "article__hero").filter(pk=pk).first()
    if link is None or link.taken_back_at or link.article.status == Article.Status.BINNED:
        raise BrokenLink("The newsroom has taken this link back, so there is nothing to see here any more.")
    if not link.is_open:
        raise ExpiredLink
    if link.article.is_public and link.article.live_revision_id == link.revision_id:
        return redirect(link.article)
    link.note_opened()
    return render(request, "articles/article.html", context_of(link.article, link.revision) | {"link": link})


@private_page
@public_form
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """A page says that its article was read; the answer is the same whether or not that counts."""
    article = request.POST.get("article", "")
    if re.fullmatch(r"[0-9]{1,18}", article) and readership.is_counted(request, int(article)):
        readership.tally.add(int(article))
    return HttpResponse(status=204)
