"""The background work of an import of winners: looks at all lines, then brings them in, a batch at a time.

`core.line_work` says how it keeps its place. Looking changes nothing, so one that was killed begins anew. What has come
in is known to whoever goes on, so no line comes in twice.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone
from django.utils.text import slugify

from articles.models import Organisation
from awards.imports.plan import Desk, Line, lines_of
from awards.models.category import Category, CategoryGroup
from awards.models.winner import Winner
from core import edition
from core.search import index, sources
from core.slugs import MAX_LENGTH, OWN_WORDS, next_free

if TYPE_CHECKING:
    from awards.models import WinnerImport

SLICE = 30.0  # seconds, after which waiting letters have their turn
BATCH = 500
"""Lines that are worked off in one transaction."""
SHOWN = 300
"""Lines of each kind that the page of an import lists."""


@task
def go_on_with_winners(pk: int) -> None:
    """Does what the state of the import asks for; twice does no harm."""
    job = apps.get_model("awards", "WinnerImport")._default_manager.filter(pk=pk).first()
    if job is None or not job.is_busy or not job.file:
        return
    if job.state == job.State.CHECKING:
        _look(job)
    elif not _bring_in(job):
        job.go_on()


def _look(job: "WinnerImport") -> None:
    """Decides about every line and notes what was decided."""
    desk, counts = Desk(), Counter[str]()
    shown: dict[str, list[list]] = defaultdict(list)
    with job.file.open("rb") as file:
        for batch in batched(lines_of(file), BATCH):
            for outcome in map(desk.outcome, batch):
                counts[outcome.what] += 1
                if len(shown[outcome.what]) < SHOWN:
                    shown[outcome.what].append([outcome.line, outcome.says, outcome.in_words])
            job.move(batch[-1].number, {})
    made: dict[str, Any] = {"organisations": len(desk.new_organisations), "categories": len(desk.new_categories)}
    job.finish(job.State.CHECKED, **counts, **made, shown=shown)


def _bring_in(job: "WinnerImport") -> bool:
    """Whether the end was reached, or somebody else has gone on with it."""
    until = time.monotonic() + SLICE
    intake = _Intake()
    with job.file.open("rb") as file:
        for batch in batched((line for line in lines_of(file) if line.number > job.position), BATCH):
            with transaction.atomic():
                if not job.hold_where_left():
                    return True
                job.move(batch[-1].number, {"imported": intake.take(batch)})
            if time.monotonic() > until:
                return False
    if job.finish(job.State.IMPORTED, imported_at=timezone.now()):
        job.forget_file()
    return True


class _Intake:
    """Saves what the lines bring; knows what is there without asking again for every batch."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.organisations = _Slugs(Organisation.objects.all())
        self.categories = _Slugs(Category.objects.all())
        self.winners: dict[int, _Slugs] = {}

    def take(self, lines: Iterable[Line]) -> int:
        """Saves the new winners, and what is made along with them; returns how many there are."""
        winners = [outcome.winner for outcome in map(self.desk.outcome, lines) if outcome.winner]
        if not winners:
            return 0
        self._make_organisations()
        self._make_categories()
        for winner in winners:
            self._name(winner)
        Winner.objects.bulk_create(winners)
        index.refresh_soon(sources.sources()["winner"], [winner.pk for winner in winners])
        edition.bump()
        return len(winners)

    def _make_organisations(self) -> None:
        for each in self.desk.new_organisations:
            each.slug = self.organisations.free(each.name, otherwise="organisation")
        Organisation.objects.bulk_create(self.desk.new_organisations)
        self.desk.new_organisations.clear()

    def _make_categories(self) -> None:
        if not self.desk.new_categories:
            return
        CategoryGroup.objects.bulk_create(self.desk.new_groups)
        for category in self.desk.new_categories:
            category.slug = self.categories.free(category.name, otherwise="category")
            category.group = category.group  # takes over the id that it has now
        Category.objects.bulk_create(self.desk.new_categories)
        self.desk.new_groups.clear()
        self.desk.new_categories.clear()
        Category.objects.number_anew()
        numbers = dict(Category.objects.values_list("pk", "number"))
        for category in self.desk.categories.values():
            category.number = numbers[category.pk]

    def _name(self, winner: Winner) -> None:
        """Gives the winner what `save` would have given it."""
        winner.organisation, winner.category = winner.organisation, winner.category  # with the ids they have now
        year = winner.award_year_id
        if year not in self.winners:
            self.winners[year] = _Slugs(Winner.objects.filter(award_year=year))
        winner.slug = self.winners[year].free(f"{winner.organisation.name} {winner.category.name}", otherwise="winner")
        winner.file()


class _Slugs:
    """The slugs that rows have, asked for once, and those that were given since."""

    def __init__(self, rows: QuerySet) -> None:
        self.taken = {*rows.values_list("slug", flat=True), *OWN_WORDS}

    def free(self, text: str, *, otherwise: str) -> str:
        slug = next_free(slugify(text, allow_unicode=True)[:MAX_LENGTH].strip("-_") or otherwise, self.taken)
        self.taken.add(slug)
        return slug
