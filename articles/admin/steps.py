"""The workflow in the admin: who sees and changes which articles, the buttons of its steps, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from articles import workflow
from articles.admin.many import amend, with_each
from articles.admin.pages import Pages
from articles.forms import RetractionForm
from articles.models import Article, PublicNote
from core.audit import Refused
from core.moments import in_words
from core.staff import signed_in


def _with_many(step: workflow.Step) -> Callable:
    def act(model_admin: Steps, request: HttpRequest, articles: QuerySet[Article]) -> None:
        with_each(model_admin, request, articles, partial(Article.take, step=step, by=signed_in(request)), step.done)

    act.__name__ = step.name
    return admin.action(act, description=step.label)


class Steps(Pages):
    """The part of the articles' admin that has to do with the workflow (articles/workflow.py)."""

    actions = [*(_with_many(step) for step in workflow.BUTTONS), amend]

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

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """For good, and out of the bin; everybody else puts articles into it."""
        return signed_in(request).is_superuser and obj is not None and obj.status == Article.Status.BINNED

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
            if step in workflow.BUTTONS and step not in workflow.ABOUT_THE_BIN
        ]

    def may_retract(self, request: HttpRequest, article: Article | None) -> bool:
        if article is None or not article.was_out:
            return False
        return workflow.RETRACT in workflow.open_to(signed_in(request), article)

    def may_bin(self, request: HttpRequest, article: Article | None) -> bool:
        return article is not None and workflow.BIN in workflow.open_to(signed_in(request), article)

    def may_take_out(self, request: HttpRequest, article: Article | None) -> bool:
        return article is not None and workflow.TAKE_OUT in workflow.open_to(signed_in(request), article)

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Puts the article into the bin, or takes it out, whatever its page has not saved yet."""
        taken = next((each for each in workflow.ABOUT_THE_BIN if each.name == step), None)
        if taken is None:
            raise Http404
        article, user = get_object_or_404(Article, pk=pk), signed_in(request)
        if not workflow.may_take(user, taken, article):
            raise Refused(taken.label, article)
        page = reverse("admin:articles_article_change", args=[pk])
        try:
            article.take(taken, by=user, note=request.POST.get("note", "")[:4000])
        except ValidationError as why:
            self.message_user(request, workflow.in_a_sentence(why), messages.ERROR)
            return HttpResponseRedirect(page)
        if taken is workflow.BIN:
            said: str = format_html(
                '<a href="{}">‘{}’</a> is in the bin and comes back for thirty days.', page, article
            )
            page = reverse("admin:articles_article_changelist")
        else:
            said = f"{taken.done} It is: {article.state}."
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(page)

    def said(self, step: workflow.Step, article: Article) -> str:
        if step is workflow.PUBLISH_STEP:
            if article.is_scheduled and article.published_at:
                return f"Scheduled. It appears by itself: {in_words(article.published_at)}."
            return format_html('Published. <a href="{}">See it on the site</a>.', article.get_absolute_url())
        return step.done

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        """The steps, for many articles at once. To delete for good is something for one at a time."""
        actions = super().get_actions(request, action_location)
        is_bin = request.GET.get("state") == Article.Status.BINNED.label.lower()
        may = {
            step.name
            for step in workflow.BUTTONS
            if workflow.may_take(signed_in(request), step, None) and (step is workflow.TAKE_OUT) == is_bin
        }
        may |= set() if is_bin else {"amend"}
        return {name: action for name, action in actions.items() if name in may}

    def has_amend_permission(self, request: HttpRequest) -> bool:
        return signed_in(request).has_perm(workflow.EDIT)

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

    def retract_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks why an article is retracted, which readers then find at its address."""
        article = get_object_or_404(Article.objects.select_related("section"), pk=pk)
        if not workflow.may_take(signed_in(request), workflow.RETRACT, article):
            raise Refused(workflow.RETRACT.label, article)
        form = RetractionForm(request.POST or None, instance=PublicNote(kind=PublicNote.Kind.RETRACTION))
        if request.method == "POST" and form.is_valid():
            try:
                article.take(workflow.RETRACT, by=signed_in(request), told=form.instance)
            except ValidationError as why:
                self.message_user(request, workflow.in_a_sentence(why), messages.ERROR)
            else:
                said = '{} <a href="{}">See its page</a>.'
                self.message_user(request, format_html(said, workflow.RETRACT.done, article.get_absolute_url()))
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        return self.page(request, "retract", article, {"title": "Retract this article?", "form": form})

    def get_urls(self) -> list:
        return [
            self.address("<int:pk>/remark/", require_POST(self.remark_view), "remark"),
            self.address("<int:pk>/retract/", self.retract_view, "retract"),
            self.address("<int:pk>/step/<slug:step>/", require_POST(self.step_view), "step"),
            *super().get_urls(),
        ]
