"""Who is in a class on a day, in plain rows: for rooms that only name them."""

import sqlite3
from datetime import date
from typing import NamedTuple

ENROLLED = """(SELECT e.student_id FROM enrollment e JOIN student m ON m.id = e.student_id
  WHERE e.class_id = :class_id AND e.joined_on <= :today
    AND (e.left_on IS NULL OR e.left_on > :today) AND m.archived_on IS NULL)"""
"""The ids of those enrolled on `:today` in `:class_id`, as a part of a query."""
_MEMBERS = f"""
SELECT s.id, s.uid, s.given_name, s.family_name, s.preferred_name, s.grade
FROM student s WHERE s.id IN {ENROLLED} ORDER BY s.sort_name, s.id
"""


class Member(NamedTuple):
    """A learner of a class, as far as their name goes."""

    id: int
    uid: str
    given_name: str
    family_name: str
    preferred_name: str
    grade: str


def members_of(connection: sqlite3.Connection, class_id: int, today: date) -> dict[int, Member]:
    """Id -> learner, by family name."""
    asked = {"class_id": class_id, "today": today.isoformat()}
    return {row[0]: Member(*row) for row in connection.execute(_MEMBERS, asked)}
