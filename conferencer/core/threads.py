"""A learner's conferences, each with the steps it set and the steps it answered: one thread."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, case, col, func, select

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


@dataclass(eq=False)
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


@dataclass(eq=False)
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
    said: frozenset[str] = frozenset()
    """The groups of fields, as `story_of` was given them, of which one holds a note."""
    words: dict[str, str] = field(default_factory=dict)
    """Field -> the beginning of its text, of those fields that were read."""
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
    """A learner's conferences, newest first, and every step. Words are read when wanted."""

    notebook: Notebook
    talks: list[Talk]
    threads: list[Thread]

    def read(self, talks: Sequence[Talk], fields: Collection[str], longest: int) -> None:
        """Read notes into these conferences.

        Args:
            fields: whose notes.
            longest: characters of a note.
        """
        by_id = {talk.id: talk for talk in talks}
        query = select(Note.conference_id, Note.field, func.substr(Note.text, 1, longest)).where(
            col(Note.conference_id).in_(by_id), col(Note.field).in_(fields)
        )
        with self.notebook.session() as session:
            for conference_id, name, text in session.exec(query):
                by_id[conference_id].words[name] = text


def story_of(
    notebook: Notebook, student_id: int, groups: Mapping[str, Collection[str]] | None = None
) -> Story:
    """A learner's story, drafts included, without its words.

    Args:
        groups: name -> fields; each conference knows in which of them something was said.
    """
    with notebook.session() as session:
        talks = _talks(session, student_id, groups or {})
        threads = _threads(session, student_id, {talk.id: talk for talk in talks})
        return Story(notebook, talks, threads)


def _talks(session: Session, student_id: int, groups: Mapping[str, Collection[str]]) -> list[Talk]:
    which = (Conference.student_id == student_id, col(Conference.discarded_at).is_(None))
    # Only an index is read: of a long history, few notes are ever seen.
    held = [func.max(case((col(Note.field).in_(fields), 1), else_=0)) for fields in groups.values()]
    notes = (
        select(col(Note.conference_id), *held)
        .join(Conference, col(Conference.id) == col(Note.conference_id))
        .where(*which)
        .group_by(col(Note.conference_id))
    )
    rows: Sequence[Sequence[int]] = []
    if groups:
        rows = session.connection().execute(notes).all()
    said = {
        number: frozenset(name for name, holds in zip(groups, flags, strict=True) if holds)
        for number, *flags in rows
    }
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
        Talk(
            id,
            held_on,
            type,
            status,
            seconds,
            guide,
            subjects.get(class_id, ""),
            said.get(id, frozenset()),
        )
        for id, held_on, type, status, seconds, guide, class_id in session.exec(conferences)
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


GOAL_FIELDS = ("goal_about", "goal_choice", "goal", "my_view", "goal_standard")
"""The fields that say which goal a conference was about, and what hangs on it."""


class GoalFinder:
    """Finds the goals that a conference was about; its `GOAL_FIELDS` must have been read.

    The one picked, those its steps serve, one it began; where nothing says so, the one that was
    the latest active one that day.
    """

    def __init__(self, goals: Iterable[Goal]) -> None:
        # Read once: an attribute of a model costs ten times one of a tuple.
        told = [(g.since, g.id or 0, g.closed_on, g.uid, g.wording.strip()) for g in goals]
        self._latest_first = sorted(told, key=lambda one: one[:2], reverse=True)
        self._by_uid = {uid: number for _, number, _, uid, _ in told}

    def of(self, talk: Talk) -> set[int]:
        """The ids of the goals."""
        found = {thread.goal_id for thread in talk.sets if thread.goal_id is not None}
        if picked := self._by_uid.get(talk.words.get("goal_about", "")):
            found.add(picked)
        if said := talk.words.get("goal", "").strip():
            found |= {
                number
                for since, number, _, _, wording in self._latest_first
                if since == talk.held_on and wording == said
            }
        if not found and talk.status == "met" and any(talk.words.get(f) for f in GOAL_FIELDS):
            found |= self._latest_on(talk.held_on)
        return found

    def _latest_on(self, day: date) -> set[int]:
        for since, number, closed_on, _, _ in self._latest_first:
            if since <= day and (closed_on is None or closed_on >= day):
                return {number}
        return set()


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
