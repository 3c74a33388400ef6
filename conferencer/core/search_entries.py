"""Asking the index for entries: FTS5 where it is there, else looking through their words."""

import sqlite3
from collections.abc import Sequence

from conferencer.core.files import UNREADABLE
from conferencer.core.search_index import has_index
from conferencer.core.search_words import Term

LAST = 1 << 62
"""Above the number of every entry."""
Marks = Sequence[Sequence[str]]
"""Of each group an entry must bear at least one."""


class Entries:
    """The entries of a notebook.

    Args:
        by_index: whether to ask FTS5; None where it is there.
    """

    def __init__(self, connection: sqlite3.Connection, by_index: bool | None = None) -> None:
        self._connection = connection
        self._by_index = has_index(connection) if by_index is None else by_index
        self.is_damaged = False
        """Whether FTS5 could not read its own index."""

    def with_all(
        self, terms: Sequence[Term], marks: Marks, limit: int, low: int = 0, high: int = LAST
    ) -> list[int]:
        """The numbers of the entries with every term and mark, the newest first.

        Args:
            low, high: from and up to which number, the latter not included.
        """
        if self._by_index and (terms or marks):
            try:
                sql = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
                return self._numbers(sql, [_match(terms, marks)], "rowid", limit, low, high)
            except UNREADABLE:  # a damaged index keeps nobody from finding
                self._by_index, self.is_damaged = False, True
        conditions, values = _likes(terms, marks)
        sql = f"SELECT id FROM search_entry WHERE {' AND '.join(['1', *conditions])}"
        return self._numbers(sql, values, "id", limit, low, high)

    def _numbers(
        self, sql: str, values: list[object], number: str, limit: int, low: int, high: int
    ) -> list[int]:
        sql += f" AND {number} >= ? AND {number} < ? ORDER BY {number} DESC LIMIT ?"
        rows = self._connection.execute(sql, (*values, low, high, limit))
        return [number for (number,) in rows]


def _match(terms: Sequence[Term], marks: Marks) -> str:
    """The query in FTS5's own words: every word is quoted, and none holds a quote."""
    wanted = [f'"{" ".join(term.words)}"{"*" if term.goes_on else ""}' for term in terms]
    wanted += ["(" + " OR ".join(f'"{one}"' for one in group) + ")" for group in marks]
    return " AND ".join(wanted)


def _likes(terms: Sequence[Term], marks: Marks) -> tuple[list[str], list[object]]:
    conditions, values = [], list[object]()
    for term in terms:
        # A word of the index holds none of LIKE's own signs, and marks end every entry.
        conditions.append("' ' || words LIKE ?")
        values.append(f"% {' '.join(term.words)}{'' if term.goes_on else ' '}%")
    for group in marks:
        conditions.append("(" + " OR ".join("words || ' ' LIKE ?" for _ in group) + ")")
        values += [f"% {one} %" for one in group]
    return conditions, values
