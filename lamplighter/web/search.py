"""Search in the database as ``text.normalise`` compares: the same letters on SQLite and on PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, F, Func, Q
from django.db.models.lookups import Contains
from django.db.models.sql.compiler import SQLCompiler

from lamplighter.web.text import MARKS, SHAPES, normalise

_MARKS = "[" + "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in MARKS) + "]"
_FROM, _TO = "".join(SHAPES), "".join(SHAPES.values())
MOST_WORDS = 8


class Normalised(Func):
    """A text column as ``normalise`` writes it."""

    function = "lamplighter_normalise"
    output_field = CharField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        _teach(connection)
        return self.as_sql(compiler, connection, **more)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any) -> tuple[str, Any]:
        inner, params = compiler.compile(self.source_expressions[0])
        sql = f"translate(lower(regexp_replace(normalize({inner}, NFKD), %s, '', 'g')), %s, %s)"
        return sql, (*params, _MARKS, _FROM, _TO)


def _teach(connection: BaseDatabaseWrapper) -> None:
    """Give SQLite our function, once a connection: it refuses to be told again while a statement is running."""
    connection.ensure_connection()
    if connection.__dict__.get("normalises") is not connection.connection:
        connection.connection.create_function(Normalised.function, 1, _or_none, deterministic=True)
        connection.__dict__["normalises"] = connection.connection


def _or_none(text: str | None) -> str | None:
    return None if text is None else normalise(text)


def matching(fields: Sequence[str], text: str) -> Q:
    """Rows in which every word of ``text`` stands somewhere in ``fields``."""
    wanted = Q()
    for word in normalise(text).split()[:MOST_WORDS]:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(Contains(Normalised(F(field)), word))
        wanted &= anywhere
    return wanted
