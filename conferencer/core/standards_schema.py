"""The tables of standards: frameworks, their statements, and the goals that belong to them."""

import sqlite3

_STATEMENTS = (
    "CREATE TABLE framework (id INTEGER NOT NULL, uid VARCHAR NOT NULL, "
    "identifier VARCHAR NOT NULL, title VARCHAR NOT NULL, subject VARCHAR NOT NULL, "
    "publisher VARCHAR NOT NULL, grades VARCHAR NOT NULL, source VARCHAR NOT NULL, "
    "imported_at DATETIME NOT NULL, archived_on DATE, "
    "PRIMARY KEY (id), UNIQUE (uid), UNIQUE (identifier))",
    "CREATE TABLE standard (id INTEGER NOT NULL, uid VARCHAR NOT NULL, "
    "framework_id INTEGER NOT NULL, parent_id INTEGER, position INTEGER NOT NULL, "
    "identifier VARCHAR NOT NULL, code VARCHAR NOT NULL, statement VARCHAR NOT NULL, "
    "kind VARCHAR NOT NULL, grades VARCHAR NOT NULL, words VARCHAR NOT NULL, "
    "withdrawn_on DATE, PRIMARY KEY (id), UNIQUE (framework_id, identifier), UNIQUE (uid), "
    "FOREIGN KEY(framework_id) REFERENCES framework (id), "
    "FOREIGN KEY(parent_id) REFERENCES standard (id))",
    "CREATE TABLE goal_standard (id INTEGER NOT NULL, goal_id INTEGER NOT NULL, "
    "standard_id INTEGER NOT NULL, since DATE NOT NULL, "
    "PRIMARY KEY (id), UNIQUE (goal_id, standard_id), "
    "FOREIGN KEY(goal_id) REFERENCES goal (id), "
    "FOREIGN KEY(standard_id) REFERENCES standard (id))",
    "CREATE INDEX ix_standard_parent_id ON standard (parent_id)",
    "CREATE INDEX ix_goal_standard_goal_id ON goal_standard (goal_id)",
    "CREATE INDEX ix_goal_standard_standard_id ON goal_standard (standard_id)",
)


def make_standards_tables(connection: sqlite3.Connection) -> None:
    """Make the tables and their indexes; nothing that stands is changed."""
    for statement in _STATEMENTS:
        connection.execute(statement)
