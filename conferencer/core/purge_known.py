"""What a purge knows: the day, what the notebook has decided, and what rows are the same by."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

Row = dict[str, Any]
"""Column -> value, as the file has it."""
Tables = dict[str, list[Row]]
Ids = dict[str, set[int]]
"""Table -> ids of rows."""

WITH_UID = ("student", "class_group", "conference", "goal", "next_step", "appointment")
"""Tables whose rows have a name that holds in every file."""


@dataclass(frozen=True)
class Cut:
    """The day before which things go."""

    day: date

    @property
    def moment(self) -> str:
        """When that day began here, in UTC and as the files write it."""
        begins = datetime.combine(self.day, time.min).astimezone(UTC)
        return begins.strftime("%Y-%m-%d %H:%M:%S")

    def is_old(self, value: object) -> bool:
        """Whether a date or an instant, as a file has it, is before the day; nothing is not."""
        if value is None:
            return False
        text = str(value).replace("T", " ")
        return text < self.day.isoformat() if len(text) <= 10 else text[:19] < self.moment


@dataclass
class Known:
    """What the notebook has decided, for its backups."""

    kept: dict[str, set[str]]
    """Table -> uids of what stays."""
    gone: dict[str, set[str]]
    """Table -> uids of what goes."""
    keys: set[tuple[object, ...]] = field(default_factory=set)
    """What stays and has no uid: see `key_of`."""
    old: dict[str, dict[str, Row]] = field(default_factory=dict)
    """Goals and steps from before the day that stay: table -> uid -> row."""
    wordings: dict[str, list[str]] = field(default_factory=dict)
    """Goal's uid -> how it was worded since the day, oldest first."""


class Names:
    """The uids of one file's rows."""

    def __init__(self, tables: Tables) -> None:
        self._uids = {
            name: {row["id"]: row.get("uid") for row in tables.get(name, ())} for name in WITH_UID
        }

    def uid(self, table: str, number: int | None) -> str:
        """The uid of a row; empty for none."""
        return self._uids[table].get(number) or "" if number is not None else ""

    def parent_of(self, row: Row) -> tuple[str, str]:
        """The table and the uid of what a connection belongs to."""
        table = "next_step" if row.get("next_step_id") is not None else "goal"
        return table, self.uid(table, row.get(f"{table}_id"))

    def key_of(self, table: str, row: Row) -> tuple[object, ...]:
        """What a row without a uid is the same by in every file."""
        if table == "profile_entry":
            learner = self.uid("student", row["student_id"])
            return table, learner, row["kind"], row["text"], row["since"]
        if table == "connection":
            return table, *self.parent_of(row), row["kind"], row["label"], row["target"]
        # A note, or an earlier text of one.
        talk = self.uid("conference", row["conference_id"])
        return "note", talk, row["field"], row["text"]


def what_is_known(tables: Tables, going: Ids, cut: Cut) -> Known:
    """What the notebook has decided, from its rows and those that go."""
    names = Names(tables)

    def staying(table: str) -> Iterable[Row]:
        return (row for row in tables.get(table, ()) if row["id"] not in going.get(table, ()))

    known = Known(
        kept={name: {row["uid"] for row in staying(name)} for name in WITH_UID},
        gone={
            name: {r["uid"] for r in tables.get(name, ()) if r["id"] in going.get(name, ())}
            for name in WITH_UID
        },
    )
    for table in ("profile_entry", "connection", "note", "note_revision"):
        known.keys |= {names.key_of(table, row) for row in staying(table)}
    talks = {row["id"] for row in staying("conference")}
    known.old = {
        "goal": {row["uid"]: row for row in staying("goal") if cut.is_old(row["since"])},
        "next_step": {
            row["uid"]: row for row in staying("next_step") if row["conference_id"] not in talks
        },
    }
    revisions = sorted(staying("goal_revision"), key=lambda row: str(row["changed_at"]))
    for row in revisions:
        known.wordings.setdefault(names.uid("goal", row["goal_id"]), []).append(row["wording"])
    for uid, row in known.old["goal"].items():
        known.wordings.setdefault(uid, []).append(row["wording"])
    return known
