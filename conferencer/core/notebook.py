"""The notebook file: opening it, sessions on it, closing it.

One SQLite file, mode 0600, rollback journal, `synchronous=FULL`, `foreign_keys=ON`. Importing this
module loads neither sqlmodel nor textual: the first frame is drawn from a plain connection.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from conferencer.core import keys
from conferencer.core.clock import Clock
from conferencer.core.errors import ConferencerError
from conferencer.core.files import (
    PATIENT_WAIT,
    check_header,
    create_private,
    is_being_changed,
    open_file,
)
from conferencer.core.migrations import LATEST, migrate, not_a_notebook, version_of
from conferencer.core.plain_words import InPlainWords

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlmodel import Session

UI_WAIT = 50
"""Milliseconds that the screen may wait for another program's lock."""
_TURN = 0.5
"""Seconds that a write waits for another one of this program."""


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
        self._marks: frozenset[str] = frozenset()
        self._turn = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        """The connection of the last reader, for the next one."""

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
        with InPlainWords(self.path):
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
                self._marks = _marks_in(connection)
            self._file = keys.identity(self.path)
        return self

    def _check_file(self) -> None:
        """Nothing, if the notebook that was opened is still there, perhaps in another file.

        SQLite would go on writing into a file that was deleted, and every word would be lost with
        it; and another notebook in its place has other learners under the same numbers.

        Raises:
            ConferencerError: it is gone, or another one is there.
        """
        if self._file is None:
            return
        try:
            file = keys.identity(self.path)
        except OSError:
            raise ConferencerError(
                "Notebook gone",
                f"The notebook {self.path} is no longer there: it was moved or deleted. "
                "What was not saved yet is still on the screen.",
            ) from None
        if file == self._file:
            return
        marks = self._marks
        if marks and not marks & self._read_marks():
            raise ConferencerError(
                "Another notebook",
                f"Another file was put in the place of the notebook {self.path}; it was left "
                "alone. What was not saved yet is still on the screen. Close Conferencer, and "
                "open it again to see the other file.",
            )
        self.close()  # the same notebook, locked, unlocked or restored: connect anew
        self._file = file

    def _read_marks(self) -> frozenset[str]:
        """The uids of some classes and learners, by which a notebook is known again."""
        with InPlainWords(self.path, self._file), self.plain() as connection:
            return _marks_in(connection)

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
            if InPlainWords(self.path).said_of(error):
                raise
            raise ConferencerError(
                "Not brought up to date",
                f"This notebook could not be brought to version {LATEST}; it is as it was. "
                "`conferencer doctor` tells more.",
            ) from error

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
        """A plain connection in one read transaction, for the first frame and for plain rows.

        It is kept for the next reader, with the pages it has read: of 200 learners and 50,000
        conferences they would take as long to read again as the question itself.
        """
        self._check_file()
        with InPlainWords(self.path, self._file):
            connection = self._idle.pop() if self._idle else self.connect()
            try:
                connection.execute("BEGIN")
                self._marks = _marks_in(connection)
                yield connection
                connection.execute("ROLLBACK")
            except BaseException:
                connection.close()
                raise
            if self._idle:  # another thread was quicker
                connection.close()
            else:
                self._idle.append(connection)

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
        words = InPlainWords(self.path, self._file)
        with words, Session(self._engine, expire_on_commit=False) as session:
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
        words = InPlainWords(self.path, self._file)
        with self.turn(), words, Session(engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One writer of this program at a time.

        What a key asks for does not fail because a thread of ours is filling the search index or
        copying the file just then: it waits for its end, up to half a second.
        """
        taken = self._turn.acquire(timeout=_TURN)
        try:
            yield
        finally:
            if taken:
                self._turn.release()

    @contextmanager
    def asking(self, writing: bool = False) -> Iterator[sqlite3.Connection]:
        """The driver's own connection inside a session's transaction, for many plain rows.

        Its pages are in memory already, and no row becomes an object: 200 learners' steps take a
        quarter of the time.

        Raises:
            ConferencerError: as for `session` and `write`.
        """
        with self.write() if writing else self.session() as session:
            driver = session.connection().connection.driver_connection
            assert driver is not None
            yield driver

    @cached_property
    def _watching(self) -> sqlite3.Connection:
        return self.connect()

    def stamp(self) -> tuple[object, ...] | None:
        """Another one after every commit, whoever made it; None while nobody can tell.

        By it a room knows that what it has read still stands. SQLite counts the commits of all
        connections but the asking one, so that one never writes.
        """
        try:
            self._check_file()
            with InPlainWords(self.path, self._file):
                version = self._watching.execute("PRAGMA data_version").fetchone()
        except ConferencerError:
            return None
        return (self._file, *version)

    def close(self) -> None:
        """Let go of the file."""
        while self._idle:
            self._idle.pop().close()
        if "_watching" in self.__dict__:
            self._watching.close()
            del self.__dict__["_watching"]
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]


def _marks_in(connection: sqlite3.Connection) -> frozenset[str]:
    rows = connection.execute(
        "SELECT uid FROM (SELECT uid FROM class_group LIMIT 20) UNION ALL "
        "SELECT uid FROM (SELECT uid FROM student LIMIT 20)"
    )
    return frozenset(uid for (uid,) in rows)
