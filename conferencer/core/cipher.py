"""Connections to a locked notebook: SQLCipher's, whose errors come out as the usual driver's.

SQLCipher's driver has error classes of its own. Turned into `sqlite3`'s here, everything else need
not know which of the two it talks to.
"""

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import Any, cast

from conferencer.core.errors import ConferencerError

_OF_CURSOR = (
    "execute",
    "executemany",
    "executescript",
    "fetchone",
    "fetchmany",
    "fetchall",
    "__next__",
)
_OF_CONNECTION = ("commit", "rollback", "close", "set_progress_handler")


def check_installed() -> None:
    """Whether SQLCipher is at hand.

    Raises:
        ConferencerError: it is not.
    """
    try:
        _driver()
    except ImportError as error:
        raise ConferencerError(
            "Not installed",
            "A locked notebook needs SQLCipher, which is not installed; nothing was changed. "
            "Install it with `pip install 'conferencer[encrypt]'`.",
        ) from error


def connect_with_key(uri: str, key: str | None, wait: int) -> sqlite3.Connection:
    """A connection in autocommit mode, without any pragma but the key.

    Args:
        uri: of the file.
        key: as SQLCipher writes a raw one, `x'…'`; None for a file that is not locked.
        wait: milliseconds to wait for another program's lock.

    Raises:
        ConferencerError: SQLCipher is not installed.
    """
    check_installed()
    driver, factory = _driver()
    try:
        connection = driver.connect(
            uri,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=wait / 1000,
            factory=factory,
        )
    except driver.Error as error:
        raise _in_usual_class(error) from error
    # It would write of wrong keys on stderr, over the screen.
    connection.execute("PRAGMA cipher_log_level=NONE")
    if key is not None:
        connection.execute(f'PRAGMA key="{key}"')
    return cast(sqlite3.Connection, connection)


@cache
def _driver() -> tuple[Any, type[Any]]:
    """The driver, and the class of its connections."""
    from sqlcipher3 import dbapi2

    cursors = type(
        "Cursor",
        (dbapi2.Cursor,),
        {name: _in_usual_words(dbapi2, dbapi2.Cursor, name) for name in _OF_CURSOR},
    )

    def cursor(self: Any, factory: type[Any] = cursors) -> Any:
        return dbapi2.Connection.cursor(self, factory)

    usual = {name: _in_usual_words(dbapi2, dbapi2.Connection, name) for name in _OF_CONNECTION}
    usual["cursor"] = cursor
    return dbapi2, type("Connection", (dbapi2.Connection,), usual)


def _in_usual_words(driver: Any, kind: type[Any], name: str) -> Callable[..., Any]:
    method = getattr(kind, name)

    def call(self: Any, *given: Any, **named: Any) -> Any:
        try:
            return method(self, *given, **named)
        except driver.Error as error:
            raise _in_usual_class(error) from error

    return call


def _in_usual_class(error: Exception) -> sqlite3.Error:
    usual = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
    return cast(sqlite3.Error, usual(*error.args))
