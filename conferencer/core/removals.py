"""What was taken away lately: a list of it for 30 days, and bringing it back as it stood.

Nothing but a draft that was discarded and rows that were deleted really goes after these 30 days:
learners and classes that were put away stay where they are, and can come back from the roster.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import JsonValue
from sqlmodel import Session, SQLModel, col, delete, select, update

from conferencer.core.errors import ConferencerError
from conferencer.core.leaving import refuse_name_taken
from conferencer.core.models import (
    Appointment,
    ClassGroup,
    Conference,
    Enrollment,
    GoalStandard,
    MemoryAid,
    Note,
    NoteRevision,
    PeerExpert,
    Removal,
    Request,
    SchoolDay,
    Student,
)
from conferencer.core.notebook import Notebook

DAYS = 30
"""For how many days a removal can be undone."""
_DELETED: dict[str, type[SQLModel]] = {
    "appointment": Appointment,
    "goal_standard": GoalStandard,
    "memory_aid": MemoryAid,
    "peer_expert": PeerExpert,
    "request": Request,
    "school_day": SchoolDay,
}
"""The tables of which rows are really deleted."""


@dataclass(frozen=True)
class Recent:
    """A removal that can be undone.

    Attributes:
        kind: draft, student, enrollment, class, or the table of the rows that were deleted.
        student: whose; none where it is nobody's.
        group: of which class.
        conference: the draft.
        rows: what was deleted, or the enrollments that were ended, as they stood.
        days_left: whole days for which it can still be brought back, 1 to 30.
    """

    id: int
    kind: str
    student: Student | None
    group: ClassGroup | None
    conference: Conference | None
    rows: Sequence[Mapping[str, JsonValue]]
    removed_at: datetime
    days_left: int


def note_removal(
    session: Session,
    notebook: Notebook,
    kind: str,
    rows: Sequence[SQLModel] = (),
    *,
    student_id: int | None = None,
    class_id: int | None = None,
    conference_id: int | None = None,
) -> None:
    """Remember, in the session that takes something away, what it was.

    Args:
        rows: of one table, as they stand before.
    """
    tables: dict[str, list[dict[str, JsonValue]]] = {}
    for row in rows:
        tables.setdefault(str(row.__tablename__), []).append(row.model_dump(mode="json"))
    session.add(
        Removal(
            kind=kind,
            student_id=student_id,
            class_id=class_id,
            conference_id=conference_id,
            rows=tables,
            removed_at=notebook.now(),
        )
    )


def recent_removals(notebook: Notebook) -> list[Recent]:
    """What was taken away in the last 30 days and is still away, the latest first."""
    since = notebook.now() - timedelta(days=DAYS)
    query = (
        select(Removal)
        .where(Removal.removed_at > since)
        .order_by(col(Removal.removed_at).desc(), col(Removal.id).desc())
    )
    with notebook.session() as session:
        listed = [_recent(session, notebook, removal) for removal in session.exec(query)]
        return _latest_of_each([recent for recent in listed if _is_away(session, recent)])


def _latest_of_each(listed: Sequence[Recent]) -> list[Recent]:
    """Who went, came back some other way and went again is listed once, as they went last."""
    told: set[tuple[str, int | None, int | None]] = set()
    latest: list[Recent] = []
    for recent in listed:
        student_id = recent.student.id if recent.student else None
        key = recent.kind, student_id, recent.group.id if recent.group else None
        if recent.kind == "class" or (recent.kind in ("student", "enrollment") and student_id):
            if key in told:
                continue
            told.add(key)
        latest.append(recent)
    return latest


def bring_back(notebook: Notebook, removal_id: int) -> Recent:
    """Undo a removal; what it took away is as it stood.

    Raises:
        ConferencerError: it is back already, or something is in its place; nothing was changed.
    """
    with notebook.write() as session:
        removal = session.get(Removal, removal_id)
        recent = _recent(session, notebook, removal) if removal else None
        if removal is None or recent is None or not _is_away(session, recent):
            raise ConferencerError(
                "Not there any more", "This is back already, or gone for good; nothing was changed."
            )
        if recent.conference is not None:
            recent.conference.discarded_at = None
        elif recent.kind in _DELETED:
            for row in recent.rows:
                _put_back(session, _DELETED[recent.kind].model_validate(row))
        else:
            _bring_into_class(session, recent)
        session.delete(removal)
    return recent


def forget_removals(notebook: Notebook) -> int:
    """Delete for good what was discarded or deleted more than 30 days ago.

    Returns:
        how many removals were forgotten.
    """
    until = notebook.now() - timedelta(days=DAYS)
    with notebook.session() as session:
        if session.exec(select(Removal.id).where(Removal.removed_at <= until)).first() is None:
            return 0
    with notebook.write() as session:
        old = list(session.exec(select(Removal).where(Removal.removed_at <= until)))
        for removal in old:
            session.delete(removal)
        session.flush()
        for removal in old:
            conference_id = removal.conference_id
            conference = session.get(Conference, conference_id) if conference_id else None
            if conference is not None and conference.discarded_at is not None:
                _delete_draft(session, conference)
    return len(old)


def _delete_draft(session: Session, draft: Conference) -> None:
    for table in (Note, NoteRevision, Removal):
        session.exec(delete(table).where(col(table.conference_id) == draft.id))
    aids = update(MemoryAid).where(col(MemoryAid.conference_id) == draft.id)
    session.exec(aids.values(conference_id=None))
    session.delete(draft)


def _recent(session: Session, notebook: Notebook, removal: Removal) -> Recent:
    assert removal.id is not None
    kind = removal.kind if removal.kind != "rows" else next(iter(removal.rows), "")
    over = removal.removed_at + timedelta(days=DAYS) - notebook.now()
    return Recent(
        id=removal.id,
        kind=kind,
        student=session.get(Student, removal.student_id) if removal.student_id else None,
        group=session.get(ClassGroup, removal.class_id) if removal.class_id else None,
        conference=(
            session.get(Conference, removal.conference_id) if removal.conference_id else None
        ),
        rows=next(iter(removal.rows.values()), []),
        removed_at=removal.removed_at,
        days_left=max(over.days + 1, 1),
    )


def _is_away(session: Session, recent: Recent) -> bool:
    """Whether it has not come back some other way."""
    if recent.kind == "draft":
        return recent.conference is not None and recent.conference.discarded_at is not None
    if recent.kind == "student":
        return recent.student is not None and recent.student.archived_on is not None
    if recent.kind == "class":
        return recent.group is not None and recent.group.archived_on is not None
    if recent.kind == "enrollment":
        return any(_may_run_again(session, row) is not None for row in recent.rows)
    return recent.kind in _DELETED


def _may_run_again(session: Session, row: Mapping[str, JsonValue]) -> Enrollment | None:
    """An ended enrollment, unless its learner is in the class again."""
    ended = session.get(Enrollment, row["id"])
    if ended is None or ended.left_on is None:
        return None
    running = select(Enrollment.id).where(
        Enrollment.student_id == ended.student_id,
        Enrollment.class_id == ended.class_id,
        col(Enrollment.left_on).is_(None),
    )
    return ended if session.exec(running).first() is None else None


def _put_back(session: Session, row: SQLModel) -> None:
    """Put a deleted row back; what took its place meanwhile stays, and nothing of either goes."""
    if isinstance(row, MemoryAid):
        aids = select(MemoryAid).where(
            MemoryAid.student_id == row.student_id, MemoryAid.conference_id == row.conference_id
        )
        if (aid := session.exec(aids).first()) is not None:
            aid.text = f"{aid.text}\n\n{row.text}"
            return
    if isinstance(row, Request):
        standing = select(Request).where(
            Request.student_id == row.student_id, col(Request.answered_on).is_(None)
        )
        if (request := session.exec(standing).first()) is not None:
            request.asked_on = min(request.asked_on, row.asked_on)
            return
    if isinstance(row, GoalStandard):
        linked = select(GoalStandard.id).where(
            GoalStandard.goal_id == row.goal_id, GoalStandard.standard_id == row.standard_id
        )
        if session.exec(linked).first() is not None:
            return
    if isinstance(row, SchoolDay) and session.get(SchoolDay, row.day) is not None:
        return
    if (
        isinstance(row, Appointment | GoalStandard | MemoryAid | PeerExpert | Request)
        and session.get(type(row), row.id) is not None
    ):
        row.id = None  # SQLite gives a number again once it is free
    session.add(row)


def _bring_into_class(session: Session, recent: Recent) -> None:
    if recent.kind == "student" and recent.student is not None:
        recent.student.archived_on = None
    if recent.kind == "class" and recent.group is not None:
        recent.group.archived_on = None
        with session.no_autoflush:
            refuse_name_taken(session, recent.group)
    for row in recent.rows:
        enrollment = _may_run_again(session, row)
        if enrollment is not None:
            enrollment.left_on = None
