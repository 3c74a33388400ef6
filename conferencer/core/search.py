"""Search: where did somebody say that? Every note, goal, step and profile entry, by its words.

It asks FTS5 where the library has it, else it looks through the folded words (`LIKE`). Both give
the same hits. Memory aids and supports are not in the index, and so are never found.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta

from conferencer.core.errors import ConferencerError, DamagedNotebookError
from conferencer.core.notebook import Notebook
from conferencer.core.search_entries import Entries
from conferencer.core.search_filters import Filters, filters_of
from conferencer.core.search_hits import Hit, hits_at
from conferencer.core.search_index import catch_up, forget, pending
from conferencer.core.search_query import Query, understood_query
from conferencer.core.search_texts import first_of
from conferencer.core.search_words import Sentence, Term, sentence_of

MOST = 40
"""Hits that are shown; whoever looks through more types another word."""
_CANDIDATES = 400
"""Of so many, the newest, the best come first: a key must not wait for all that were ever said."""
AT_ONCE = 30
"""Conferences that are read again in one transaction, in about 20 ms."""

__all__ = ["MOST", "Found", "Hit", "Query", "Sentence", "make_anew", "prepare", "search"]


@dataclass
class Found:
    """What a search found."""

    query: Query
    hits: list[Hit] = field(default_factory=list)
    is_more: bool = False
    """Whether there are more than these."""
    remarks: list[str] = field(default_factory=list)
    """What was not understood, a sentence each."""
    unread: int = 0
    """Conferences and learners that are not in the index yet."""

    def sentence(self, hit: Hit) -> Sentence:
        """A hit in its sentence."""
        return sentence_of(hit.text, self.query.terms)


def driver_of(
    notebook: Notebook, writing: bool = False
) -> AbstractContextManager[sqlite3.Connection]:
    """The driver's own connection, inside a transaction of the notebook."""
    return notebook.asking(writing)


def prepare(notebook: Notebook, at_most: int = AT_ONCE) -> int:
    """Read what has changed since the last time into the index, a part of it at a time.

    Returns:
        conferences and learners that are left.

    Raises:
        NotebookBusyError: another program is writing.
        ConferencerError: the notebook cannot be written to.
    """
    with driver_of(notebook) as connection:
        if pending(connection) == 0:
            return 0
    try:
        with driver_of(notebook, writing=True) as connection:
            return catch_up(connection, at_most)
    except DamagedNotebookError:  # perhaps only the index, which can be made anew
        with driver_of(notebook, writing=True) as connection:
            forget(connection)
            return catch_up(connection, at_most)


def make_anew(notebook: Notebook, alive: Callable[[], None] = lambda: None) -> None:
    """Forget the index, and read every word again.

    Raises:
        ConferencerError: as for `prepare`.
    """
    with driver_of(notebook, writing=True) as connection:
        forget(connection)
    while prepare(notebook, 200):
        alive()


def search(
    notebook: Notebook,
    words: str,
    best_first: bool = False,
    student_id: int | None = None,
    class_id: int | None = None,
    day_first: bool = True,
    at_most: int = MOST,
) -> Found:
    """Look for words.

    Args:
        words: as they were typed; nothing is an error.
        best_first: of the newest 400, what stands together as typed, then whole words, then
            beginnings of words, and among these the shortest texts; else the newest first.
        student_id: only this learner's.
        class_id: only this class's.
    """
    query = understood_query(words, notebook.today(), day_first)
    found = Found(query, remarks=list(query.remarks))
    if not query.asks_anything:
        return found
    with driver_of(notebook) as connection:
        filters = filters_of(connection, query, student_id, class_id)
        found.remarks += filters.remarks
        found.unread = pending(connection)
        looked = _Look(connection, query, filters)
        # Some say the same as another hit, and are left out.
        limit = at_most + at_most // 2 + 1
        numbers = looked.best(limit) if best_first else looked.newest(limit)
        hits = _once(hits_at(connection, numbers))
    if looked.is_damaged:
        _have_it_rebuilt(notebook)
    found.hits, found.is_more = hits[:at_most], len(hits) > at_most
    return found


def _have_it_rebuilt(notebook: Notebook) -> None:
    with suppress(ConferencerError), driver_of(notebook, writing=True) as connection:
        connection.execute("INSERT OR IGNORE INTO search_pending VALUES (0)")


def _once(hits: Sequence[Hit]) -> list[Hit]:
    """A goal is also a note of the conference that set it: the same words are told once."""
    said: dict[tuple[int, date, str], Hit] = {}
    for hit in hits:
        key = (hit.student_id, hit.day, hit.text.strip())
        if key not in said or said[key].table != "note" and hit.table == "note":
            said[key] = hit
    return list(said.values())


class _Look:
    """Looks through the entries for one query."""

    def __init__(self, connection: sqlite3.Connection, query: Query, filters: Filters) -> None:
        self._terms, self._filters = query.terms, filters
        self._connection, self._entered = connection, Entries(connection)
        self._low = first_of(query.since) if query.since else 0
        self._high = first_of(query.until + timedelta(days=1)) if query.until else 1 << 62

    @property
    def is_damaged(self) -> bool:
        """Whether FTS5 could not read its own index; all was found without it."""
        return self._entered.is_damaged

    def newest(self, limit: int) -> list[int]:
        """The newest entries with every term."""
        return self._entries(self._terms, limit)

    def best(self, limit: int) -> list[int]:
        """Those where the words stand together as typed, then whole words, then beginnings."""
        numbers = self._entries(self._terms, _CANDIDATES)
        if not self._terms:
            return numbers[:limit]
        marks = ", ".join("?" * len(numbers))
        query = f"SELECT id, words FROM search_entry WHERE id IN ({marks})"
        ranks = {id: self._rank(words) for id, words in self._connection.execute(query, numbers)}
        return sorted(numbers, key=lambda number: (*ranks[number], -number))[:limit]

    def _rank(self, words: str) -> tuple[int, int]:
        """How well an entry fits, the best lowest; of equals the shorter is better."""
        said = f" {words}"
        length = len(words) // 20
        together = " ".join(" ".join(term.words) for term in self._terms)
        if f" {together} " in said:
            return 0, length
        if self._terms[-1].goes_on and f" {together}" in said:
            return 1, length
        whole = all(f" {' '.join(term.words)} " in said for term in self._terms)
        return 2 if whole else 3, length

    def _entries(self, terms: Sequence[Term], limit: int) -> list[int]:
        if self._filters.nothing:
            return []
        marks = self._filters.marks
        return self._entered.with_all(terms, marks, limit, self._low, self._high)
