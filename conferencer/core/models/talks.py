"""Conferences, what was said in them, and the teacher's memory aids."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from conferencer.core.models.uids import new_uid


class Conference(SQLModel, table=True):
    """One talk with one learner."""

    __table_args__ = (
        Index("ix_conference_student_status_held", "student_id", "status", "held_on"),
        Index("ix_conference_status_held", "status", "held_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    student_id: int = Field(foreign_key="student.id")
    class_id: int | None = Field(default=None, foreign_key="class_group.id", index=True)
    type: str = "full"
    guide: str = "reading"
    status: str = "draft"
    """draft, met, absent, declined or postponed."""
    asked_by: str = ""
    planned_on: date | None = None
    held_on: date
    started_at: datetime
    seconds: int = 0
    """How long they talked; pauses are not counted."""
    finished_at: datetime | None = None
    pane: str = ""
    field: str = ""
    cursor: str = ""
    """Where to return to: pane, field, and `row:column` in it."""
    discarded_at: datetime | None = None
    """When the teacher threw this draft away; it can be taken back."""
    version: int = 0
    """Grows with every write of a draft's words, so that a window knows whose words it changes."""
    claimed_by: str = ""
    """The window that writes this draft: host, process and a token; empty for none."""
    claimed_at: datetime | None = None
    """When that window last said so; a claim lapses 30 seconds later."""
    group_id: int | None = Field(
        default=None, foreign_key="strategy_group.id", index=True, ondelete="SET NULL"
    )
    """The group that was met with; every member has a record of their own."""


class Note(SQLModel, table=True):
    """What was said in one field of a conference."""

    __table_args__ = (UniqueConstraint("conference_id", "field"),)
    id: int | None = Field(default=None, primary_key=True)
    conference_id: int = Field(foreign_key="conference.id")
    field: str
    voice: str
    """learner or teacher."""
    text: str
    changed_at: datetime


class NoteRevision(SQLModel, table=True):
    """The text of a finished conference's note before an amendment."""

    __tablename__ = "note_revision"
    id: int | None = Field(default=None, primary_key=True)
    conference_id: int = Field(foreign_key="conference.id", index=True)
    field: str
    text: str
    changed_at: datetime
    """When this text gave way to a later one."""


class MemoryAid(SQLModel, table=True):
    """A note for the teacher alone. Nothing joins it, exports it, prints it or searches it."""

    __tablename__ = "memory_aid"
    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    conference_id: int | None = Field(default=None, foreign_key="conference.id", index=True)
    text: str
    changed_at: datetime
