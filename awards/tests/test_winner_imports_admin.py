"""What staff see of an import of winners, from the upload to the day on which it is forgotten."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from awards.models import Winner, WinnerImport
from awards.tasks import forget_uploads
from awards.tests.conftest import EIGHT_WINNERS, WINNERS_HEAD

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(editor_client, known):
    def send(text: str):
        file = ContentFile(text.encode(), name="winners.csv")
        return editor_client.post(reverse("admin:awards_winner_import"), {"file": file}, follow=True)

    return send


def test_a_person_looks_at_the_plan_and_agrees(editor_client, send):
    page = send(WINNERS_HEAD + "2025,Best Bank,Corvane Bank\n2019,Best Bank,Vela Bank\n")
    assert "1 line would come in" in page.text
    assert "The year 2019 is not set up" in page.text
    assert not Winner.objects.exists()
    done = editor_client.post(page.request["PATH_INFO"], {"do": "bring-in"}, follow=True)
    assert "1 winner came in" in done.text
    assert "1 line was refused." in done.text
    assert Winner.objects.count() == 1


def test_while_a_worker_has_it_the_page_shows_how_far_it_is(editor_client, send, upload, by_hand):
    job = upload(*EIGHT_WINNERS)
    by_hand()
    job.bring_in()
    page = reverse("admin:awards_winner_import_plan", args=[job.pk])
    WinnerImport.objects.filter(pk=job.pk).update(position=4)
    shown = editor_client.get(page).text
    assert "4 of about 9 lines" in shown
    assert "js/admin/progress.js" in shown
    answer = editor_client.get(reverse("admin:awards_winner_import_progress", args=[job.pk])).json()
    assert answer == {"busy": True, "percent": 44, "said": "4 of about 9 lines"}
    assert "Is coming in" in editor_client.get(reverse("admin:awards_winner_import")).text


def test_where_nothing_moves_the_page_says_so_and_lets_it_go_on(editor_client, send, upload, by_hand, time_machine):
    job = upload(*EIGHT_WINNERS)
    by_hand()
    job.bring_in()
    time_machine.move_to(timezone.now() + timedelta(minutes=3))
    page = reverse("admin:awards_winner_import_plan", args=[job.pk])
    assert "Nothing has moved since" in editor_client.get(page).text
    assert "Nothing has moved since" not in editor_client.post(page, {"do": "go-on"}, follow=True).text


def test_agreeing_twice_brings_in_once(editor_client, send):
    page = send(WINNERS_HEAD + "2025,Best Bank,Corvane Bank\n")
    editor_client.post(page.request["PATH_INFO"], {"do": "bring-in"})
    again = editor_client.post(page.request["PATH_INFO"], {"do": "bring-in"}, follow=True)
    assert "has gone on in the meantime: imported" in again.text
    assert Winner.objects.count() == 1


def test_an_upload_can_be_thrown_away_but_not_while_it_comes_in(editor_client, send, upload, by_hand):
    job = upload(*EIGHT_WINNERS)
    by_hand()
    job.bring_in()
    page = reverse("admin:awards_winner_import_plan", args=[job.pk])
    assert "has gone on in the meantime" in editor_client.post(page, {"do": "discard"}, follow=True).text
    editor_client.post(page, {"do": "stop"})
    editor_client.post(page, {"do": "discard"})
    assert not WinnerImport.objects.exists()


def test_the_file_is_thrown_away_afterwards(send, editor_client, django_capture_on_commit_callbacks):
    page = send(WINNERS_HEAD + "2025,Best Bank,Corvane Bank\n")
    kept = WinnerImport.objects.get()
    assert kept.file.storage.exists(kept.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        editor_client.post(page.request["PATH_INFO"], {"do": "bring-in"})
    assert not kept.file.storage.exists(kept.file.name)


def test_an_upload_is_forgotten_after_a_week(upload, time_machine, django_capture_on_commit_callbacks):
    kept = upload("2025,Best Bank,Corvane Bank")
    time_machine.move_to(kept.uploaded_at + timedelta(days=6))
    forget_uploads.func()
    assert WinnerImport.objects.exists()
    time_machine.shift(timedelta(days=2))
    with django_capture_on_commit_callbacks(execute=True):
        forget_uploads.func()
    assert not WinnerImport.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)


def test_what_is_no_table_is_said_at_the_field(send):
    assert "There is none called ‘year’" in send("a,b\n1,2").text
    assert "There is no line under the headings." in send(WINNERS_HEAD).text
    assert not WinnerImport.objects.exists()
