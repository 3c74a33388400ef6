"""The notebook file: opening it, sessions on it, closing it.

One SQLite file, mode 0600, rollback journal, `synchronous=FULL`, `foreign_keys=ON`. Importing this
module loads neither sqlmodel nor textual: the first frame is drawn from a plain connection.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from conferencer.core.clock import Clock
from conferencer.core.errors import ConferencerError, DamagedNotebookError, NotebookBusyError
from conferencer.core.files import PATIENT_WAIT, check_header, create_private, open_file
from conferencer.core.migrations import LATEST, migrate, not_a_notebook, version_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlmodel import Session

UI_WAIT = 50
"""Milliseconds that the screen may wait for another program's lock."""


class Notebook:
    """What is known about the learners, in one file.

    Args:
        path: the file; created by `open` when it is missing.
        clock: tells today and now.
        wait: milliseconds to wait for another program's lock.
    """

    def __init__(self, path: Path, clock: Clock | None = None, wait: int = PATIENT_WAIT) -> None:
        self.path = path
        self.clock = clock or Clock()
        self.wait = wait
        self._file: tuple[int, int] | None = None
        """Which file was opened: its device and its number there."""

    def today(self) -> date:
        """The local date."""
        return self.clock.today()

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return self.clock.now()

    @property
    def exists(self) -> bool:
        """Whether the file is there and holds anything, or once did."""
        try:
            return self.path.stat().st_size > 0 or self._was_emptied()
        except OSError:
            return False

    def _was_emptied(self) -> bool:
        from conferencer.core.backups import backups_of  # only for an empty file

        return bool(backups_of(self.path))

    def open(self) -> Self:
        """Create the file if need be, and bring it to this program's version, after a backup.

        Raises:
            DamagedNotebookError: foreign or damaged; it was not touched.
            ConferencerError: newer, out of reach, or the backup could not be made.
        """
        with _in_plain_words(self.path):
            if not self.path.exists():
                self._create()
            elif self.path.stat().st_size == 0 and self._was_emptied():
                raise not_a_notebook()
            check_header(self.path)
            with self.plain() as connection:
                version = version_of(connection)
                if version == 0:
                    self.path.chmod(0o600)  # an empty file that was there already
                elif version < LATEST:
                    self._back_up_first()
                if version < LATEST:
                    self._bring_up(connection, version)
            self._file = _identity(self.path)
        return self

    def _check_file(self) -> None:
        """Nothing, if the file that was opened is still where it was.

        SQLite would go on writing into a file that was deleted, and every word would be lost with
        it; and another file in its place has other learners under the same numbers.

        Raises:
            ConferencerError: it is gone, or another one is there.
        """
        if self._file is None:
            return
        try:
            found = _identity(self.path)
        except OSError:
            found = None
        if found is None:
            raise ConferencerError(
                "Notebook gone",
                f"The notebook {self.path} is no longer there: it was moved or deleted. "
                "What was not saved yet is still on the screen.",
            )
        if found != self._file:
            raise ConferencerError(
                "Another notebook",
                f"Another file was put in the place of the notebook {self.path}; it was left "
                "alone. What was not saved yet is still on the screen. Close Conferencer, and "
                "open it again to see the other file.",
            )

    def _bring_up(self, connection: sqlite3.Connection, version: int) -> None:
        try:
            migrate(connection, version)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if self._said_of(error):
                raise
            raise ConferencerError(
                "Not brought up to date",
                f"This notebook could not be brought to version {LATEST}; it is as it was. "
                "`conferencer doctor` tells more.",
            ) from error

    def _said_of(self, error: BaseException) -> ConferencerError | None:
        return _PlainWords(self.path)._said_of(error)

    def _create(self) -> None:
        from conferencer.paths import make_private_folder

        make_private_folder(self.path.parent)
        with suppress(FileExistsError):  # another window was quicker
            create_private(self.path)

    def _back_up_first(self) -> None:
        from conferencer.core.backups import back_up

        try:
            back_up(self.path, self.now())
        except ConferencerError as error:
            raise ConferencerError(
                "Not brought up to date",
                "This notebook is an older one, and it is only brought up to date after a backup. "
                f"{error}",
            ) from error

    def connect(self) -> sqlite3.Connection:
        """A plain connection in autocommit mode, with every pragma set; the caller closes it."""
        return open_file(self.path, self.wait)

    @contextmanager
    def plain(self) -> Iterator[sqlite3.Connection]:
        """A plain connection for the first frame and for migrations."""
        connection = self.connect()
        try:
            yield connection
        finally:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A plain connection in one read transaction, for the first frame."""
        self._check_file()
        with _in_plain_words(self.path), self.plain() as connection:
            connection.execute("BEGIN")
            yield connection

    @cached_property
    def _engine(self) -> "Engine":
        from sqlalchemy import event
        from sqlalchemy.pool import QueuePool
        from sqlmodel import create_engine

        engine = create_engine(
            "sqlite://",
            creator=self.connect,
            poolclass=QueuePool,
            pool_size=2,
            max_overflow=8,
            hide_parameters=True,  # an error must not carry a child's words into the log
        )

        # The connection is in autocommit mode, so every transaction is opened here.
        @event.listens_for(engine, "begin")
        def _begin(connection: "Connection") -> None:
            writing = connection.get_execution_options().get("writing", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

        return engine

    @contextmanager
    def session(self) -> "Iterator[Session]":
        """A session to read in; what it returned stays usable afterwards.

        Raises:
            ConferencerError: the file is gone, or out of reach.
        """
        from sqlmodel import Session

        self._check_file()
        with _in_plain_words(self.path), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> "Iterator[Session]":
        """A session in one transaction: committed at the end, or nothing of it is kept.

        Raises:
            NotebookBusyError: another program holds the file; nothing was written.
            ConferencerError: the file is gone, out of reach, or the disk is full; likewise.
        """
        from sqlmodel import Session

        self._check_file()
        engine = self._engine.execution_options(writing=True)
        with _in_plain_words(self.path), Session(engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    def close(self) -> None:
        """Let go of the file."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _driver_error(error: BaseException) -> BaseException:
    # SQLAlchemy's DBAPIError keeps the driver's own error in `orig`.
    return getattr(error, "orig", None) or error


def _in_plain_words(path: Path) -> "_PlainWords":
    return _PlainWords(path)


class _PlainWords:
    """Turns the driver's errors and the system's into one sentence each."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        said = error if isinstance(error, ConferencerError) else self._said_of(error)
        if isinstance(said, DamagedNotebookError) and said.backup is None:
            from conferencer.core.backups import with_backup

            said = with_backup(self.path, said)
        if said is not None and said is not error:
            raise said from error

    def _said_of(self, error: BaseException) -> ConferencerError | None:
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
            return NotebookBusyError(
                "Notebook busy",
                "Another program is writing to the notebook; nothing was changed. "
                "Please try again in a moment.",
            )
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
