import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from core import housekeeping, workers

logger = logging.getLogger(__name__)

LOOK_EVERY = 60.0  # seconds, for what is due and for workers that vanished
RETRY_AFTER = 5.0  # seconds, when the database is away


class Command(BaseCommand):
    help = "Does the work in the background: mails, imports, issues, housekeeping. Run as many as you like."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=0.5, help="seconds between looks for work (default: 0.5)")
        parser.add_argument("--once", action="store_true", help="do what there is to do, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.work(**options)
            return None
        while True:
            try:
                return self.work(**options)
            except (OperationalError, InterfaceError) as problem:
                logger.warning("The database is away (%s). The worker tries again.", problem)
                time.sleep(RETRY_AFTER)
                close_old_connections()

    def work(self, interval: float, once: bool, **options: Any) -> None:
        """Works until it is told to stop. Under a name of its own each time: what it had begun when the database went
        away is then the work of a worker that is gone, and is given to another."""
        worker = Worker(
            queue_names=["*"],
            interval=interval,
            batch=True,  # so that it comes back here when nothing is left
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        worker.configure_signals()
        looked_at = -LOOK_EVERY
        with workers.Heart(worker.worker_id):
            while worker.running:
                if time.monotonic() - looked_at >= LOOK_EVERY:
                    workers.put_back()
                    housekeeping.enqueue_due()
                    looked_at = time.monotonic()
                worker.run()
                if once:
                    return
                time.sleep(interval)
