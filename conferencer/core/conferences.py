"""A conference from its first word to its end: begin, keep, finish, amend."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from conferencer.core.errors import ConferencerError
from conferencer.core.goals import write_goal
from conferencer.core.models import (
    Appointment,
    ClassGroup,
    Conference,
    Connection,
    Enrollment,
    Goal,
    NextStep,
    Note,
    NoteRevision,
    Request,
    Student,
)
from conferencer.core.next_steps import (
    follow_amended_step,
    understood,
    write_follow_ups,
    write_steps,
)
from conferencer.core.notebook import Notebook
from conferencer.core.text import clean_note

ENDINGS = ("met", "absent", "declined", "postponed")
"""Only *met* counts as met."""


@dataclass(frozen=True)
class Place:
    """Where in a conference somebody is: pane, field, and `row:column` in it."""

    pane: str = ""
    field: str = ""
    cursor: str = ""


@dataclass
class Draft:
    """A conference that is going on."""

    conference: Conference
    words: dict[str, str] = field(default_factory=dict)
    """Field -> text, for every field that holds one."""

    @property
    def id(self) -> int:
        """The conference's id."""
        assert self.conference.id is not None
        return self.conference.id


def begin_conference(
    notebook: Notebook, student_id: int, class_id: int | None, today: date, type: str = ""
) -> Draft:
    """Begin a conference, or take up the one that was begun and not finished.

    Args:
        type: a conference type's key; empty for the learner's own, else the class's.
    """
    with notebook.write() as session:
        waiting = session.exec(
            select(Conference)
            .where(Conference.student_id == student_id, Conference.status == "draft")
            .where(col(Conference.discarded_at).is_(None))
            .order_by(col(Conference.started_at).desc())
        ).all()
        for conference in waiting:
            words = _words(session, conference)
            if words:
                return Draft(conference, words)
        conference = (
            waiting[0]
            if waiting
            else Conference(student_id=student_id, held_on=today, started_at=notebook.now())
        )
        _set_up(session, conference, class_id, type)
        conference.held_on = today
        conference.started_at = notebook.now()
        conference.pane = conference.field = conference.cursor = ""
        conference.seconds = 0
        session.add(conference)
        session.flush()
        return Draft(conference)


def _set_up(session: Session, conference: Conference, class_id: int | None, type: str) -> None:
    student = session.get_one(Student, conference.student_id)
    group = session.get(ClassGroup, class_id) if class_id else None
    conference.class_id = class_id
    conference.type = type or student.type or (group.type if group else "full")
    conference.guide = group.guide if group else "reading"


def read_draft(notebook: Notebook, conference_id: int) -> Draft:
    """A draft with all its words.

    Raises:
        ConferencerError: it was finished or discarded meanwhile.
    """
    with notebook.session() as session:
        conference = _draft(session, conference_id)
        return Draft(conference, _words(session, conference))


def _draft(session: Session, conference_id: int) -> Conference:
    conference = session.get(Conference, conference_id)
    if conference is None or conference.status != "draft" or conference.discarded_at:
        raise ConferencerError(
            "No longer open",
            "This conference was finished or discarded in another window; its words are kept "
            "in the learner's history.",
        )
    return conference


def _words(session: Session, conference: Conference) -> dict[str, str]:
    query = select(Note.field, Note.text).where(Note.conference_id == conference.id)
    return dict(session.exec(query.order_by(col(Note.id))).all())


def keep_words(
    notebook: Notebook,
    conference_id: int,
    words: Mapping[str, tuple[str, str]],
    place: Place,
    seconds: int,
) -> None:
    """Write what was typed, and where. An emptied field's note goes.

    Args:
        words: field -> (voice, text), for the fields that changed.
        seconds: how long they have talked so far.
    """
    with notebook.write() as session:
        conference = _draft(session, conference_id)
        conference.pane, conference.field = place.pane, place.field
        conference.cursor, conference.seconds = place.cursor, seconds
        if not words:
            return
        query = select(Note).where(Note.conference_id == conference_id)
        known = {note.field: note for note in session.exec(query.where(col(Note.field).in_(words)))}
        for name, (voice, text) in words.items():
            text, note = clean_note(text), known.get(name)
            if note is None and text:
                note = Note(
                    conference_id=conference_id,
                    field=name,
                    voice=voice,
                    text=text,
                    changed_at=notebook.now(),
                )
                session.add(note)
            elif note is not None and not text:
                session.delete(note)
            elif note is not None and note.text != text:
                note.text, note.changed_at = text, notebook.now()


def set_type(notebook: Notebook, conference_id: int, type: str) -> None:
    """Go on with another type of conference; words of fields that it lacks are kept."""
    with notebook.write() as session:
        _draft(session, conference_id).type = type


def finish_conference(
    notebook: Notebook, conference_id: int, status: str = "met", day_first: bool = True
) -> None:
    """End a conference. Only *met* makes goals, steps, follow-ups and appointments.

    Raises:
        ConferencerError: it was finished or discarded meanwhile; nothing was changed.
    """
    assert status in ENDINGS
    with notebook.write() as session:
        conference = _draft(session, conference_id)
        conference.status = status
        conference.finished_at = notebook.now()
        _let_go_of_pin(session, conference)
        if status == "met":
            _write_rows(notebook, session, conference, day_first)


def _let_go_of_pin(session: Session, conference: Conference) -> None:
    # A learner whose turn is over today would else stay on top, above those still to come.
    pinned = select(Enrollment).where(
        Enrollment.student_id == conference.student_id,
        Enrollment.placed_on == conference.held_on,
        col(Enrollment.place) >= 0,
    )
    for row in session.exec(pinned):
        row.placed_on = row.place = None


def _write_rows(
    notebook: Notebook, session: Session, conference: Conference, day_first: bool
) -> None:
    words = _words(session, conference)
    goal = write_goal(session, conference, words, notebook.now())
    steps = write_steps(session, conference, words, goal.id if goal else None, day_first)
    write_follow_ups(session, conference, words, steps)
    _write_connections(session, words, goal, steps)
    _write_meetings(session, conference, words, day_first)


def _write_connections(
    session: Session, words: dict[str, str], goal: Goal | None, steps: list[NextStep]
) -> None:
    step_id = steps[0].id if steps else None
    goal_id = goal.id if goal and step_id is None else None
    if step_id is None and goal_id is None:
        return
    for name in ("resource", "helper"):
        label = words.get(name, "").strip()
        if not label:
            continue
        link = label if "://" in label or label.startswith("www.") else ""
        kind = "person" if name == "helper" else "link" if link else "book"
        session.add(
            Connection(next_step_id=step_id, goal_id=goal_id, kind=kind, label=label, target=link)
        )


def _write_meetings(
    session: Session, conference: Conference, words: dict[str, str], day_first: bool
) -> None:
    student_id, held_on = conference.student_id, conference.held_on
    promised = select(Appointment).where(
        Appointment.student_id == student_id, col(Appointment.kept_on).is_(None)
    )
    for appointment in session.exec(promised.where(col(Appointment.planned_on) <= held_on)):
        appointment.kept_on = held_on
    asked = select(Request).where(
        Request.student_id == student_id, col(Request.answered_on).is_(None)
    )
    for request in session.exec(asked):
        request.answered_on = held_on
    _promise(session, conference, words.get("next_meeting", ""), day_first)


def _promise_anew(session: Session, conference: Conference, text: str, day_first: bool) -> None:
    promised = select(Appointment).where(
        Appointment.conference_id == conference.id, col(Appointment.kept_on).is_(None)
    )
    for appointment in session.exec(promised):
        session.delete(appointment)
    _promise(session, conference, text, day_first)


def _promise(session: Session, conference: Conference, text: str, day_first: bool) -> None:
    day = understood(text, conference.held_on, day_first)
    if day:
        session.add(
            Appointment(
                student_id=conference.student_id, conference_id=conference.id, planned_on=day
            )
        )


def discard_draft(notebook: Notebook, conference_id: int) -> None:
    """Throw a draft away; `take_back_draft` undoes it."""
    with notebook.write() as session:
        _draft(session, conference_id).discarded_at = notebook.now()


def take_back_draft(notebook: Notebook, conference_id: int) -> None:
    """Undo a discard."""
    with notebook.write() as session:
        session.get_one(Conference, conference_id).discarded_at = None


def last_discarded(notebook: Notebook) -> tuple[Conference, Student] | None:
    """The draft that was discarded last, with its learner."""
    query = (
        select(Conference, Student)
        .join(Student, col(Student.id) == col(Conference.student_id))
        .where(Conference.status == "draft", col(Conference.discarded_at).is_not(None))
        .order_by(col(Conference.discarded_at).desc())
    )
    with notebook.session() as session:
        return session.exec(query).first()


def leave_empty_draft(notebook: Notebook, conference_id: int) -> None:
    """Remove a draft that holds no word, so that it is not offered again."""
    with notebook.write() as session:
        conference = session.get(Conference, conference_id)
        if conference and conference.status == "draft" and not _words(session, conference):
            session.delete(conference)


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
        if field == "next_meeting" and conference.status == "met":
            _promise_anew(session, conference, text, day_first)
        note.text, note.changed_at = text, now
