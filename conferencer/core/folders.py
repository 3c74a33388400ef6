"""A folder that is filled as a whole or not at all, and for its owner alone."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from conferencer.core.errors import ConferencerError
from conferencer.core.files import settle


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Where to write what is to be in a folder: a hidden folder that takes its place at the end.

    When anything goes wrong before, nothing of it stays. Folders are 0700 whatever the umask.

    Args:
        folder: a new one, or an empty one.

    Raises:
        ConferencerError: there is something in it, it cannot be made, or the disk is full.
    """
    with in_one_sentence(folder):
        _refuse_unless_empty(folder)
        folder = folder.resolve()
        is_there = folder.exists()
        # Within a folder that is there already: it may be a memory stick's own.
        part = (folder if is_there else folder.parent) / f".conferencer-{os.urandom(4).hex()}.part"
        make_private(part)
        try:
            yield part
            for path in sorted(part.rglob("*")):
                settle(path)
            if is_there:
                _fill(folder, part)
            else:
                part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def in_one_sentence(folder: Path) -> Iterator[None]:
    """Say in one sentence why a folder was not written."""
    try:
        yield
    except OSError as error:
        raise _not_written(folder, error) from error


def make_private(folder: Path) -> None:
    """Make a folder, 0700 whatever the umask; one that is there is left as it is."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        folder.chmod(0o700)


def _refuse_unless_empty(folder: Path) -> None:
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise ConferencerError(
            "Not a folder",
            f"{folder} is not a folder; nothing was written. Choose another name.",
        )
    if any(folder.iterdir()):
        raise ConferencerError(
            "Folder not empty",
            f"There is something in {folder} already, and nothing is written over it; choose a "
            "new folder.",
        )


def _fill(folder: Path, part: Path) -> None:
    """Move everything up into the empty folder; nothing stays there if one of it cannot."""
    with suppress(PermissionError):  # somebody else's folder that we may write to
        folder.chmod(0o700)
    moved: list[Path] = []
    try:
        for path in sorted(part.iterdir()):
            moved.append(path.rename(folder / path.name))
    except BaseException:
        for path in moved:
            path.rename(part / path.name)  # where it is thrown away
        raise


def _not_written(folder: Path, error: OSError) -> ConferencerError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        reason = f"there is no folder {folder.parent}"
    elif isinstance(error, PermissionError):
        reason = f"the folder {folder.parent} may not be written to"
    else:
        reason = (error.strerror or str(error)).lower()
    return ConferencerError(
        "Not written", f"{folder} was not written: {reason}. Nothing of it was kept."
    )
