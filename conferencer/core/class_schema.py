"""The tables of the class: answers in passing, groups, who can help, plans for days to come."""

import sqlite3

_TABLES = (
    "CREATE TABLE answer_in_passing (id INTEGER NOT NULL, next_step_id INTEGER NOT NULL, "
    "answered_on DATE NOT NULL, outcome VARCHAR NOT NULL, words VARCHAR NOT NULL, "
    "PRIMARY KEY (id), "
    "FOREIGN KEY(next_step_id) REFERENCES next_step (id) ON DELETE CASCADE)",
    "CREATE TABLE planned_turn (id INTEGER NOT NULL, class_id INTEGER NOT NULL, "
    "student_id INTEGER NOT NULL, day DATE NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (id), "
    "UNIQUE (day, class_id, student_id), "
    "FOREIGN KEY(class_id) REFERENCES class_group (id), "
    "FOREIGN KEY(student_id) REFERENCES student (id))",
    "CREATE TABLE strategy_group (id INTEGER NOT NULL, uid VARCHAR NOT NULL, "
    "class_id INTEGER NOT NULL, need VARCHAR NOT NULL, since DATE NOT NULL, ended_on DATE, "
    "PRIMARY KEY (id), UNIQUE (uid), FOREIGN KEY(class_id) REFERENCES class_group (id))",
    "CREATE TABLE group_member (id INTEGER NOT NULL, group_id INTEGER NOT NULL, "
    "student_id INTEGER NOT NULL, joined_on DATE NOT NULL, left_on DATE, PRIMARY KEY (id), "
    "FOREIGN KEY(group_id) REFERENCES strategy_group (id), "
    "FOREIGN KEY(student_id) REFERENCES student (id))",
    "CREATE TABLE peer_expert (id INTEGER NOT NULL, student_id INTEGER NOT NULL, "
    "text VARCHAR NOT NULL, goal_id INTEGER, consent_on DATE, PRIMARY KEY (id), "
    "FOREIGN KEY(student_id) REFERENCES student (id), "
    "FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL)",
    "ALTER TABLE conference ADD COLUMN group_id INTEGER "
    "REFERENCES strategy_group (id) ON DELETE SET NULL",
)
_INDEXED = (
    ("answer_in_passing", "next_step_id"),
    ("planned_turn", "class_id"),
    ("planned_turn", "student_id"),
    ("strategy_group", "class_id"),
    ("group_member", "group_id"),
    ("group_member", "student_id"),
    ("peer_expert", "student_id"),
    ("peer_expert", "goal_id"),
    ("conference", "group_id"),
    ("appointment", "planned_on"),
)


def make_class_tables(connection: sqlite3.Connection) -> None:
    """Make the tables and their indexes; nothing that stands is changed."""
    for statement in _TABLES:
        connection.execute(statement)
    for table, column in _INDEXED:
        connection.execute(f"CREATE INDEX ix_{table}_{column} ON {table} ({column})")
