"""What was found: the text as it was written, whose it is, when, and where it can be read."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from conferencer.core.names import full_name, full_names
from conferencer.core.search_texts import COLUMNS, Place, place_of

_CONFERENCE = "c.student_id, c.class_id, c.id, c.uid, c.status, c.guide"
_ALONE = "x.student_id, NULL, NULL, '', '', ''"
_QUERIES = {
    "note": f"SELECT x.id, x.field, x.voice, '', {_CONFERENCE}, x.text FROM note x "
    "JOIN conference c ON c.id = x.conference_id",
    "note_revision": "SELECT x.id, x.field, coalesce((SELECT voice FROM note n WHERE "
    "n.conference_id = x.conference_id AND n.field = x.field), ''), x.changed_at, "
    f"{_CONFERENCE}, x.text FROM note_revision x JOIN conference c ON c.id = x.conference_id",
    "goal": f"SELECT x.id, x.status, x.chosen_by, '', {_ALONE}, x.wording, x.why, x.sign "
    "FROM goal x",
    "goal_revision": "SELECT r.id, x.status, x.chosen_by, r.changed_at, "
    f"{_ALONE}, r.wording, r.why FROM goal_revision r JOIN goal x ON x.id = r.goal_id",
    "next_step": "SELECT x.id, x.status, 'learner', '', x.student_id, c.class_id, c.id, "
    "coalesce(c.uid, ''), coalesce(c.status, ''), coalesce(c.guide, ''), x.text, x.when_cue, "
    "x.obstacle, x.sign FROM next_step x LEFT JOIN conference c ON c.id = x.conference_id",
    "follow_up": f"SELECT x.id, s.uid, 'learner', '', {_CONFERENCE}, x.words FROM follow_up x "
    "JOIN conference c ON c.id = x.conference_id JOIN next_step s ON s.id = x.next_step_id",
    "profile_entry": f"SELECT x.id, x.kind, x.said_by, coalesce(x.until, ''), {_ALONE}, x.text "
    "FROM profile_entry x",
}
_CALLED = "coalesce(nullif({0}.preferred_name, ''), {0}.given_name)"
_IDS = {"goal_revision": "r.id"}
_FIELDS = {
    ("goal", "wording"): "goal",
    ("goal", "why"): "goal_why",
    ("goal", "sign"): "goal_sign",
    ("goal_revision", "wording"): "goal",
    ("goal_revision", "why"): "goal_why",
    ("next_step", "text"): "step",
    ("next_step", "when_cue"): "step_when",
    ("next_step", "obstacle"): "step_obstacle",
    ("next_step", "sign"): "step_sign",
}
"""A column as the field of a conference that asks for it."""


@dataclass(frozen=True)
class Whose:
    """A learner, as a hit tells of them."""

    id: int
    uid: str
    name: str
    """The whole name, told apart from every other learner's."""
    full_name: str
    class_id: int | None
    class_name: str
    """The class they are in, or were in last."""
    is_of_earlier_years: bool


class _Student(NamedTuple):
    id: int
    uid: str
    given_name: str
    family_name: str
    preferred_name: str
    grade: str
    archived_on: str | None


@dataclass(frozen=True)
class Hit:
    """A text that holds what was looked for."""

    table: str
    column: str
    id: int
    """Its row."""
    day: date
    """When it was said; of a next step without a conference its by-when."""
    field: str
    """The conference's field; of a profile entry its kind."""
    voice: str
    """learner or teacher; empty where nobody knows."""
    text: str
    whose: Whose
    class_name: str
    conference_id: int | None
    conference_uid: str
    status: str
    """Of the conference, the goal or the step; `ended` for a profile entry that has ended."""
    changed_at: str
    """Of an earlier text, when it gave way, as it is kept; else empty."""
    guide: str
    """The key of the conference's guide, which names its fields."""
    is_of_earlier_years: bool
    """Whether the learner or the class is archived."""

    @property
    def student_id(self) -> int:
        """The learner's id."""
        return self.whose.id

    @property
    def is_draft(self) -> bool:
        """Whether the conference is unfinished."""
        return self.conference_id is not None and self.status == "draft"


def hits_at(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Hit]:
    """The hits of these entries, in the same order; entries whose row has gone are left out."""
    places = [place_of(number) for number in numbers]
    rows: dict[tuple[str, int], tuple[Any, ...]] = {}
    for source in dict.fromkeys(place.source for place in places):
        ids = {place.row for place in places if place.source == source}
        marks = ", ".join("?" * len(ids))
        sql = f"{_QUERIES[source]} WHERE {_IDS.get(source, 'x.id')} IN ({marks})"
        rows |= {(source, row[0]): row for row in connection.execute(sql, tuple(ids))}
    whose = _whose(connection, {row[4] for row in rows.values()})
    classes = _classes(connection, {row[5] for row in rows.values() if row[5]})
    found = []
    for place in places:
        row = rows.get((place.source, place.row))
        if row is not None and row[4] in whose:
            found.append(_hit(place, row, whose[row[4]], classes))
    return found


def _hit(
    place: Place, row: tuple[Any, ...], whose: Whose, classes: dict[int, tuple[str, bool]]
) -> Hit:
    _, about, voice, changed_at, _, class_id, conference_id, uid, status, guide, *texts = row
    name, archived = classes.get(class_id, (whose.class_name, whose.is_of_earlier_years))
    field = _FIELDS.get((place.source, place.column), about)
    if place.source == "follow_up":
        field = f"follow_up.{about}"
    if place.source in ("goal", "goal_revision"):
        status, voice = about, "teacher" if voice == "teacher" else "learner"
    elif place.source == "next_step":
        status = about
    elif place.source == "profile_entry":
        status, changed_at = "ended" if changed_at else "", ""
    return Hit(
        table=place.source,
        column=place.column,
        id=place.row,
        day=place.day,
        field=field,
        voice=voice,
        text=texts[COLUMNS[place.source].index(place.column)],
        whose=whose,
        class_name=name,
        conference_id=conference_id,
        conference_uid=uid,
        status=status,
        changed_at=changed_at,
        guide=guide,
        is_of_earlier_years=archived or whose.is_of_earlier_years,
    )


def _classes(connection: sqlite3.Connection, ids: set[int]) -> dict[int, tuple[str, bool]]:
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT id, name, archived_on FROM class_group WHERE id IN ({marks})"
    return {id: (name, bool(on)) for id, name, on in connection.execute(sql, tuple(ids))}


def _whose(connection: sqlite3.Connection, ids: set[int]) -> dict[int, Whose]:
    marks = ", ".join("?" * len(ids))
    last: dict[int, tuple[int | None, str, bool]] = defaultdict(lambda: (None, "", False))
    for student_id, class_id, name, archived_on in connection.execute(
        "SELECT e.student_id, g.id, g.name, g.archived_on FROM enrollment e "
        f"JOIN class_group g ON g.id = e.class_id WHERE e.student_id IN ({marks}) "
        "ORDER BY e.left_on IS NULL, e.left_on, e.joined_on, e.id",
        tuple(ids),
    ):
        last[student_id] = (class_id, name, bool(archived_on))
    # Namesakes as well, though nothing of theirs was found.
    students = [
        _Student(*row)
        for row in connection.execute(
            "SELECT DISTINCT s.id, s.uid, s.given_name, s.family_name, s.preferred_name, s.grade, "
            "s.archived_on FROM student f JOIN student s ON s.family_name = f.family_name AND "
            f"{_CALLED.format('s')} = {_CALLED.format('f')} WHERE f.id IN ({marks})",
            tuple(ids),
        )
    ]
    found = {}
    for student, name in zip(students, full_names(students), strict=True):
        class_id, class_name, is_over = last[student.id]
        over = is_over or bool(student.archived_on)
        found[student.id] = Whose(
            student.id, student.uid, name, full_name(student), class_id, class_name, over
        )
    return found
