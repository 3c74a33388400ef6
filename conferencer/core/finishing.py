"""The end of a conference: its words become goals, steps, follow-ups and meetings, all or none."""

from sqlmodel import Session, col, select

from conferencer.core.conferences import draft_in, words_in
from conferencer.core.goal_standards import link_chosen
from conferencer.core.goals import talked_about, write_goal
from conferencer.core.models import (
    Appointment,
    Conference,
    Connection,
    Enrollment,
    Goal,
    NextStep,
    PlannedTurn,
    Request,
)
from conferencer.core.next_steps import understood, write_follow_ups, write_steps
from conferencer.core.notebook import Notebook

ENDINGS = ("met", "absent", "declined", "postponed")
"""Only *met* counts as met."""


def finish_conference(
    notebook: Notebook, conference_id: int, status: str = "met", day_first: bool = True
) -> None:
    """End a conference. Only *met* makes goals, steps, follow-ups and appointments.

    Raises:
        ConferencerError: it was finished or discarded meanwhile; nothing was changed.
    """
    assert status in ENDINGS
    with notebook.write() as session:
        conference = draft_in(session, conference_id)
        conference.status = status
        conference.finished_at, conference.claimed_by = notebook.now(), ""
        _let_go_of_pin(session, conference)
        if status == "met":
            _write_rows(notebook, session, conference, day_first)


def _let_go_of_pin(session: Session, conference: Conference) -> None:
    # A learner whose turn is over today would else stay on top, above those still to come.
    pinned = select(Enrollment).where(
        Enrollment.student_id == conference.student_id,
        Enrollment.placed_on == conference.held_on,
        col(Enrollment.place) >= 0,
    )
    for row in session.exec(pinned):
        row.placed_on = row.place = None
    planned = select(PlannedTurn).where(
        PlannedTurn.student_id == conference.student_id,
        PlannedTurn.day == conference.held_on,
        PlannedTurn.place >= 0,
    )
    for plan in session.exec(planned):
        session.delete(plan)


def _write_rows(
    notebook: Notebook, session: Session, conference: Conference, day_first: bool
) -> None:
    words = words_in(session, conference)
    before = talked_about(session, conference.student_id, words)  # it may be met from now on
    goal = write_goal(session, conference, words, notebook.now())
    link_chosen(session, goal or before, words, conference.held_on)
    steps = write_steps(session, conference, words, goal.id if goal else None, day_first)
    write_follow_ups(session, conference, words, steps)
    _write_connections(session, words, goal, steps)
    _write_meetings(session, conference, words, day_first)


def _write_connections(
    session: Session, words: dict[str, str], goal: Goal | None, steps: list[NextStep]
) -> None:
    step_id = steps[0].id if steps else None
    goal_id = goal.id if goal and step_id is None else None
    if step_id is None and goal_id is None:
        return
    for name in ("resource", "helper"):
        label = words.get(name, "").strip()
        if not label:
            continue
        link = label if "://" in label or label.startswith("www.") else ""
        kind = "person" if name == "helper" else "link" if link else "book"
        session.add(
            Connection(next_step_id=step_id, goal_id=goal_id, kind=kind, label=label, target=link)
        )


def _write_meetings(
    session: Session, conference: Conference, words: dict[str, str], day_first: bool
) -> None:
    student_id, held_on = conference.student_id, conference.held_on
    promised = select(Appointment).where(
        Appointment.student_id == student_id, col(Appointment.kept_on).is_(None)
    )
    for appointment in session.exec(promised.where(col(Appointment.planned_on) <= held_on)):
        appointment.kept_on = held_on
    asked = select(Request).where(
        Request.student_id == student_id, col(Request.answered_on).is_(None)
    )
    for request in session.exec(asked):
        request.answered_on = held_on
    _promise(session, conference, words.get("next_meeting", ""), day_first)


def promise_anew(session: Session, conference: Conference, text: str, day_first: bool) -> None:
    """Put a promised meeting on another day, inside a session."""
    promised = select(Appointment).where(
        Appointment.conference_id == conference.id, col(Appointment.kept_on).is_(None)
    )
    for appointment in session.exec(promised):
        session.delete(appointment)
    _promise(session, conference, text, day_first)


def _promise(session: Session, conference: Conference, text: str, day_first: bool) -> None:
    day = understood(text, conference.held_on, day_first)
    if day:
        session.add(
            Appointment(
                student_id=conference.student_id, conference_id=conference.id, planned_on=day
            )
        )
