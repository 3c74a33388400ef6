"""What may be found: every text that search reads, as entries of its index.

The number of an entry begins with its day, so that the newest is the highest and FTS5 gives the
newest first without sorting. Its words are folded, and private letters after them mark whose it
is. Memory aids and supports are never entered.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from conferencer.core.search_words import folded

SOURCES = (
    *("note", "note_revision", "goal", "goal_revision", "next_step", "follow_up"),
    "profile_entry",
)
"""The tables that are searched. The order is kept in the file: new ones go to the end."""
COLUMNS = {
    "note": ("text",),
    "note_revision": ("text",),
    "goal": ("wording", "why", "sign"),
    "goal_revision": ("wording", "why"),
    "next_step": ("text", "when_cue", "obstacle", "sign"),
    "follow_up": ("words",),
    "profile_entry": ("text",),
}
"""Which of their columns; the order is kept likewise."""
CHOICES = frozenset(
    ("my_view", "goal_choice", "goal_chosen_by", "goal_about", "step_owner", "follow_up_outcome")
)
"""Fields that hold a choice's key, which nobody has said."""

_DAY, _SOURCE, _COLUMN = 40, 37, 34
"""Where in an entry's number the day, the table and the column begin, in bits."""
_MANY = 12_000
"""Private letters of a kind; five kinds fit into the plane."""
_KINDS = ("student", "class", "goal", "voice", "table")
VOICES = ("learner", "teacher")


class Place(NamedTuple):
    """Where an entry comes from."""

    source: str
    column: str
    row: int
    day: date


_PLACES = {
    (source, column): kind << _SOURCE | place << _COLUMN
    for kind, source in enumerate(SOURCES)
    for place, column in enumerate(COLUMNS[source])
}


def number_of(day: date, source: str, column: str, row: int) -> int:
    """The number of an entry."""
    return day.toordinal() << _DAY | _PLACES[source, column] | row


def first_of(day: date) -> int:
    """The lowest number that an entry of a day can have."""
    return day.toordinal() << _DAY


def place_of(number: int) -> Place:
    """Where the entry with a number comes from."""
    source = SOURCES[number >> _SOURCE & 7]
    column = COLUMNS[source][number >> _COLUMN & 7]
    return Place(source, column, number & (1 << _COLUMN) - 1, date.fromordinal(number >> _DAY))


@lru_cache(maxsize=4096)
def mark(kind: str, number: int) -> str:
    """A word of private letters that says whose an entry is.

    One letter as long as there are few, so that it stands in no index of beginnings.

    Args:
        kind: student, class, goal, voice or table.
    """
    first = 0xF0000 + _KINDS.index(kind) * _MANY
    rest, low = divmod(number, _MANY)
    letters = chr(first + low)
    while rest:
        rest, low = divmod(rest, 4096)
        letters += chr(0xE000 + low)
    return letters


_WORDING = f" {mark('table', SOURCES.index('goal'))}"
"""Marks the wordings of goals, so that `goal:` finds them."""


class Entry(NamedTuple):
    """A text on its way into the index."""

    id: int
    words: str


class _Learner:
    """What entries of a learner need to know: goals, and when they were in which class."""

    def __init__(self, connection: sqlite3.Connection, student_id: int) -> None:
        self.mark = mark("student", student_id)
        # Plain rows, and days as they are kept: those compare as dates do. A first index reads the
        # goals of 200 learners again and again.
        self._goals: list[tuple[int, str, str, str | None]] = connection.execute(
            "SELECT id, uid, since, closed_on FROM goal WHERE student_id = ? ORDER BY since, id",
            (student_id,),
        ).fetchall()
        self._times = connection.execute(
            "SELECT class_id, joined_on, left_on FROM enrollment WHERE student_id = ?",
            (student_id,),
        ).fetchall()

    def classes_on(self, day: date) -> list[int]:
        """The classes the learner was in on a day."""
        on = day.isoformat()
        return [id for id, joined, left in self._times if joined <= on and (not left or on <= left)]

    def goals_of(self, day: date, about: set[str], ids: set[int], begun: bool) -> set[int]:
        """The goals that a conference was about."""
        goals = set(ids)
        if about:
            goals |= {id for id, uid, _, _ in self._goals if uid in about}
        on = day.isoformat()
        if begun:
            goals |= {id for id, _, since, _ in self._goals if since == on}
        if goals:
            return goals
        held = [id for id, _, since, end in self._goals if since <= on and not (end and end < on)]
        return {held[-1]} if held else set()


@dataclass
class _Talk:
    """The rows of a conference, each without the conference's id."""

    held: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    revisions: list[Any] = field(default_factory=list)
    steps: list[Any] = field(default_factory=list)
    follow_ups: list[Any] = field(default_factory=list)


_OF_TALKS = {
    "held": "SELECT id, student_id, class_id, held_on FROM conference "
    "WHERE id IN ({marks}) AND discarded_at IS NULL",
    "notes": "SELECT conference_id, id, field, voice, text FROM note "
    "WHERE conference_id IN ({marks})",
    "revisions": "SELECT conference_id, id, field, text FROM note_revision "
    "WHERE conference_id IN ({marks})",
    "steps": "SELECT conference_id, id, goal_id, text, when_cue, obstacle, sign FROM next_step "
    "WHERE conference_id IN ({marks})",
    "follow_ups": "SELECT conference_id, id, words FROM follow_up WHERE conference_id IN ({marks})",
}
_MOST_ASKED = 500
"""Conferences in one query: an older SQLite takes no more than 999 values."""


class Reader:
    """Reads what may be found, a conference or a learner at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._learners: dict[int, _Learner] = {}
        self._talks: dict[int, _Talk] = {}

    def entries_of(self, owner: int) -> list[Entry]:
        """Every entry of a conference, or of a learner (with a minus before the id)."""
        found = self._of_conference(owner) if owner > 0 else self._of_student(-owner)
        return [Entry(number, f"{words} {marks}") for number, words, marks in found if words]

    def read_ahead(self, owners: Sequence[int]) -> None:
        """Read what the conferences among these hold all at once: five queries, not five each."""
        ids = [owner for owner in owners if owner > 0]
        self._talks = {id: _Talk() for id in ids}
        for start in range(0, len(ids), _MOST_ASKED):
            self._read(ids[start : start + _MOST_ASKED])

    def _read(self, ids: Sequence[int]) -> None:
        talks, marks = self._talks, ", ".join("?" * len(ids))
        for part, query in _OF_TALKS.items():
            for id, *row in self._connection.execute(query.format(marks=marks), ids):
                getattr(talks[id], part).append(row)

    def _learner(self, student_id: int) -> _Learner:
        if student_id not in self._learners:
            self._learners[student_id] = _Learner(self._connection, student_id)
        return self._learners[student_id]

    def _of_conference(self, id: int) -> Iterator[tuple[int, str, str]]:
        if id not in self._talks:
            self.read_ahead([id])
        talk = self._talks[id]
        if not talk.held:
            return
        ((student_id, class_id, held_on),) = talk.held
        day, learner = date.fromisoformat(held_on), self._learner(student_id)
        about = {text for _, name, _, text in talk.notes if name == "goal_about"}
        begun = any(name == "goal" for _, name, _, _ in talk.notes)
        goals = learner.goals_of(day, about, {step[1] for step in talk.steps if step[1]}, begun)
        marks = _marks(learner, [class_id] if class_id else learner.classes_on(day), goals)
        voices = {name: voice for _, name, voice, _ in talk.notes}
        said = {text.strip() for _, _, _, text in talk.notes}
        for row, name, voice, text in talk.notes:
            if name.partition(".")[0] not in CHOICES:
                yield number_of(day, "note", "text", row), folded(text), marks + _voice(voice)
        for row, name, text in talk.revisions:
            if name.partition(".")[0] not in CHOICES:
                voice = _voice(voices.get(name, ""))
                yield number_of(day, "note_revision", "text", row), folded(text), marks + voice
        for row, _, *texts in talk.steps:
            yield from self._step(day, row, texts, said, marks)
        for row, text in talk.follow_ups:
            if text.strip() not in said:
                number = number_of(day, "follow_up", "words", row)
                yield number, folded(text), marks + _voice("learner")

    def _step(
        self, day: date, row: int, texts: Iterable[str], said: set[str], marks: str
    ) -> Iterator[tuple[int, str, str]]:
        # A step that a note of its conference says word for word is found as that note.
        for column, text in zip(COLUMNS["next_step"], texts, strict=True):
            if text.strip() not in said:
                number = number_of(day, "next_step", column, row)
                yield number, folded(text), marks + _voice("learner")

    def _of_student(self, id: int) -> Iterator[tuple[int, str, str]]:
        rows, learner = self._connection.execute, self._learner(id)
        voices = {}
        for row, by, since, *texts in rows(
            "SELECT id, chosen_by, since, wording, why, sign FROM goal WHERE student_id = ?", (id,)
        ):
            day, voices[row] = (
                date.fromisoformat(since),
                "teacher" if by == "teacher" else "learner",
            )
            marks = _marks(learner, learner.classes_on(day), {row}) + _voice(voices[row])
            for column, text in zip(COLUMNS["goal"], texts, strict=True):
                sought = _WORDING if column == "wording" else ""
                yield number_of(day, "goal", column, row), folded(text), marks + sought
        for row, goal, changed_at, *texts in rows(
            "SELECT r.id, r.goal_id, r.changed_at, r.wording, r.why FROM goal_revision r "
            "JOIN goal g ON g.id = r.goal_id WHERE g.student_id = ?",
            (id,),
        ):
            day = _local_day(changed_at)
            marks = _marks(learner, learner.classes_on(day), {goal}) + _voice(voices[goal])
            for column, text in zip(COLUMNS["goal_revision"], texts, strict=True):
                yield number_of(day, "goal_revision", column, row), folded(text), marks
        for row, goal, due, *texts in rows(
            "SELECT id, goal_id, due_on, text, when_cue, obstacle, sign FROM next_step "
            "WHERE student_id = ? AND conference_id IS NULL",
            (id,),
        ):
            day = date.fromisoformat(due) if due else date.min
            marks = _marks(learner, learner.classes_on(day), {goal} if goal else set())
            yield from self._step(day, row, texts, {""}, marks)
        for row, voice, since, text in rows(
            "SELECT id, said_by, since, text FROM profile_entry "
            "WHERE student_id = ? AND kind != 'support'",
            (id,),
        ):
            day = date.fromisoformat(since)
            marks = _marks(learner, learner.classes_on(day), ()) + _voice(voice)
            yield number_of(day, "profile_entry", "text", row), folded(text), marks


def _marks(learner: _Learner, classes: Iterable[int], goals: Iterable[int]) -> str:
    said = [learner.mark, *(mark("class", id) for id in classes)]
    return " ".join([*said, *(mark("goal", id) for id in sorted(goals))])


_VOICE_MARKS = {voice: f" {mark('voice', number)}" for number, voice in enumerate(VOICES)}


def _voice(voice: str) -> str:
    return _VOICE_MARKS.get(voice, "")


def _local_day(stamp: str) -> date:
    moment = datetime.fromisoformat(stamp)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone().date()
