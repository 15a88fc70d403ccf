"""The nominations of the demo: in all states, complete where they were submitted, and loaded once."""

from datetime import timedelta

from django.utils import timezone

from awards.models import AwardYear, Category, CategoryGroup, Nomination, NominationFile
from core.uploads import PDF, check_upload
from newsroom.demo.awards.loading import _read
from newsroom.demo.nominations import load_nominations


def test_the_demo_has_nominations_in_all_states_which_load_once(db):
    now = timezone.now()
    for ago in (0, 1):
        opens = now - timedelta(days=40 + 365 * ago)
        AwardYear.objects.create(year=now.year - ago, opens_at=opens, closes_at=opens + timedelta(days=90))
    for listed in _read("categories")["groups"]:
        group = CategoryGroup.objects.create(name=listed["name"])
        Category.objects.bulk_create(Category(group=group, name=name, slug=name) for name, _ in listed["categories"])
    load_nominations()
    load_nominations()
    assert Nomination.objects.count() == 28
    assert set(Nomination.objects.values_list("state", flat=True)) == set(Nomination.State.values)
    assert all(not each.problems() for each in Nomination.objects.sent_in())
    assert all(check_upload(each.file) == PDF for each in NominationFile.objects.all())
