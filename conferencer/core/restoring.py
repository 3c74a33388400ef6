"""Bringing a backup back: it is looked at first, and what is there now is kept."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from conferencer.core import keys
from conferencer.core.backups import SignOfLife, back_up, folder_of, verify
from conferencer.core.errors import (
    ConferencerError,
    DamagedNotebookError,
    LockedNotebookError,
)
from conferencer.core.files import (
    PATIENT_WAIT,
    check_header,
    copy_bytes,
    create_private,
    journal_of,
    open_file,
    settle,
)


@dataclass(frozen=True)
class Restored:
    """What was done."""

    kept: Path | None
    """Where the notebook that was there before is now; None when there was none."""
    was_whole: bool
    """Whether that one is a backup that opens; else a plain copy of every byte."""


def check_restorable(notebook: Path, file: Path, alive: SignOfLife | None = None) -> None:
    """Look at the whole of a file before it takes the notebook's place.

    Raises:
        ConferencerError: missing, foreign, damaged, newer, or the notebook itself.
    """
    try:
        if notebook.exists() and notebook.samefile(file):
            raise ConferencerError(
                "The same file", f"{file} is the notebook itself; nothing was changed."
            )
        verify(file, alive)
    except DamagedNotebookError as error:
        raise ConferencerError(
            "Not a notebook",
            f"{file} is not a Conferencer notebook, or it is damaged; nothing was changed.",
        ) from error
    except (OSError, sqlite3.Error) as error:
        raise ConferencerError(
            "Not readable",
            f"{file} cannot be read: {getattr(error, 'strerror', None) or error}. "
            "Nothing was changed.",
        ) from error


def restore(notebook: Path, file: Path, now: datetime, alive: SignOfLife | None = None) -> Restored:
    """Put a backup in the notebook's place, after keeping what is there.

    Raises:
        ConferencerError: the backup is not good, or what is there could not be kept; the notebook
            is as it was.
    """
    from conferencer.paths import make_private_folder

    check_restorable(notebook, file, alive)
    place = notebook.resolve()  # a link stays a link
    coming = place.with_name(f"{place.name}.{os.urandom(4).hex()}.partial")
    try:
        make_private_folder(place.parent)
        create_private(coming)
        _copy_as_locked_as(notebook, file, coming)
        settle(coming)
        verify(coming, alive)
        kept = _keep(notebook, now, alive)
        # What it says belongs to the file that goes, and would be rolled back into the new one.
        journal_of(place).unlink(missing_ok=True)
        coming.replace(place)
        settle(place)
    except (OSError, sqlite3.Error) as error:
        raise ConferencerError(
            "Not restored",
            f"The backup could not be brought back: {getattr(error, 'strerror', None) or error}. "
            "The notebook is as it was.",
        ) from error
    finally:
        coming.unlink(missing_ok=True)
    return kept


def _copy_as_locked_as(notebook: Path, file: Path, coming: Path) -> None:
    """Copy a backup; locked as the notebook is, where that is locked and the backup otherwise."""
    key = _key_of(notebook)
    if key is None or key == keys.key_for(file):
        shutil.copyfile(file, coming)
        return
    from conferencer.core.rewriting import write_over_with

    write_over_with(file, coming, key)


def _key_of(notebook: Path) -> str | None:
    try:
        return keys.key_for(notebook) if keys.are_in_use() else None
    except (FileNotFoundError, LockedNotebookError):
        return None


def _keep(notebook: Path, now: datetime, alive: SignOfLife | None) -> Restored:
    try:
        if notebook.stat().st_size == 0:
            return Restored(None, True)
    except FileNotFoundError:
        return Restored(None, True)
    try:
        _refuse_while_written_to(notebook)
        return Restored(back_up(notebook, now, alive, thin_out=False), True)
    except DamagedNotebookError:
        return Restored(keep_aside(notebook, now), False)


def _refuse_while_written_to(notebook: Path) -> None:
    check_header(notebook)
    try:
        with closing(open_file(notebook, PATIENT_WAIT)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise
    except sqlite3.DatabaseError:
        return  # damaged: the backup will say so


def keep_aside(notebook: Path, now: datetime) -> Path:
    """Copy every byte of a damaged notebook into the folder of its backups; the copy's path.

    Raises:
        OSError: it could not be written.
    """
    from conferencer.paths import make_private_folder

    folder = folder_of(notebook)
    make_private_folder(folder)
    stem = f"{notebook.stem}-{now.astimezone():%Y-%m-%d_%H-%M-%S}"
    number = 1
    while True:
        copy = folder / (f"{stem}.damaged" if number == 1 else f"{stem}-{number}.damaged")
        try:
            copy_bytes(notebook, copy)
            settle(copy)
            return copy
        except FileExistsError:
            number += 1
        except BaseException:
            copy.unlink(missing_ok=True)
            journal_of(copy).unlink(missing_ok=True)
            raise


def kept_aside(notebook: Path) -> list[Path]:
    """The copies of damaged notebooks that were kept, and the journals of theirs."""
    return sorted(folder_of(notebook).glob("*.damaged*"))
