"""What has happened with one learner: conferences, goals, next steps, and who they are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from conferencer.core.models import (
    ClassGroup,
    Conference,
    Enrollment,
    FollowUp,
    Goal,
    GoalRevision,
    NextStep,
    Note,
    NoteRevision,
    ProfileEntry,
    Student,
)
from conferencer.core.next_steps import open_steps_in
from conferencer.core.notebook import Notebook

Row = TypeVar("Row", bound=SQLModel)


@dataclass
class Told:
    """One conference with everything that was said in it."""

    conference: Conference
    notes: list[Note] = field(default_factory=list)
    revisions: list[NoteRevision] = field(default_factory=list)
    next_steps: list[NextStep] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)

    def words(self) -> dict[str, str]:
        """Field -> text."""
        return {note.field: note.text for note in self.notes}

    def revisions_of(self, name: str) -> list[NoteRevision]:
        """The earlier texts of a field, oldest first."""
        return [revision for revision in self.revisions if revision.field == name]


@dataclass
class History:
    """Everything that was kept about a learner, but what is the teacher's alone."""

    student: Student
    classes: list[str]
    profile: list[ProfileEntry]
    conferences: list[Told]
    """Newest first; drafts included."""
    goals: list[Goal]
    goal_revisions: list[GoalRevision]
    next_steps: list[NextStep]

    def step(self, step_id: int) -> NextStep | None:
        """A step by its id."""
        return next((step for step in self.next_steps if step.id == step_id), None)


@dataclass
class LearnerPage:
    """A learner at a glance: what holds now, and what held before."""

    student: Student
    classes: list[str]
    profile: list[ProfileEntry]
    """The entries that hold now."""
    earlier: list[ProfileEntry]
    """Those that ended, the latest end first."""
    goals: list[Goal]
    goal_revisions: list[GoalRevision]
    open_steps: list[NextStep]


def page_of(notebook: Notebook, student_id: int) -> LearnerPage:
    """A learner at a glance; the conferences are `threads.story_of`."""
    with notebook.session() as session:
        goals = _of(Goal, student_id).order_by(col(Goal.since).desc(), col(Goal.id).desc())
        entries = list(session.exec(_of(ProfileEntry, student_id).order_by(col(ProfileEntry.id))))
        ended = [entry for entry in entries if entry.until is not None]
        return LearnerPage(
            session.get_one(Student, student_id),
            _classes(session, student_id),
            [entry for entry in entries if entry.until is None],
            sorted(ended, key=lambda entry: entry.until or entry.since, reverse=True),
            list(session.exec(goals)),
            _goal_revisions(session, student_id),
            list(open_steps_in(session, student_id)),
        )


def history_of(notebook: Notebook, student_id: int) -> History:
    """A learner's whole history."""
    with notebook.session() as session:
        student = session.get_one(Student, student_id)
        return History(
            student,
            _classes(session, student_id),
            list(session.exec(_of(ProfileEntry, student_id).order_by(col(ProfileEntry.id)))),
            _told(session, student_id),
            list(
                session.exec(
                    _of(Goal, student_id).order_by(col(Goal.since).desc(), col(Goal.id).desc())
                )
            ),
            _goal_revisions(session, student_id),
            list(session.exec(_of(NextStep, student_id).order_by(col(NextStep.id).desc()))),
        )


def one_conference(notebook: Notebook, conference_id: int) -> Told:
    """One conference with all that belongs to it."""
    with notebook.session() as session:
        conference = session.get_one(Conference, conference_id)
        return _with_belongings(session, [conference], [conference_id])[0]


def _of(table: type[Row], student_id: int):  # type: ignore[no-untyped-def]
    return select(table).where(table.student_id == student_id)  # type: ignore[attr-defined]


def _classes(session: Session, student_id: int) -> list[str]:
    query = (
        select(ClassGroup.name)
        .join(Enrollment, col(Enrollment.class_id) == col(ClassGroup.id))
        .where(Enrollment.student_id == student_id, col(Enrollment.left_on).is_(None))
    )
    return sorted(set(session.exec(query)))


def _goal_revisions(session: Session, student_id: int) -> list[GoalRevision]:
    query = (
        select(GoalRevision)
        .join(Goal, col(Goal.id) == col(GoalRevision.goal_id))
        .where(Goal.student_id == student_id)
        .order_by(col(GoalRevision.changed_at))
    )
    return list(session.exec(query))


def _told(session: Session, student_id: int) -> list[Told]:
    conferences = session.exec(
        select(Conference)
        .where(Conference.student_id == student_id, col(Conference.discarded_at).is_(None))
        .order_by(col(Conference.held_on).desc(), col(Conference.started_at).desc())
    ).all()
    ids = select(Conference.id).where(Conference.student_id == student_id)
    return _with_belongings(session, conferences, ids)


def _with_belongings(
    session: Session, conferences: Iterable[Conference], ids: object
) -> list[Told]:
    """Each conference with its notes, steps and follow-ups: one query a table."""
    told = {conference.id: Told(conference) for conference in conferences}

    def spread(table: type[Row], order: object) -> dict[int, list[Row]]:
        within = table.conference_id.in_(ids)  # type: ignore[attr-defined]
        query = select(table).where(within).order_by(order)  # type: ignore[arg-type]
        rows: dict[int, list[Row]] = defaultdict(list)
        for row in session.exec(query):
            rows[row.conference_id].append(row)  # type: ignore[attr-defined]
        return rows

    notes = spread(Note, col(Note.id))
    revisions = spread(NoteRevision, col(NoteRevision.changed_at))
    steps = spread(NextStep, col(NextStep.id))
    follow_ups = spread(FollowUp, col(FollowUp.id))
    for number, one in told.items():
        assert number is not None
        one.notes, one.revisions = notes[number], revisions[number]
        one.next_steps, one.follow_ups = steps[number], follow_ups[number]
    return list(told.values())
