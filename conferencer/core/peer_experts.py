"""Who can help whom: learners who met a goal that others have now, and who said yes to helping."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from conferencer.core.class_members import ENROLLED, Member, members_of
from conferencer.core.class_steps import enrolled
from conferencer.core.errors import ConferencerError
from conferencer.core.models import PeerExpert, Student
from conferencer.core.names import first_name
from conferencer.core.needs import known_stems
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal
from conferencer.core.text import clean_line, fold, is_visible

_MEETS = 2
"""Words that a goal that was met and one of now have in common, to be about the same."""
_LATELY = 400
"""Days, a school year with its summer: whoever met a goal longer ago may have forgotten how."""
_MOST_ASKED = 60
"""Learners to ask that are told of; those who could help the most."""
_MOST_OFFERED = 12
"""Names that a conference offers."""


class GoalSaid(NamedTuple):
    """A goal in short."""

    id: int
    student_id: int
    wording: str
    status: str


@dataclass
class CouldAsk:
    """A learner who met a goal, and those who have one like it now."""

    goal: GoalSaid
    others: list[int]
    """Student ids of those who have one like it now."""

    @property
    def student_id(self) -> int:
        """Who met it."""
        return self.goal.student_id


@dataclass
class Help:
    """Who can help in a class."""

    said_yes: list[PeerExpert]
    could_ask: list[CouldAsk]
    students: dict[int, Member]


_GOALS = f"""
SELECT id, student_id, wording, status FROM goal
WHERE student_id IN {ENROLLED} AND (status = 'active' OR status = 'met' AND closed_on > :lately)
ORDER BY closed_on DESC, id DESC
"""


def help_in_class(notebook: Notebook, class_id: int, today: date) -> Help:
    """Who said yes to helping, and who could be asked, for the most learners first."""
    lately = today - timedelta(days=_LATELY)
    which = {"class_id": class_id, "today": today.isoformat(), "lately": lately.isoformat()}
    with notebook.asking() as connection:
        students = members_of(connection, class_id, today)
        goals = [GoalSaid(*row) for row in connection.execute(_GOALS, which)]
    with notebook.session() as session:
        experts = _experts(session, class_id, today)
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


def _could_ask(met: Sequence[GoalSaid], active: Sequence[GoalSaid]) -> list[CouldAsk]:
    by_stem: Mapping[str, list[int]] = defaultdict(list)
    for place, goal in enumerate(active):
        for one in known_stems(goal.wording):
            by_stem[one].append(place)
    like: dict[str, list[int]] = {}
    once = {(goal.student_id, fold(goal.wording)) for goal in active}
    found = []
    for goal in met:
        wording = fold(goal.wording)
        if (goal.student_id, wording) in once:  # they are at it again, or it is told already
            continue
        once.add((goal.student_id, wording))
        if wording not in like:
            like[wording] = _meeting(goal.wording, wording, active, by_stem)
        others = dict.fromkeys(active[place].student_id for place in like[wording])
        others.pop(goal.student_id, None)
        if others:
            found.append(CouldAsk(goal, list(others)))
    return sorted(found, key=lambda one: -len(one.others))[:_MOST_ASKED]


def _meeting(
    text: str, wording: str, active: Sequence[GoalSaid], by_stem: Mapping[str, list[int]]
) -> list[int]:
    """The places of the goals of now that a goal is like: two words in common, or all."""
    shared = Counter(place for one in known_stems(text) for place in by_stem.get(one, ()))
    meets = {place for place, count in shared.items() if count >= _MEETS}
    same = (place for place in shared if fold(active[place].wording) == wording)
    return sorted(meets.union(same))


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
    """The learner would rather not, after all: they are offered nowhere from now on.

    Raises:
        ConferencerError: another window took it back; nothing was changed.
    """
    with notebook.write() as session:
        if (expert := session.get(PeerExpert, expert_id)) is None:
            raise ConferencerError(
                "Not there any more", "This was taken back already; nothing was changed."
            )
        note_removal(session, notebook, "rows", [expert], student_id=expert.student_id)
        session.delete(expert)


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
    wanted = known_stems(words).keys()
    best = sorted(rows, key=lambda row: -len(wanted & known_stems(row[0].text).keys()))
    return list(dict.fromkeys(first_name(student) for _, student in best))[:_MOST_OFFERED]
