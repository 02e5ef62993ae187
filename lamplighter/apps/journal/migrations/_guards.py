"""What the migrations of append-only lines set up, in every app that has such lines. As they do, it stays as it is."""

from django.db import migrations

SET = {
    "sqlite": (
        """CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
        """CREATE TRIGGER {table}_is_not_taken_out BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
    ),
    "postgresql": (
        """CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{refusal}'; END $$""",
        """CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_stays()""",
    ),
}
DISMISSED = {
    "sqlite": ("DROP TRIGGER {table}_is_not_changed", "DROP TRIGGER {table}_is_not_taken_out"),
    "postgresql": ("DROP TRIGGER {table}_stays ON {table}", "DROP FUNCTION {table}_stays()"),
}


def guards(table: str, refusal: str) -> migrations.RunPython:
    """The database itself refuses, with these words, to change a line of this table or to take it out.

    A later migration that rebuilds the table on SQLite loses the triggers and must set them again.
    """

    def post(apps, schema_editor):
        for sql in SET[schema_editor.connection.vendor]:
            schema_editor.execute(sql.format(table=table, refusal=refusal))

    def dismiss(apps, schema_editor):
        for sql in DISMISSED[schema_editor.connection.vendor]:
            schema_editor.execute(sql.format(table=table, refusal=refusal))

    return migrations.RunPython(post, dismiss)
