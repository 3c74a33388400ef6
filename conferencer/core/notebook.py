"""The notebook file: opening it, sessions on it, closing it.

One SQLite file, mode 0600, rollback journal, `synchronous=FULL`, `foreign_keys=ON`. Importing this
module loads neither sqlmodel nor textual: the first frame is drawn from a plain connection.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from conferencer.core.clock import Clock
from conferencer.core.errors import ConferencerError, NotebookBusyError
from conferencer.core.migrations import LATEST, migrate, not_a_notebook, version_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlmodel import Session

UI_WAIT = 50
"""Milliseconds that the screen may wait for another program's lock."""
PATIENT_WAIT = 5000
"""The same for the command line and for threads."""


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

    def today(self) -> date:
        """The local date."""
        return self.clock.today()

    def now(self) -> datetime:
        """This instant, aware, in UTC."""
        return self.clock.now()

    @property
    def exists(self) -> bool:
        """Whether the file is there and holds anything."""
        try:
            return self.path.stat().st_size > 0
        except OSError:
            return False

    def open(self) -> Self:
        """Create the file if need be, and bring it to this program's version.

        Raises:
            ConferencerError: foreign, damaged, newer, or out of reach.
        """
        with _in_plain_words(self.path):
            if not self.path.exists():
                self._create()
            with self.plain() as connection:
                version = version_of(connection)
                if version == 0:
                    self.path.chmod(0o600)  # an empty file that was there already
                if version < LATEST:
                    migrate(connection, version)
        return self

    def _create(self) -> None:
        from conferencer.paths import make_private_folder

        make_private_folder(self.path.parent)
        os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        self.path.chmod(0o600)

    def connect(self) -> sqlite3.Connection:
        """A plain connection in autocommit mode, with every pragma set; the caller closes it."""
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=self.wait / 1000,
        )
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

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
        """A session to read in; what it returned stays usable afterwards."""
        from sqlmodel import Session

        with _in_plain_words(self.path), Session(self._engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> "Iterator[Session]":
        """A session in one transaction: committed at the end, or nothing of it is kept.

        Raises:
            NotebookBusyError: another program holds the file; nothing was written.
        """
        from sqlmodel import Session

        engine = self._engine.execution_options(writing=True)
        with _in_plain_words(self.path), Session(engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    def close(self) -> None:
        """Let go of the file."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]


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
        if error is None or isinstance(error, ConferencerError):
            return
        cause = _driver_error(error)
        said = self._sentence(cause)
        if said:
            raise said from error

    def _sentence(self, cause: BaseException) -> ConferencerError | None:
        if isinstance(cause, sqlite3.OperationalError):
            return self._operational(str(cause))
        if isinstance(cause, sqlite3.DatabaseError) and not isinstance(
            cause, sqlite3.IntegrityError | sqlite3.ProgrammingError
        ):
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
        elif "disk I/O" in words:
            reason = "the disk cannot be read or written"
        else:
            return None
        return ConferencerError(
            "Notebook out of reach",
            f"The notebook {self.path} cannot be used: {reason}. What was kept before is safe.",
        )
