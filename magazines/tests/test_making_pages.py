"""From a PDF to pages: kept one by one, gone on with after a kill, shown to readers all at once."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from magazines import drawing, tasks
from magazines.models import ContentsEntry, Issue, IssuePage, IssuePdf
from magazines.progress import progress_of
from magazines.tasks import make_pages
from magazines.tests.conftest import pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(monkeypatch):
    """Holds back what is enqueued, as when no worker runs yet; the ids that wait are in it."""
    waiting: list[int] = []
    monkeypatch.setattr(type(make_pages), "enqueue", lambda task, *args: waiting.extend(args))
    return waiting


def printed(issue: Issue, *pages: str) -> Issue:
    """The issue with the pages of a PDF that has the given texts."""
    issue.take_pdf(ContentFile(pdf_of(*pages)), "a.pdf")
    issue.refresh_from_db()
    return issue


def files() -> list[str]:
    return sorted(
        str(path.relative_to(root))
        for root in (django_settings.MEDIA_ROOT, Path(storages["private"].location))
        for path in Path(root).rglob("*")
        if path.is_file()
    )


def test_a_pdf_becomes_pages_with_pictures_text_labels_and_outline(issue_factory):
    issue = printed(issue_factory(), "Cover", "Clearing:The sites copied each other.", "Letters")
    assert issue.pdf.page_count == 3
    assert [each["title"] for each in issue.pdf.outline] == ["Cover", "Clearing", "Letters"]
    page = issue.pdf.pages.get(position=2)
    assert page.label == "2"
    assert page.paragraphs == ["Clearing", "The sites copied each other.", "2"]
    widths = [width for _, width, _ in page.renditions()]
    assert widths == [180, 600, 1000, 1600]
    for address, _, _ in page.renditions():
        with default_storage.open(address.removeprefix("/media/")) as file:
            assert file.read(12)[8:] == b"WEBP"


def test_the_names_of_page_pictures_follow_their_content(issue_factory):
    one, other = printed(issue_factory(), "One", "Two").pdf.pages.all()
    assert one.digest != other.digest
    assert one.digest in one.full_picture


def test_what_was_killed_goes_on_where_it_stopped(issue_factory, queue, monkeypatch):
    issue = issue_factory()
    pdf = issue.take_pdf(ContentFile(pdf_of("One", "Two", "Three", "Four")), "a.pdf")
    keep_page = IssuePdf.keep_page

    def keep_two(self, drawn):
        if drawn.position == 3:
            raise KeyboardInterrupt
        return keep_page(self, drawn)

    monkeypatch.setattr(IssuePdf, "keep_page", keep_two)
    with pytest.raises(KeyboardInterrupt):
        make_pages.call(pdf.pk)
    issue.refresh_from_db()
    assert (issue.pdf, pdf.pages.count()) == (None, 2)
    assert progress_of(issue).text == "2 of 4 pages are made."

    drawn_again = []
    monkeypatch.setattr(
        IssuePdf, "keep_page", lambda self, drawn: drawn_again.append(drawn.position) or keep_page(self, drawn)
    )
    make_pages.call(pdf.pk)
    issue.refresh_from_db()
    assert drawn_again == [3, 4]
    assert issue.pdf == pdf


def test_a_long_pdf_lets_letters_through_after_a_while(issue_factory, queue, monkeypatch):
    monkeypatch.setattr(tasks, "SLICE", -1.0)
    issue = issue_factory()
    pdf = issue.take_pdf(ContentFile(pdf_of("One", "Two", "Three")), "a.pdf")
    turns = 0
    while queue:
        make_pages.call(queue.pop())
        turns += 1
        assert pdf.pages.count() == turns
    issue.refresh_from_db()
    assert (turns, issue.pdf) == (3, pdf)


def test_making_pages_twice_changes_nothing(issue_factory):
    issue = printed(issue_factory(), "One", "Two")
    before = (files(), list(issue.pdf.pages.values_list("pk", "digest")))
    make_pages.call(issue.pdf_id)
    assert (files(), list(issue.pdf.pages.values_list("pk", "digest"))) == before


def test_two_workers_on_one_pdf_keep_every_page_once(issue_factory, queue, monkeypatch):
    issue = issue_factory()
    pdf = issue.take_pdf(ContentFile(pdf_of("One", "Two")), "a.pdf")
    keep_page = IssuePdf.keep_page
    monkeypatch.setattr(IssuePdf, "keep_page", lambda self, drawn: keep_page(self, drawn) and keep_page(self, drawn))
    make_pages.call(pdf.pk)
    assert [page.position for page in pdf.pages.all()] == [1, 2]


def test_the_pages_of_the_old_file_are_read_until_the_new_ones_are_ready(
    issue_factory, queue, read, django_capture_on_commit_callbacks
):
    issue = issue_factory()
    first = issue.take_pdf(ContentFile(pdf_of("Old one", "Old two", "Old three")), "old.pdf")
    make_pages.call(first.pk)
    old_files = files()

    issue = Issue.objects.get()
    second = issue.take_pdf(ContentFile(pdf_of("New one", "New two")), "new.pdf")
    for number in (1, 2, 3):
        assert f"Old {['one', 'two', 'three'][number - 1]}" in read(f"{issue.reader_url}{number}/").text
    with django_capture_on_commit_callbacks(execute=True):
        make_pages.call(second.pk)
    assert "New two" in read(f"{issue.reader_url}2/").text
    assert "Old" not in read(f"{issue.reader_url}2/").text
    assert IssuePage.objects.count() == 2
    assert not set(old_files) & set(files())


def test_a_newer_file_takes_the_place_of_one_still_in_the_making(
    issue_factory, queue, django_capture_on_commit_callbacks
):
    issue = issue_factory()
    given_up = issue.take_pdf(ContentFile(pdf_of("Given up")), "a.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        wanted = issue.take_pdf(ContentFile(pdf_of("Wanted")), "b.pdf")
    make_pages.call(given_up.pk)
    make_pages.call(wanted.pk)
    issue.refresh_from_db()
    assert issue.pdf == wanted
    assert IssuePdf.objects.count() == 1


@pytest.mark.parametrize("content", [pdf_of("Given up"), b"%PDF-1.7 damaged"])
def test_a_newer_file_may_come_while_the_first_is_looked_at(
    issue_factory, queue, monkeypatch, django_capture_on_commit_callbacks, content
):
    issue = issue_factory()
    given_up = issue.take_pdf(ContentFile(content), "a.pdf")

    def look_late(path):
        with django_capture_on_commit_callbacks(execute=True):
            issue.take_pdf(ContentFile(pdf_of("Wanted")), "b.pdf")
        return drawing.look_at(path)

    monkeypatch.setattr(tasks, "look_at", look_late)
    make_pages.call(given_up.pk)
    monkeypatch.setattr(tasks, "look_at", drawing.look_at)
    make_pages.call(issue.incoming.pk)
    issue.refresh_from_db()
    assert (issue.pdf.name, IssuePdf.objects.count()) == ("b.pdf", 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_files_given_at_the_same_moment_one_is_made(issue_factory, queue, at_once):
    issue = issue_factory()
    content = pdf_of("One")
    at_once(*[lambda: Issue.objects.get(pk=issue.pk).take_pdf(ContentFile(content), "a.pdf")] * 3)
    assert IssuePdf.objects.in_the_making().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_the_contents_at_the_same_moment_one_is_kept(issue_factory, at_once):
    issue = issue_factory(contents=[{"title": "Before"}])
    at_once(*[lambda: Issue.objects.get(pk=issue.pk).set_contents([ContentsEntry(title="After")])] * 3)
    assert [entry.title for entry in issue.contents.all()] == ["After"]


def test_a_file_that_goes_while_its_pages_are_made_leaves_nothing(
    issue_factory, queue, monkeypatch, django_capture_on_commit_callbacks
):
    issue = issue_factory()
    pdf = issue.take_pdf(ContentFile(pdf_of("One", "Two")), "a.pdf")
    keep_page = IssuePdf.keep_page

    def delete_after_one(self, drawn):
        kept = keep_page(self, drawn)
        with django_capture_on_commit_callbacks(execute=True):
            IssuePdf.objects.filter(pk=pdf.pk).first() and IssuePdf.objects.get(pk=pdf.pk).delete()
        return kept

    monkeypatch.setattr(IssuePdf, "keep_page", delete_after_one)
    make_pages.call(pdf.pk)
    assert (files(), IssuePage.objects.count()) == ([], 0)


def test_deleting_an_issue_removes_its_files(issue_factory, django_capture_on_commit_callbacks):
    issue = printed(issue_factory(), "One")
    assert files()
    with django_capture_on_commit_callbacks(execute=True):
        issue.delete()
    assert files() == []


def test_no_address_leads_to_the_pdf_itself(issue_factory, client):
    issue = issue_factory(pages=("One",))
    assert client.get(f"/media/{issue.pdf.file.name}").status_code == 404


def test_readers_get_new_pages_with_a_new_edition(issue_factory, queue, django_assert_num_queries):
    from core.models import Edition

    issue = issue_factory()
    pdf = issue.take_pdf(ContentFile(pdf_of("One")), "a.pdf")
    before = Edition.objects.get().number
    make_pages.call(pdf.pk)
    assert Edition.objects.get().number > before
