"""What `conferencer doctor` looks at, and what it says of it in plain words. Only reads."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from conferencer.core import keys
from conferencer.core.backups import SignOfLife, backups_of, folder_of, is_whole, made_on
from conferencer.core.errors import ConferencerError
from conferencer.core.files import UNREADABLE, check_header, open_file, private_copy, was_cut_off
from conferencer.core.migrations import LATEST, version_of
from conferencer.core.restoring import kept_aside


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    name: str
    is_well: bool
    sentence: str


def examine(notebook: Path, alive: SignOfLife | None = None) -> list[Finding]:
    """Everything about a notebook, its folder and its backups."""
    return [
        *_of_file(notebook, alive),
        *_of_permissions(notebook),
        *_of_lock(notebook),
        *_of_backups(notebook, alive),
    ]


def _of_file(notebook: Path, alive: SignOfLife | None) -> list[Finding]:
    if not notebook.exists():
        return [Finding("file", True, f"There is no notebook at {notebook} yet.")]
    try:
        if notebook.stat().st_size == 0:
            return [Finding("file", False, "The notebook is empty: not one word is in it.")]
        check_header(notebook)
        # To take back a write that was cut off is to write, so that is looked at on a copy.
        copy = private_copy(notebook) if was_cut_off(notebook) else nullcontext(notebook)
        with copy as path, closing(open_file(path, read_only=path == notebook)) as connection:
            connection.set_progress_handler((lambda: (alive(), 0)[1]) if alive else None, 20_000)
            version = version_of(connection)
            return [
                Finding("application id", True, "The file is a Conferencer notebook."),
                _of_version(version),
                _of_integrity(connection),
                _of_links(connection),
                *_of_search_index(notebook, connection),
            ]
    except ConferencerError as error:
        return [Finding("file", False, str(error))]
    except (OSError, *UNREADABLE) as error:
        return [Finding("file", False, f"The notebook cannot be read: {_reason(error)}.")]


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _of_version(version: int) -> Finding:
    if version == LATEST:
        return Finding("version", True, f"It is of this program's version, {LATEST}.")
    said = f"It is of version {version}; it is brought to {LATEST} when it is next opened."
    return Finding("version", True, said)


def _of_integrity(connection: sqlite3.Connection) -> Finding:
    try:
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(100)")]
    except UNREADABLE as error:
        said = [str(error)]
    if said == ["ok"]:
        return Finding("integrity", True, "Every page of the file can be read.")
    # SQLite's own words may quote no row, so that they can be shown; one is enough.
    lines = sum(len(one.splitlines()) for one in said)
    faults = _first(said[0]) if lines == 1 else f"{lines} faults, the first: {_first(said[0])}"
    return Finding("integrity", False, f"The file is damaged: {faults}.")


def _first(said: str) -> str:
    lines = [line for line in said.splitlines() if not line.startswith("***")]
    return (lines or [said])[0].rstrip(".")


def _of_links(connection: sqlite3.Connection) -> Finding:
    try:
        count = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    except UNREADABLE as error:
        return Finding("foreign keys", False, f"The links cannot be followed: {error}.")
    if count:
        rows = "1 row belongs" if count == 1 else f"{count} rows belong"
        said = f"{rows} to something that is no longer there."
        return Finding("foreign keys", False, said)
    return Finding("foreign keys", True, "Everything belongs to something that is there.")


def _of_search_index(notebook: Path, connection: sqlite3.Connection) -> list[Finding]:
    """FTS5's own check, an insert that writes nothing, on a copy in memory.

    Rank 1 compares with the notes: https://sqlite.org/fts5.html#the_integrity_check_command
    """
    if not _entries_are_right(connection):
        return [Finding("search index", False, "The search index does not match the notes.")]
    try:
        rows = connection.execute(
            "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
        ).fetchall()
        if not rows:
            return []
        with _written_to(notebook, connection) as copy:
            for (name,) in rows:
                quoted = name.replace('"', '""')
                copy.execute(
                    f'INSERT INTO "{quoted}"("{quoted}", rank) VALUES (\'integrity-check\', 1)'
                )
    except UNREADABLE:
        return [Finding("search index", False, "The search index does not match the notes.")]
    return [Finding("search index", True, "The search index matches the notes.")]


def _entries_are_right(connection: sqlite3.Connection) -> bool:
    from conferencer.core.search_index import is_in_step

    try:
        return is_in_step(connection)
    except UNREADABLE:
        return False


@contextmanager
def _written_to(notebook: Path, connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A copy: in memory, or where the notebook is locked, a locked one beside it."""
    if keys.are_in_use() and keys.key_for(notebook):
        with private_copy(notebook) as path, closing(open_file(path)) as copy:
            yield copy
    else:
        with closing(sqlite3.connect(":memory:")) as copy:
            connection.backup(copy)
            yield copy


def _of_lock(notebook: Path) -> list[Finding]:
    try:
        if not (keys.are_in_use() and keys.key_for(notebook)):
            return []
        from conferencer.core.locking import still_plain

        plain = still_plain(notebook)
    except (OSError, ConferencerError):
        return []
    if plain:
        which = ", ".join(map(str, plain))
        said = f"The notebook is locked, but anybody can read {which}; the next opening locks it."
        return [Finding("lock", False, said)]
    return [Finding("lock", True, "The notebook is locked, and so is what is kept beside it.")]


def _of_permissions(notebook: Path) -> list[Finding]:
    if os.name != "posix" or not notebook.exists():
        return []
    folder = folder_of(notebook)
    private = [notebook, folder, *backups_of(notebook), *kept_aside(notebook)]
    open_to_others = [path for path in private if path.exists() and _mode(path) & 0o077]
    if open_to_others:
        which = ", ".join(map(str, open_to_others))
        said = f"Others on this computer may read {which}: `chmod go-rwx` puts that right."
        return [Finding("permissions", False, said)]
    return [Finding("permissions", True, "Only you may read the notebook and its backups.")]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _of_backups(notebook: Path, alive: SignOfLife | None) -> list[Finding]:
    try:
        backups = backups_of(notebook)
    except OSError as error:
        said = f"The folder of the backups cannot be read: {_reason(error)}."
        return [Finding("backups", False, said)]
    if not backups:
        return [Finding("backups", True, "There is no backup yet; `conferencer backup` makes one.")]
    bad = [path for path in backups if not is_whole(path)]
    newest = next((path for path in backups if path not in bad), None)
    told = f"{len(backups)} backups" if len(backups) > 1 else "1 backup"
    if newest:
        told += f", the newest good one of {made_on(newest, notebook)}: {newest}"
    if bad:
        told += f"; {len(bad)} cannot be used: {', '.join(path.name for path in bad)}"
    else:
        told += "; each opens" if len(backups) > 1 else "; it opens"
    return [Finding("backups", not bad, told + ".")]
