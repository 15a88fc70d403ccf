"""Mails and other work that is done in the background, by workers that may be killed at any moment."""

from datetime import timedelta

import pytest
from django.core import mail
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core import housekeeping, workers
from core.mail import write
from core.models import SiteSettings, WorkerBeat
from core.tasks import forget_finished_tasks, send_letter

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


@pytest.fixture
def queue(settings, db):
    settings.TASKS = DATABASE
    return DBTaskResult.objects


def begun(queue, worker_id: str = "gone", attempts: int = 1) -> DBTaskResult:
    forget_finished_tasks.enqueue()
    row = queue.get()
    row.status = TaskResultStatus.RUNNING
    row.started_at = timezone.now() - timedelta(minutes=5)
    row.worker_ids = [worker_id] * attempts
    row.save()
    return row


def test_what_a_vanished_worker_had_begun_is_given_to_another(queue):
    row = begun(queue)
    assert workers.put_back() == 1
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY


def test_what_a_living_worker_does_is_left_to_it(queue):
    row = begun(queue, "alive")
    WorkerBeat.objects.create(worker_id="alive", seen_at=timezone.now())
    assert workers.put_back() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING


def test_what_was_interrupted_by_the_end_of_its_worker_is_done_by_another(queue):
    row = begun(queue)
    row.set_failed(SystemExit(1))
    assert workers.put_back() == 1
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY


def test_what_brings_down_every_worker_is_given_up(queue):
    row = begun(queue, attempts=workers.MOST_ATTEMPTS)
    assert workers.put_back() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.FAILED


def test_a_recurring_job_runs_once_in_its_period(queue):
    assert forget_finished_tasks.module_path in housekeeping.enqueue_due()
    assert housekeeping.enqueue_due() == []


def test_a_letter_says_who_writes_and_is_text_and_html(db):
    SiteSettings.objects.create(name="Meridian, Banking")
    write("reader@example.com", "Hello\r\nBcc: everybody@example.com", "base", {})
    letter = mail.outbox[0]
    assert letter.from_email.startswith('"Meridian, Banking" <')
    assert letter.subject == "Hello Bcc: everybody@example.com"
    assert letter.body.startswith("Meridian, Banking")
    assert letter.alternatives[0].mimetype == "text/html"


def test_a_letter_that_cannot_be_delivered_now_is_tried_later(queue, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},  # where nobody listens
        }
    }
    send_letter.func(to="reader@example.com", subject="Hello", text="Hello", html="<p>Hello</p>")
    row = queue.get()
    assert row.run_after > timezone.now()
    assert row.args_kwargs["kwargs"]["attempt"] == 1
