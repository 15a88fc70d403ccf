from django.db import migrations


def say_so(apps, schema_editor):
    apps.get_model("awards", "WinnerImport").objects.filter(imported_at__isnull=False).update(state="imported", file="")


class Migration(migrations.Migration):

    dependencies = [
        ("awards", "0003_winners_come_in_in_the_background"),
    ]

    operations = [
        migrations.RunPython(say_so, migrations.RunPython.noop),
    ]
