"""Goals, next steps, what became of them, and what they lean on."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from conferencer.core.models.uids import new_uid


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
