from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Tag
from core.page_cache import public_page
from newsroom.search.forms import SearchForm
from newsroom.search.nothing_found import help_with
from newsroom.search.results import results_of
from newsroom.search.suggestions import suggestions

TOPICS, NEWEST = 24, 5


@require_safe
@public_page
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    question = form.question()
    context: dict[str, object] = {"form": form, "question": question}
    if not question.is_empty:
        results = results_of(question, newest_first=form.is_newest_first, number=request.GET.get("page"))
        context["results"] = results
        if not results.count:
            context |= {"help": help_with(question), "newest": _newest()}
    else:
        context |= {"topics": Tag.objects.most_used(TOPICS), "newest": _newest()}
    return render(request, "newsroom/search.html", context)


@require_safe
@public_page
def suggest(request: HttpRequest) -> JsonResponse:
    """What is offered under the search field while somebody types, as JSON."""
    return JsonResponse({"suggestions": suggestions(request.GET.get("q", "").replace("\x00", " "))})


def _newest() -> list[Article]:
    return list(Article.objects.public().newest_first().for_cards()[:NEWEST])
