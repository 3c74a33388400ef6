"""The numbers out: every table as CSV, the whole as JSON, and what the columns mean.

All of it is read in one transaction. A table that is private, and private rows in what a removal
keeps, are left out (see `core.tables`).
"""

import json
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TextIO

from sqlalchemy import Table
from sqlmodel import Session

from conferencer import __version__
from conferencer.core.columns_page import columns_page
from conferencer.core.files import create_private
from conferencer.core.folders import in_one_sentence, make_private, whole_folder
from conferencer.core.goals_by_standard import as_csv, goals_by_standard
from conferencer.core.migrations import LATEST
from conferencer.core.notebook import Notebook
from conferencer.core.spreadsheet import Sheet
from conferencer.core.tables import rows_of, tables

JSON_NAME = "notebook.json"
COLUMNS_NAME = "columns.md"
PAGES_NAME = "learners"
BY_STANDARD_NAME = "goals_by_standard.csv"
KIND = "notebook"
"""What stands behind `conferencer` in the JSON, so that it is known when it comes back."""

_encode = json.JSONEncoder(ensure_ascii=False).encode

Pages = Iterable[tuple[str, str]]
"""File names and the texts that go into them."""


def export(
    notebook: Notebook,
    folder: Path,
    pages: Pages,
    note: str = "",
    alive: Callable[[], None] = lambda: None,
) -> dict[str, int]:
    """Write a notebook into a new or empty folder, whole or not at all.

    Args:
        pages: a page for each learner.
        note: a sentence for the page about the columns.
        alive: called as it goes on.

    Returns:
        how many rows went out, by table.

    Raises:
        ConferencerError: there is something in the folder, or it cannot be written.
    """
    with whole_folder(folder) as part:
        with notebook.session() as session, in_one_sentence(folder):
            counts = _write_tables(session, part, notebook.now(), alive)
        _write(part / COLUMNS_NAME, columns_page(note))
        for name, text in pages:
            make_private(part / PAGES_NAME)
            _write(part / PAGES_NAME / name, text)
            alive()
        create_private(part / BY_STANDARD_NAME)
        found = goals_by_standard(notebook, notebook.today())
        (part / BY_STANDARD_NAME).write_bytes(as_csv(found))
    return counts


def _write(path: Path, text: str) -> None:
    create_private(path)
    path.write_text(text, "utf-8", newline="\n")


def _write_tables(
    session: Session, part: Path, now: datetime, alive: Callable[[], None]
) -> dict[str, int]:
    """The JSON with a row a line, and a CSV file for each table, in one reading."""
    create_private(part / JSON_NAME)
    counts: dict[str, int] = {}
    with (part / JSON_NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.write(_head(now))
        for table in tables():
            file.write(f"{',' if counts else ''}\n{json.dumps(table.name)}: [")
            counts[table.name] = _write_table(session, table, part, file, alive)
            file.write("\n]" if counts[table.name] else "]")
        file.write("\n}\n}\n")
    return counts


def _head(now: datetime) -> str:
    stamps = {
        "conferencer": KIND,
        "version": LATEST,
        "program": __version__,
        "exported_at": now.isoformat(),
    }
    lines = [f"{json.dumps(name)}: {json.dumps(value)}," for name, value in stamps.items()]
    return "\n".join(["{", *lines, '"tables": {'])


def _write_table(
    session: Session, table: Table, part: Path, file: TextIO, alive: Callable[[], None]
) -> int:
    count = 0
    heads = [column.name for column in table.columns]
    with closing(Sheet(part / f"{table.name}.csv", heads)) as sheet:
        for count, row in enumerate(rows_of(session, table), start=1):
            file.write(f"{',' if count > 1 else ''}\n{_encode(row)}")
            sheet.add(row.values())
            alive()
    return count
