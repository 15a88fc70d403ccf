"""The same for many articles at once: whatever refuses it is named, with why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles import workflow
from articles.forms import AmendForm
from articles.models import Article
from core.staff import signed_in

NAMED = 5
"""Of so many articles it is said why they were refused; of the others, how many there are."""


def with_each(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    articles: Iterable[Article],
    verb: Callable[[Article], None],
    done: str,
) -> None:
    """Does the same with many articles, and says with how many, and which refused it and why."""
    count, refused = 0, []
    for article in articles:
        try:
            verb(article)
        except (PermissionDenied, ValidationError) as why:
            refused.append(f"{article}: {workflow.in_a_sentence(why)}")
        else:
            count += 1
    if count:
        model_admin.message_user(request, f"{count} article{'' if count == 1 else 's'}: {done}", messages.SUCCESS)
    for line in refused[:NAMED]:
        model_admin.message_user(request, line, messages.WARNING)
    if len(refused) > NAMED:
        model_admin.message_user(request, f"… and {len(refused) - NAMED} more were refused.", messages.WARNING)


@admin.action(description="Change section or tags …", permissions=["amend"])
def amend(model_admin: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]) -> HttpResponse | None:
    """Asks what shall be changed, and gives each article a version of its own with it."""
    form = AmendForm(request.POST if "amend" in request.POST else None)
    if form.is_valid():

        def verb(article: Article) -> None:
            article.amend(by=signed_in(request), section=form.cleaned_data["section"], tags=form.cleaned_data["tags"])
            model_admin.log_change(request, article, form.in_words)

        done = f"{form.in_words} Readers of what is published see it when it is published again."
        with_each(model_admin, request, articles, verb, done)
        return None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Change many articles",
        "opts": model_admin.opts,
        "articles": articles,
        "form": form,
        "media": model_admin.media + form.media,
        "select_across": request.POST.get("select_across", "0"),
    }
    return TemplateResponse(request, "admin/articles/article/amend.html", context)
