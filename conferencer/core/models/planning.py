"""Promised meetings, who asked, plans of days to come, days without school."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from conferencer.core.models.uids import new_uid


class Appointment(SQLModel, table=True):
    """A promised meeting."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    conference_id: int | None = Field(default=None, foreign_key="conference.id", index=True)
    """The conference in which it was promised."""
    planned_on: date = Field(index=True)
    kept_on: date | None = None
    """The day they met after all."""


class Request(SQLModel, table=True):
    """A learner asked for a conference."""

    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    asked_on: date
    answered_on: date | None = None


class PlannedTurn(SQLModel, table=True):
    """The teacher's say in the list of a day to come; on the day itself Today has the last word."""

    __tablename__ = "planned_turn"
    __table_args__ = (UniqueConstraint("day", "class_id", "student_id"),)
    id: int | None = Field(default=None, primary_key=True)
    class_id: int = Field(foreign_key="class_group.id", index=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    day: date
    place: int
    """Where among the pinned that day, from 0; -1 for skipped."""


class SchoolDay(SQLModel, table=True):
    """A day without school. Weekends need no row: the settings know them."""

    __tablename__ = "school_day"
    day: date = Field(primary_key=True)
    label: str = ""
