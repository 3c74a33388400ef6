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

_OF_CONFERENCE = "{row}.conference_id"
_OF_STUDENT = "-{row}.student_id"
_OWNERS = {
    "note": (_OF_CONFERENCE,),
    "note_revision": (_OF_CONFERENCE,),
    "follow_up": (_OF_CONFERENCE,),
    "next_step": (_OF_CONFERENCE, _OF_STUDENT),
    "goal": (_OF_STUDENT,),
    "goal_revision": ("(SELECT -student_id FROM goal WHERE id = {row}.goal_id)",),
    "profile_entry": (_OF_STUDENT,),
    "enrollment": (_OF_STUDENT,),
    "conference": ("{row}.id",),
    "student": ("-{row}.id",),
}
"""Whose words a row of each table are."""
_TOLD_BY = {
    "note": "conference_id, field, voice, text",
    "note_revision": "conference_id, field, text",
    "follow_up": "conference_id, words",
    "next_step": "conference_id, student_id, goal_id, text, when_cue, obstacle, sign",
    "goal": "student_id, wording, why, sign, chosen_by, since",
    "goal_revision": "goal_id, wording, why",
    "profile_entry": "student_id, kind, text, said_by, since",
    "enrollment": "student_id, class_id, joined_on, left_on",
    # Not what autosave writes each time: place, seconds, version and claim.
    "conference": "student_id, class_id, held_on, status, discarded_at",
    "student": "id",
}
"""Which columns say anything that can be searched for, or sought by."""

EVERY_OWNER = (
    "INSERT OR IGNORE INTO search_pending SELECT id FROM conference",
    "INSERT OR IGNORE INTO search_pending SELECT -id FROM student",
)


def _note(row: str, owner: str) -> str:
    value = owner.format(row=row)
    # Not INSERT OR IGNORE: in a trigger, the outer statement's own OR … would take its place.
    return (
        f"INSERT INTO search_pending SELECT {value} WHERE {value} IS NOT NULL "
        f"AND NOT EXISTS (SELECT 1 FROM search_pending WHERE owner = {value});"
    )


def triggers() -> list[str]:
    """The statements that make every trigger."""
    made = []
    for table, owners in _OWNERS.items():
        for event, rows in (("INSERT", "new"), ("UPDATE", "old new"), ("DELETE", "old")):
            noted = " ".join(_note(row, owner) for row in rows.split() for owner in owners)
            when = f"UPDATE OF {_TOLD_BY[table]}" if event == "UPDATE" else event
            made.append(
                f"CREATE TRIGGER search_{table}_{event.lower()} AFTER {when} ON {table} "
                f"BEGIN {noted} END"
            )
    return made


def make_search_tables(connection: sqlite3.Connection) -> None:
    """Make tables and triggers, and note that every word is still to be read."""
    for statement in (*TABLES, *triggers(), *EVERY_OWNER):
        connection.execute(statement)
