"""The demo's accounts, whose password everybody knows."""

from django.contrib.auth.models import Group

from core.models import User

ACCOUNTS = {
    "admin": "everything",
    "publisher": "articles and pictures, and what readers see of them",
    "editor": "articles and pictures, but for publishing",
    "contributor": "articles of their own, until they are in review",
    "desk": "letters of readers and enquiries about advertising",
    "newsletters": "subscribers and their lists",
    "awards": "the awards year",
    "magazines": "the issues of the magazine",
}
PASSWORD = "demo"  # noqa: S105

_PEOPLE = {
    "publisher": ("Priscilla", "Frontleaf", "Publishers"),
    "editor": ("Edda", "Torvald", "Editors"),
    "contributor": ("Casimir", "Inkling", "Contributors"),
    "desk": ("Delphine", "Postlethorn", "Readers’ desk"),
    "newsletters": ("Nils", "Lettermark", "Newsletter staff"),
    "awards": ("Ottoline", "Prizewell", "Awards staff"),
    "magazines": ("Magnus", "Quireman", "Magazine staff"),
}


def make_accounts() -> None:
    """Accounts whose password everybody knows. The caller has made sure that this is a demo."""
    if not User.objects.filter(username="admin").exists():
        User.objects.create_superuser(
            "admin", "admin@meridian-review.example", PASSWORD, first_name="Ada", last_name="Minster"
        )
    for name, (first_name, last_name, role) in _PEOPLE.items():
        if not User.objects.filter(username=name).exists():
            user = User.objects.create_user(
                name,
                f"{name}@meridian-review.example",
                PASSWORD,
                first_name=first_name,
                last_name=last_name,
                is_staff=True,
            )
            user.groups.add(Group.objects.get(name=role))
