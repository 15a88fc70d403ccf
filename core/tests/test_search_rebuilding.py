"""The index can be made anew at any time."""

from io import StringIO

import pytest
from django.core.management import call_command

from core.models import SearchEntry, SearchRebuild
from core.search import index, rebuilding
from core.tasks import fill_an_empty_search_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(article_factory, monkeypatch):
    monkeypatch.setattr(rebuilding, "BATCH", 2)
    return [article_factory(f"Vault {number}") for number in range(5)]


def titles() -> list[str]:
    return sorted(SearchEntry.objects.filter(source="article").values_list("title", flat=True))


def rebuild(*options: str) -> str:
    out = StringIO()
    call_command("rebuild_search_index", *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_everything_that_can_be_found_is_in_the_index_afterwards(articles, article_factory):
    article_factory("A draft", status="draft")
    SearchEntry.objects.all().delete()
    report = rebuild()
    assert titles() == [f"Vault {number}" for number in range(5)]
    assert "article: 5 in the index" in report
    assert not SearchRebuild.objects.exists()


def test_what_is_no_longer_there_is_not_in_it_afterwards(articles):
    ids = list(SearchEntry.objects.filter(source="article").order_by("pk").values_list("pk", flat=True))
    SearchEntry.objects.filter(pk=ids[2]).update(object_id=10_000_000)
    SearchEntry.objects.filter(pk=ids[0]).update(title="Something else")
    SearchEntry.objects.filter(pk=ids[4]).update(source="a source that was given up")
    rebuild()
    assert titles() == [f"Vault {number}" for number in range(5)]
    assert SearchEntry.objects.count() == 5


def test_an_interrupted_run_goes_on_where_it_was(articles):
    SearchEntry.objects.all().delete()
    steps = rebuilding.rebuild()
    while next(steps).source != "article":
        pass
    steps.close()
    assert titles() == ["Vault 0", "Vault 1"]
    SearchEntry.objects.filter(title="Vault 0").update(title="Left alone")
    assert "article: 3 in the index" in rebuild()
    assert titles() == ["Left alone", *(f"Vault {number}" for number in range(1, 5))]


def test_it_can_begin_anew(articles):
    SearchRebuild.objects.create(source="article", done_to=10_000_000)
    SearchEntry.objects.all().delete()
    rebuild("--from-the-start")
    assert len(titles()) == 5


def test_an_interruption_is_said_and_ends_with_its_status(articles, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(rebuilding, "index", interrupted)
    with pytest.raises(SystemExit) as ended:
        rebuild()
    assert ended.value.code == 130


def test_no_more_than_a_batch_is_read_at_once(articles, monkeypatch):
    sizes = []
    monkeypatch.setattr(rebuilding, "index", lambda source, rows: (sizes.append(len(rows)), index.index(source, rows)))
    rebuild()
    assert max(sizes) == 2


def test_an_index_that_is_empty_is_filled_by_itself(articles):
    SearchEntry.objects.all().delete()
    fill_an_empty_search_index.enqueue()
    assert len(titles()) == 5


def test_an_index_with_something_in_it_is_left_alone(articles):
    SearchEntry.objects.filter(title="Vault 0").delete()
    fill_an_empty_search_index.enqueue()
    assert len(titles()) == 4
