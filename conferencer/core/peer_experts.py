"""Who can help whom: learners who met a goal that others have now, and who said yes to helping."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from sqlmodel import Session, col, select

from conferencer.core.class_steps import enrolled
from conferencer.core.errors import ConferencerError
from conferencer.core.models import Goal, PeerExpert, Student
from conferencer.core.names import first_name
from conferencer.core.needs import stems
from conferencer.core.notebook import Notebook
from conferencer.core.text import clean_line, fold, is_visible

_MEETS = 2
"""Words that a goal that was met and one of now have in common, to be about the same."""
_MOST_OFFERED = 12
"""Names that a conference offers."""


@dataclass
class CouldAsk:
    """A learner who met a goal, and those who have one like it now."""

    goal: Goal
    student_id: int
    others: list[Goal] = field(default_factory=list)
    """The goals of now that meet it, of other learners."""


@dataclass
class Help:
    """Who can help in a class."""

    said_yes: list[PeerExpert]
    could_ask: list[CouldAsk]
    students: dict[int, Student]


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def help_in_class(notebook: Notebook, class_id: int, today: date) -> Help:
    """Who said yes to helping, and who could be asked, for the most learners first."""
    with notebook.session() as session:
        here = select(Student).where(enrolled(class_id, today)).order_by(col(Student.sort_name))
        students = {one.id: one for one in session.exec(here) if one.id is not None}
        experts = _experts(session, class_id, today)
        goals = session.exec(
            select(Goal)
            .join(Student, col(Student.id) == col(Goal.student_id))
            .where(enrolled(class_id, today), col(Goal.status).in_(("met", "active")))
            .order_by(col(Goal.closed_on).desc(), col(Goal.id).desc())
        ).all()
    asked = {one.goal_id for one in experts}
    met = [goal for goal in goals if goal.status == "met" and goal.id not in asked]
    active = [goal for goal in goals if goal.status == "active"]
    return Help(experts, _could_ask(met, active), students)


def _experts(session: Session, class_id: int, today: date) -> list[PeerExpert]:
    query = (
        select(PeerExpert)
        .join(Student, col(Student.id) == col(PeerExpert.student_id))
        .where(enrolled(class_id, today), col(PeerExpert.consent_on).is_not(None))
        .order_by(col(Student.sort_name), col(PeerExpert.id))
    )
    return list(session.exec(query))


def _could_ask(met: Sequence[Goal], active: Sequence[Goal]) -> list[CouldAsk]:
    by_stem: Mapping[str, list[Goal]] = defaultdict(list)
    for goal in active:
        for one in _stems(goal.wording):
            by_stem[one].append(goal)
    working_on_it = {(goal.student_id, fold(goal.wording)) for goal in active}
    found = []
    for goal in met:
        shared = Counter(other.id for one in _stems(goal.wording) for other in by_stem.get(one, ()))
        others = [
            other
            for other in active
            if other.student_id != goal.student_id
            and (shared[other.id] >= _MEETS or fold(other.wording) == fold(goal.wording))
        ]
        if others and (goal.student_id, fold(goal.wording)) not in working_on_it:
            found.append(CouldAsk(goal, goal.student_id, others))
    return sorted(found, key=lambda one: -len({goal.student_id for goal in one.others}))


def say_yes(
    notebook: Notebook, student_id: int, text: str, today: date, goal_id: int | None = None
) -> int:
    """Note that a learner said yes to helping others; only from now on are they offered.

    Args:
        text: what they can help with.
        goal_id: the goal they met, if it comes from one.

    Returns:
        the row's id.

    Raises:
        ConferencerError: nothing is said of what they can help with.
    """
    text = clean_line(text)
    if not is_visible(text):
        raise ConferencerError(
            "Nothing said", "Please say what they can help with; nothing was changed."
        )
    with notebook.write() as session:
        expert = PeerExpert(student_id=student_id, text=text, goal_id=goal_id, consent_on=today)
        session.add(expert)
        session.flush()
        assert expert.id is not None
        return expert.id


def take_back_yes(notebook: Notebook, expert_id: int) -> None:
    """The learner would rather not, after all: they are offered nowhere from now on."""
    with notebook.write() as session:
        session.delete(session.get_one(PeerExpert, expert_id))


def helpers_for(
    notebook: Notebook, student_id: int, class_id: int | None, words: str, today: date
) -> list[str]:
    """First names of those who said yes to helping in this class: all that a conference may show.

    Args:
        student_id: whose conference it is; they are not offered to themselves.
        words: the learner's goal; whoever can help with its words comes first.
    """
    if class_id is None:
        return []
    with notebook.session() as session:
        rows = session.exec(
            select(PeerExpert, Student)
            .join(Student, col(Student.id) == col(PeerExpert.student_id))
            .where(enrolled(class_id, today), Student.id != student_id)
            .where(col(PeerExpert.consent_on) <= today)
            .order_by(col(Student.sort_name), col(PeerExpert.id))
        ).all()
    wanted = _stems(words)
    best = sorted(rows, key=lambda row: -len(wanted & _stems(row[0].text)))
    return list(dict.fromkeys(first_name(student) for _, student in best))[:_MOST_OFFERED]
