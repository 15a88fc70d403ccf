"""A worker whose database goes away, as when its server is restarted, and comes back."""

import os
import signal

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from core.management.commands import worker
from core.models import WorkerBeat
from core.tests.test_background_work import DATABASE
from core.workers import Heart

pytestmark = pytest.mark.django_db(transaction=True)

with_a_server = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no server that could go away.")


@task
def lose_the_database() -> None:
    connection.connection.close()


@task
def end_the_worker() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture
def signals():
    """Gives back what a worker takes for itself."""
    names = [signal.SIGINT, signal.SIGTERM, signal.SIGQUIT]
    before = [signal.getsignal(name) for name in names]
    yield
    for name, handler in zip(names, before, strict=True):
        signal.signal(name, handler)


def test_a_sign_of_life_that_fails_is_lost_and_the_next_one_is_given(caplog):
    heart = Heart("patient")

    def away(*query: object) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(away):
        heart.beat_on()
    assert not WorkerBeat.objects.exists()
    assert "could not give a sign of life: the server closed" in caplog.text
    heart.beat_on()
    assert WorkerBeat.objects.get().worker_id == "patient"


@with_a_server
def test_a_worker_gives_signs_of_life_again_over_a_new_connection():
    heart = Heart("patient")
    heart.beat()
    before = WorkerBeat.objects.get().seen_at
    connection.connection.close()
    heart.beat_on()
    heart.beat_on()
    assert WorkerBeat.objects.get().seen_at > before


@with_a_server
def test_a_worker_goes_on_with_the_next_task_and_leaves_what_it_had_begun_to_others(settings, monkeypatch, signals):
    settings.TASKS = DATABASE
    monkeypatch.setattr(worker, "RETRY_AFTER", 0.0)
    monkeypatch.setattr(worker.housekeeping, "enqueue_due", list)
    begun, next_one = lose_the_database.enqueue(), end_the_worker.enqueue()
    call_command("worker", interval=0.0)
    interrupted, done = (DBTaskResult.objects.get(pk=each.id) for each in (begun, next_one))
    assert (interrupted.status, done.status) == (TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL)
    assert interrupted.worker_ids != done.worker_ids
