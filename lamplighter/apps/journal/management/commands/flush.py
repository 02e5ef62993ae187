"""``flush`` empties a test database; the guards of journals and logs step aside for it there, and nowhere else."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as Flush
from django.db import connections


class Command(Flush):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        name = str(connection.settings_dict["NAME"])
        if "test" not in name and "memory" not in name:
            raise CommandError(
                "A journal is not emptied. To start anew, stop Lamplighter and make a new, empty database."
            )
        guards = take_off(connection) if connection.vendor == "sqlite" else []
        try:
            super().handle(**options)
        finally:
            put_back(connection, guards)


def take_off(connection: Any) -> list[str]:
    """Drop the triggers of SQLite, which empties tables line by line; the statements that make them anew.

    PostgreSQL truncates, which its triggers do not see.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in guards]


def put_back(connection: Any, guards: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in guards:
            cursor.execute(sql)
