"""The filters of a search that name something: a class, a goal, a learner."""

import sqlite3
from dataclasses import dataclass, field

from conferencer.core.search_entries import Entries
from conferencer.core.search_query import Query
from conferencer.core.search_texts import SOURCES, VOICES, mark, place_of
from conferencer.core.search_words import Term, folded, stands_alone

_MOST_GOALS = 200


@dataclass
class Filters:
    """The marks that an entry must bear: of each group at least one."""

    marks: list[list[str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What was not found, a sentence each."""

    @property
    def nothing(self) -> bool:
        """Whether no entry can bear them all."""
        return any(not group for group in self.marks)

    def want(self, kind: str, ids: list[int], otherwise: str) -> None:
        """Want one of these."""
        self.marks.append([mark(kind, id) for id in ids])
        if not ids:
            self.remarks.append(otherwise)


def filters_of(
    connection: sqlite3.Connection,
    query: Query,
    student_id: int | None = None,
    class_id: int | None = None,
) -> Filters:
    """The marks that a query wants.

    Args:
        student_id: only this learner's entries.
        class_id: only this class's.
    """
    filters = Filters()
    if student_id is not None:
        filters.marks.append([mark("student", student_id)])
    if class_id is not None:
        filters.marks.append([mark("class", class_id)])
    if query.voice:
        filters.marks.append([mark("voice", VOICES.index(query.voice))])
    if folded(query.class_name):
        classes = connection.execute("SELECT id, name, school_year FROM class_group").fetchall()
        names = [(id, f"{name} {year}") for id, name, year in classes]
        filters.want("class", _called(names, query.class_name), _none("class", query.class_name))
    if folded(query.learner):
        names = connection.execute(
            "SELECT id, preferred_name || ' ' || given_name || ' ' || family_name FROM student"
        ).fetchall()
        filters.want("student", _called(names, query.learner), _none("learner", query.learner))
    if wanted := folded(query.goal).split():
        found = _goals(connection, wanted)
        if len(found) > _MOST_GOALS:
            filters.remarks.append(f"Only the {_MOST_GOALS} newest goals of that name.")
        filters.want("goal", found[:_MOST_GOALS], _none("goal", query.goal))
    return filters


def _goals(connection: sqlite3.Connection, wanted: list[str]) -> list[int]:
    """The goals in whose wording every word begins one of the words, the newest first."""
    terms = [Term((word,), goes_on=not stands_alone(word)) for word in wanted]
    wordings = [[mark("table", SOURCES.index("goal"))]]
    found = Entries(connection).with_all(terms, wordings, _MOST_GOALS + 1)
    return [place_of(number).row for number in found]


def _none(kind: str, value: str) -> str:
    return f"There is no {kind} “{value}”."


def _called(names: list[tuple[int, str]], wanted: str) -> list[int]:
    """The ids of the names in which every word begins one of the words."""
    beginnings = [f" {word}" for word in folded(wanted).split()]
    return [id for id, name in names if all(word in f" {folded(name)}" for word in beginnings)]
