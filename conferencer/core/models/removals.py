"""What was taken away and can be brought back."""

from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


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
