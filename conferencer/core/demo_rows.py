"""Made-up rows on their way into a notebook, in bulk."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session

from conferencer.core.models import Note

Row = dict[str, object]

_FIRST = ("class_group", "school_day", "student", "enrollment", "profile_entry")
_TALKS = ("conference", "note", "note_revision")
_LAST = (
    "goal",
    "goal_revision",
    "next_step",
    "follow_up",
    "connection",
    "appointment",
    "request",
)
"""Goals, steps and appointments change until the last conference, so they are written last."""
_MANY = 20_000
"""Notes that are held before they are written; measured, more is not faster."""
_OPENS = time(9, 0)
_PLACES = 36
"""Conferences a day that begin one after the other; more than these overlap."""


class DemoRows:
    """Numbers rows from 1 in each table, and writes them, parents before children."""

    def __init__(self, session: Session, rng: Random) -> None:
        self._session = session
        self._rng = rng
        self._waiting: dict[str, list[Row]] = {name: [] for name in (*_FIRST, *_TALKS, *_LAST)}
        self._written = dict.fromkeys(self._waiting, 0)
        self._places: dict[date, int] = {}

    def add(self, table: str, row: Row) -> Row:
        """Take a row in; it may still be changed if it is not a conference's or a note's."""
        waiting = self._waiting[table]
        row["id"] = self._written[table] + len(waiting) + 1
        waiting.append(row)
        return row

    def add_days(self, holidays: dict[date, str]) -> None:
        """Take the days without school in; they have no number."""
        self._waiting["school_day"] = [{"day": d, "label": said} for d, said in holidays.items()]

    def new_uid(self) -> str:
        """A uid that is the same every time for one seed."""
        return str(UUID(int=self._rng.getrandbits(128), version=4))

    def next_start(self, day: date) -> datetime:
        """When the next conference of a day begins."""
        place = self._places.get(day, 0)
        self._places[day] = place + 1
        opens = datetime.combine(day, _OPENS, UTC)
        return opens + timedelta(minutes=10 * (place % _PLACES))

    def write_when_many(self) -> None:
        """Write the conferences and their notes if many are waiting."""
        if len(self._waiting["note"]) >= _MANY:
            self._write((*_FIRST, *_TALKS))

    def write_all(self) -> None:
        """Write what is left."""
        self._write((*_FIRST, *_TALKS, *_LAST))

    def _write(self, names: tuple[str, ...]) -> None:
        for name in names:
            rows = self._waiting[name]
            for chunk in _chunks(rows):
                self._session.execute(insert(Note.metadata.tables[name]), chunk)
            self._written[name] += len(rows)
            rows.clear()


def _chunks(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), _MANY):
        yield rows[start : start + _MANY]
