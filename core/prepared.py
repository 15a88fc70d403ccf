"""Queries that are put together once, for the page that readers ask for most.

To put together the SQL of a page costs Django several times what the database needs to answer it. A prepared query pays
that once in a process; what differs from one asking to the next are its values.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class _Place(Expression):
    """Where a value will stand."""

    def __init__(self, name: str, field: Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple]:
        return "%s", (self,)


class Prepared[Row: Model]:
    """A queryset with places for values: `Prepared(lambda slug: Tag.objects.filter(slug=slug), slug=SlugField())`.

    `build` is called once, with a place for each value; a place may stand wherever Django takes an expression. Nothing
    else in the queryset may change: a moment, above all, is a value. The fields say how the database keeps the values.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], **fields: Field) -> None:
        self._build = build
        self._fields = fields

    def __call__(self, **values: Any) -> list[Row]:
        """The rows for the given values, in one query."""
        queryset, compiler, sql, params, converters = self._compiled
        connection = connections[queryset.db]
        given = {name: field.get_db_prep_value(values[name], connection) for name, field in self._fields.items()}
        asking: Any = copy(compiler)
        asking.connection = connection  # this thread's
        asking.as_sql = lambda: (sql, [given[each.name] if isinstance(each, _Place) else each for each in params])
        asking.get_converters = lambda expressions: converters
        rows: Any = queryset.all()
        rows.query.get_compiler = lambda using: asking
        return list(rows)

    @cached_property
    def _compiled(self) -> tuple[QuerySet[Row], SQLCompiler, str, tuple, dict]:
        queryset = self._build(**{name: _Place(name, field) for name, field in self._fields.items()})
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        return queryset, compiler, sql, tuple(params), converters
