"""A memory aid: the teacher's own note on a learner. No other part of the program reads it."""

from sqlmodel import Session, col, select

from conferencer.core.models import MemoryAid
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal
from conferencer.core.text import clean_note


def memory_aid_of(notebook: Notebook, student_id: int) -> str:
    """The text; empty for none."""
    with notebook.session() as session:
        aid = _aid(session, student_id)
        return aid.text if aid else ""


def keep_memory_aid(notebook: Notebook, student_id: int, text: str) -> None:
    """Write it; an empty one goes."""
    text = clean_note(text)
    with notebook.write() as session:
        aid = _aid(session, student_id)
        if aid is not None and not text.strip():
            note_removal(session, notebook, "rows", [aid], student_id=student_id)
            session.delete(aid)
        elif aid is not None:
            aid.text, aid.changed_at = text, notebook.now()
        elif text.strip():
            session.add(MemoryAid(student_id=student_id, text=text, changed_at=notebook.now()))


def _aid(session: Session, student_id: int) -> MemoryAid | None:
    query = select(MemoryAid).where(
        MemoryAid.student_id == student_id, col(MemoryAid.conference_id).is_(None)
    )
    return session.exec(query.order_by(col(MemoryAid.id))).first()
