"""An exported notebook, brought into an empty one: all of it in one transaction, or nothing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from conferencer.core.errors import ConferencerError
from conferencer.core.export import KIND
from conferencer.core.migrations import LATEST
from conferencer.core.notebook import Notebook
from conferencer.core.tables import kind_of, tables
from conferencer.core.text import clean_note

Row = dict[str, Any]
_LARGEST = 2**63
_AT_ONCE = 1000
_DO_NOT_FIT = "its rows do not fit together"


@dataclass(frozen=True)
class Exported:
    """What an export holds, checked row by row."""

    version: int
    """Of the notebook that it came from."""
    exported_at: str
    rows: dict[str, list[Row]]
    """Table -> rows as the tables take them, parents before children."""

    @property
    def counts(self) -> dict[str, int]:
        """Table -> how many rows, where there are any."""
        return {name: len(rows) for name, rows in self.rows.items() if rows}


def read_export(path: Path) -> Exported | None:
    """What an exported notebook holds; None where the file is something else.

    Raises:
        ConferencerError: it is an export, but not a whole one, or a newer program's.
        OSError: it cannot be read.
    """
    content = path.read_bytes() if path.is_file() else b""
    if not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return None
    if b'"conferencer"' not in content:
        return None
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _not_whole(path, "it cannot be read to its end") from error
    if not isinstance(found, dict) or found.get("conferencer") != KIND:
        return None
    return _checked(path, found)


def _checked(path: Path, found: dict[str, Any]) -> Exported:
    version, told = found.get("version"), found.get("tables")
    if type(version) is not int or version < 1 or not isinstance(told, dict):
        raise _not_whole(path, "its version or its tables are missing")
    if version > LATEST:
        raise ConferencerError(
            "A newer export",
            f"{path.name} was written by a newer Conferencer (version {version}, this one knows "
            f"{LATEST}); nothing was changed. Please update Conferencer.",
        )
    unknown = sorted(told.keys() - {table.name for table in tables()})
    if unknown:
        raise _not_whole(path, f"it has a table {unknown[0]} that no notebook has")
    # Taken out one by one, so that a large notebook is not held twice.
    rows = {table.name: _rows(path, table, told.pop(table.name, [])) for table in tables()}
    return Exported(version, str(found.get("exported_at", "")), rows)


def _rows(path: Path, table: Table, told: object) -> list[Row]:
    if not isinstance(told, list):
        raise _not_whole(path, f"{table.name} is not a list of rows")
    rows = []
    for number, row in enumerate(told, start=1):
        try:
            rows.append(_row(table, row))
        except (ValueError, TypeError, KeyError) as error:
            raise _not_whole(path, f"row {number} of {table.name} is not understood") from error
    return rows


def _row(table: Table, told: object) -> Row:
    """A row as the table takes it; columns that an older notebook had not are at their defaults.

    Raises:
        ValueError, TypeError, KeyError: it is not a row of this table.
    """
    if not isinstance(told, dict) or told.keys() - {column.name for column in table.columns}:
        raise TypeError
    row = {
        column.name: _value(column, told[column.name])
        for column in table.columns
        if column.name in told
    }
    missing = [column for column in table.columns if column.name not in told]
    if missing:
        fields = _models()[table.name].model_fields
        row |= {
            column.name: fields[column.name].get_default(call_default_factory=True)
            for column in missing
            if not fields[column.name].is_required()
        }
    if len(row) != len(table.columns):
        raise KeyError
    return row


def _models() -> dict[str, type[SQLModel]]:
    known = [one for one in SQLModel.__subclasses__() if "__table__" in vars(one)]
    return {str(model.__tablename__): model for model in known}


def _value(column: "Column[Any]", told: object) -> object:
    if told is None:
        if not column.nullable:
            raise ValueError
        return None
    kind = kind_of(column)
    if kind == "object":
        return _object(told)
    if kind == "true or false":
        if not isinstance(told, bool):
            raise TypeError
        return told
    if kind == "number":
        return _number(told)
    text = _text(told)
    if kind == "text":
        return clean_note(text)
    return date.fromisoformat(text) if kind == "date" else _instant(text)


def _number(told: object) -> object:
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise TypeError
    if not -_LARGEST < told < _LARGEST:  # what is not a number is not between either
        raise ValueError
    return told


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError
    return told


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError
    return instant


def _object(told: object) -> object:
    if not isinstance(told, dict | list):
        raise TypeError
    return _cleaned(told)


def _cleaned(told: object) -> object:
    """An object's texts, as they are kept."""
    if isinstance(told, str):
        return clean_note(told)
    if isinstance(told, list):
        return [_cleaned(one) for one in told]
    if isinstance(told, dict):
        return {clean_note(name): _cleaned(one) for name, one in told.items()}
    return told


def _not_whole(path: Path, reason: str) -> ConferencerError:
    return ConferencerError(
        "Not a whole export",
        f"{path.name} is not a whole export of a notebook: {reason}. Nothing was changed.",
    )


def refuse_unless_empty(notebook: Notebook) -> None:
    """An export comes into a notebook with nothing in it.

    Raises:
        ConferencerError: there is something in it.
    """
    with notebook.session() as session:
        if not _is_empty(session):
            raise _not_empty(notebook)


def _not_empty(notebook: Notebook) -> ConferencerError:
    return ConferencerError(
        "Notebook not empty",
        f"There is something in the notebook {notebook.path} already, and an export only comes "
        "into an empty one; nothing was changed. Name a new file with --notebook.",
    )


def _is_empty(session: Session) -> bool:
    every = SQLModel.metadata.sorted_tables
    return all(session.connection().execute(select(t).limit(1)).first() is None for t in every)


def bring_in(
    notebook: Notebook, path: Path, exported: Exported, alive: Callable[[], None] = lambda: None
) -> None:
    """Write an export into an empty notebook, which is then equal to the one it came from.

    Args:
        path: the file, for what is said of it.
        alive: called as it goes on.

    Raises:
        ConferencerError: there is something in the notebook, or rows refer to others that are not
            in the file; nothing was written.
    """
    try:
        with notebook.write() as session:
            if not _is_empty(session):
                raise _not_empty(notebook)
            connection = session.connection()
            is_sqlite = connection.dialect.name == "sqlite"
            if is_sqlite:  # rows may refer to later ones
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for table in tables():
                rows = exported.rows[table.name]
                for start in range(0, len(rows), _AT_ONCE):
                    connection.execute(insert(table), rows[start : start + _AT_ONCE])
                    alive()
            # Asked for before the commit: one that fails leaves SQLite's transaction open.
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise _not_whole(path, _DO_NOT_FIT)
    except IntegrityError as error:
        raise _not_whole(path, _DO_NOT_FIT) from error
