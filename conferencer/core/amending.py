"""Changing what a finished conference says: the earlier text is kept with its date."""

from sqlmodel import select

from conferencer.core.errors import ConferencerError
from conferencer.core.finishing import promise_anew
from conferencer.core.goals import follow_amended_goal
from conferencer.core.models import Conference, Note, NoteRevision
from conferencer.core.next_steps import follow_amended_step
from conferencer.core.notebook import Notebook
from conferencer.core.text import clean_note


def amend_note(
    notebook: Notebook,
    conference_id: int,
    field: str,
    voice: str,
    text: str,
    day_first: bool = True,
) -> None:
    """Change what a finished conference says; the text before is kept with its date.

    What was made of the note changes with it: a step that is still open, a promised meeting.

    Raises:
        ConferencerError: the conference is not finished.
    """
    text = clean_note(text)
    with notebook.write() as session:
        conference = session.get_one(Conference, conference_id)
        if conference.status == "draft":
            raise ConferencerError("Not finished", "This conference is still going on.")
        query = select(Note).where(Note.conference_id == conference_id, Note.field == field)
        note = session.exec(query).first()
        before = note.text if note else ""
        if before == text:
            return
        now = notebook.now()
        session.add(
            NoteRevision(conference_id=conference_id, field=field, text=before, changed_at=now)
        )
        if note is None:
            note = Note(
                conference_id=conference_id, field=field, voice=voice, text="", changed_at=now
            )
            session.add(note)
        follow_amended_step(session, conference, note, text, day_first)
        if field == "goal" and conference.status == "met":
            follow_amended_goal(session, conference.student_id, before, text, now)
        if field == "next_meeting" and conference.status == "met":
            promise_anew(session, conference, text, day_first)
        note.text, note.changed_at = text, now
