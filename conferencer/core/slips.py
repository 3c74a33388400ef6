"""What a slip may know of a conference, read from its notes.

Left out on purpose, since a slip leaves the room: my view, needs and concerns, supports, codes,
and everything the teacher noted beyond the strength.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, and_, col, or_, select

from conferencer.core.errors import ConferencerError
from conferencer.core.goals import wording_at
from conferencer.core.models import (
    ClassGroup,
    Conference,
    Enrollment,
    Goal,
    GoalRevision,
    NextStep,
    Note,
    Student,
)
from conferencer.core.names import first_name, short_names
from conferencer.core.next_steps import StepWords, steps_in_words, understood
from conferencer.core.notebook import Notebook
from conferencer.core.threads import kept_goal

_GOAL_ENDED = ("met", "park")


@dataclass(frozen=True)
class StepFacts:
    """One next step as it goes on a slip."""

    text: str
    when_cue: str = ""
    due_on: date | None = None
    due_words: str = ""
    """By when, as typed, where no date could be made of it."""
    owner: str = "learner"
    """learner, teacher, together or family."""


@dataclass(frozen=True)
class SlipFacts:
    """Everything that a slip may say about one conference."""

    student_id: int
    first_name: str
    """Told apart from classmates of the same name."""
    held_on: date
    strength: str = ""
    goal: str = ""
    steps: tuple[StepFacts, ...] = ()
    helper: str = ""
    resource: str = ""
    next_meeting: date | None = None
    next_meeting_words: str = ""
    """The next meeting, as typed, where no date could be made of it."""
    goal_steps: tuple[int, int] = (0, 0)
    """Of the steps towards the goal, how many are done, and how many there are."""
    home_language: str = ""


def slip_facts(
    notebook: Notebook, conference_ids: Sequence[int], day_first: bool = True
) -> list[SlipFacts]:
    """The facts for one slip a conference, drafts as well, in the order given.

    Args:
        day_first: whether 3/12 is the third of December.

    Raises:
        ConferencerError: one of the conferences is no longer there.
    """
    with notebook.session() as session:
        query = select(Conference).where(col(Conference.id).in_(conference_ids))
        found = {conference.id: conference for conference in session.exec(query)}
        if not found.keys() >= set(conference_ids):
            raise ConferencerError(
                "Conference gone", "That conference is no longer in the notebook; no slip was made."
            )
        words = _words(session, conference_ids)
        names = _Names(session)
        return [
            _facts(session, found[id], words.get(id, {}), names, day_first) for id in conference_ids
        ]


def _words(session: Session, conference_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    words: dict[int, dict[str, str]] = {}
    query = select(Note).where(col(Note.conference_id).in_(conference_ids))
    for note in session.exec(query):
        words.setdefault(note.conference_id, {})[note.field] = note.text.strip()
    return words


def _facts(
    session: Session,
    conference: Conference,
    words: dict[str, str],
    names: "_Names",
    day_first: bool,
) -> SlipFacts:
    held_on = conference.held_on
    meeting = words.get("next_meeting", "")
    meeting_on = understood(meeting, held_on, day_first)
    wording, goal = _goal(session, conference, words)
    student = session.get_one(Student, conference.student_id)
    return SlipFacts(
        student_id=conference.student_id,
        first_name=names.on_paper(conference),
        held_on=held_on,
        strength=words.get("my_strength") or words.get("strength", ""),
        goal=wording,
        goal_steps=_steps_towards(session, goal) if goal else (0, 0),
        home_language=student.home_language,
        steps=tuple(_step(said, held_on, day_first) for said in steps_in_words(words)),
        helper=words.get("helper", ""),
        resource=words.get("resource", ""),
        next_meeting=meeting_on,
        next_meeting_words="" if meeting_on else meeting,
    )


def _step(said: StepWords, held_on: date, day_first: bool) -> StepFacts:
    due_on = understood(said.due, held_on, day_first)
    return StepFacts(
        text=said.text,
        when_cue=said.when_cue,
        due_on=due_on,
        due_words="" if due_on else said.due,
        owner=said.owner or "learner",
    )


def _goal(
    session: Session, conference: Conference, words: dict[str, str]
) -> tuple[str, Goal | None]:
    """The goal as it was worded in this conference; empty when it ended with it."""
    if words.get("goal_choice") in _GOAL_ENDED and not words.get("goal"):
        return "", None
    goal = _goal_then(session, conference, words.get("goal_about", ""))
    if words.get("goal"):
        return words["goal"], goal if goal and goal.wording == words["goal"] else None
    if goal is None or conference.finished_at is None:
        return (goal.wording, goal) if goal else ("", None)
    revisions = session.exec(select(GoalRevision).where(GoalRevision.goal_id == goal.id)).all()
    return wording_at(goal, list(revisions), conference.finished_at), goal


def _steps_towards(session: Session, goal: Goal) -> tuple[int, int]:
    """Of the steps that were set for a goal, how many are done, and how many there are.

    One that was changed counts as the one that took its place.
    """
    query = select(NextStep.status).where(NextStep.goal_id == goal.id)
    found = [status for status in session.exec(query) if status != "changed"]
    return found.count("done"), len(found)


def _goal_then(session: Session, conference: Conference, picked: str) -> Goal | None:
    """The goal that a conference was about: the one picked, else the first that was active.

    One that had been merged into another by then is the other one; one that was merged later keeps
    its own words, but where nobody picked a goal those that still stand come first.
    """
    goals = _goals_then(session, conference)
    if picked and (goal := _merged_by_then(session, conference, picked)) in goals:
        return goal
    standing = [goal for goal in goals if goal.merged_into_id is None]
    return next(iter(standing or goals), None)


def _merged_by_then(session: Session, conference: Conference, picked: str) -> Goal | None:
    """The goal with a uid, or the one it was merged into before this conference ended."""
    theirs = session.exec(select(Goal).where(Goal.student_id == conference.student_id)).all()
    found = next((goal for goal in theirs if goal.uid == picked), None)
    if found is None or found.closed_on is None or found.closed_on > conference.held_on:
        return found
    kept = kept_goal(theirs)[found.id or 0]
    return next(goal for goal in theirs if goal.id == kept)


def _goals_then(session: Session, conference: Conference) -> Sequence[Goal]:
    """The goals that were active on the day of the conference, in the teacher's order."""
    still_active = and_(col(Goal.status) == "active", col(Goal.closed_on).is_(None))
    query = (
        select(Goal)
        .where(Goal.student_id == conference.student_id)
        .where(col(Goal.since) <= conference.held_on)
        .where(or_(still_active, col(Goal.closed_on) > conference.held_on))
        .order_by(col(Goal.position), col(Goal.since).desc(), col(Goal.id).desc())
    )
    return session.exec(query).all()


class _Names:
    """First names as they go on paper; a class is read once, not once a learner."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[int | None, date], dict[int | None, str]] = {}

    def on_paper(self, conference: Conference) -> str:
        """The learner's first name, told apart from classmates of the same name."""
        which = (conference.class_id, conference.held_on)
        if which not in self._known:
            classmates = self._classmates(*which)
            told = short_names(classmates)
            self._known[which] = {s.id: name for s, name in zip(classmates, told, strict=True)}
        known = self._known[which].get(conference.student_id)
        return known or first_name(self._session.get_one(Student, conference.student_id))

    def _classmates(self, class_id: int | None, day: date) -> Sequence[Student]:
        enrolled = (
            select(Enrollment.student_id)
            .where(Enrollment.class_id == class_id)
            .where(or_(col(Enrollment.left_on).is_(None), col(Enrollment.left_on) > day))
        )
        query = select(Student).where(col(Student.id).in_(enrolled)).order_by(col(Student.id))
        return self._session.exec(query).all()


def latest_met(notebook: Notebook, student_id: int) -> int | None:
    """The id of a learner's latest conference that ended as met."""
    query = (
        select(Conference.id)
        .where(Conference.student_id == student_id, Conference.status == "met")
        .order_by(col(Conference.held_on).desc(), col(Conference.started_at).desc())
    )
    with notebook.session() as session:
        return session.exec(query).first()


def met_on(notebook: Notebook, day: date, class_name: str | None = None) -> list[int]:
    """The ids of the conferences met on a day, a learner's latest only, by family name."""
    query = (
        select(Conference.id, Conference.student_id)
        .join(Student, col(Student.id) == Conference.student_id)
        .where(Conference.status == "met", Conference.held_on == day)
        .order_by(col(Student.sort_name), col(Student.id), col(Conference.started_at))
    )
    if class_name is not None:
        query = query.join(ClassGroup, col(ClassGroup.id) == Conference.class_id).where(
            ClassGroup.name == class_name
        )
    with notebook.session() as session:
        latest = {student_id: id for id, student_id in session.exec(query)}
    return [id for id in latest.values() if id is not None]
