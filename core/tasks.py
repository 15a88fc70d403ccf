import logging
from datetime import timedelta
from email.utils import formataddr
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.management import call_command
from django.db import connection
from django.tasks import task
from django.utils import timezone

from core import estimates, housekeeping, orphaned_files
from core.models import AuditEntry, SearchEntry, Standstill
from core.search.rebuilding import rebuild

logger = logging.getLogger(__name__)

RETRY_AFTER = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6)]


@task(priority=50)
def send_letter(
    to: str,
    subject: str,
    text: str,
    html: str,
    sender: str = "",
    reply_to: str = "",
    headers: dict[str, str] | None = None,
    attempt: int = 0,
) -> None:
    """Sends one letter; tries again, ever later, while the mail server cannot be reached or is busy."""
    letter = EmailMultiAlternatives(
        subject,
        text,
        formataddr((sender, settings.DEFAULT_FROM_EMAIL)) if sender else settings.DEFAULT_FROM_EMAIL,
        [to],
        reply_to=[reply_to] if reply_to else None,
        headers=headers,
    )
    letter.attach_alternative(html, "text/html")
    try:
        letter.send()
    except SMTPRecipientsRefused:
        logger.warning("The mail server refuses the recipient of ‘%s’.", subject)
    except (OSError, SMTPException):
        if attempt >= len(RETRY_AFTER):
            raise
        logger.warning("‘%s’ could not be sent (attempt %s); it is tried again.", subject, attempt + 1)
        send_letter.using(run_after=timezone.now() + RETRY_AFTER[attempt]).enqueue(
            to=to, subject=subject, text=text, html=html, sender=sender, reply_to=reply_to, headers=headers,
            attempt=attempt + 1,
        )  # fmt: skip


@housekeeping.every(timedelta(hours=1))
@task
def forget_finished_tasks() -> None:
    """Removes what is left of finished work: letters stay here no longer than a day, failures a week, and for a month
    that nothing was done at all."""
    Standstill.objects.filter(ended_at__lt=timezone.now() - timedelta(days=30)).delete()
    call_command("prune_db_task_results", queue_name="*", min_age_days=1, failed_min_age_days=7, verbosity=0)


@housekeeping.every(timedelta(days=1))
@task
def sweep_orphaned_files() -> None:
    """Deletes private files that no row refers to, as a process leaves them that dies before it commits."""
    orphaned_files.sweep()


@housekeeping.every(timedelta(days=1))
@task
def forget_old_audit_entries() -> None:
    """Strikes what the audit log need keep no longer."""
    AuditEntry.objects.outdated().strike()


@housekeeping.every(timedelta(hours=1))
@task
def fill_an_empty_search_index() -> None:
    """Makes the index where there is none, as after an upgrade from a version that had none."""
    if not SearchEntry.objects.exists():
        for _ in rebuild():
            pass


@housekeeping.every(timedelta(days=1))
@task
def look_over_tables() -> None:
    """Keeps SQLite's estimates true; PostgreSQL keeps its own so."""
    if connection.vendor == "sqlite":
        estimates.renew()
