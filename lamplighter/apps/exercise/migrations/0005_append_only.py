"""Lines stay: the database itself refuses to change a line of an exercise's log or to take it out."""

from django.db import migrations

from lamplighter.apps.journal.migrations._guards import guards


class Migration(migrations.Migration):
    dependencies = [("exercise", "0004_library")]

    operations = [guards("exercise_line", "Lines of an exercise stay as they were written.")]
