"""Groups that share a need, and who said yes to helping."""

from datetime import date

from sqlmodel import Field, SQLModel

from conferencer.core.models.uids import new_uid


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
