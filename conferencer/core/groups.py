"""Strategy groups: learners who need the same thing just now, met with together, then ended.

Never by ability: what brings them together are goals, steps, standards and phrases that meet.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session, col, select

from conferencer.core.class_members import ENROLLED, Member, members_of
from conferencer.core.conferences import Draft, leave_empty_draft, words_in
from conferencer.core.errors import ConferencerError
from conferencer.core.finishing import finish_conference
from conferencer.core.goal_standards import CHOSEN
from conferencer.core.models import (
    ClassGroup,
    Conference,
    Group,
    GroupMember,
    Note,
    Student,
)
from conferencer.core.needs import GOAL, PHRASE, STANDARD, STEP, Need, Said, needs_in_common
from conferencer.core.notebook import Notebook
from conferencer.core.text import clean_line, is_visible

LATELY = 60
"""Days in which what was taught counts as being about a need of now."""
TYPE = "quick"
"""The type of a group's conference: short, with a step for each."""
_KINDS = {"taught": PHRASE, "strategy": PHRASE, "goal_standard": STANDARD}


@dataclass(frozen=True)
class Needs:
    """What the learners of a class have in common."""

    needs: list[Need]
    students: dict[int, Member]


@dataclass
class GroupNow:
    """A group with its members."""

    group: Group
    members: list[Student] = field(default_factory=list)
    last_met: date | None = None

    @property
    def id(self) -> int:
        """The group's id."""
        assert self.group.id is not None
        return self.group.id


_GOALS = f"""
SELECT student_id, wording FROM goal
WHERE status = 'active' AND student_id IN {ENROLLED} ORDER BY id
"""
_STEPS = f"""
SELECT student_id, text FROM next_step
WHERE status = 'open' AND student_id IN {ENROLLED} ORDER BY id
"""
_NOTES = f"""
SELECT k.student_id, n.field, n.text FROM conference k JOIN note n ON n.conference_id = k.id
WHERE k.status = 'met' AND k.held_on > :lately AND k.held_on <= :today
  AND (n.field IN ('taught', 'strategy', 'goal_standard') OR n.field LIKE '{CHOSEN}%')
  AND k.student_id IN {ENROLLED}
ORDER BY k.held_on DESC, n.id
"""


def needs_of_class(notebook: Notebook, class_id: int, today: date) -> Needs:
    """Who shares a need: by goals of now, open steps, standards, and what was taught lately."""
    lately = today - timedelta(days=LATELY)
    which = {"class_id": class_id, "today": today.isoformat(), "lately": lately.isoformat()}
    with notebook.asking() as connection:
        students = members_of(connection, class_id, today)
        said = [Said(who, GOAL, text) for who, text in connection.execute(_GOALS, which)]
        said += [Said(who, STEP, text) for who, text in connection.execute(_STEPS, which)]
        notes = connection.execute(_NOTES, which).fetchall()
        said += [Said(who, _KINDS[name.partition(".")[0]], text) for who, name, text in notes]
    return Needs(needs_in_common(said), students)


def groups_of(notebook: Notebook, class_id: int) -> list[GroupNow]:
    """The groups of a class that have not ended, the latest first."""
    query = (
        select(Group)
        .where(Group.class_id == class_id, col(Group.ended_on).is_(None))
        .order_by(col(Group.since).desc(), col(Group.id).desc())
    )
    with notebook.session() as session:
        groups = [GroupNow(group) for group in session.exec(query)]
        for one in groups:
            one.members = _members(session, one.id)
            met = select(col(Conference.held_on)).where(
                Conference.group_id == one.id, Conference.status == "met"
            )
            one.last_met = max(session.exec(met), default=None)
    return groups


def _members(session: Session, group_id: int) -> list[Student]:
    query = (
        select(Student)
        .join(GroupMember, col(GroupMember.student_id) == col(Student.id))
        .where(GroupMember.group_id == group_id, col(GroupMember.left_on).is_(None))
        .order_by(col(Student.sort_name), col(Student.id))
    )
    return list(session.exec(query))


def make_group(
    notebook: Notebook, class_id: int, need: str, student_ids: Collection[int], today: date
) -> int:
    """Bring learners together for a need.

    Returns:
        the group's id.

    Raises:
        ConferencerError: without a need in words, or with fewer than two learners.
    """
    need = clean_line(need)
    if not is_visible(need):
        raise ConferencerError("No need", "Please say what they need; no group was made.")
    if len(set(student_ids)) < 2:
        raise ConferencerError("No group", "A group has at least two learners; none was made.")
    with notebook.write() as session:
        session.get_one(ClassGroup, class_id)
        group = Group(class_id=class_id, need=need, since=today)
        session.add(group)
        session.flush()
        assert group.id is not None
        for student_id in dict.fromkeys(student_ids):
            session.add(GroupMember(group_id=group.id, student_id=student_id, joined_on=today))
        return group.id


def end_group(notebook: Notebook, group_id: int, today: date) -> None:
    """The need is met, or another one is more pressing; what was kept of each stays theirs."""
    with notebook.write() as session:
        session.get_one(Group, group_id).ended_on = today


def take_back_end(notebook: Notebook, group_id: int) -> None:
    """The group goes on after all."""
    with notebook.write() as session:
        session.get_one(Group, group_id).ended_on = None


# One conference, a record for each


@dataclass
class GroupTalk:
    """A conference with a group that goes on."""

    need: str
    drafts: list[tuple[Student, Draft]]
    """Each member with their own draft and its words."""


def begin_group_talk(notebook: Notebook, group_id: int, today: date) -> GroupTalk:
    """Begin to confer with a group, or go on where it was left: a draft for each member.

    Each is a conference of its own: what is typed is in it at once, and stays theirs when the
    group has ended.
    """
    with notebook.write() as session:
        group = session.get_one(Group, group_id)
        waiting = select(Conference).where(
            Conference.group_id == group_id,
            Conference.status == "draft",
            col(Conference.discarded_at).is_(None),
        )
        begun = {draft.student_id: draft for draft in session.exec(waiting)}
        talk = GroupTalk(group.need, [])
        for student in _members(session, group_id):
            assert student.id is not None
            draft = begun.get(student.id) or _new_draft(session, notebook, group, student.id)
            draft.held_on = today
            session.add(draft)
            session.flush()
            talk.drafts.append((student, Draft(draft, words_in(session, draft))))
    return talk


def _new_draft(session: Session, notebook: Notebook, group: Group, student_id: int) -> Conference:
    return Conference(
        student_id=student_id,
        class_id=group.class_id,
        group_id=group.id,
        type=TYPE,
        guide=session.get_one(ClassGroup, group.class_id).guide,
        held_on=notebook.today(),
        started_at=notebook.now(),
    )


def finish_group_talk(
    notebook: Notebook, endings: Mapping[int, str], day_first: bool = True
) -> None:
    """End the conference for each member.

    Args:
        endings: conference id -> met or absent. Who was absent keeps none of the group's words.
    """
    for conference_id, status in endings.items():
        if status != "met":
            _forget_words(notebook, conference_id)
        finish_conference(notebook, conference_id, status, day_first)


def _forget_words(notebook: Notebook, conference_id: int) -> None:
    with notebook.write() as session:
        for note in session.exec(select(Note).where(Note.conference_id == conference_id)):
            session.delete(note)


def leave_empty_drafts(notebook: Notebook, conference_ids: Sequence[int]) -> None:
    """Remove the drafts of a group talk in which nothing was said."""
    for conference_id in conference_ids:
        leave_empty_draft(notebook, conference_id)
