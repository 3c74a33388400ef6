"""Opening the file of a notebook, or a backup of one: the one place where a connection is made.

Before SQLite is let near a file, its first hundred bytes and its size are looked at: SQLite would
make a journal, or roll one back, also for a file that is not ours.
"""

import os
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock

from conferencer.core import keys
from conferencer.core.migrations import APPLICATION_ID, not_a_notebook

HEADER = 108
"""Bytes: the header of the file, and that of the first page's tree."""
PATIENT_WAIT = 5000
"""Milliseconds to wait for another program's lock, on the command line and in threads."""
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises; the latter where the driver's own words quote it."""
steady = RLock()
"""Held while a backup is written, and while the notebook is locked or unlocked."""
_LOOKS = 3
"""A commit between reading the header and the size looks like damage, but not three times."""


def open_file(
    path: Path,
    wait: int = PATIENT_WAIT,
    read_only: bool = False,
    salvage: bool = False,
    like: Path | None = None,
) -> sqlite3.Connection:
    """A plain connection in autocommit mode, with every pragma set; the caller closes it.

    Every connection to a notebook or a backup is made here.

    Args:
        wait: milliseconds to wait for another program's lock.
        salvage: read past a wrong size or a broken schema; only ever for a copy.
        like: a file whose lock an empty one is to have; its own where there is none.

    Raises:
        DamagedNotebookError: the schema is not text.
        LockedNotebookError: no passphrase was given that opens it.
    """
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    key = keys.key_for(like or path) if keys.are_in_use() else None
    if key is None:
        connection = sqlite3.connect(
            uri, uri=True, isolation_level=None, check_same_thread=False, timeout=wait / 1000
        )
    else:
        from conferencer.core.cipher import connect_with_key

        connection = connect_with_key(uri, key, wait)
    try:
        if salvage:
            connection.execute("PRAGMA writable_schema=ON")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
    except UnicodeDecodeError as error:
        connection.close()
        raise not_a_notebook() from error
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def wipe(path: Path) -> None:
    """Write over a file, and delete it."""
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            write_over(file.fileno())
        path.unlink()


def write_over(handle: int) -> None:
    """Write zeros over all of an open file, whatever its name by now.

    So no other window can go on writing to it, and on most disks what was in it is gone.
    """
    left = os.fstat(handle).st_size
    os.lseek(handle, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(handle, bytes(min(left, 1 << 20)))
    os.fsync(handle)


def create_private(path: Path) -> None:
    """Create an empty file, 0600 whatever the umask.

    Raises:
        FileExistsError: there is one; it is left alone.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    path.chmod(0o600)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what it needs to roll a cut-off write back."""
    return path.with_name(path.name + "-journal")


@contextmanager
def private_copy(path: Path) -> Iterator[Path]:
    """A copy of every byte beside a file, with its journal; gone at the end."""
    copy = path.with_name(f"{path.name}.{os.urandom(4).hex()}.partial")
    try:
        copy_bytes(path, copy)
        yield copy
    finally:
        for left in (copy, journal_of(copy)):
            left.unlink(missing_ok=True)


def copy_bytes(path: Path, to: Path) -> None:
    """Copy a file, and the journal beside it, into new private ones.

    Raises:
        FileExistsError: there is such a file; it is left alone.
    """
    create_private(to)
    shutil.copyfile(path, to)
    if journal_of(path).exists():
        create_private(journal_of(to))
        shutil.copyfile(journal_of(path), journal_of(to))


def was_cut_off(path: Path) -> bool:
    """Whether a journal stands beside a file: a write goes on, or was cut off and is taken back

    at the next opening.
    """
    try:
        return journal_of(path).stat().st_size > 0
    except OSError:
        return False


def settle(path: Path) -> None:
    """Have the disk hold a file and its name before anything relies on them."""
    for place in (path, path.parent) if os.name == "posix" else ():
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_being_changed(notebook: Path) -> bool:
    """Whether locking or unlocking goes on, or was cut off: its files end so."""
    ends = (keys.CHANGED, keys.CHANGING)
    for folder in (notebook.parent, notebook.with_name(notebook.name + ".backups")):
        with suppress(OSError):
            names = os.listdir(folder)
            if any(name.startswith(notebook.stem) and name.endswith(ends) for name in names):
                return True
    return False


def check_header(path: Path) -> None:
    """Look at the header and the size; the file is only read, and not by SQLite. Empty passes.

    Raises:
        DamagedNotebookError: foreign, cut short or overwritten.
        LockedNotebookError: no passphrase was given that opens it.
        OSError: it cannot be read.
    """
    for _ in range(_LOOKS):
        with path.open("rb") as file:
            header = file.read(HEADER)
        size = path.stat().st_size
        # With a journal beside it, the size is SQLite's to put right.
        if size == 0 or _is_ours(header) and (_is_whole(header, size) or was_cut_off(path)):
            return
    if not keys.looks_locked(path):
        raise not_a_notebook()
    _check_locked(path)


def _check_locked(path: Path) -> None:
    """The same for a locked file, whose header only its key can read."""
    if not keys.are_in_use():
        raise keys.still_locked(path)
    keys.key_for(path)
    if was_cut_off(path):
        return
    with closing(open_file(path, read_only=True)) as connection:
        try:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise not_a_notebook() from error
    if pages * keys.PAGE > path.stat().st_size:
        raise not_a_notebook()


def check_pages(path: Path) -> None:
    """Look at every page of a notebook, only reading; quicker than the whole of a `verify`.

    Raises:
        DamagedNotebookError: a page is not what it should be.
        OSError, sqlite3.OperationalError: it cannot be read just now.
    """
    check_header(path)
    with closing(open_file(path, read_only=True)) as connection:
        try:
            said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.OperationalError:
            raise
        except UNREADABLE as error:
            raise not_a_notebook() from error
    if said != "ok":
        raise not_a_notebook()


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")


def _is_ours(header: bytes) -> bool:
    """By the file format (https://sqlite.org/fileformat2.html#the_database_header)."""
    if len(header) < HEADER or header[:16] != b"SQLite format 3\0":
        return False
    # No write-ahead log, the payload fractions, no auto-vacuum: so we write every file.
    if header[18:20] != b"\1\1" or header[21:24] != b"\x40\x20\x20" or header[52:56] != bytes(4):
        return False
    if _number(header, 44) > 4 or _number(header, 56) > 1:  # schema format, UTF-8
        return False
    owner, version = _number(header, 68), _number(header, 60)
    tables = int.from_bytes(header[103:105], "big")
    return (owner == APPLICATION_ID and version > 0) or owner == version == tables == 0


def _is_whole(header: bytes, size: int) -> bool:
    """Whether the file is as long as it says it is."""
    (page,) = struct.unpack(">H", header[16:18])
    page = 65536 if page == 1 else page
    if page < 512 or page & (page - 1) or size % page:
        return False
    return size // page >= _number(header, 28)
