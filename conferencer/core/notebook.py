"""The notebook file: opening it, sessions on it, closing it.

One SQLite file, mode 0600, rollback journal, `synchronous=FULL`, `foreign_keys=ON`. Importing this
module loads neither sqlmodel nor textual: the first frame is drawn from a plain connection.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from conferencer.core import keys
from conferencer.core.clock import Clock
from conferencer.core.errors import (
    ConferencerError,
    DamagedNotebookError,
    LockedNotebookError,
    NotebookBusyError,
)
from conferencer.core.files import (
    PATIENT_WAIT,
    check_header,
    create_private,
    is_being_changed,
    open_file,
)
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
            self._settle_lock()
            with self.plain() as connection:
                version = version_of(connection)
                if version == 0:
                    self.path.chmod(0o600)  # an empty file that was there already
                elif version < LATEST:
                    self._back_up_first()
                if version < LATEST:
                    self._bring_up(connection, version)
        return self

    def _settle_lock(self) -> None:
        """Finish what was cut off while the notebook was locked or unlocked."""
        if keys.are_in_use():
            keys.keep_in_mind(self.path)
        if keys.are_in_use() or is_being_changed(self.path):
            from conferencer.core.locking import finish

            finish(self.path)

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

    def _engine_of_file(self) -> "Engine":
        """The engine; a new one where another window put another file into this one's place."""
        with suppress(OSError):  # a missing one is told of when it is used
            file = keys.identity(self.path)
            if file != self._file:
                self.close()
                self._file = file
        return self._engine

    @contextmanager
    def session(self) -> "Iterator[Session]":
        """A session to read in; what it returned stays usable afterwards."""
        from sqlmodel import Session

        engine = self._engine_of_file()
        words = _in_plain_words(self.path, self._file)
        with words, Session(engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> "Iterator[Session]":
        """A session in one transaction: committed at the end, or nothing of it is kept.

        Raises:
            NotebookBusyError: another program holds the file; nothing was written.
        """
        from sqlmodel import Session

        engine = self._engine_of_file().execution_options(writing=True)
        words = _in_plain_words(self.path, self._file)
        with words, Session(engine, expire_on_commit=False) as session:
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


def _in_plain_words(path: Path, file: tuple[int, int] | None = None) -> "_PlainWords":
    return _PlainWords(path, file)


def _busy() -> NotebookBusyError:
    return NotebookBusyError(
        "Notebook busy",
        "Another program is writing to the notebook; nothing was changed. "
        "Please try again in a moment.",
    )


class _PlainWords:
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
        said = error if isinstance(error, ConferencerError) else self._said_of(error)
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
            return _busy()
        if "full" in words:
            reason = "the disk is full"
        elif "readonly" in words:
            reason = "it may not be written to"
        elif "unable to open" in words:
            reason = "it is missing or may not be read"
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
