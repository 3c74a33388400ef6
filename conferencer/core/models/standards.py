"""Frameworks of curriculum standards, and which standards a goal belongs to."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from conferencer.core.models.uids import new_uid


class Framework(SQLModel, table=True):
    """A published set of standards, as a file brought it in."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    identifier: str = Field(unique=True)
    """What its publisher calls it, or what its file says of itself: by this it is known again."""
    title: str
    subject: str = ""
    publisher: str = ""
    """Who made it: a state, a ministry, a company."""
    grades: str = ""
    """The grades it is for, as it writes them."""
    source: str = ""
    """What the file was taken for, in words."""
    imported_at: datetime
    """When a file last brought something of it."""
    archived_on: date | None = None
    """The day it was put away; goals keep what they belong to."""


class Standard(SQLModel, table=True):
    """One statement of a framework. It is never deleted: goals may belong to it."""

    __table_args__ = (UniqueConstraint("framework_id", "identifier"),)
    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    framework_id: int = Field(foreign_key="framework.id")
    parent_id: int | None = Field(default=None, foreign_key="standard.id", index=True)
    """The statement that it is a part of; empty at the top."""
    position: int
    """Its place in the whole framework, read from top to bottom."""
    identifier: str
    """What the publisher calls it: it stays when code and words change."""
    code: str = ""
    """The code that teachers know, such as RF.4.4; often none, and not unique."""
    statement: str
    kind: str = ""
    """What the framework calls it, such as Domain, Cluster or Standard."""
    grades: str = ""
    words: str = ""
    """Code and statement, folded; see `core.search_words.folded`."""
    withdrawn_on: date | None = None
    """The day a new file no longer had it; goals keep it."""


class GoalStandard(SQLModel, table=True):
    """A goal belongs to a standard."""

    __tablename__ = "goal_standard"
    __table_args__ = (UniqueConstraint("goal_id", "standard_id"),)
    id: int | None = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="goal.id", index=True)
    standard_id: int = Field(foreign_key="standard.id", index=True)
    since: date
    """The day it was said."""
