"""A conference while it goes on: begin, take up again, keep its words, discard."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, or_, select

from conferencer.core.errors import ConferencerError, TakenOverError
from conferencer.core.models import ClassGroup, Conference, Note, NoteRevision, Student
from conferencer.core.next_steps import understood
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal
from conferencer.core.text import clean_note


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
    notebook: Notebook,
    student_id: int,
    class_id: int | None,
    today: date,
    type: str = "",
    day_first: bool = True,
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
            if words_in(session, conference):
                _bring_to(session, conference, today, day_first)
                return Draft(conference, words_in(session, conference))
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
    """A draft with all its words, as it stands.

    Raises:
        ConferencerError: it was finished or discarded meanwhile.
    """
    with notebook.session() as session:
        conference = draft_in(session, conference_id)
        return Draft(conference, words_in(session, conference))


def take_up_draft(
    notebook: Notebook, conference_id: int, today: date, day_first: bool = True
) -> Draft:
    """Go on with a draft, with all its words; from now on it is a conference of today.

    A date that was typed on an earlier day ("fri") is written out, so that it keeps its meaning.

    Raises:
        ConferencerError: it was finished or discarded meanwhile.
    """
    with notebook.write() as session:
        conference = draft_in(session, conference_id)
        _bring_to(session, conference, today, day_first)
        return Draft(conference, words_in(session, conference))


def _bring_to(session: Session, conference: Conference, today: date, day_first: bool) -> None:
    if conference.held_on == today:
        return
    dates = or_(col(Note.field).startswith("step_due"), col(Note.field) == "next_meeting")
    query = select(Note).where(Note.conference_id == conference.id, dates)
    for note in session.exec(query):
        day = understood(note.text, conference.held_on, day_first)
        note.text = day.isoformat() if day else note.text
    conference.held_on = today


def draft_in(session: Session, conference_id: int) -> Conference:
    """A draft, inside a session.

    Raises:
        ConferencerError: it was finished or discarded meanwhile.
    """
    conference = session.get(Conference, conference_id)
    if conference is None or conference.status != "draft" or conference.discarded_at:
        raise ConferencerError(
            "No longer open",
            "This conference was finished or discarded in another window; its words are kept "
            "in the learner's history.",
        )
    return conference


def words_in(session: Session, conference: Conference) -> dict[str, str]:
    """Field -> text of a conference, inside a session."""
    query = select(Note.field, Note.text).where(Note.conference_id == conference.id)
    return dict(session.exec(query.order_by(col(Note.id))).all())


@dataclass(frozen=True)
class Basis:
    """What a write is based on: whose it is, and what its window knows."""

    window: str
    version: int
    known: Mapping[str, str]
    """Field -> text, as the window read or wrote it last."""


def keep_words(
    notebook: Notebook,
    conference_id: int,
    words: Mapping[str, tuple[str, str]],
    place: Place,
    seconds: int,
    basis: Basis | None = None,
) -> int:
    """Write what was typed, and where. An emptied field's note goes.

    Where another window wrote since (the version is another), what it wrote stands; of the fields
    that both changed, our text becomes a revision.

    Args:
        words: field -> (voice, text), for the fields that changed.
        seconds: how long they have talked so far.

    Returns:
        the draft's version, for the next basis.

    Raises:
        TakenOverError: the draft is another window's by now.
        ConferencerError: it was finished or discarded meanwhile.
    """
    with notebook.write() as session:
        conference = draft_in(session, conference_id)
        if basis is not None:
            _stay_ours(conference, basis.window, notebook)
        conference.pane, conference.field = place.pane, place.field
        conference.cursor, conference.seconds = place.cursor, seconds
        if not words:
            return conference.version
        query = select(Note).where(Note.conference_id == conference_id)
        known = {note.field: note for note in session.exec(query.where(col(Note.field).in_(words)))}
        is_behind = basis is not None and basis.version != conference.version
        conference.version += 1
        for name, (voice, text) in words.items():
            text, note = clean_note(text), known.get(name)
            stands = note.text if note else ""
            if basis and is_behind and stands not in (basis.known.get(name, ""), text):
                session.add(_revision(notebook, conference_id, name, text))
            elif note is None and text:
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
        return conference.version


def _stay_ours(conference: Conference, window: str, notebook: Notebook) -> None:
    if conference.claimed_by not in ("", window):
        raise TakenOverError(
            "Continued elsewhere", "This conference goes on in another window; nothing is lost."
        )
    conference.claimed_by, conference.claimed_at = window, notebook.now()


def _revision(notebook: Notebook, conference_id: int, field: str, text: str) -> NoteRevision:
    return NoteRevision(
        conference_id=conference_id, field=field, text=text, changed_at=notebook.now()
    )


def keep_apart(
    notebook: Notebook, conference_id: int, words: Mapping[str, tuple[str, str]]
) -> None:
    """Keep words as revisions, since another window goes on with the draft."""
    with notebook.write() as session:
        said = words_in(session, session.get_one(Conference, conference_id))
        for name, (_, text) in words.items():
            text = clean_note(text)
            if text and text != said.get(name):
                session.add(_revision(notebook, conference_id, name, text))


def set_type(notebook: Notebook, conference_id: int, type: str) -> None:
    """Go on with another type of conference; words of fields that it lacks are kept."""
    with notebook.write() as session:
        draft_in(session, conference_id).type = type


def discard_draft(notebook: Notebook, conference_id: int) -> None:
    """Throw a draft away, for 30 days to come back from. One without a word just goes."""
    with notebook.write() as session:
        draft = draft_in(session, conference_id)
        if not _is_empty(session, draft):
            draft.discarded_at, draft.claimed_by = notebook.now(), ""
            note_removal(
                session,
                notebook,
                "draft",
                student_id=draft.student_id,
                conference_id=conference_id,
            )
        else:
            session.delete(draft)


def leave_empty_draft(notebook: Notebook, conference_id: int) -> None:
    """Remove a draft that holds no word, so that it is not offered again."""
    with notebook.write() as session:
        conference = session.get(Conference, conference_id)
        if conference and conference.status == "draft" and _is_empty(session, conference):
            session.delete(conference)


def _is_empty(session: Session, conference: Conference) -> bool:
    """Whether nothing was said, not even in another window."""
    kept_apart = select(NoteRevision.id).where(NoteRevision.conference_id == conference.id)
    return not words_in(session, conference) and session.exec(kept_apart).first() is None
