"""The workflow in the admin: who sees and changes which articles, the buttons of its steps, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles import workflow
from articles.models import Article
from core.admin import signed_in
from core.moments import in_words

NAMED = 5
"""Of so many articles it is said why they were refused; of the others, how many there are."""


def _with_many(step: workflow.Step) -> Callable:
    def act(model_admin: Steps, request: HttpRequest, articles: QuerySet[Article]) -> None:
        done, refused = 0, []
        for article in articles:
            try:
                article.take(step, by=signed_in(request))
            except (PermissionDenied, ValidationError) as why:
                refused.append(f"{article}: {workflow.in_a_sentence(why)}")
            else:
                done += 1
        if done:
            count = "1 article" if done == 1 else f"{done} articles"
            model_admin.message_user(request, f"{count}: {step.done}", messages.SUCCESS)
        for line in refused[:NAMED]:
            model_admin.message_user(request, line, messages.WARNING)
        if len(refused) > NAMED:
            model_admin.message_user(request, f"… and {len(refused) - NAMED} more were refused.", messages.WARNING)

    act.__name__ = step.name
    return admin.action(act, description=step.label)


class Steps(admin.ModelAdmin):
    """The part of the articles' admin that has to do with the workflow (articles/workflow.py)."""

    actions = [_with_many(step) for step in workflow.STEPS.values()]

    # -- Who may -------------------------------------------------------------------

    def sees_all(self, request: HttpRequest) -> bool:
        return super().has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Editors see all, contributors their own."""
        if self.sees_all(request):
            return True
        user = signed_in(request)
        own = obj is None or (obj.pk is not None and obj.is_by(user))
        return user.has_perm(workflow.WRITE_OWN) and own

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return workflow.may_write(signed_in(request), obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """What can be found: by contributors, besides their own, what readers can find."""
        articles = super().get_queryset(request)
        if self.sees_all(request):
            return articles
        return articles & (Article.objects.touched_by(signed_in(request)) | Article.objects.public())

    # -- The buttons -----------------------------------------------------------------

    def buttons(self, request: HttpRequest, article: Article | None) -> list[tuple[str, str]]:
        """Name and words of a button for every step that can be taken now, the most important first."""
        is_out = article is not None and article.status == Article.Status.PUBLISHED
        return [
            (step.name, "Publish changes" if is_out and step is workflow.PUBLISH_STEP else step.label)
            for step in workflow.open_to(signed_in(request), article)
        ]

    def said(self, step: workflow.Step, article: Article) -> str:
        if step is workflow.PUBLISH_STEP:
            if article.is_scheduled and article.published_at:
                return f"Scheduled. It appears by itself: {in_words(article.published_at)}."
            return format_html('Published. <a href="{}">See it on the site</a>.', article.get_absolute_url())
        return step.done

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """The steps, for many articles at once. To delete is something for one at a time."""
        actions = super().get_actions(request, action_location)
        may = {name for name, step in workflow.STEPS.items() if workflow.may_take(signed_in(request), step, None)}
        return {name: action for name, action in actions.items() if name in may}

    # -- What is said ------------------------------------------------------------------

    def remark_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Something for the others, at the end of the timeline."""
        article = get_object_or_404(Article, pk=pk)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        if text := request.POST.get("text", "").strip():
            event = article.remark(text[:4000], by=signed_in(request))
            told = ", ".join(str(user) for user in event.mentions.all())
            self.message_user(request, f"Said. On the desk of: {told}." if told else "Said.")
        return HttpResponseRedirect(f"{reverse('admin:articles_article_change', args=[pk])}#timeline")

    def get_urls(self) -> list:
        remark = self.admin_site.admin_view(require_POST(self.remark_view))
        return [path("<int:pk>/remark/", remark, name="articles_article_remark"), *super().get_urls()]
