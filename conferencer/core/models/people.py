"""Classes, learners, and who is in which class."""

from datetime import date

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from conferencer.core.models.uids import new_uid


class ClassGroup(SQLModel, table=True):
    """A class that a teacher confers with."""

    __tablename__ = "class_group"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    name: str
    subject: str = ""
    school_year: str = ""
    type: str = "full"
    """The default type of conference, by its key in `guides/conference.toml`."""
    guide: str = "reading"
    """The default guide, by the stem of its file."""
    cadence: int | None = None
    """School days between two conferences; None for the notebook's default."""
    outside_ids: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    archived_on: date | None = None


class Student(SQLModel, table=True):
    """A learner."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    given_name: str
    family_name: str = ""
    preferred_name: str = ""
    say_name: str = ""
    """How to say the name, in the teacher's spelling."""
    pronouns: str = ""
    grade: str = ""
    home_language: str = ""
    email: str = ""
    outside_ids: dict[str, str] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    """What other systems call this learner: kind -> text."""
    type: str = ""
    """The type of conference for this learner; empty for the class's."""
    cadence: int | None = None
    archived_on: date | None = None
    search_name: str = Field(default="", index=True)
    """All names, accents folded; see `core.names.search_name`."""
    sort_name: str = Field(default="", index=True)
    """Family name, then given name, accents folded; see `core.names.sort_name`."""


class Enrollment(SQLModel, table=True):
    """A learner's time in a class. Leaving ends it; nothing is deleted."""

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    class_id: int = Field(foreign_key="class_group.id", index=True)
    joined_on: date
    left_on: date | None = None
    placed_on: date | None = None
    """The day for which the teacher pinned, moved or skipped this learner on Today."""
    place: int | None = None
    """Where among the pinned that day, from 0; -1 for skipped."""


class ProfileEntry(SQLModel, table=True):
    """A strength, an interest, what helps, or a support: dated, since needs change."""

    __tablename__ = "profile_entry"
    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    kind: str
    """strength, interest, helps_me or support."""
    text: str
    said_by: str = "teacher"
    """learner or teacher."""
    since: date
    until: date | None = None
