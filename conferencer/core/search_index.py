"""The search index: kept in step with the notebook, forgotten, and checked.

`search_entry` holds a row for each text (see `core/search_texts.py`). Over it stands an FTS5 table
where the library has FTS5; without it the rows themselves are looked through.
"""

import re
import sqlite3
from collections.abc import Callable, Sequence

from conferencer.core.search_schema import EVERY_OWNER
from conferencer.core.search_texts import Entry, Reader

_MAKE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_entry', "
    "content_rowid='id', columnsize=0, tokenize='ascii', prefix='1 2 3')"
)
_MARKS = re.compile(" [\U000f0000-\U000ffffd]")


def has_fts5(connection: sqlite3.Connection) -> bool:
    """Whether the library that runs this connection has FTS5."""
    query = "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"
    return connection.execute(query).fetchone() is not None


def has_index(connection: sqlite3.Connection) -> bool:
    """Whether the FTS5 table is there and can be asked."""
    return _is_made(connection) and has_fts5(connection) and not _is_pending(connection, 0)


def _is_there(connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE name = 'search_entry'"
    return connection.execute(query).fetchone() is not None


def _is_made(connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE name = 'search_index'"
    return connection.execute(query).fetchone() is not None


def _is_pending(connection: sqlite3.Connection, owner: int) -> bool:
    query = "SELECT 1 FROM search_pending WHERE owner = ?"
    return connection.execute(query, (owner,)).fetchone() is not None


def pending(connection: sqlite3.Connection) -> int:
    """How many conferences and learners have words that are still to be read."""
    return int(connection.execute("SELECT count(*) FROM search_pending").fetchone()[0])


def catch_up(connection: sqlite3.Connection, at_most: int) -> int:
    """Read what has changed, inside a write transaction.

    Args:
        at_most: conferences and learners.

    Returns:
        how many are left.
    """
    by_index = _ready_the_index(connection)
    # The newest first: what was said today is what is looked for most.
    query = "SELECT owner FROM search_pending WHERE owner != 0 ORDER BY owner DESC LIMIT ?"
    owners = connection.execute(query, (at_most,)).fetchall()
    reader = Reader(connection)
    reader.read_ahead([owner for (owner,) in owners])
    _take_out(connection, owners, by_index)
    entries = [(entry, owner) for (owner,) in owners for entry in reader.entries_of(owner)]
    _put_in(connection, sorted(entries), by_index)
    connection.executemany("DELETE FROM search_pending WHERE owner = ?", owners)
    return pending(connection)


def _ready_the_index(connection: sqlite3.Connection) -> bool:
    """Make the FTS5 table if it is missing or behind; whether it can be written."""
    made = _is_made(connection)
    if not has_fts5(connection):
        if made:  # the entries go on without it, so that it is behind from now on
            connection.execute("INSERT OR IGNORE INTO search_pending VALUES (0)")
        return False
    if not made:
        connection.execute(_MAKE)
    if not made or _is_pending(connection, 0):
        connection.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")
        connection.execute("DELETE FROM search_pending WHERE owner = 0")
    return True


# FTS5 writes to the file whenever a number is lower than the one before: so in rising order.


def _take_out(connection: sqlite3.Connection, owners: Sequence[tuple[int]], by_index: bool) -> None:
    query = "SELECT id, words FROM search_entry WHERE owner = ?"
    gone = sorted(entry for owner in owners for entry in connection.execute(query, owner))
    if by_index:
        connection.executemany(
            "INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', ?, ?)", gone
        )
    connection.executemany("DELETE FROM search_entry WHERE id = ?", [(id,) for id, _ in gone])


def _put_in(
    connection: sqlite3.Connection, entries: Sequence[tuple[Entry, int]], by_index: bool
) -> None:
    connection.executemany(
        "INSERT INTO search_entry (id, owner, words) VALUES (?, ?, ?)",
        [(entry.id, owner, entry.words) for entry, owner in entries],
    )
    if by_index:
        connection.executemany(
            "INSERT INTO search_index (rowid, words) VALUES (?, ?)",
            [entry for entry, _ in entries],
        )


def forget(connection: sqlite3.Connection) -> None:
    """Leave no word in the index; what the notebook still holds is read anew before a search.

    With `secure_delete` nothing stays in free pages either. An FTS5 table keeps deleted words for
    a while, so after a purge this is the only way to be sure. Also for notebooks of versions
    without an index, and inside a transaction.
    """
    if not _is_there(connection):
        return
    if _is_made(connection):
        connection.execute("DROP TABLE search_index")
    connection.execute("DELETE FROM search_entry")
    for statement in ("DELETE FROM search_pending", *EVERY_OWNER):
        connection.execute(statement)


def is_in_step(connection: sqlite3.Connection, alive: Callable[[], None] | None = None) -> bool:
    """Whether every entry says what the notebook says, but for those known to be behind."""
    if not _is_there(connection):
        return True
    behind = {owner for (owner,) in connection.execute("SELECT owner FROM search_pending")}
    owners = {id for (id,) in connection.execute("SELECT id FROM conference")}
    owners |= {-id for (id,) in connection.execute("SELECT id FROM student")}
    owners |= {id for (id,) in connection.execute("SELECT DISTINCT owner FROM search_entry")}
    reader, query = Reader(connection), "SELECT id, words FROM search_entry WHERE owner = ?"
    for count, owner in enumerate(owners - behind):
        if alive and count % 200 == 0:
            alive()
        entered = sorted(
            (id, _unmarked(words)) for id, words in connection.execute(query, (owner,))
        )
        if entered != sorted((id, _unmarked(words)) for id, words in reader.entries_of(owner)):
            return False
    return True


def _unmarked(words: str) -> str:
    # A goal that was taken up again marks other conferences than before: no word is wrong for that.
    return _MARKS.split(words, maxsplit=1)[0]
