"""What goes wrong with the notebook's file, in one sentence each."""

import os
import sqlite3
from pathlib import Path

from conferencer.core import keys
from conferencer.core.errors import (
    ConferencerError,
    DamagedNotebookError,
    LockedNotebookError,
    NotebookBusyError,
)
from conferencer.core.files import check_header, is_being_changed
from conferencer.core.migrations import not_a_notebook


def _driver_error(error: BaseException) -> BaseException:
    # SQLAlchemy's DBAPIError keeps the driver's own error in `orig`.
    return getattr(error, "orig", None) or error


def _busy() -> NotebookBusyError:
    return NotebookBusyError(
        "Notebook busy",
        "Another program is writing to the notebook; nothing was changed. "
        "Please try again in a moment.",
    )


class InPlainWords:
    """Turns the driver's errors and the system's into one sentence each.

    Args:
        file: which file was opened under that path.
    """

    def __init__(self, path: Path, file: tuple[int, int] | None = None) -> None:
        self.path, self.file = path, file

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        said = error if isinstance(error, ConferencerError) else self.said_of(error)
        if isinstance(said, DamagedNotebookError):
            said = self._put_another_way() or said
        if isinstance(said, DamagedNotebookError) and said.backup is None:
            from conferencer.core.backups import with_backup

            said = with_backup(self.path, said)
        if isinstance(said, LockedNotebookError) and keys.are_in_use():
            said = self._damaged_after_all() or said
        if said is not None and said is not error:
            raise said from error

    def _put_another_way(self) -> ConferencerError | None:
        """What to say where another window locked or unlocked the notebook just now."""
        try:
            check_header(self.path)
            was_exchanged = self.file is not None and keys.identity(self.path) != self.file
        except LockedNotebookError as locked:
            return locked
        except (ConferencerError, OSError, sqlite3.Error):
            return None
        return _busy() if was_exchanged else None

    def _damaged_after_all(self) -> DamagedNotebookError | None:
        """What to say where the passphrase opens the backups, and not the notebook."""
        from conferencer.core.backups import with_backup

        if is_being_changed(self.path):
            return None
        said = with_backup(self.path, not_a_notebook())
        return said if said.backup else None

    def said_of(self, error: BaseException) -> ConferencerError | None:
        """An error in a sentence; none where it is a bug."""
        return self._sentence(_driver_error(error))

    def _sentence(self, cause: BaseException) -> ConferencerError | None:
        if isinstance(cause, sqlite3.OperationalError):
            return self._operational(str(cause))
        if isinstance(cause, sqlite3.DatabaseError) and not isinstance(
            cause, sqlite3.IntegrityError | sqlite3.ProgrammingError
        ):
            return not_a_notebook()
        if isinstance(cause, UnicodeDecodeError):
            return not_a_notebook()
        if isinstance(cause, OSError):
            return ConferencerError(
                "Notebook out of reach",
                f"The notebook {self.path} cannot be opened: {cause.strerror or cause}. "
                "Nothing was changed.",
            )
        return None

    def _operational(self, words: str) -> ConferencerError | None:
        if "locked" in words or "busy" in words:
            return _busy()
        if "full" in words:
            reason = "the disk is full"
        elif "readonly" in words:
            reason = "it may not be written to"
        elif "unable to open" in words:
            reason = "it is missing or may not be read"
            if os.access(self.path, os.R_OK | os.W_OK):
                reason = "its folder may not be written to"
        elif "decode" in words or "file format" in words:
            return not_a_notebook()
        elif "disk I/O" in words:
            reason = "the disk cannot be read or written"
        else:
            return None
        return ConferencerError(
            "Notebook out of reach",
            f"The notebook {self.path} cannot be used: {reason}. What was kept before is safe.",
        )
