"""Files of a nomination: judged by their content, kept private, handed back as downloads."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from awards.models import AwardYear, Nomination, NominationFile
from awards.models.nomination import MOST_FILES
from awards.nominations import links
from awards.tasks import forget_files
from core.tests import samples


@pytest.fixture
def nomination(nomination_factory) -> Nomination:
    return nomination_factory()


@pytest.fixture
def send(client, nomination):
    """Sends files as the page does; pairs of a name and a content."""

    def post(*files: tuple[str, bytes]):
        uploads = [SimpleUploadedFile(name, content, content_type="application/pdf") for name, content in files]
        return client.post(page(nomination), {"uploads": uploads})

    return post


def page(nomination: Nomination, name: str = "nomination-files", *arguments) -> str:
    return reverse(name, args=[links.token(nomination), *arguments])


def test_several_files_can_be_added_at_once(send, nomination):
    response = send(("Report.pdf", samples.pdf()), ("Letter.docx", samples.office()), ("Us.png", samples.picture()))
    assert response.status_code == 303
    assert [(file.name, file.kind) for file in nomination.files.all()] == [
        ("Report.pdf", "pdf"),
        ("Letter.docx", "docx"),
        ("Us.png", "png"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("report.pdf", b"MZ\x90\x00\x03 a program", "of no kind that we can take"),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "of no kind"),
        ("page.pdf", b"<!doctype html><script>alert(1)</script>", "of no kind"),
        ("letter.docx", samples.office(**{"word/vbaProject.bin": b"x"}), "macros or other programs"),
        ("empty.pdf", b"", "empty"),
        ("broken.pdf", b"%PDF-1.7 nothing", "damaged"),
    ],
    ids=["exe", "svg", "html", "macro", "empty", "broken"],
)
def test_a_file_that_is_not_fit_is_refused_by_name_with_the_reason(send, name, content, words):
    response = send((name, content))
    assert response.status_code == 422
    assert name in response.text
    assert words in response.text
    assert not NominationFile.objects.exists()


def test_one_bad_file_among_good_ones_leaves_nothing_half_done(send):
    response = send(("good.pdf", samples.pdf()), ("bad.pdf", b"MZ"))
    assert response.status_code == 422
    assert not NominationFile.objects.exists()


def test_a_file_that_is_too_large_is_refused(send, monkeypatch):
    monkeypatch.setattr("core.uploads.check_upload.__kwdefaults__", {"kinds": (), "max_bytes": 100})
    assert "larger than" in send(("big.pdf", samples.pdf())).text


@pytest.mark.parametrize("name", ["../../etc/cron.d/evil.pdf", "..\\..\\evil.pdf", "evil.pdf"])
def test_a_name_cannot_lead_out_of_the_folder(send, nomination, settings, name):
    send((name, samples.pdf()))
    [file] = nomination.files.all()
    assert file.name == "evil.pdf"
    assert file.file.name.startswith("nominations/")
    assert [each.parent for each in settings.PRIVATE_ROOT.rglob("*.pdf")] == [settings.PRIVATE_ROOT / "nominations"]


def test_markup_in_a_name_is_shown_as_text(client, send, nomination):
    send(('"><img src=x onerror=alert(1)>.pdf', samples.pdf()))
    assert "<img src=x" not in client.get(page(nomination)).text


def test_the_same_file_is_kept_once(send, nomination):
    send(("one.pdf", samples.pdf()))
    assert send(("two.pdf", samples.pdf())).status_code == 303
    assert nomination.files.count() == 1


def test_no_more_than_so_many_files_are_kept(send, nomination):
    send(*((f"{number}.pdf", samples.pdf() + b"%" * number) for number in range(MOST_FILES)))
    assert nomination.files.count() == MOST_FILES
    response = send(("one more.pdf", samples.pdf() + b"%%%%%%%%%%%%%%"))
    assert response.status_code == 422
    assert "Please remove one" in response.text


def test_a_file_can_be_removed_and_then_is_gone(client, send, nomination, settings, django_capture_on_commit_callbacks):
    send(("one.pdf", samples.pdf()))
    file = nomination.files.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page(nomination, "nomination-remove-file", file.pk))
    assert not nomination.files.exists()
    assert not list(settings.PRIVATE_ROOT.rglob("*.pdf"))
    assert client.post(page(nomination, "nomination-remove-file", file.pk)).status_code == 303


def test_its_sender_can_have_it_back_as_a_download(client, send, nomination):
    send(("Report.pdf", samples.pdf()))
    response = client.get(page(nomination, "nomination-file", nomination.files.get().pk))
    assert b"".join(response.streaming_content) == samples.pdf()
    assert response["Content-Disposition"] == 'attachment; filename="Report.pdf"'
    assert "sandbox" in response["Content-Security-Policy"]


def test_nobody_gets_a_file_of_somebody_elses_nomination(client, send, nomination, nomination_factory):
    send(("Report.pdf", samples.pdf()))
    other = nomination_factory()
    file = nomination.files.get()
    assert client.get(page(other, "nomination-file", file.pk)).status_code == 404
    client.post(page(other, "nomination-remove-file", file.pk))
    assert nomination.files.exists()


def test_sending_without_a_file_says_so(send):
    response = send()
    assert response.status_code == 422
    assert "choose a file first" in response.text


def test_files_are_deleted_eighteen_months_after_the_announcement(
    send, nomination, settings, time_machine, django_capture_on_commit_callbacks
):
    send(("one.pdf", samples.pdf()))
    year = nomination.award_year
    AwardYear.objects.filter(pk=year.pk).update(announced_at=year.closes_at + timedelta(days=30))
    for days, kept in ((570, True), (579, False)):
        time_machine.move_to(year.closes_at + timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True):
            forget_files.enqueue()
        assert nomination.files.exists() is kept
        assert bool(list(settings.PRIVATE_ROOT.rglob("*.pdf"))) is kept
