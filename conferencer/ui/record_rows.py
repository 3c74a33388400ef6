"""What holds now of one learner, as rows: who they are, goals, steps, strengths and supports."""

from datetime import date

from textual.content import Content

from conferencer.core.dates import in_words, nearby
from conferencer.core.goal_threads import in_order
from conferencer.core.guide import conference_types
from conferencer.core.history import LearnerPage
from conferencer.core.models import Goal, NextStep, Student
from conferencer.core.text import isolated
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.record_list import Row

ENTRIES = {
    "strength": "Strengths",
    "interest": "Interests",
    "helps_me": "What helps",
    "support": "Supports – before you sit down",
}
"""Headings of what is known of a learner."""

Parts = list[tuple[str, list[Row]]]


def record_rows(page: LearnerPage, today: date) -> Parts:
    """Headings and rows: first what a teacher needs before a talk."""
    goals = in_order(page.goals)
    active = [goal for goal in goals if goal.status == "active"]
    closed = [goal for goal in goals if goal.status != "active"]
    entries: Parts = [
        (heading, [(f"entry-{e.id}", row(e.text)) for e in page.profile if e.kind == kind])
        for kind, heading in ENTRIES.items()
    ]
    return [
        ("Goals" if len(active) > 1 else "Goal now", [_goal(goal) for goal in active]),
        ("Next steps", [(f"step-{step.id}", _step(step, today)) for step in page.open_steps]),
        *entries,
        ("Who they are", [("who", _who(page.student))]),
        ("Other goals", [(f"goal-{goal.id}", _other_goal(goal, today)) for goal in closed]),
        ("For you alone", [("aid", row("Memory aid", "  m"))]),
    ]


def row(text: str, quiet: str = "") -> Content:
    """One row: a quiet dot, the words, quiet words."""
    return Content.assemble(("· ", QUIET), isolated(text), (quiet, QUIET))


def _goal(goal: Goal) -> Row:
    return f"goal-{goal.id}", row(goal.wording)


def _who(student: Student) -> Content:
    kind = conference_types().get(student.type)
    parts = (
        f"{student.home_language} at home" if student.home_language else "",
        student.email,
        f"every {student.cadence} school days" if student.cadence else "",
        f"usually {kind.name.lower()}" if kind else "",
    )
    told = " · ".join(part for part in parts if part)
    return Content.styled(isolated(told) or "How to say the name, pronouns …", QUIET)


def _step(step: NextStep, today: date) -> Content:
    due = f"  by {nearby(step.due_on, today)}" if step.due_on else ""
    return row(step.text, due)


def _other_goal(goal: Goal, today: date) -> Content:
    on = f" {in_words(goal.closed_on, today)}" if goal.closed_on else ""
    return row(goal.wording, f"  {goal.status}{on}").stylize(QUIET)
