"""The demo's accounts, whose password everybody knows."""

from django.contrib.auth.models import Permission

from core.models import User

ACCOUNTS = {"admin": "everything", "editor": "articles and pictures"}
PASSWORD = "demo"  # noqa: S105


def make_accounts() -> None:
    """Accounts whose password everybody knows. The caller has made sure that this is a demo."""
    if not User.objects.filter(username="admin").exists():
        User.objects.create_superuser(
            "admin", "admin@meridian-review.example", PASSWORD, first_name="Ada", last_name="Minster"
        )
    if not User.objects.filter(username="editor").exists():
        editor = User.objects.create_user(
            "editor", "editor@meridian-review.example", PASSWORD, first_name="Edda", last_name="Torvald", is_staff=True
        )
        editor.user_permissions.set(Permission.objects.filter(content_type__app_label__in=("articles", "images")))
