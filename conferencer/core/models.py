"""Every table of the notebook, nothing else.

Instants are aware and in UTC; school facts are local dates. Tables do not validate what they are
given (SQLModel does not for `table=True`): the functions in this package that take input do.
"""

from datetime import date, datetime
from uuid import uuid4

from pydantic import JsonValue
from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


def new_uid() -> str:
    """A name for a row that holds in every notebook."""
    return str(uuid4())


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


class Goal(SQLModel, table=True):
    """What a learner is going for; it spans conferences."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    wording: str
    why: str = ""
    sign: str = ""
    """How the learner will know."""
    chosen_by: str = ""
    """learner, together or teacher; empty when nobody said."""
    subject: str = ""
    target_on: date | None = None
    status: str = "active"
    """active, met, parked or changed."""
    since: date
    closed_on: date | None = None
    position: int = 0
    """The teacher's own order of the goals of now, the smallest first; then the latest."""
    merged_into_id: int | None = Field(default=None, foreign_key="goal.id")
    """The goal that this one is the same as; what hangs on this one is told under that one."""


class GoalRevision(SQLModel, table=True):
    """A goal's wording before it was changed."""

    __tablename__ = "goal_revision"
    id: int | None = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    wording: str
    changed_at: datetime
    why: str = ""
    """Why it was changed."""


class NextStep(SQLModel, table=True):
    """One small thing that somebody will do next."""

    __tablename__ = "next_step"
    __table_args__ = (Index("ix_next_step_student_status_due", "student_id", "status", "due_on"),)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    student_id: int = Field(foreign_key="student.id")
    conference_id: int | None = Field(default=None, foreign_key="conference.id", index=True)
    goal_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    text: str
    when_cue: str = ""
    """When … (I will …)."""
    obstacle: str = ""
    sign: str = ""
    owner: str = "learner"
    """learner, teacher, together or family."""
    due_on: date | None = None
    status: str = "open"
    """open, done or changed."""


class FollowUp(SQLModel, table=True):
    """What became of a next step, asked at a later conference."""

    __tablename__ = "follow_up"
    id: int | None = Field(default=None, primary_key=True)
    next_step_id: int = Field(foreign_key="next_step.id", index=True)
    conference_id: int = Field(foreign_key="conference.id", index=True)
    outcome: str
    """done, some, not_yet or changed. The first and the last close the step."""
    words: str = ""
    """What got in the way, in the learner's words."""
    changed_to_id: int | None = Field(default=None, foreign_key="next_step.id", index=True)
    """The step that took its place, when it was changed."""


class AnswerInPassing(SQLModel, table=True):
    """What became of a next step, told across the room. It is not a conference."""

    __tablename__ = "answer_in_passing"
    id: int | None = Field(default=None, primary_key=True)
    next_step_id: int = Field(foreign_key="next_step.id", index=True, ondelete="CASCADE")
    answered_on: date
    outcome: str
    """done, some or not_yet. The first closes the step."""
    words: str = ""


class Connection(SQLModel, table=True):
    """A person, book, link, place or tool that a step or a goal leans on."""

    id: int | None = Field(default=None, primary_key=True)
    next_step_id: int | None = Field(default=None, foreign_key="next_step.id", index=True)
    goal_id: int | None = Field(default=None, foreign_key="goal.id", index=True)
    kind: str
    """person, book, link, place or tool."""
    label: str
    target: str = ""


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


class Group(SQLModel, table=True):
    """Learners who need the same thing just now: never those of the same ability."""

    __tablename__ = "strategy_group"
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    class_id: int = Field(foreign_key="class_group.id", index=True)
    need: str
    """What they share, in the teacher's words."""
    since: date
    ended_on: date | None = None


class GroupMember(SQLModel, table=True):
    """A learner's time in a group."""

    __tablename__ = "group_member"
    id: int | None = Field(default=None, primary_key=True)
    group_id: int = Field(foreign_key="strategy_group.id", index=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    joined_on: date
    left_on: date | None = None


class PeerExpert(SQLModel, table=True):
    """Somebody who could help others, offered to them only once they have said yes."""

    __tablename__ = "peer_expert"
    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    text: str
    """What they can help with."""
    goal_id: int | None = Field(
        default=None, foreign_key="goal.id", index=True, ondelete="SET NULL"
    )
    """The goal they met."""
    consent_on: date | None = None
    """The day they said yes; None until then, and again once they take it back."""


class SchoolDay(SQLModel, table=True):
    """A day without school. Weekends need no row: the settings know them."""

    __tablename__ = "school_day"
    day: date = Field(primary_key=True)
    label: str = ""


class MemoryAid(SQLModel, table=True):
    """A note for the teacher alone. Nothing joins it, exports it, prints it or searches it."""

    __tablename__ = "memory_aid"
    id: int | None = Field(default=None, primary_key=True)
    student_id: int = Field(foreign_key="student.id", index=True)
    conference_id: int | None = Field(default=None, foreign_key="conference.id", index=True)
    text: str
    changed_at: datetime


class Removal(SQLModel, table=True):
    """Something that was taken away and can be brought back for 30 days."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """draft, student (left every class), enrollment (left one), class, or rows (deleted)."""
    student_id: int | None = Field(default=None, foreign_key="student.id", index=True)
    class_id: int | None = Field(default=None, foreign_key="class_group.id", index=True)
    conference_id: int | None = Field(default=None, foreign_key="conference.id", index=True)
    rows: dict[str, list[dict[str, JsonValue]]] = Field(
        default_factory=dict, sa_column=Column(JSON, nullable=False)
    )
    """What was deleted or ended: table -> rows, as they stood."""
    removed_at: datetime
