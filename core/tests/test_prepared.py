from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, models
from django.db.models import OuterRef, Subquery
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import OldAddress, User
from core.prepared import Prepared


@pytest.fixture
def joined_before():
    return Prepared(
        lambda moment, name: User.objects.filter(date_joined__lt=moment).exclude(username=name).order_by("username"),
        moment=models.DateTimeField(),
        name=models.CharField(),
    )


@pytest.fixture
def people(db):
    now = timezone.now()
    return [
        User.objects.create_user(name, date_joined=now - timedelta(days=days))
        for name, days in (("ada", 3), ("berta", 2), ("o'clara", 1))
    ]


def test_each_asking_is_answered_for_its_own_values(joined_before, people):
    now = timezone.now()
    ada, berta, clara = people
    assert joined_before(moment=now, name="") == [ada, berta, clara]
    assert joined_before(moment=now, name="o'clara") == [ada, berta]
    assert joined_before(moment=now - timedelta(hours=36), name="ada") == [berta]
    assert joined_before(moment=now - timedelta(days=9), name="ada") == []
    assert joined_before(moment=now, name="' OR 1=1 --") == [ada, berta, clara]


def test_what_comes_is_the_same_as_from_the_queryset(people):
    first = User.objects.filter(date_joined=OuterRef("date_joined")).order_by("pk")

    def named(name):
        return User.objects.filter(username=name).annotate(same=Subquery(first.values("username")[:1]))

    (found,) = Prepared(named, name=models.CharField())(name="berta")
    (usual,) = named("berta")
    assert vars(found) | {"_state": None} == vars(usual) | {"_state": None}
    assert found.same == "berta"
    assert found._state.db == usual._state.db


def test_it_takes_one_query_and_sees_what_changed(joined_before, people):
    now = timezone.now()
    joined_before(moment=now, name="ada")
    people[2].delete()
    with CaptureQueriesContext(connection) as captured:
        assert joined_before(moment=now, name="ada") == [people[1]]
    assert len(captured) == 1


def test_a_value_stands_for_a_related_row_and_within_a_subquery(people):
    OldAddress.objects.remember("/old/", people[0])
    kept = Prepared(
        lambda person: User.objects.filter(pk__in=OldAddress.objects.filter(object_id=person).values("object_id")),
        person=models.BigIntegerField(),
    )
    assert kept(person=people[0].pk) == [people[0]]
    assert kept(person=people[1].pk) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="Threads do not share a SQLite database in memory.")
def test_each_thread_asks_over_its_own_connection(joined_before):
    User.objects.create_user("ada")
    here = joined_before(moment=timezone.now(), name="")

    def ask() -> list[User]:
        try:
            return joined_before(moment=timezone.now(), name="")
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(ask).result() == here
