"""The one error a person can put right."""

from pathlib import Path


class ConferencerError(Exception):
    """Something a person can put right, said in one sentence.

    Args:
        title: two to five words that name what happened.
        message: one sentence: what happened, what is safe, what to do.
    """

    def __init__(self, title: str, message: str) -> None:
        super().__init__(message)
        self.title = title
        self.message = message

    def __str__(self) -> str:
        return self.message


class AskedWronglyError(ConferencerError):
    """The command line was asked for something that is not there (exit code 2)."""


class NotebookBusyError(ConferencerError):
    """Another program holds the notebook just now; the write can be tried again."""


class TakenOverError(ConferencerError):
    """Another window goes on with this draft; nothing was written."""


class LockedNotebookError(ConferencerError):
    """The file can only be read with its passphrase; it was not touched."""


class DamagedNotebookError(ConferencerError):
    """The file is no notebook, or no longer a whole one; it was not touched."""

    backup: Path | None = None
    """The newest good backup, once one was looked for and found."""
