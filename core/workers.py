"""Workers that are gone: how it is noticed, and what becomes of the work they had begun."""

import logging
import threading
from datetime import timedelta

from django.db import Error, close_old_connections, connection
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.models import WorkerBeat

logger = logging.getLogger(__name__)

BEAT_EVERY = 10.0  # seconds
SILENT_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 5
"""A task that has brought down so many workers is not given to another."""


class Heart:
    """Gives a sign of life, in a thread of its own, for as long as the worker's process lives."""

    def __init__(self, worker_id: str):
        self.worker_id = worker_id
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Heart":
        self.beat()
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._stopped.set()
        self._thread.join()
        WorkerBeat.objects.filter(worker_id=self.worker_id).delete()

    def beat(self) -> None:
        WorkerBeat.objects.update_or_create(worker_id=self.worker_id, defaults={"seen_at": timezone.now()})

    def _beat(self) -> None:
        while not self._stopped.wait(BEAT_EVERY):
            self.beat_on()
        connection.close()

    def beat_on(self) -> None:
        """Gives the next sign. One that fails is lost; it goes on when the database is there again."""
        close_old_connections()
        try:
            self.beat()
        except Error as problem:
            logger.warning("The worker could not give a sign of life: %s", problem)


def put_back() -> int:
    """Gives the tasks of workers that fell silent, or were told to stop at once, to the others; returns how many."""
    silent = timezone.now() - SILENT_AFTER
    WorkerBeat.objects.filter(seen_at__lt=silent).delete()
    alive = set(WorkerBeat.objects.values_list("worker_id", flat=True))
    returned = (
        DBTaskResult.objects.failed()
        .filter(exception_class_path="builtins.SystemExit")
        .update(status=TaskResultStatus.READY, started_at=None, finished_at=None, exception_class_path="", traceback="")
    )
    for task in DBTaskResult.objects.running().filter(started_at__lt=silent):
        if task.worker_ids and task.worker_ids[-1] in alive:
            continue
        still_running = DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.RUNNING)
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            still_running.update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                traceback=f"Begun {len(task.worker_ids)} times, and its worker vanished each time.",
            )
        else:
            returned += still_running.update(status=TaskResultStatus.READY, started_at=None)
    return returned
