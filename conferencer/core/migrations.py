"""Numbered steps that bring an older notebook to this program's version.

`PRAGMA user_version` says which step a file has reached and `application_id` that it is ours. Each
step runs in a transaction of its own, opened by hand: the driver opens none before DDL.
"""

import sqlite3
from collections.abc import Callable

from conferencer.core.errors import ConferencerError, DamagedNotebookError

APPLICATION_ID = 0x436F6E66
"""The letters `Conf`, in the file's header."""


def _first_tables(connection: sqlite3.Connection) -> None:
    from importlib import resources  # only a new notebook needs it

    sql = resources.files("conferencer.core").joinpath("first_schema.sql").read_text("utf-8")
    for statement in sql.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _claims_aids_and_removals(connection: sqlite3.Connection) -> None:
    for statement in (
        "ALTER TABLE conference ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE conference ADD COLUMN claimed_by VARCHAR NOT NULL DEFAULT ''",
        "ALTER TABLE conference ADD COLUMN claimed_at DATETIME",
        "CREATE TABLE memory_aid (id INTEGER NOT NULL, student_id INTEGER NOT NULL, "
        "conference_id INTEGER, text VARCHAR NOT NULL, changed_at DATETIME NOT NULL, "
        "PRIMARY KEY (id), FOREIGN KEY(student_id) REFERENCES student (id), "
        "FOREIGN KEY(conference_id) REFERENCES conference (id))",
        "CREATE INDEX ix_memory_aid_student_id ON memory_aid (student_id)",
        "CREATE INDEX ix_memory_aid_conference_id ON memory_aid (conference_id)",
        "CREATE TABLE removal (id INTEGER NOT NULL, kind VARCHAR NOT NULL, student_id INTEGER, "
        "class_id INTEGER, conference_id INTEGER, rows JSON NOT NULL, "
        "removed_at DATETIME NOT NULL, PRIMARY KEY (id), "
        "FOREIGN KEY(student_id) REFERENCES student (id), "
        "FOREIGN KEY(class_id) REFERENCES class_group (id), "
        "FOREIGN KEY(conference_id) REFERENCES conference (id))",
        "CREATE INDEX ix_removal_student_id ON removal (student_id)",
        "CREATE INDEX ix_removal_class_id ON removal (class_id)",
        "CREATE INDEX ix_removal_conference_id ON removal (conference_id)",
    ):
        connection.execute(statement)


def _search_index(connection: sqlite3.Connection) -> None:
    from conferencer.core.search_schema import make_search_tables

    make_search_tables(connection)


def _class_tables(connection: sqlite3.Connection) -> None:
    from conferencer.core.class_schema import make_class_tables  # only once a notebook

    make_class_tables(connection)


def _order_and_merging_of_goals(connection: sqlite3.Connection) -> None:
    for statement in (
        "ALTER TABLE goal ADD COLUMN position INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE goal ADD COLUMN merged_into_id INTEGER REFERENCES goal (id)",
    ):
        connection.execute(statement)


def _standards(connection: sqlite3.Connection) -> None:
    from conferencer.core.standards_schema import make_standards_tables  # only once a notebook

    make_standards_tables(connection)


STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _first_tables,
    _claims_aids_and_removals,
    _search_index,
    _class_tables,
    _order_and_merging_of_goals,
    _standards,
)
"""Step n brings a notebook from version n to n + 1."""

LATEST = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version of an open file; 0 for a file without any table.

    Raises:
        ConferencerError: the file is not a notebook, or a newer program wrote it.
    """
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise not_a_notebook() from error
    if owner == 0 and version == 0 and tables == 0:
        return 0
    if owner != APPLICATION_ID or version < 1:  # both are written with the first tables
        raise not_a_notebook()
    if version > LATEST:
        raise ConferencerError(
            "A newer notebook",
            f"This notebook was written by a newer Conferencer (version {version}, this one knows "
            f"{LATEST}); nothing was changed. Please update Conferencer.",
        )
    return version


def not_a_notebook() -> DamagedNotebookError:
    """What to say of a file that another program wrote, or that is damaged."""
    return DamagedNotebookError(
        "Not a notebook",
        "This file is not a Conferencer notebook, or it is damaged; it was not touched. "
        "Choose another with --notebook.",
    )


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Run the steps that are missing. A step that fails leaves the file as it was before it.

    Args:
        connection: in autocommit mode, so that the transactions here are the only ones.
        version: what `version_of` said.
    """
    for number, step in enumerate(STEPS[version:], start=version + 1):
        connection.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) >= number:  # another window was quicker
                connection.execute("ROLLBACK")
                continue
            step(connection)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError(f"step {number} left a dangling row")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
