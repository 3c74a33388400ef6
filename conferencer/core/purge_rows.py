"""What a purge reads of a file, and how rows are taken out of it; in any version of the tables.

By plain SQL, since backups are of older versions as well, and are not brought up to date for it.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from conferencer.core.purge_known import Cut, Ids, Known, Row, Tables
from conferencer.core.purge_rule import what_goes
from conferencer.core.search_index import forget

CHILDREN_FIRST = (
    *("removal", "memory_aid", "request", "appointment", "connection", "follow_up"),
    *("answer_in_passing", "next_step", "peer_expert", "goal_revision"),
    *("goal_standard", "goal"),
    *("note_revision", "note", "conference", "group_member", "strategy_group"),
    *("planned_turn", "profile_entry", "enrollment", "class_group", "student"),
)
"""Every table that a purge takes rows from: all but the school's days off and the

standards, which are nobody's. Goals' links to standards are among them."""

_KEYS = {
    "conference": "id, uid, student_id, class_id, status, held_on, started_at",
    "follow_up": "id, next_step_id, conference_id, changed_to_id",
    "note_revision": "id, conference_id, field, text, changed_at",
    "memory_aid": "id, student_id, conference_id, changed_at",  # its text is nobody's business
}
"""What is read of a table, where that is less than all."""

_LINKS = (
    ("next_step", "conference_id", "conference"),
    ("next_step", "goal_id", "goal"),
    ("appointment", "conference_id", "conference"),
    ("follow_up", "changed_to_id", "next_step"),
    ("peer_expert", "goal_id", "goal"),
    ("conference", "group_id", "strategy_group"),
    ("goal", "merged_into_id", "goal"),
)
"""Links that a row can do without, to what may go."""

_SAID_AGAIN = {"goal": ("why", "sign"), "next_step": ("text", "when_cue", "obstacle", "sign")}
"""What can be said anew without leaving an earlier wording behind."""


class Change(NamedTuple):
    """A row that stays, but not as it is."""

    table: str
    id: int
    column: str
    value: str


@dataclass
class Decision:
    """What a purge does to one file."""

    going: Ids
    changes: list[Change] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(map(len, self.going.values())) + len(self.changes)

    def is_the_same_as(self, other: "Decision") -> bool:
        """Whether both do the same."""
        ours, theirs = (
            {table: ids for table, ids in one.going.items() if ids} for one in (self, other)
        )
        return ours == theirs and self.changes == other.changes


def read_tables(connection: sqlite3.Connection, cut: Cut, known: Known | None = None) -> Tables:
    """The rows that the rule looks at; of notes, those of conferences begun before the day that

    stay since they went on after it.
    """
    there = _tables_of(connection)
    tables = {
        name: list(_rows(connection, f"SELECT {_KEYS.get(name, '*')} FROM {name}"))
        for name in CHILDREN_FIRST
        if name in there and name != "note"
    }
    for row in tables.get("removal", ()):
        row["rows"] = _unpacked(row["rows"])
    tables["note"] = [
        note
        for row in tables["conference"]
        if cut.is_old(row["started_at"]) and _stays(row, cut, known)
        for note in _rows(connection, "SELECT * FROM note WHERE conference_id = ?", row["id"])
    ]
    return tables


def _stays(conference: Row, cut: Cut, known: Known | None) -> bool:
    if known is not None and conference["uid"] in known.kept["conference"]:
        return True
    return not cut.is_old(conference["held_on"])


def _tables_of(connection: sqlite3.Connection) -> set[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {row[0] for row in found}


def _columns_of(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def _rows(connection: sqlite3.Connection, select: str, *given: int) -> Iterable[Row]:
    found = connection.execute(select, given)
    names = [column[0] for column in found.description]
    return (dict(zip(names, row, strict=True)) for row in found)


class _Packed(Row):
    """A row of a removal, from whatever version; a column that it lacks counts as empty."""

    def __missing__(self, column: str) -> None:
        return None


def _unpacked(text: str) -> Tables | None:
    """Table -> rows of a removal; None where nobody could bring it back.

    A row without a number of its own gets one below zero.
    """
    try:
        told = json.loads(text)
        return {
            name: [_Packed({"id": -at} | row) for at, row in enumerate(rows, start=1)]
            for name, rows in told.items()
        }
    except (ValueError, TypeError, AttributeError):
        return None


def _packed(tables: Tables) -> str:
    return json.dumps(
        {
            name: [{c: v for c, v in row.items() if c != "id" or v >= 0} for row in rows]
            for name, rows in tables.items()
            if rows
        }
    )


def decide(tables: Tables, cut: Cut, known: Known | None = None) -> Decision:
    """What goes of a file and what is changed in it; see `purge_rule.what_goes`."""
    decision = Decision(what_goes(tables, cut, known))
    for row in tables.get("removal", ()):
        if row["id"] not in decision.going["removal"]:
            _look_into(row, cut, known, decision)
    if known is not None:
        decision.changes += _said_anew(tables, cut, known, decision.going)
    return decision


def _look_into(removal: Row, cut: Cut, known: Known | None, decision: Decision) -> None:
    """What was removed goes like what was not; a removal of which nothing is left goes whole."""
    packed: Tables | None = removal["rows"]
    if packed is None:
        decision.going["removal"].add(removal["id"])
        return
    going = what_goes(packed, cut, known, decision.going)
    left = {
        name: [_unlinked(name, row, going) for row in rows if row["id"] not in going[name]]
        for name, rows in packed.items()
    }
    if left == packed:
        return
    if not any(left.values()):
        decision.going["removal"].add(removal["id"])
        return
    decision.changes.append(Change("removal", removal["id"], "rows", _packed(left)))


def _unlinked(table: str, row: Row, going: Ids) -> Row:
    lost = {
        column: None
        for name, column, parent in _LINKS
        if name == table and row.get(column) in going[parent]
    }
    return row | lost


def _said_anew(tables: Tables, cut: Cut, known: Known, going: Ids) -> Iterable[Change]:
    """Goals and steps from before the day that stay read in a backup as they read now.

    A backup has them as they were worded then, in words that the notebook has no longer.
    """
    reworded = {
        row["goal_id"]
        for row in tables.get("goal_revision", ())
        if not cut.is_old(row["changed_at"])
    }
    for table, columns in _SAID_AGAIN.items():
        for row in tables.get(table, ()):
            now = known.old[table].get(row["uid"])
            if now is None or row["id"] in going[table]:
                continue
            for column in columns:
                if row[column] != now[column]:
                    yield Change(table, row["id"], column, now[column])
            if table == "goal" and row["id"] not in reworded:
                wordings = known.wordings[row["uid"]]
                if row["wording"] not in wordings:
                    yield Change("goal", row["id"], "wording", wordings[0])


def take_out(connection: sqlite3.Connection, decision: Decision) -> None:
    """Delete what goes, in the transaction that is open; nothing is left dangling.

    Raises:
        sqlite3.IntegrityError: something that stays belongs to something that goes.
    """
    connection.execute("PRAGMA defer_foreign_keys=ON")
    there, going = _tables_of(connection), decision.going
    for table, column, parent in _LINKS:
        if parents := _each(going.get(parent)):  # else the file may be too old for the column
            unlink = f"UPDATE {table} SET {column} = NULL WHERE {column} = ?"
            if table in there and column in _columns_of(connection, table):
                connection.executemany(unlink, parents)
    notes = "DELETE FROM note WHERE conference_id = ?"
    connection.executemany(notes, _each(going.get("conference")))
    for table in CHILDREN_FIRST:
        if table in there:
            delete = f"DELETE FROM {table} WHERE id = ?"
            connection.executemany(delete, _each(going.get(table)))
    for change in decision.changes:
        if change.id not in going.get(change.table, ()):
            update = f"UPDATE {change.table} SET {change.column} = ? WHERE id = ?"
            connection.execute(update, (change.value, change.id))
    forget_words(connection)
    if dangling := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"a row of {dangling[0]} would belong to nothing")


def _each(ids: set[int] | None) -> list[tuple[int]]:
    return [(number,) for number in sorted(ids or ())]


def forget_words(connection: sqlite3.Connection) -> None:
    """Have every search index made anew of what is there.

    https://sqlite.org/fts5.html#the_rebuild_command
    """
    forget(connection)
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"
    ).fetchall()
    for (name,) in found:
        quoted = '"{}"'.format(name.replace('"', '""'))
        connection.execute(f"INSERT INTO {quoted}({quoted}) VALUES ('rebuild')")
