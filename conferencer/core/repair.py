"""Saving what can be read of a damaged notebook, into a new file; the old one is only read."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from conferencer.core.backups import SignOfLife, newest_good, verify
from conferencer.core.errors import ConferencerError, DamagedNotebookError
from conferencer.core.files import (
    UNREADABLE,
    create_private,
    journal_of,
    open_file,
    private_copy,
    settle,
)
from conferencer.core.migrations import migrate

_PROBES = 20_000
"""How many rows in a row are tried one by one where a page in between cannot be read."""


@dataclass
class Saved:
    """What was saved."""

    path: Path
    """The new notebook."""
    rows: dict[str, int] = field(default_factory=dict)
    """Rows by table."""
    dropped: int = 0
    """Rows that belonged to something that could not be saved, and were left out."""


def save_what_is_left(notebook: Path, alive: SignOfLife | None = None) -> Saved:
    """Read a damaged notebook table by table, from a copy, into a new one beside it.

    Raises:
        ConferencerError: nothing of it could be read, or the new file could not be written.
    """
    new = _free_name(notebook)
    saved = Saved(new)
    try:
        create_private(new)
        with private_copy(notebook) as copy:
            _fill(copy, saved, newest_good(notebook), alive)
        if not saved.rows:
            raise ConferencerError(
                "Nothing to save",
                "Nothing of the notebook could be read; it was not touched. A backup brings back "
                "what was in it: see `conferencer doctor`.",
            )
        settle(new)
        verify(new, alive)
    except BaseException as error:
        new.unlink(missing_ok=True)
        if isinstance(error, OSError | sqlite3.Error | UnicodeDecodeError | DamagedNotebookError):
            raise ConferencerError(
                "Not repaired",
                f"What is left could not be saved: {getattr(error, 'strerror', None) or error}. "
                "The notebook itself was not touched.",
            ) from error
        raise
    finally:
        journal_of(new).unlink(missing_ok=True)
    return saved


def _free_name(notebook: Path) -> Path:
    number = 1
    while True:
        tail = "-repaired" if number == 1 else f"-repaired-{number}"
        path = notebook.with_name(f"{notebook.stem}{tail}.db")
        if not path.exists():
            return path
        number += 1


def _fill(copy: Path, saved: Saved, good: Path | None, alive: SignOfLife | None) -> None:
    with closing(open_file(saved.path, like=copy)) as new:
        migrate(new, 0)
        new.execute("PRAGMA foreign_keys=OFF")
        names = [
            row[0]
            for row in new.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                "AND name NOT LIKE 'search_%'"  # the index is made anew from the rows
            )
        ]
        with suppress(*UNREADABLE), closing(open_file(copy, salvage=True)) as old:
            new.execute("BEGIN IMMEDIATE")
            for name in names:
                count = _save_table(old, new, name, alive)
                if count:
                    saved.rows[name] = count
        if saved.rows:
            if good:
                with closing(open_file(good, read_only=True)) as backup:
                    _fill_in_from(backup, new)
            saved.dropped = _drop_dangling(new)
            counts = {name: _count(new, name) for name in names}
            saved.rows = {name: count for name, count in counts.items() if count}
        if new.in_transaction:
            new.execute("COMMIT")


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])


def _fill_in_from(backup: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Take from a backup what saved rows belong to, and nothing else: what was deleted since

    must not come back.
    """
    while found := new.execute("PRAGMA foreign_key_check").fetchall():
        filled = 0
        for table, rowid, parent, number in found:
            keys = new.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            column = next(key[3] for key in keys if key[0] == number)
            select = f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'
            (wanted,) = new.execute(select, (rowid,)).fetchone()
            columns = [one for one in _columns(backup, parent) if one in _columns(new, parent)]
            listed = ", ".join(f'"{one}"' for one in columns)
            marks = ", ".join("?" * len(columns))
            insert = f'INSERT OR IGNORE INTO "{parent}" ({listed}) VALUES ({marks})'
            for row in backup.execute(f'SELECT {listed} FROM "{parent}" WHERE id = ?', (wanted,)):
                filled += new.execute(insert, row).rowcount
        if not filled:
            return


def _save_table(
    old: sqlite3.Connection, new: sqlite3.Connection, name: str, alive: SignOfLife | None
) -> int:
    wanted = _columns(new, name)
    columns = [column for column in _columns(old, name) if column in wanted]
    if not columns:
        return 0
    listed = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    count = 0
    for row in _readable(old, name, listed):
        with suppress(sqlite3.Error):  # a row that the table itself would refuse
            insert = f'INSERT OR IGNORE INTO "{name}" ({listed}) VALUES ({marks})'
            count += new.execute(insert, row[1:]).rowcount
        if alive and count % 500 == 0:
            alive()
    return count


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    try:
        return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    except UNREADABLE:
        return []


def _readable(
    connection: sqlite3.Connection, table: str, columns: str
) -> Iterator[tuple[object, ...]]:
    """Rows with their rowid first: from the start up to a fault, from the end back to one, and

    in between one by one.
    """
    select = f'SELECT rowid, {columns} FROM "{table}" NOT INDEXED'
    first = last = None
    whole = True
    try:
        for row in connection.execute(f"{select} ORDER BY rowid"):
            first = row[0]
            yield row
    except UNREADABLE:
        whole = False
    if whole:
        return
    low = first if first is not None else 0
    with suppress(*UNREADABLE):
        for row in connection.execute(f"{select} WHERE rowid > ? ORDER BY rowid DESC", (low,)):
            last = row[0]
            yield row
    high = min(last if last is not None else low + _PROBES, low + _PROBES)
    for number in range(low + 1, high):
        with suppress(*UNREADABLE):
            yield from connection.execute(f"{select} WHERE rowid = ?", (number,))


def _drop_dangling(connection: sqlite3.Connection) -> int:
    """Leave out what belongs to a row that could not be saved; how many rows."""
    count = 0
    while found := connection.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, *_ in found:
            delete = f'DELETE FROM "{table}" WHERE rowid = ?'
            count += connection.execute(delete, (rowid,)).rowcount
    return count
