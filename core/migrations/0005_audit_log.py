import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import migrations, models

ACTIONS = {1: "added", 2: "changed", 3: "deleted"}
STRANGERS = {"subscriber", "enquiry", "guestpost", "nomination"}
"""What is called by the names of people outside of the house, whom the new log does not name."""


def move_djangos_own_log(apps, schema_editor):
    entries, log = apps.get_model("core", "AuditEntry").objects, apps.get_model("admin", "LogEntry").objects
    moved = (
        entries.model(
            at=old.action_time,
            by=old.user,
            by_name=" ".join(filter(None, [old.user.first_name, old.user.last_name])) or old.user.username,
            action=ACTIONS[old.action_flag],
            content_type=old.content_type,
            object_id=(old.object_id or "")[:64],
            object_name=old.object_repr if not names_a_stranger(old) else f"{old.content_type.model} {old.object_id}",
            detail="" if names_a_stranger(old) else LogEntry(change_message=old.change_message).get_change_message(),
        )
        for old in log.select_related("user", "content_type").order_by("pk").iterator(chunk_size=2000)
    )
    entries.bulk_create(moved, batch_size=1000)
    log.all().delete()


def names_a_stranger(old):
    return old.content_type is not None and old.content_type.model in STRANGERS


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0004_time_zones_of_people_and_standstills"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "by_name",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="As they were called then.",
                        max_length=200,
                        verbose_name="who",
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("added", "Added"),
                            ("changed", "Changed"),
                            ("deleted", "Deleted"),
                            ("step", "Step taken"),
                            ("refused", "Refused"),
                            ("rights", "Rights changed"),
                            ("downloaded", "Downloaded"),
                            ("signed-in", "Signed in"),
                            ("sign-in-failed", "Sign-in failed"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("object_id", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "object_name",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="As it was called then.",
                        max_length=200,
                        verbose_name="with",
                    ),
                ),
                ("detail", models.TextField(blank=True, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the audit log",
                "verbose_name_plural": "entries of the audit log",
                "ordering": ["-at", "-pk"],
                "default_permissions": ["view"],
                "indexes": [
                    models.Index(fields=["-at", "-id"], name="audit_newest"),
                    models.Index(fields=["content_type", "object_id", "-at"], name="audit_of_a_thing"),
                ],
            },
        ),
        migrations.RunPython(move_djangos_own_log, migrations.RunPython.noop),
    ]
