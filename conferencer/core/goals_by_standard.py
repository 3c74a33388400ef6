"""A learner's or a class's goals by the standards they belong to; on screen and as a table."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import col, select

from conferencer.core.class_steps import enrolled
from conferencer.core.models import Framework, Goal, GoalStandard, Standard, Student
from conferencer.core.names import full_names
from conferencer.core.notebook import Notebook
from conferencer.core.spreadsheet import ENCODING, guarded
from conferencer.core.threads import kept_goal

HEADS = (
    *("framework", "code", "standard", "withdrawn_on", "learner", "goal"),
    *("status", "since", "closed_on"),
)
TOLD = ("active", "met", "parked")
"""Goals that are told; one that was changed has its successor."""


@dataclass
class UnderStandard:
    """A standard and the goals that belong to it."""

    standard: Standard
    framework: Framework
    goals: list[tuple[Goal, Student]] = field(default_factory=list)
    """Those of now first, then by learner."""

    @property
    def learners(self) -> int:
        """How many learners have a goal here."""
        return len({student.id for _, student in self.goals})


def goals_by_standard(
    notebook: Notebook, today: date, class_id: int | None = None, student_id: int | None = None
) -> list[UnderStandard]:
    """The standards that goals belong to, in the order of their frameworks.

    Args:
        class_id: only of learners who are in this class today; None for everybody's.
        student_id: only this learner's.
    """
    query = (
        select(GoalStandard.goal_id, Standard, Framework, Student)
        .join(Standard, col(Standard.id) == col(GoalStandard.standard_id))
        .join(Framework, col(Framework.id) == col(Standard.framework_id))
        .join(Goal, col(Goal.id) == col(GoalStandard.goal_id))
        .join(Student, col(Student.id) == col(Goal.student_id))
        .order_by(col(Framework.title), col(Framework.id), col(Standard.position))
        .order_by(col(Student.sort_name), col(Student.id), col(Goal.id))
    )
    if class_id is not None:
        query = query.where(enrolled(class_id, today))
    if student_id is not None:
        query = query.where(Student.id == student_id)
    found: dict[int, UnderStandard] = {}
    with notebook.session() as session:
        rows = session.exec(query).all()
        owners = {student.id for _, _, _, student in rows}
        goals = session.exec(select(Goal).where(col(Goal.student_id).in_(owners))).all()
        by_id, kept = {goal.id: goal for goal in goals}, kept_goal(goals)
        for goal_id, standard, framework, student in rows:
            goal = by_id.get(kept.get(goal_id, goal_id))
            if goal is None or goal.status not in TOLD:
                continue
            under = found.setdefault(standard.id or 0, UnderStandard(standard, framework))
            if all(goal.id != other.id for other, _ in under.goals):
                under.goals.append((goal, student))
    for under in found.values():
        under.goals.sort(key=lambda one: TOLD.index(one[0].status))
    return list(found.values())


def as_rows(found: Sequence[UnderStandard]) -> Iterable[tuple[str, ...]]:
    """A row for each goal under each standard, in the order of `HEADS`."""
    students = {s.id: s for under in found for _, s in under.goals}
    names = dict(zip(students, full_names(students.values()), strict=True))
    for under in found:
        standard = under.standard
        for goal, student in under.goals:
            yield (
                under.framework.title,
                standard.code,
                standard.statement,
                _day(standard.withdrawn_on),
                names[student.id],
                goal.wording,
                goal.status,
                _day(goal.since),
                _day(goal.closed_on),
            )


def as_csv(found: Sequence[UnderStandard]) -> bytes:
    """The same as a CSV file for a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows([guarded(cell) for cell in row] for row in as_rows(found))
    return text.getvalue().encode(ENCODING)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
