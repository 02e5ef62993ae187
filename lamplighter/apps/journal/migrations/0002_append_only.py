"""Lines stay: the database itself refuses to change a journal line or to take it out."""

from django.db import migrations, models

REFUSAL = "Journal lines stay as they were written."

SQLITE = [
    f"""CREATE TRIGGER journal_line_is_not_changed BEFORE UPDATE ON journal_line
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER journal_line_is_not_taken_out BEFORE DELETE ON journal_line
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
SQLITE_BACK = ["DROP TRIGGER journal_line_is_not_changed", "DROP TRIGGER journal_line_is_not_taken_out"]

POSTGRESQL = [
    f"""CREATE FUNCTION journal_line_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    """CREATE TRIGGER journal_line_stays BEFORE UPDATE OR DELETE ON journal_line
        FOR EACH ROW EXECUTE FUNCTION journal_line_stays()""",
]
POSTGRESQL_BACK = ["DROP TRIGGER journal_line_stays ON journal_line", "DROP FUNCTION journal_line_stays()"]


def post_guards(apps, schema_editor):
    """Set the triggers. A later migration that rebuilds the table on SQLite loses them and must do so again."""
    for sql in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


def dismiss_guards(apps, schema_editor):
    for sql in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(sql)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["organisation", "at"], name="journal_lin_organis_1dcee2_idx"),
        ),
        migrations.RunPython(post_guards, dismiss_guards),
    ]
