from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString

from articles import provenance, snapshots, workflow
from articles.admin.article_list import ArticleChangeList, ArticlePaginator, ArticleStateFilter, Columns
from articles.admin.calendar import Calendar
from articles.admin.previews import Previews
from articles.admin.references import References
from articles.admin.steps import Steps
from articles.admin.versions import Versions
from articles.figures import draw_figures
from articles.forms import ArticleForm
from articles.models import Article, FollowUp, Overtaken
from articles.querysets import ArticleQuerySet
from core.admin import ModelAdmin
from core.audit import Refused
from core.staff import signed_in
from images.admin import ChoosesImages

ARRIVED = "articles-arrived"
"""In somebody's session: the open pages whose forms have come in, so that what their browser kept of these can go."""
LATELY = 20
"""Of so many pages that is remembered."""


@admin.register(Article)
class ArticleAdmin(Columns, Versions, Previews, Calendar, Steps, References, ChoosesImages, ModelAdmin):
    """Editors see the newest revision; what readers see changes only by 'Publish' and 'Withdraw'."""

    form = ArticleForm
    paginator = ArticlePaginator
    rows_fold = True
    list_display = ["picture", "headline", "state_word", "writers", "when", "saved"]
    list_display_links = ["headline"]
    list_filter = [ArticleStateFilter, "section", "kind", "sponsorship", "authors"]
    search_fields = ["title", "standfirst"]
    search_help_text = "Words of the headline or the standfirst, or the name of an author."
    ordering = ["-saved_at", "-pk"]
    fieldsets = [
        (None, {"fields": ["title", "standfirst", "body"], "classes": ["manuscript"]}),
        ("Beside the text", {"fields": ["summary", "takeaways", "questions"]}),
        ("Under the text", {"fields": ["related_in_order"]}),
        ("Where it stands", {"fields": ["section", "kind", "kicker", "tags", "about"], "classes": ["side"]}),
        (
            "Who wrote it",
            {"fields": ["authors_in_order", "byline", "dateline", "reporting_credits"], "classes": ["side"]},
        ),
        ("Picture and film", {"fields": ["hero", "hero_caption", "video_url"], "classes": ["side"]}),
        ("When", {"fields": ["published_at", "expires_at"], "classes": ["side"]}),
        (
            "Paid for",
            {
                "fields": ["sponsorship", "sponsor_name", "sponsor_url", "sponsor_label"],
                "classes": ["side", "collapse"],
            },
        ),
        ("Address and search", {"fields": ["slug", "seo_title", "seo_description"], "classes": ["side", "collapse"]}),
    ]

    # -- The list --------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ArticleChangeList]:
        return ArticleChangeList

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        articles = cast(ArticleQuerySet, queryset)
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            articles = articles.outside_the_bin()
        return articles.searched(search_term), False

    # -- The edit page ---------------------------------------------------------

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = super().get_changeform_initial_data(request)
        if author := getattr(signed_in(request), "author", None):
            initial.setdefault("authors_in_order", [author.pk])
        return initial

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article | None:
        """The article, whoever may see it, with its newest revision on it, in memory."""
        articles = Article.objects.select_related("latest_revision", "section")
        article = articles.filter(pk=object_id).first() if object_id.isdecimal() else None
        if article and article.latest_revision:
            snapshots.put_fields(article, article.latest_revision.snapshot)
        return article

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        if object_id is None and (begun := self.begun(request)):
            object_id = str(begun.pk)
        if step := workflow.pressed(request.POST):
            article = self.get_object(request, object_id) if object_id else None
            if not workflow.may_take(signed_in(request), step, article):
                raise Refused(step.label, article)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Overtaken as overtaken:
            article = get_object_or_404(Article, pk=object_id)
            # Kept beside the article, for whoever closes the page instead of choosing.
            base, window = int(request.POST.get("base") or 0), request.POST.get("window", "")
            article.autosave(overtaken.mine, by=signed_in(request), base=base, window=window)
            return self.side_by_side(request, article, overtaken)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """`row` is the article as readers have it; what the form holds is the newest revision."""
        article = context["original"]
        context["row"] = Article.objects.select_related("section").get(pk=article.pk) if article else None
        follow_up = FollowUp.objects.filter(article=article).first() if article else None
        context["late"] = follow_up if follow_up and follow_up.is_late else None
        context["buttons"] = self.buttons(request, context["row"])
        context["may_publish"] = signed_in(request).has_perm(workflow.PUBLISH)
        context["may_retract"] = self.may_retract(request, context["row"])
        context["may_bin"] = self.may_bin(request, context["row"])
        context["may_take_out"] = self.may_take_out(request, context["row"])
        form = context["adminform"].form
        if article and form.is_bound and form.step and form.errors:
            article.note_refusal(form.step, ValidationError(list(form.errors.values())), by=signed_in(request))
        context["timeline"] = article.events.timeline() if article else []
        context["arrived"] = request.session.get(ARRIVED, [])
        context["beside"] = article.revisions.left_beside(signed_in(request)).first() if article else None
        context["origins"] = provenance.of(article) if article else []
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        if not change:
            obj.created_by = signed_in(request)
            obj.save()
        article = Article.objects.select_related("latest_revision").get(pk=obj.pk)
        began, window, newest = form.cleaned_data["base"] or 0, form.cleaned_data["window"], article.latest_revision
        snapshot, base = self.settled(request, article, form.snapshot(), began)
        article.save_revision(snapshot, by=signed_in(request), base=base, window=window)
        if newest and newest.pk != began and not newest.is_from(window, signed_in(request)):
            said = f"Saved together with what {newest.by_whom} saved meanwhile. Please read the result once more."
            self.message_user(request, said)
        if step := workflow.pressed(request.POST):
            article.take(step, by=signed_in(request), note=request.POST.get("note", "")[:4000], told=form.told)
        obj.refresh_from_db()

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets: list, change: bool) -> None:
        """Authors, tags, organisations and related articles are in the revision."""

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._answer(request, obj)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._answer(request, obj)

    def _answer(self, request: HttpRequest, article: Article) -> HttpResponse:
        request.session[ARRIVED] = [request.POST.get("window", ""), *request.session.get(ARRIVED, [])][:LATELY]
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("admin:articles_article_preview", args=[article.pk]))
        self.message_user(request, self._said(request, article), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _said(self, request: HttpRequest, article: Article) -> str:
        if step := workflow.pressed(request.POST):
            return self.said(step, article)
        if article.has_unpublished_changes:
            return "Saved. Readers see these changes when you publish them."
        return "Saved."

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Whoever may only look sees the text as it is read."""
        sets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return sets
        manuscript = (None, sets[0][1] | {"fields": ["title", "standfirst", "text"]})
        return [manuscript, *sets[1:]]

    def text(self, article: Article) -> SafeString:
        """For those who may only look."""
        return draw_figures(article.body)

    def authors_in_order(self, article: Article) -> str:
        """For those who may only look."""
        return article.credited_to

    def about(self, article: Article) -> str:
        """For those who may only look."""
        return ", ".join(map(str, article.organisations.all()))

    def related_in_order(self, article: Article) -> str:
        """For those who may only look."""
        return ", ".join(map(str, article.related.all()))

    def get_deleted_objects(self, objs: QuerySet | Sequence[Article], request: HttpRequest) -> tuple:
        """An article goes with its history, names and tags; they are not listed one by one."""
        return [str(article) for article in objs], {"articles": len(objs)}, set(), []
