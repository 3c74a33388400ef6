"""One file of ours written anew, locked or not, beside the old one; and put into its place.

`X.changing` is being written; `X.changed` is whole, was opened and compared, and may take the place
of X. What cannot be opened as a notebook (a damaged one that was kept) is sealed: its bytes go into
a locked file `X.sealed`, and come back byte for byte.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from conferencer.core.backups import SignOfLife, is_whole, verify
from conferencer.core.cipher import connect_with_key
from conferencer.core.errors import ConferencerError
from conferencer.core.files import (
    PATIENT_WAIT,
    create_private,
    journal_of,
    settle,
    wipe,
    write_over,
)
from conferencer.core.keys import CHANGED, CHANGING, SALT, first_page, key_for
from conferencer.core.migrations import not_a_notebook

SEALED = ".sealed"
_PIECE = 1 << 20
_STEPS = 20_000


def begins_with(path: Path) -> bytes:
    """What a file begins with: that it is plain, or its salt."""
    return first_page(path)[:SALT]


def with_end(path: Path, end: str) -> Path:
    """The same name with an end."""
    return path.with_name(path.name + end)


def without_end(path: Path, end: str) -> Path:
    """The same name without its end."""
    return path.with_name(path.name.removesuffix(end))


def prepare(path: Path, key: str | None, alive: SignOfLife | None = None) -> bool:
    """Have the successor of a file ready, locked by a key or, without one, not at all.

    Returns:
        False where that cannot be: it is locked with another passphrase, or damaged and locked.

    Raises:
        OSError, sqlite3.Error: it could not be written.
    """
    try:
        own_key = key_for(path)
    except ConferencerError:
        return False
    is_plain = own_key is None
    if is_plain and key is None:
        return True
    if path.name.endswith(SEALED) and not is_plain:
        _prepare_sealed(path, own_key, key, alive)
    elif is_whole(path) and not journal_of(path).exists():
        with closing(connect_with_key(_uri(path, "ro"), own_key, PATIENT_WAIT)) as old:
            write_anew(old, path, key, alive)
    elif key is not None and is_plain:
        _seal(path, with_end(path, SEALED), key)
    else:
        return False
    return True


def write_anew(
    old: sqlite3.Connection, path: Path, key: str | None, alive: SignOfLife | None
) -> Path:
    """Write a notebook anew beside the old one, compare the two, and open it; the new one's path.

    Args:
        old: connection to the old one, of SQLCipher's driver.
        path: of the old one.
    """
    with _ready(path) as new:
        old.set_progress_handler((lambda: (alive(), 0)[1]) if alive else None, _STEPS)
        _export(old, new, key)
        settle(new)
        verify(new, alive)
    return with_end(path, CHANGED)


def write_over_with(path: Path, new: Path, key: str | None) -> None:
    """Write a notebook anew into an empty file, and compare the two."""
    with closing(connect_with_key(_uri(path, "ro"), key_for(path), PATIENT_WAIT)) as old:
        _export(old, new, key)


@contextmanager
def _ready(path: Path) -> Iterator[Path]:
    """An empty private file to write to; ready to take the place of `path` at the end."""
    new = with_end(path, CHANGING)
    clear_away(new)
    create_private(new)
    yield new
    new.replace(with_end(path, CHANGED))
    settle(with_end(path, CHANGED))


def clear_away(path: Path) -> None:
    """Wipe a file that came to no use, with its journal."""
    for left in (path, journal_of(path)):
        wipe(left)


def _export(old: sqlite3.Connection, new: Path, key: str | None) -> None:
    old.execute("ATTACH DATABASE ? AS changed KEY ?", (str(new.absolute()), key or ""))
    try:
        # Nobody needs half of it: it is written to the disk as a whole afterwards.
        old.execute("PRAGMA changed.journal_mode=OFF")
        old.execute("PRAGMA changed.synchronous=OFF")
        old.execute("SELECT sqlcipher_export('changed')")
        for name in ("user_version", "application_id"):  # those stay behind
            (number,) = old.execute(f"PRAGMA main.{name}").fetchone()
            old.execute(f"PRAGMA changed.{name}={number}")
        if not _are_the_same(old):
            raise not_a_notebook()
    finally:
        old.execute("DETACH DATABASE changed")


def _are_the_same(connection: sqlite3.Connection) -> bool:
    def missing(what: str, table: str) -> bool:
        return bool(
            connection.execute(
                f"SELECT EXISTS (SELECT {what} FROM main.{table} "
                f"EXCEPT SELECT {what} FROM changed.{table})"
            ).fetchone()[0]
        )

    tables = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    for (name,) in tables:
        quoted = '"{}"'.format(name.replace('"', '""'))
        counts = [
            connection.execute(f"SELECT count(*) FROM {place}.{quoted}").fetchone()
            for place in ("main", "changed")
        ]
        if counts[0] != counts[1] or missing("*", quoted):
            return False
    return not missing("type, name, tbl_name, sql", "sqlite_master")


def _prepare_sealed(
    path: Path, own_key: str | None, key: str | None, alive: SignOfLife | None
) -> None:
    with closing(connect_with_key(_uri(path, "ro"), own_key, PATIENT_WAIT)) as old:
        if key is not None:
            with _ready(path) as new:
                _export(old, new, key)
                settle(new)
            return
        with _ready(without_end(path, SEALED)) as new, new.open("wb") as file:
            for (piece,) in old.execute("SELECT bytes FROM piece ORDER BY number"):
                file.write(piece)
                if alive:
                    alive()


def _seal(path: Path, to: Path, key: str) -> None:
    """Put every byte of a file into a locked one, and read them back."""
    with _ready(to) as new:
        with closing(connect_with_key(_uri(new, "rw"), key, PATIENT_WAIT)) as sealed:
            sealed.execute("PRAGMA journal_mode=OFF")
            sealed.execute("CREATE TABLE piece (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
            with path.open("rb") as file:
                while piece := file.read(_PIECE):
                    sealed.execute("INSERT INTO piece (bytes) VALUES (?)", (piece,))
        settle(new)
        with (
            closing(connect_with_key(_uri(new, "ro"), key, PATIENT_WAIT)) as sealed,
            path.open("rb") as file,
        ):
            for (piece,) in sealed.execute("SELECT bytes FROM piece ORDER BY number"):
                if piece != file.read(_PIECE):
                    raise OSError("the disk does not keep what is written to it")


def exchange(ready: Path, path: Path) -> None:
    """Put a file that is ready in the place of another, and write zeros over that one.

    A window that still has the old one open then reads nothing, instead of writing to a file
    without a name.
    """
    handle = -1
    if os.name == "posix" and path.exists():
        handle = os.open(path, os.O_RDWR)
    try:
        ready.replace(path)
        settle(path)
        if handle >= 0:
            with suppress(OSError):
                write_over(handle)
    finally:
        if handle >= 0:
            os.close(handle)


def hold(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Keep every other window out of a file until the connection is closed.

    Raises:
        sqlite3.OperationalError: another one reads or writes just now.
    """
    try:
        connection.execute("PRAGMA main.locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"
