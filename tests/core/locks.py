"""A notebook with words planted wherever words can be, and what is in the files beside it."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from conferencer.core.backups import back_up, folder_of
from conferencer.core.files import open_file
from conferencer.core.memory_aid import keep_memory_aid
from conferencer.core.notebook import Notebook
from tests.core.talks import ANA, talk, with_ana

PASSPHRASE = "quartz otter lantern frost"
OTHER = "Übergang 李雷 neun Äpfel"
SAID = ("Planted sentence of the bridge", "Gepflanzter Satz über Äpfel", "种下的句子")
"""Sentences in the notebook."""
BESIDE = "Planted sentence of a damaged file"
"""One in files beside it."""
NOON = datetime(2026, 11, 22, 12, 0, 0).astimezone()


def plant(notebook: Notebook) -> None:
    """Words in notes, a memory aid, backups, and in what a damage and a kill leave behind."""
    with_ana(notebook)
    talk(notebook, {"victories": SAID[0], "lessons_learned": SAID[1], "goal": SAID[2]})
    back_up(notebook.path, NOON)
    talk(notebook, {"victories": SAID[1]}, status="draft")
    keep_memory_aid(notebook, ANA, f"Memory aid: {SAID[0]}")
    back_up(notebook.path, NOON)
    notebook.close()
    folder = folder_of(notebook.path)
    damaged = b"SQLite format 3\0" + f"{BESIDE}\n".encode() * 500
    for name in ("notebook-2026-01-05_10-00-00.db", "notebook-2026-01-06_10-00-00.damaged"):
        (folder / name).write_bytes(damaged)
    (folder / "notebook-2026-01-06_10-00-00.damaged-journal").write_bytes(damaged[16:])
    (folder / "notebook-2026-01-07_10-00-00.db.1a2b3c4d.partial").write_bytes(damaged)
    notebook.path.with_name("notebook.db.5e6f7a8b.partial").write_bytes(damaged)
    repaired = notebook.path.with_name("notebook-repaired.db")
    repaired.write_bytes(notebook.path.read_bytes())


def files_of(notebook: Path) -> list[Path]:
    """Every file in the notebook's folder and in that of its backups."""
    return sorted(path for path in notebook.parent.rglob("*") if path.is_file())


def unfinished(notebook: Path) -> list[Path]:
    """Files that locking writes and ought to take away."""
    ends = (".changing", ".changed", ".partial", "-journal", ".sealed")
    return [path for path in files_of(notebook) if path.name.endswith(ends)]


def readable_in(notebook: Path) -> list[str]:
    """Which planted words can be read in which file, as any program can."""
    return [
        f"{words} in {path.name}"
        for path in files_of(notebook)
        for words in (*SAID, BESIDE, "Lopez", "CREATE TABLE", "SQLite format 3")
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
        if words.encode(coding) in path.read_bytes()
    ]


def content_of(path: Path) -> list[tuple[object, ...]]:
    """Every row of every table, the version and the schema, through the one way in."""
    with closing(open_file(path, read_only=True)) as connection:
        return rows_of(connection)


def rows_of(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """The same of an open file."""
    schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    told: list[tuple[object, ...]] = sorted(schema, key=str)
    for name in ("user_version", "application_id"):
        told += connection.execute(f"PRAGMA {name}").fetchall()
    for kind, name, *_ in sorted(schema, key=str):
        if kind == "table" and not name.startswith("sqlite_"):
            told += connection.execute(f'SELECT rowid, * FROM "{name}" ORDER BY rowid').fetchall()
    return told


def others_may_read(path: Path) -> bool:
    """Whether the mode of a file lets anybody else in."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)
