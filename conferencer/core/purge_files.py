"""The files beside a notebook that may hold what a purge takes out of it, and writing them anew.

A file is written anew on a private copy, which is checked before and after, and only then takes the
old one's place.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from conferencer.core.backups import SignOfLife, backups_of, folder_of, verify
from conferencer.core.errors import ConferencerError, DamagedNotebookError
from conferencer.core.files import (
    UNREADABLE,
    check_header,
    open_file,
    private_copy,
    settle,
    was_cut_off,
)
from conferencer.core.migrations import not_a_notebook, version_of
from conferencer.core.purge_known import Cut, Known
from conferencer.core.purge_rows import Decision, decide, read_tables, take_out

_STEPS = 20_000


@dataclass(frozen=True)
class Beside:
    """A file beside the notebook, and what a purge finds or does there."""

    path: Path
    rows: int = 0
    """How many rows go, or are changed."""
    is_changed: bool = False
    """Whether it is, or was, written anew."""
    problem: str = ""
    """Why it cannot be written anew, so that it may hold on to what goes; empty for no problem."""


def files_beside(notebook: Path) -> list[Path]:
    """Every file of ours that may hold rows of a notebook: backups, and what was kept or repaired.

    In the folder of the backups, what only looks like a notebook counts as well, by whatever name.
    """
    found = {path: None for path in backups_of(notebook)}
    found |= {path: None for path in _in_folder_of_backups(notebook)}
    pattern = f"{escape(notebook.stem)}-repaired*.db"
    found |= {path: None for path in sorted(notebook.parent.glob(pattern))}
    return [path for path in found if not _is_the_notebook(path, notebook)]


def _in_folder_of_backups(notebook: Path) -> Iterator[Path]:
    try:
        there = sorted(folder_of(notebook).iterdir(), reverse=True)
    except FileNotFoundError:
        return
    for path in there:
        is_ours = path.name.startswith(f"{notebook.stem}-") or _looks_like_a_notebook(path)
        is_empty = path.is_file() and path.stat().st_size == 0
        if is_ours and path.is_file() and not is_empty and ".partial" not in path.name:
            yield path


def _looks_like_a_notebook(path: Path) -> bool:
    try:
        check_header(path)
    except (ConferencerError, OSError):
        return False
    return True


def _is_the_notebook(path: Path, notebook: Path) -> bool:
    with suppress(OSError):
        return path.samefile(notebook)
    return False


def unfinished_beside(notebook: Path) -> list[Path]:
    """Copies that a program which was killed, or is at it just now, has not finished."""
    place = notebook.resolve()
    own = (f"{notebook.name}.", f"{place.name}.", f"{notebook.stem}-repaired")
    found = [
        path
        for folder in sorted({notebook.parent, place.parent})
        for path in sorted(folder.iterdir())
        if path.name.startswith(own)
    ]
    with suppress(FileNotFoundError):
        found += sorted(folder_of(notebook).iterdir())
    return [path for path in found if ".partial" in path.name]


def look_at(path: Path, cut: Cut, known: Known) -> Beside:
    """What a purge would do to a file; it is only read."""
    try:
        check_header(path)
        if was_cut_off(path):
            raise not_a_notebook()
        with closing(open_file(path, read_only=True)) as connection:
            version_of(connection)
            rows = len(_decide(connection, cut, known))
            return Beside(path, rows, bool(rows or free_pages(connection)))
    except (ConferencerError, OSError, *UNREADABLE) as error:
        return Beside(path, problem=_reason(error))


def write_anew(path: Path, cut: Cut, known: Known, alive: SignOfLife | None = None) -> Beside:
    """Take out of a file what goes; the file is as it was where that cannot be done."""
    place = path.resolve()  # a link stays a link
    try:
        with private_copy(place) as copy:
            verify(copy, alive)
            with closing(open_file(copy)) as connection:
                _show_life(connection, alive)
                rows = clear(connection, cut, known)
            if rows is None:
                return Beside(path)
            verify(copy, alive)
            settle(copy)
            copy.replace(place)
            settle(place)
            return Beside(path, rows, is_changed=True)
    except (ConferencerError, OSError, *UNREADABLE) as error:
        return Beside(path, problem=_reason(error))


def clear(connection: sqlite3.Connection, cut: Cut, known: Known) -> int | None:
    """Take out what goes, and leave no free page; how many rows, or None for nothing to do."""
    connection.execute("BEGIN IMMEDIATE")
    decision = _decide(connection, cut, known)
    if not decision and not free_pages(connection):
        connection.execute("ROLLBACK")
        return None
    take_out(connection, decision)
    connection.execute("COMMIT")
    leave_no_free_page(connection)
    return len(decision)


def _decide(connection: sqlite3.Connection, cut: Cut, known: Known) -> Decision:
    return decide(read_tables(connection, cut, known), cut, known)


def free_pages(connection: sqlite3.Connection) -> int:
    """How many pages of a file are in no use just now."""
    return int(connection.execute("PRAGMA freelist_count").fetchone()[0])


def leave_no_free_page(connection: sqlite3.Connection) -> None:
    """Write every page anew, so that none holds what is no longer there."""
    connection.execute("PRAGMA temp_store=MEMORY")  # and nothing is left in a file elsewhere
    connection.execute("VACUUM")


def _show_life(connection: sqlite3.Connection, alive: SignOfLife | None) -> None:
    if alive:
        connection.set_progress_handler(lambda: (alive(), 0)[1], _STEPS)


def _reason(error: Exception) -> str:
    if isinstance(error, DamagedNotebookError):
        return "damaged, or not a notebook"
    if isinstance(error, ConferencerError):
        return error.title.lower()
    return getattr(error, "strerror", None) or str(error)
