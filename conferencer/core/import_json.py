"""An exported notebook, brought into an empty one: all of it in one transaction, or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from conferencer.core.errors import ConferencerError
from conferencer.core.export import KIND
from conferencer.core.json_rows import TABLES, Part, parts_of
from conferencer.core.migrations import LATEST
from conferencer.core.notebook import Notebook
from conferencer.core.tables import kind_of, tables
from conferencer.core.text import clean_note

Row = dict[str, Any]
_LARGEST = 2**63
_AT_ONCE = 1000
_DO_NOT_FIT = "its rows do not fit together"
_MISSING = "its version or its tables are missing"
_LOOKED_AT = 1 << 20
"""Bytes of a file that are looked at, at once, for what makes it an export."""


@dataclass(frozen=True)
class Exported:
    """An export whose rows were all looked at, one by one; they are read again to be written."""

    path: Path
    version: int
    """Of the notebook that it came from."""
    exported_at: str
    counts: dict[str, int]
    """Table -> how many rows, where there are any; parents before children."""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every row with its table, as the tables take them.

        Raises:
            ConferencerError: the file is not what it was.
        """
        try:
            for part in _checked(self.path, {}):
                if part.kind == "row":
                    yield part.name, part.value
        except OSError as error:
            raise _not_whole(self.path, "it cannot be read any more") from error


def read_export(path: Path) -> Exported | None:
    """What an exported notebook holds; None where the file is something else.

    Raises:
        ConferencerError: it is an export, but not a whole one, or a newer program's.
        OSError: it cannot be read.
    """
    if not _may_be_one(path):
        return None
    beside: dict[str, Any] = {}
    counts: Counter[str] = Counter()
    for part in _checked(path, beside):
        counts[part.name] += part.kind == "row"
    if beside.get("conferencer") != KIND:
        return None
    version = _version(path, beside)
    in_order = {table.name: counts[table.name] for table in tables() if counts[table.name]}
    return Exported(path, version, str(beside.get("exported_at", "")), in_order)


def _may_be_one(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        before = file.read(_LOOKED_AT)
        if not before.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
            return False
        while b'"conferencer"' not in before:
            more = file.read(_LOOKED_AT)
            if not more:
                return False
            before = before[-20:] + more
    return True


def _checked(path: Path, beside: dict[str, Any]) -> Iterator[Part]:
    """The tables and rows of an export, each looked at; the values beside go into `beside`."""
    known = {table.name: table for table in tables()}
    number, has_tables = 0, False
    try:
        for part in parts_of(path):
            if part.kind == "value":
                beside[part.name] = part.value
                continue
            if part.kind != "row":
                number, has_tables = 0, True
                if "version" in beside and beside.get("conferencer") == KIND:
                    _version(path, beside)
                if part.name not in known:
                    raise _not_whole(path, f"it has a table {part.name} that no notebook has")
                if part.kind == "no list":
                    raise _not_whole(path, f"{part.name} is not a list of rows")
                yield part
                continue
            number += 1
            yield part._replace(value=_understood(path, known[part.name], number, part.value))
    except (ValueError, RecursionError) as error:
        raise _not_whole(path, "it cannot be read to its end") from error
    if not has_tables and beside.get("conferencer") == KIND and beside.get(TABLES) != {}:
        raise _not_whole(path, _MISSING)


def _version(path: Path, beside: dict[str, Any]) -> int:
    version = beside.get("version")
    if type(version) is not int or version < 1:
        raise _not_whole(path, _MISSING)
    if version > LATEST:
        raise ConferencerError(
            "A newer export",
            f"{path.name} was written by a newer Conferencer (version {version}, this one knows "
            f"{LATEST}); nothing was changed. Please update Conferencer.",
        )
    return version


def _understood(path: Path, table: Table, number: int, told: object) -> Row:
    try:
        return _row(table, told)
    except (ValueError, TypeError, KeyError) as error:
        raise _not_whole(path, f"row {number} of {table.name} is not understood") from error


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


def _together(rows: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, list[Row]]]:
    """Rows of a table in a row, at most a thousand at once."""
    for name, group in groupby(rows, key=itemgetter(0)):
        while some := [row for _, row in islice(group, _AT_ONCE)]:
            yield name, some


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
            known = {table.name: table for table in tables()}
            for name, rows in _together(exported.rows()):
                connection.execute(insert(known[name]), rows)
                alive()
            # Asked for before the commit: one that fails leaves SQLite's transaction open.
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise _not_whole(path, _DO_NOT_FIT)
    except IntegrityError as error:
        raise _not_whole(path, _DO_NOT_FIT) from error
