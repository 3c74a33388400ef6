"""How tests read the made-up class, and the days on which they do."""

from collections import defaultdict
from datetime import date
from functools import lru_cache

from sqlmodel import select

from conferencer.core.first_rows import TodayRows, today_rows
from conferencer.core.models import (
    Note,
)
from conferencer.core.notebook import Notebook
from conferencer.settings import Settings
from tests.conftest import TODAY

DAYS = (
    TODAY,
    date(2026, 11, 24),
    date(2027, 1, 1),
    date(2026, 7, 15),
    date(2028, 2, 29),
    date(2026, 9, 1),
)
"""A Sunday, a Tuesday, a holiday, the middle of summer, a leap day, the first day of school."""


def dump(notebook: Notebook) -> list[str]:
    with notebook.plain() as connection:
        return list(connection.iterdump())


@lru_cache(maxsize=64)
def rows_of(notebook: Notebook, model):
    """A table's rows as they were when a test first asked."""
    with notebook.session() as session:
        return session.exec(select(model)).all()


def words_of(notebook: Notebook) -> dict[int, dict[str, str]]:
    words: dict[int, dict[str, str]] = defaultdict(dict)
    for note in rows_of(notebook, Note):
        words[note.conference_id][note.field] = note.text
    return words


def today_of(notebook: Notebook) -> TodayRows:
    return today_rows(notebook, Settings(), notebook.today())
