from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


def take_everything_out(apps, schema_editor):
    """Back to a version without a bin: nothing is lost, what readers had seen stays withdrawn."""
    binned = apps.get_model("articles", "Article").objects.filter(status="binned")
    binned.filter(live_revision__isnull=False).update(status="withdrawn", binned_at=None)
    binned.update(status="draft", binned_at=None)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0010_what_is_due_when_an_article_appears"),
        ("images", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="binned_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="put into the bin"),
        ),
        migrations.AlterField(
            model_name="article",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("review", "In review"),
                    ("approved", "Approved"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("retracted", "Retracted"),
                    ("binned", "In the bin"),
                ],
                default="draft",
                editable=False,
                max_length=10,
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, take_everything_out),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=Q(binned_at__isnull=False, status="binned") | (~Q(status="binned") & Q(binned_at__isnull=True)),
                name="article_in_the_bin_says_since_when",
            ),
        ),
    ]
