"""Putting a finished file where the teacher wants it, all at once and never over another."""

import os
import tempfile
from pathlib import Path

from conferencer.core.errors import ConferencerError


def save_new(data: bytes, path: Path | None, folder: Path, stem: str, suffix: str) -> Path:
    """Write a file, 0600, and say where it is.

    Args:
        path: a file that was named on purpose; one that is there is replaced.
        folder: where the file goes otherwise, as `stem` and `suffix`, with a number if that name
            is taken.

    Raises:
        ConferencerError: the folder is missing or not writable, or the disk is full.
    """
    wanted = path or folder / f"{stem}{suffix}"
    part: Path | None = None
    try:
        if path and path.exists() and not path.is_file():
            # A pipe or a terminal is written to and never replaced; a folder refuses.
            path.write_bytes(data)
            return path
        handle, name = tempfile.mkstemp(dir=wanted.parent, prefix=".conferencer-", suffix=".part")
        part = Path(name)
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path:
            part.replace(path.resolve())
            return path
        return _move_to_a_free_name(part, folder, stem, suffix)
    except OSError as error:
        raise _not_saved(wanted, error) from error
    finally:
        if part:
            part.unlink(missing_ok=True)


def _move_to_a_free_name(part: Path, folder: Path, stem: str, suffix: str) -> Path:
    number = 1
    while True:
        free = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            # Claimed first: whatever another program writes meanwhile is not replaced.
            os.close(os.open(free, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            number += 1
            continue
        part.replace(free)
        return free


def _not_saved(wanted: Path, error: OSError) -> ConferencerError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = f"there is no folder {wanted.parent}"
    elif isinstance(error, IsADirectoryError):
        reason = "a folder has that name"
    elif isinstance(error, PermissionError):
        reason = f"the folder {wanted.parent} may not be written to"
    else:
        reason = (error.strerror or str(error)).lower()
    return ConferencerError(
        "File not written", f"{wanted} was not written: {reason}; nothing else was changed."
    )
