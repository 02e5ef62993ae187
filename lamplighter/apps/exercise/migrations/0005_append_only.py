"""Lines stay: the database itself refuses to change a line of an exercise's log or to take it out."""

from django.db import migrations

REFUSAL = "Lines of an exercise stay as they were written."

SQLITE = [
    f"""CREATE TRIGGER exercise_line_is_not_changed BEFORE UPDATE ON exercise_line
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER exercise_line_is_not_taken_out BEFORE DELETE ON exercise_line
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
SQLITE_BACK = ["DROP TRIGGER exercise_line_is_not_changed", "DROP TRIGGER exercise_line_is_not_taken_out"]

POSTGRESQL = [
    f"""CREATE FUNCTION exercise_line_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    """CREATE TRIGGER exercise_line_stays BEFORE UPDATE OR DELETE ON exercise_line
        FOR EACH ROW EXECUTE FUNCTION exercise_line_stays()""",
]
POSTGRESQL_BACK = ["DROP TRIGGER exercise_line_stays ON exercise_line", "DROP FUNCTION exercise_line_stays()"]


def post_guards(apps, schema_editor):
    """Set the triggers. A later migration that rebuilds the table on SQLite loses them and must do so again."""
    for sql in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def dismiss_guards(apps, schema_editor):
    for sql in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("exercise", "0004_library")]

    operations = [migrations.RunPython(post_guards, dismiss_guards)]
