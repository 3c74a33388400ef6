"""What a page about a learner may know: never a memory aid, a support, a level or a count of views.

Needs and concerns stay on the slip's own back: no page repeats them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, or_, select

from conferencer.core.models import (
    Conference,
    Goal,
    GoalRevision,
    NextStep,
    Note,
    ProfileEntry,
    Student,
)
from conferencer.core.names import short_names
from conferencer.core.notebook import Notebook
from conferencer.core.text import is_visible

_OWN_WORDS = ("victories", "lessons_learned")
_SAID_STRENGTHS = ("my_strength", "strength")


@dataclass(frozen=True)
class GoalFacts:
    """A goal, with its wordings before."""

    wording: str
    status: str
    """active, met, parked or changed."""
    since: date
    closed_on: date | None = None
    why: str = ""
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class TriedStep:
    """A next step and what came of it."""

    text: str
    status: str
    """open, done or changed."""
    set_on: date | None = None
    due_on: date | None = None
    owner: str = "learner"


@dataclass(frozen=True)
class OwnWords:
    """What the learner said on a day."""

    field: str
    text: str
    said_on: date


@dataclass(frozen=True)
class LearnerFacts:
    """Everything that any page about one learner may say."""

    student_id: int
    first_name: str
    """Told apart from classmates of the same name."""
    home_language: str
    since: date
    until: date
    strengths: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    goals: tuple[GoalFacts, ...] = ()
    """Of the period: those of now first, then the ones that ended, the latest first."""
    steps: tuple[TriedStep, ...] = ()
    """Of the period, the latest first."""
    own_words: tuple[OwnWords, ...] = ()
    met_on: tuple[date, ...] = field(default=())
    """The days of the conferences that were held, the latest first."""


def learner_facts(
    notebook: Notebook,
    student_ids: Sequence[int],
    since: date,
    until: date,
    names: dict[int, str] | None = None,
) -> list[LearnerFacts]:
    """The facts about some learners in a period, in the order given.

    Args:
        names: what they are called on paper; by default first names, told apart among themselves.
    """
    with notebook.session() as session:
        query = select(Student).where(col(Student.id).in_(student_ids))
        found = {student.id: student for student in session.exec(query)}
        students = [found[id] for id in student_ids if id in found]
        told = names or {
            student.id: name
            for student, name in zip(students, short_names(students), strict=True)
            if student.id is not None
        }
        return [_facts(session, student, told, since, until) for student in students]


def _facts(
    session: Session, student: Student, names: dict[int, str], since: date, until: date
) -> LearnerFacts:
    assert student.id is not None
    profile = {
        kind: _entries(session, student.id, kind, until)
        for kind in ("strength", "interest", "helps_me")
    }
    talks = session.exec(
        select(Conference)
        .where(Conference.student_id == student.id, Conference.status == "met")
        .where(col(Conference.held_on) >= since, col(Conference.held_on) <= until)
        .order_by(col(Conference.held_on).desc(), col(Conference.id).desc())
    ).all()
    notes = _notes(session, [talk.id for talk in talks if talk.id is not None])
    said = [note.text for talk in talks for note in notes.get(talk.id, []) if _is_strength(note)]
    return LearnerFacts(
        student_id=student.id,
        first_name=names[student.id],
        home_language=student.home_language,
        since=since,
        until=until,
        strengths=_once((*profile["strength"], *said)),
        interests=_once(profile["interest"]),
        helps=_once(profile["helps_me"]),
        goals=tuple(_goals(session, student.id, since, until)),
        steps=tuple(_steps(session, student.id, since, until)),
        own_words=tuple(
            OwnWords(note.field, note.text.strip(), talk.held_on)
            for talk in talks
            for note in notes.get(talk.id, [])
            if note.field in _OWN_WORDS and note.voice == "learner" and is_visible(note.text)
        ),
        met_on=tuple(dict.fromkeys(talk.held_on for talk in talks)),
    )


def _is_strength(note: Note) -> bool:
    return note.field in _SAID_STRENGTHS and is_visible(note.text)


def _once(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if is_visible(text)))


def _entries(session: Session, student_id: int, kind: str, until: date) -> list[str]:
    query = (
        select(ProfileEntry.text)
        .where(ProfileEntry.student_id == student_id, ProfileEntry.kind == kind)
        .where(col(ProfileEntry.since) <= until)
        .where(or_(col(ProfileEntry.until).is_(None), col(ProfileEntry.until) > until))
        .order_by(col(ProfileEntry.id))
    )
    return list(session.exec(query))


def _notes(session: Session, talks: Sequence[int]) -> dict[int | None, list[Note]]:
    notes: dict[int | None, list[Note]] = {}
    wanted = (*_OWN_WORDS, *_SAID_STRENGTHS)
    for start in range(0, len(talks), 500):  # fewer than SQLite takes in one query
        some = col(Note.conference_id).in_(talks[start : start + 500])
        query = select(Note).where(some, col(Note.field).in_(wanted)).order_by(col(Note.id))
        for note in session.exec(query):
            notes.setdefault(note.conference_id, []).append(note)
    return notes


def _goals(session: Session, student_id: int, since: date, until: date) -> list[GoalFacts]:
    query = (
        select(Goal)
        .where(Goal.student_id == student_id, col(Goal.merged_into_id).is_(None))
        .where(col(Goal.since) <= until)
        .where(or_(col(Goal.closed_on).is_(None), col(Goal.closed_on) >= since))
        .order_by(col(Goal.position), col(Goal.since).desc(), col(Goal.id).desc())
    )
    goals = session.exec(query).all()
    earlier: dict[int, list[str]] = {}
    ids = [goal.id for goal in goals]
    revisions = select(GoalRevision).where(col(GoalRevision.goal_id).in_(ids))
    for revision in session.exec(revisions.order_by(col(GoalRevision.changed_at))):
        earlier.setdefault(revision.goal_id, []).append(revision.wording)
    facts = [
        GoalFacts(
            goal.wording,
            goal.status,
            goal.since,
            goal.closed_on,
            goal.why,
            tuple(earlier.get(goal.id or 0, [])),
        )
        for goal in goals
        if is_visible(goal.wording)
    ]
    return sorted(facts, key=lambda goal: goal.status != "active")


def _steps(session: Session, student_id: int, since: date, until: date) -> list[TriedStep]:
    query = (
        select(NextStep, col(Conference.held_on))
        .join(Conference, col(Conference.id) == col(NextStep.conference_id), isouter=True)
        .where(NextStep.student_id == student_id)
        .order_by(col(Conference.held_on).desc(), col(NextStep.id))
    )
    return [
        TriedStep(step.text, step.status, held_on, step.due_on, step.owner)
        for step, held_on in session.exec(query)
        if is_visible(step.text) and (held_on is None or since <= held_on <= until)
    ]
