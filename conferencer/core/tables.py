"""The tables of a notebook as they leave it: which, in what order, their rows, what a column means.

All of it is read off the models, so that a table that is added later is exported and described
without a change here.
"""

import ast
import inspect
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    Numeric,
    String,
    Table,
    TypeDecorator,
    select,
)
from sqlmodel import Session, SQLModel

import conferencer.core.models  # noqa: F401  the tables are known once this was read

Value = None | bool | int | float | str | dict[str, "Value"] | list["Value"]
Plain = dict[str, Value]
"""A row in the types that JSON knows; dates and instants in ISO form."""

PRIVATE = frozenset(("memory_aid",))
"""Tables that never leave the notebook."""
_KEYS = {
    "id": "The row's number in this notebook.",
    "uid": "A name for the row that holds in every notebook (a UUID).",
}
_KINDS: dict[type, str] = {
    JSON: "object",
    DateTime: "instant",
    Date: "date",
    Boolean: "true or false",
    Numeric: "number",
    Integer: "number",
    String: "text",
}
_AT_ONCE = 1000
"""Rows fetched in one go."""


def tables() -> list[Table]:
    """Every table that leaves the notebook, parents before children."""
    return [one for one in SQLModel.metadata.sorted_tables if one.name not in PRIVATE]


def rows_of(session: Session, table: Table) -> Iterator[Plain]:
    """A table's rows by their keys, without what is private in them."""
    query = select(table).order_by(*table.primary_key.columns)
    names = [column.name for column in table.columns]
    for values in session.connection().execute(query).yield_per(_AT_ONCE):
        row = {name: _plain(value) for name, value in zip(names, values, strict=True)}
        if table.name != "removal" or _without_private(row):
            yield row


def _plain(value: object) -> Value:
    return value.isoformat() if isinstance(value, date | datetime) else value  # type: ignore[return-value]


def _without_private(removal: Plain) -> bool:
    """Take private rows out of what a removal keeps; whether anything is left to tell of."""
    kept = removal["rows"]
    if not isinstance(kept, dict) or not kept.keys() & PRIVATE:
        return True
    removal["rows"] = {name: rows for name, rows in kept.items() if name not in PRIVATE}
    return bool(removal["rows"])


def kind_of(column: "Column[object]") -> str:
    """What a column holds: text, number, date, instant, object, or true or false."""
    own = column.type
    kind = own.impl if isinstance(own, TypeDecorator) else own
    return next(word for sqltype, word in _KINDS.items() if isinstance(kind, sqltype))


@dataclass(frozen=True)
class Described:
    """What a table is, and each of its columns, in words."""

    name: str
    about: str
    columns: dict[str, str]
    """Column -> what it holds; empty where nobody said."""


def described(table: Table) -> Described:
    """A table in words: from its model's docstrings, else from columns.toml, else from its keys."""
    about, said = _docstrings().get(table.name, ("", {}))
    extra = _extra().get(table.name, {})
    columns = {
        column.name: _joined(said.get(column.name) or extra.get(column.name), _by_its_key(column))
        for column in table.columns
    }
    return Described(table.name, about, columns)


def _joined(said: str | None, by_its_key: str) -> str:
    return " ".join(part for part in (said, by_its_key) if part)


def _by_its_key(column: "Column[object]") -> str:
    for key in column.foreign_keys:
        return f"The `{key.column.name}` of a row of `{key.column.table.name}`."
    return _KEYS.get(column.name, "")


@cache
def _extra() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("conferencer.core").joinpath("columns.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _docstrings() -> dict[str, tuple[str, dict[str, str]]]:
    """Table -> its docstring, and those under its columns."""
    return {
        str(model.__tablename__): _docstrings_of(model)
        for model in SQLModel.__subclasses__()
        if "__table__" in vars(model)
    }


def _docstrings_of(model: type[SQLModel]) -> tuple[str, dict[str, str]]:
    (found,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(found, ast.ClassDef)
    said = {
        above.target.id: _one_line(below.value.value)
        for above, below in zip(found.body, found.body[1:], strict=False)
        if isinstance(above, ast.AnnAssign)
        and isinstance(above.target, ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }
    return _one_line(ast.get_docstring(found) or ""), said


def _one_line(text: str) -> str:
    return " ".join(text.split())
