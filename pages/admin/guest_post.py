from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import Section
from core import uploads
from core.admin import ModelAdmin, StateFilter
from core.moments import in_words
from core.staff import signed_in
from pages.models import GuestPost
from pages.querysets import GuestPostQuerySet


class GuestPostChangeList(ChangeList):
    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        return cast(GuestPostQuerySet, super().get_queryset(request, exclude_parameters)).for_inbox()


class GuestPostStateFilter(StateFilter):
    states = {
        "received": "Waiting for an editor",
        "with-editors": "With the editors",
        "published": "Published",
        "declined": "Declined",
    }


@admin.register(GuestPost)
class GuestPostAdmin(ModelAdmin):
    """What guests offer. Editors read it here, and take it into their list of articles, or decline it."""

    names_strangers = True
    rows_fold = True
    list_display = ["article", "state_word", "sent", "editor"]
    list_filter = [GuestPostStateFilter]
    search_fields = ["title", "name", "email"]
    search_help_text = "Words of the headline, or who sent it."
    ordering = ["-sent_at", "-pk"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What nobody confirmed is nobody's article yet."""
        return cast(GuestPostQuerySet, super().get_queryset(request)).confirmed()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_take_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and signed_in(request).has_perm("articles.add_article")

    # -- The list --------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[GuestPostChangeList]:
        return GuestPostChangeList

    @admin.display(description="article", ordering="title")
    def article(self, post: GuestPost) -> SafeString:
        return format_html('<span class="row-title">{}</span> <span class="row-note">{}</span>', post, post.byline)

    @admin.display(description="state", ordering="state")
    def state_word(self, post: GuestPost) -> SafeString:
        return format_html(
            '<span class="state {}">{}</span>', "published" if post.is_published else post.state, post.state_word
        )

    @admin.display(ordering="sent_at")
    def sent(self, post: GuestPost) -> str:
        return in_words(post.sent_at)

    @admin.display(ordering="taken_by")
    def editor(self, post: GuestPost) -> str:
        return str(post.taken_by or "–")

    # -- One article -------------------------------------------------------------

    def get_urls(self) -> list:
        file = self.admin_site.admin_view(self.file_view)
        return [path("<int:pk>/file/", file, name="pages_guestpost_file"), *super().get_urls()]

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """What the guest sent, as a download."""
        post = self.get_object(request, str(pk))
        if not self.has_view_permission(request, post):
            raise PermissionDenied
        if post is None or not post.file:
            raise Http404
        return uploads.serve_private(post.file, post.file_name)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """The manuscript, where it comes from, and what an editor can decide."""
        post = self.get_object(request, object_id)
        if post is None:
            raise Http404
        if not self.has_view_permission(request, post):
            raise PermissionDenied
        problem = ""
        if request.method == "POST":
            try:
                return self._act(request, post)
            except GuestPost.DoesNotExist:
                self.message_user(request, "Its author has withdrawn this article meanwhile.", messages.WARNING)
                return HttpResponseRedirect(reverse("admin:pages_guestpost_changelist"))
            except ValidationError as refused:
                problem = refused.messages[0]
                post.refresh_from_db()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(post),
            "original": post,
            "post": post,
            "sections": Section.objects.all(),
            "problem": problem,
            "written": request.POST,
            "may_take": self.has_take_permission(request),
            "may_change": self.has_change_permission(request, post),
            "may_delete": self.has_delete_permission(request, post),
        }
        return TemplateResponse(
            request,
            "admin/pages/guestpost/change_form.html",
            context | (extra_context or {}),
            status=422 if problem else 200,
        )

    def _act(self, request: HttpRequest, post: GuestPost) -> HttpResponse:
        """Does what the pressed button says. Raises ValidationError."""
        if not self.has_change_permission(request, post):
            raise PermissionDenied
        if "_take" in request.POST:
            return self._take(request, post)
        if "_decline" in request.POST:
            reason = request.POST.get("reason", "").replace("\x00", "")
            post.decline(reason=reason, tell="tell" in request.POST)
            told = f"{post.name} is told by mail." if "tell" in request.POST else "No mail was sent."
            self.log_change(request, post, "Declined.")
            self.message_user(request, f"Declined. {told}", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:pages_guestpost_change", args=[post.pk]))
        raise ValidationError("Nothing was done: please use one of the buttons on this page.")

    def _take(self, request: HttpRequest, post: GuestPost) -> HttpResponse:
        if not self.has_take_permission(request):
            raise PermissionDenied
        chosen, seen = request.POST.get("section", ""), request.POST.get("version", "")
        section = Section.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        if section is None:
            raise ValidationError("Please choose the section in which it shall stand.")
        version_seen = int(seen) if seen.isdecimal() and len(seen) < 6 else None
        article = post.accept_into_desk(section, by=signed_in(request), version_seen=version_seen)
        self.log_change(request, post, "Taken into the list of articles.")
        self.message_user(request, "This is the draft. The author has been told that it is with you.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
