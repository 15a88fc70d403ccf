import textwrap
from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from core.admin import ModelAdmin, StateFilter
from core.models import User
from core.staff import signed_in
from pages.models import Enquiry
from pages.querysets import OPENING, EnquiryQuerySet


class EnquiryChangeList(ChangeList):
    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        return cast(EnquiryQuerySet, super().get_queryset(request, exclude_parameters)).for_inbox()


class EnquiryStateFilter(StateFilter):
    """Begins with what has to be done."""

    states = dict(Enquiry.State.choices) | {"all": "All"}

    def choices(self, changelist: ChangeList) -> Any:
        first, *others = super().choices(changelist)
        return [first | {"display": "Waiting for an answer"}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() in self.states:
            return super().queryset(request, queryset)
        return cast(EnquiryQuerySet, queryset).waiting()


class AssigneeFilter(admin.SimpleListFilter):
    title = "assigned to"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("mine", "Me"), ("nobody", "Nobody")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "mine":
            return cast(EnquiryQuerySet, queryset).assigned_to(signed_in(request))
        return queryset.filter(assigned_to=None) if self.value() == "nobody" else queryset


@admin.register(Enquiry)
class EnquiryAdmin(ModelAdmin):
    """The letters of readers as an inbox, and each as a conversation."""

    names_strangers = True
    rows_fold = True
    list_display = ["letter", "state_word", "department", "assignee", "age"]
    list_filter = [EnquiryStateFilter, AssigneeFilter, "department", "kind"]
    search_fields = ["name", "email", "company", "subject", "message"]
    search_help_text = "Words of the letter, or who wrote it."
    ordering = ["-received_at", "-pk"]
    actions = ["take", "close", "mark_as_spam"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and signed_in(request).has_perm("pages.add_enquiryreply")

    # -- The list --------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[EnquiryChangeList]:
        return EnquiryChangeList

    @admin.display(description="letter", ordering="subject")
    def letter(self, enquiry: Enquiry) -> SafeString:
        return format_html(
            '<span class="row-title">{}</span> <span class="row-note">{}: {}</span>',
            enquiry,
            enquiry.name,
            textwrap.shorten(enquiry.opening, OPENING - 20, placeholder=" …"),  # type: ignore[attr-defined]
        )

    @admin.display(description="state", ordering="state")
    def state_word(self, enquiry: Enquiry) -> SafeString:
        return format_html('<span class="state {}">{}</span>', enquiry.state, enquiry.get_state_display())

    @admin.display(description="assigned to", ordering="assigned_to")
    def assignee(self, enquiry: Enquiry) -> str:
        return str(enquiry.assigned_to or "–")

    @admin.display(description="age", ordering="-received_at")
    def age(self, enquiry: Enquiry) -> str:
        return timesince(enquiry.received_at, depth=1)

    @admin.action(description="Take them: they are mine to answer", permissions=["change"])
    def take(self, request: HttpRequest, enquiries: QuerySet) -> None:
        self._each(request, enquiries, lambda enquiry: enquiry.assign(signed_in(request)), "yours now")

    @admin.action(description="Close them", permissions=["change"])
    def close(self, request: HttpRequest, enquiries: QuerySet) -> None:
        self._each(request, enquiries, Enquiry.close, "closed")

    @admin.action(description="Mark them as spam", permissions=["change"])
    def mark_as_spam(self, request: HttpRequest, enquiries: QuerySet) -> None:
        self._each(request, enquiries, Enquiry.mark_as_spam, "marked as spam; they are deleted within a month")

    def _each(self, request: HttpRequest, enquiries: QuerySet, verb: Callable[[Enquiry], Any], became: str) -> None:
        for enquiry in enquiries:
            verb(enquiry)
            self.log_change(request, enquiry, became)
        self.message_user(request, f"{len(enquiries)} letter(s) are {became}.", messages.SUCCESS)

    # -- One letter --------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """The conversation; each button of it is a verb of the model."""
        enquiry = self.get_object(request, object_id)
        if enquiry is None:
            raise Http404
        if not self.has_view_permission(request, enquiry):
            raise PermissionDenied
        problem = ""
        if request.method == "POST":
            try:
                became = self._act(request, enquiry)
            except Enquiry.DoesNotExist:
                self.message_user(request, "A colleague has deleted this letter meanwhile.", messages.WARNING)
                return HttpResponseRedirect(reverse("admin:pages_enquiry_changelist"))
            except ValidationError as refused:
                problem = refused.messages[0]
            else:
                self.log_change(request, enquiry, became)
                self.message_user(request, became, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:pages_enquiry_change", args=[enquiry.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(enquiry),
            "original": enquiry,
            "enquiry": enquiry,
            "replies": enquiry.replies.select_related("by"),
            "wanted": [str(each) for each in enquiry.formats.all()],
            "colleagues": self._colleagues(enquiry),
            "problem": problem,
            "written": request.POST.get("text", ""),
            "may_change": self.has_change_permission(request, enquiry),
            "may_answer": self.has_answer_permission(request),
            "may_delete": self.has_delete_permission(request, enquiry),
        }
        return TemplateResponse(
            request,
            "admin/pages/enquiry/change_form.html",
            context | (extra_context or {}),
            status=422 if problem else 200,
        )

    def _act(self, request: HttpRequest, enquiry: Enquiry) -> str:
        """Does what the pressed button says; returns what came of it. Raises ValidationError."""
        if not self.has_change_permission(request, enquiry):
            raise PermissionDenied
        pressed = request.POST
        if "_answer" in pressed:
            if not self.has_answer_permission(request):
                raise PermissionDenied
            seen = pressed.get("answers_seen", "")
            answers_seen = int(seen) if seen.isdecimal() and len(seen) < 6 else None
            enquiry.answer(
                pressed.get("text", "").replace("\x00", ""), by=signed_in(request), answers_seen=answers_seen
            )
            return f"Your answer is on its way to {enquiry.email}."
        if "_take" in pressed:
            enquiry.assign(signed_in(request))
            return "This letter is yours now."
        if "_assign" in pressed:
            enquiry.assign(self._colleague(pressed.get("assigned_to", "")))
            return f"Assigned to {enquiry.assigned_to}." if enquiry.assigned_to else "Assigned to nobody."
        if "_close" in pressed:
            enquiry.close()
            return "Closed."
        if "_reopen" in pressed:
            enquiry.reopen()
            return "Open again."
        if "_spam" in pressed:
            enquiry.mark_as_spam()
            return "Marked as spam; it is deleted within a month."
        raise ValidationError("Nothing was done: please use one of the buttons on this page.")

    def _colleagues(self, enquiry: Enquiry) -> list[User]:
        """Whom it can be assigned to, and whom it is assigned to now, whatever has become of that person's rights."""
        able = User.objects.with_perm("pages.change_enquiry").order_by("first_name", "last_name")
        now = enquiry.assigned_to
        return list(able) if now is None or now in able else [now, *able]

    def _colleague(self, pk: str) -> User | None:
        if not pk:
            return None
        found = User.objects.with_perm("pages.change_enquiry").filter(pk=pk).first() if pk.isdecimal() else None
        if found is None:
            raise ValidationError("This person may not answer letters. Please choose somebody else.")
        return found
