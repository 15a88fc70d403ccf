from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.models import PublicNote
from core.admin import CappedPaginator, ModelAdmin
from core.moments import in_words


@admin.register(PublicNote)
class PublicNoteAdmin(ModelAdmin):
    """What readers were told of changes. One begins with its article; here its words can be mended."""

    paginator = CappedPaginator
    rows_fold = True
    list_display = ["text", "kind", "of_article", "when", "by"]
    list_filter = ["kind"]
    list_select_related = ["article", "by"]
    search_fields = ["text", "article__title"]
    fields = ["text", "kind", "of_article", "when", "by"]
    readonly_fields = ["kind", "of_article", "when", "by"]

    @admin.display(description="article")
    def of_article(self, note: PublicNote) -> SafeString:
        address = reverse("admin:articles_article_change", args=[note.article_id])
        return format_html('<a href="{}">{}</a>', address, note.article)

    @admin.display(description="published", ordering="published_at")
    def when(self, note: PublicNote) -> str:
        return in_words(note.published_at)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PublicNote | None = None) -> bool:
        """What readers were told stays told."""
        return False
