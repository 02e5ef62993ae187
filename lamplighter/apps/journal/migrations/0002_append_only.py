"""Lines stay: the database itself refuses to change a journal line or to take it out."""

from django.db import migrations, models

from lamplighter.apps.journal.migrations._guards import guards


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["organisation", "at"], name="journal_lin_organis_1dcee2_idx"),
        ),
        guards("journal_line", "Journal lines stay as they were written."),
    ]
