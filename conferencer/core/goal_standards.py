"""Which standards a goal belongs to: chosen in a conference, kept with the goal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, select

from conferencer.core.models import Goal, GoalStandard, Standard
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal
from conferencer.core.text import first_line

CHOSEN = "goal_standard."
"""What the fields of chosen standards begin with; the standard's uid follows."""
_LABEL = 120


def label_in_line(code: str, statement: str) -> str:
    """A standard in a line: its code, if it has one, and how it begins."""
    words = first_line(statement, _LABEL)
    return f"{code}  {words}" if code else words


def label_of(standard: Standard) -> str:
    """The same; one that was withdrawn says so."""
    label = label_in_line(standard.code, standard.statement)
    return f"{label} (withdrawn)" if standard.withdrawn_on else label


def chosen_in(words: Mapping[str, str]) -> list[str]:
    """The uids of the standards that the words of a conference choose, in the order chosen."""
    return [
        field.removeprefix(CHOSEN)
        for field, text in words.items()
        if field.startswith(CHOSEN) and text.strip()
    ]


def link_chosen(
    session: Session, goal: Goal | None, words: Mapping[str, str], today: date
) -> list[GoalStandard]:
    """Link a goal to the standards that were chosen in a conference, inside a session.

    What is linked already, or no longer in the notebook, is passed over.
    """
    if goal is None or goal.id is None:
        return []
    uids = chosen_in(words)
    found = session.exec(select(Standard.uid, Standard.id).where(col(Standard.uid).in_(uids)))
    ids = dict(found.all())
    linked = set(
        session.exec(select(GoalStandard.standard_id).where(GoalStandard.goal_id == goal.id))
    )
    made = [
        GoalStandard(goal_id=goal.id, standard_id=number, since=today)
        for uid in uids
        if (number := ids.get(uid)) is not None and number not in linked
    ]
    session.add_all(made)
    return made


def standards_of(notebook: Notebook, student_id: int) -> dict[int, list[Standard]]:
    """Goal's id -> the standards it belongs to, those said first first; withdrawn ones too."""
    query = (
        select(GoalStandard.goal_id, Standard)
        .join(Standard, col(Standard.id) == col(GoalStandard.standard_id))
        .join(Goal, col(Goal.id) == col(GoalStandard.goal_id))
        .where(Goal.student_id == student_id)
        .order_by(col(GoalStandard.id))
    )
    found: dict[int, list[Standard]] = defaultdict(list)
    with notebook.session() as session:
        for goal_id, standard in session.exec(query):
            found[goal_id].append(standard)
    return dict(found)


def set_standards(notebook: Notebook, goal_id: int, uids: Sequence[str], today: date) -> None:
    """Have a goal belong to just these standards; what it is let go of can be brought back."""
    with notebook.write() as session:
        goal = session.get_one(Goal, goal_id)
        query = select(GoalStandard, Standard.uid).join(
            Standard, col(Standard.id) == col(GoalStandard.standard_id)
        )
        for link, uid in session.exec(query.where(GoalStandard.goal_id == goal_id)).all():
            if uid not in uids:
                note_removal(session, notebook, "rows", [link], student_id=goal.student_id)
                session.delete(link)
        link_chosen(session, goal, {CHOSEN + uid: uid for uid in uids}, today)
