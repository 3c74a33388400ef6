"""A learner's conferences, each with the steps it set and the steps it answered: one thread."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, func, select

from conferencer.core.models import ClassGroup, Conference, FollowUp, Goal, NextStep, Note
from conferencer.core.notebook import Notebook


@dataclass(frozen=True)
class Answer:
    """What came of a step, as it was told in a later conference."""

    conference_id: int
    on: date
    outcome: str
    """done, some, not_yet or changed."""
    words: str = ""


@dataclass
class Thread:
    """One step, from the conference that set it to those that answered it."""

    step_id: int
    text: str
    status: str
    due_on: date | None = None
    goal_id: int | None = None
    set_in: int | None = None
    """The conference that set it; None for a step that was added by hand."""
    set_on: date | None = None
    answers: list[Answer] = field(default_factory=list)
    """Oldest first."""


@dataclass
class Talk:
    """One conference in a learner's story."""

    id: int
    held_on: date
    type: str
    status: str
    seconds: int = 0
    guide: str = ""
    subject: str = ""
    """The subject of the class it belonged to."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Field -> the beginning of its text."""
    sets: list[Thread] = field(default_factory=list)
    answers: list[tuple[Thread, Answer]] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """How long they talked, in whole minutes."""
        return round(self.seconds / 60)

    @property
    def linked(self) -> set[int]:
        """The conferences on the other ends of its threads."""
        ends = {answer.conference_id for thread in self.sets for answer in thread.answers}
        ends |= {thread.set_in for thread, _ in self.answers if thread.set_in is not None}
        return ends - {self.id}


@dataclass
class Story:
    """A learner's conferences, newest first, and every step."""

    talks: list[Talk]
    threads: list[Thread]


def story_of(
    notebook: Notebook, student_id: int, fields: Collection[str], longest: int = 300
) -> Story:
    """A learner's story, drafts included.

    Args:
        fields: whose notes are read.
        longest: characters of a note.
    """
    with notebook.session() as session:
        talks = _talks(session, student_id, fields, longest)
        threads = _threads(session, student_id, {talk.id: talk for talk in talks})
        return Story(talks, threads)


def _talks(session: Session, student_id: int, fields: Collection[str], longest: int) -> list[Talk]:
    which = (Conference.student_id == student_id, col(Conference.discarded_at).is_(None))
    notes = (
        select(Note.conference_id, Note.field, func.substr(Note.text, 1, longest))
        .join(Conference, col(Conference.id) == col(Note.conference_id))
        .where(*which, col(Note.field).in_(fields))
    )
    words: dict[int, dict[str, str]] = defaultdict(dict)
    for conference_id, name, text in session.exec(notes):
        words[conference_id][name] = text
    subjects = dict(session.exec(select(ClassGroup.id, ClassGroup.subject)).all())
    conferences = (
        select(  # type: ignore[call-overload]
            col(Conference.id),
            col(Conference.held_on),
            col(Conference.type),
            col(Conference.status),
            col(Conference.seconds),
            col(Conference.guide),
            col(Conference.class_id),
        )
        .where(*which)
        .order_by(col(Conference.held_on).desc(), col(Conference.started_at).desc())
    )
    return [
        Talk(*told[:6], subjects.get(told[6], ""), words.get(told[0], {}))
        for told in session.exec(conferences)
    ]


def _threads(session: Session, student_id: int, talks: Mapping[int, Talk]) -> list[Thread]:
    steps = (
        select(  # type: ignore[call-overload]
            col(NextStep.id),
            col(NextStep.text),
            col(NextStep.status),
            col(NextStep.due_on),
            col(NextStep.goal_id),
            col(NextStep.conference_id),
        )
        .where(NextStep.student_id == student_id)
        .order_by(col(NextStep.id))
    )
    threads = {row[0]: Thread(*row) for row in session.exec(steps)}
    for thread in threads.values():
        if talk := talks.get(thread.set_in or 0):
            thread.set_on = talk.held_on
            talk.sets.append(thread)
    follow_ups = (
        select(FollowUp.next_step_id, FollowUp.conference_id, FollowUp.outcome, FollowUp.words)
        .join(NextStep, col(NextStep.id) == col(FollowUp.next_step_id))
        .where(NextStep.student_id == student_id)
    )
    for step_id, conference_id, outcome, words in session.exec(follow_ups):
        if talk := talks.get(conference_id):
            answer = Answer(conference_id, talk.held_on, outcome, words)
            threads[step_id].answers.append(answer)
            talk.answers.append((threads[step_id], answer))
    for thread in threads.values():
        thread.answers.sort(key=lambda answer: answer.on)
    return list(threads.values())


def goals_talked_about(talk: Talk, goals: Sequence[Goal]) -> set[int]:
    """The goals that a conference was about: the one picked, those its steps serve, one it began.

    Where nothing else says so, it was about the goal that was the latest active one that day.
    """
    found = {thread.goal_id for thread in talk.sets if thread.goal_id is not None}
    picked = talk.words.get("goal_about", "")
    said = talk.words.get("goal", "").strip()
    for goal in goals:
        begun = goal.since == talk.held_on and bool(said) and goal.wording == said
        if goal.id is not None and (begun or (picked and goal.uid == picked)):
            found.add(goal.id)
    if not found and talk.status == "met" and _speaks_of_goals(talk):
        then = [
            goal
            for goal in goals
            if goal.since <= talk.held_on
            and (goal.closed_on is None or goal.closed_on >= talk.held_on)
        ]
        latest = max(then, key=lambda goal: (goal.since, goal.id or 0), default=None)
        if latest is not None and latest.id is not None:
            found.add(latest.id)
    return found


def _speaks_of_goals(talk: Talk) -> bool:
    return any(talk.words.get(name) for name in ("my_view", "goal_choice", "goal"))


def kept_goal(goals: Iterable[Goal]) -> dict[int, int]:
    """Goal -> the goal it was merged into, in the end; itself where it was not merged."""
    into = {goal.id: goal.merged_into_id for goal in goals if goal.id is not None}
    found: dict[int, int] = {}
    for start in into:
        at, seen = start, {start}
        while (then := into.get(at)) is not None and then not in seen:
            at = then
            seen.add(at)
        found[start] = at
    return found
