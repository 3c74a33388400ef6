"""The tables of the search index, and the triggers that note what has to be read again.

Words are folded by Python, so no trigger can write them: a trigger would then break every other
program that opens the file. Triggers only note whose words changed (`search_pending`), which costs
a draft one small row for all its writes; `core/search_index.py` reads those again before a search.
"""

import sqlite3

TABLES = (
    "CREATE TABLE search_entry (id INTEGER NOT NULL PRIMARY KEY, owner INTEGER NOT NULL, "
    "words VARCHAR NOT NULL)",
    "CREATE INDEX ix_search_entry_owner ON search_entry (owner)",
    "CREATE TABLE search_pending (owner INTEGER NOT NULL PRIMARY KEY)",
)
"""An owner is a conference by its id, or a learner by the id with a minus before it; 0 says that

the index itself has to be made anew.
"""

_CONFERENCE = "SELECT {row}.conference_id"
_STUDENT = "SELECT -{row}.student_id"
_OWNER = {
    "note": _CONFERENCE,
    "note_revision": _CONFERENCE,
    "follow_up": _CONFERENCE,
    "next_step": "SELECT coalesce({row}.conference_id, -{row}.student_id)",
    "goal": _STUDENT,
    "goal_revision": "SELECT -student_id FROM goal WHERE id = {row}.goal_id",
    "profile_entry": _STUDENT,
}
"""Whose words a row of each table are."""
_MOVES = ("next_step", "goal", "goal_revision", "profile_entry")
"""Tables whose rows may come to belong to another owner."""
_OF_TALK = (
    "CREATE TRIGGER search_conference_update AFTER UPDATE OF "
    # Not what autosave writes each time: place, seconds, version and claim.
    "student_id, class_id, held_on, status, discarded_at ON conference "
    "BEGIN INSERT OR IGNORE INTO search_pending SELECT new.id; END"
)
"""A conference has no words but its notes, so that it comes and goes with them."""

EVERY_OWNER = (
    "INSERT OR IGNORE INTO search_pending SELECT id FROM conference",
    "INSERT OR IGNORE INTO search_pending SELECT -id FROM student",
)


def triggers() -> list[str]:
    """The statements that make every trigger; short ones, since each connection reads them."""
    made = [_OF_TALK]
    for table, owner in _OWNER.items():
        for event, rows in (("INSERT", "new"), ("UPDATE", "old new"), ("DELETE", "old")):
            if event == "UPDATE" and table not in _MOVES:
                rows = "new"
            noted = "".join(
                f"INSERT OR IGNORE INTO search_pending {owner.format(row=row)}; "
                for row in rows.split()
            )
            made.append(
                f"CREATE TRIGGER search_{table}_{event.lower()} AFTER {event} ON {table} "
                f"BEGIN {noted}END"
            )
    return made


def make_search_tables(connection: sqlite3.Connection) -> None:
    """Make tables and triggers, and note that every word is still to be read."""
    for statement in (*TABLES, *triggers(), *EVERY_OWNER):
        connection.execute(statement)
