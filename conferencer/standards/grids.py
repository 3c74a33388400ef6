"""Tables of cells out of CSV, TSV and the like; a cell may hold several lines."""

import csv
import io
import re
from collections import Counter

from conferencer.core.errors import ConferencerError

Grid = list[tuple[int, list[str]]]
"""Row as a spreadsheet counts, from 1, and its cells; blank rows are left out."""

_DELIMITERS = (",", ";", "\t", "|")
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)
_HEAD = 20_000
MOST_ROWS = 200_000
_MOST_LINES = 1_000_000
_MOST_LETTERS = 20_000_000
"""A table takes many times its own room once it is cut into cells."""
LONGEST_CELL = 1_000_000


def grid_of(text: str) -> Grid:
    """The rows of a text table.

    Raises:
        ConferencerError: it is far too long.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > _MOST_LETTERS or max(text.count("\n"), text.count("\r")) > _MOST_LINES:
        raise too_long()
    first = 1
    if named := _SEP.match(text):
        text, first = text[named.end() :], 2
    delimiter = named[1] if named else _delimiter(text)
    grid: Grid = []
    for row, cells in enumerate(_records(text, delimiter), start=first):
        if row > MOST_ROWS:
            raise too_long()
        if any(cell.strip() for cell in cells):
            grid.append((row, cells))
    return grid


def too_long() -> ConferencerError:
    """What to say of a list that no framework can be."""
    return ConferencerError(
        "Too long",
        f"This list is longer than any framework (more than {MOST_ROWS:,} rows, or far too many "
        "letters); nothing was changed.",
    )


def _records(text: str, delimiter: str) -> list[list[str]]:
    limit = csv.field_size_limit(LONGEST_CELL)  # it holds for the whole program
    try:
        # Strictly first: a quote that is never closed would swallow the rest of the file.
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        read = [line.split(delimiter) for line in re.split("\r\n|\n|\r", text)]
        return [[cell.strip().strip('"') for cell in cells] for cells in read]
    finally:
        csv.field_size_limit(limit)


def _delimiter(text: str) -> str:
    """What cuts the first rows into the most cells, as many in one as in the next."""
    head = text[:_HEAD]
    best: tuple[float, str] = (0.0, ",")
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        widths = Counter(len(cells) for cells in rows[:100] if any(cells))
        width, count = max(widths.items(), key=lambda one: (one[0] > 1, one[1]), default=(0, 0))
        if width > 1:
            best = max(best, (count / max(sum(widths.values()), 1) + width / 1000, delimiter))
    return best[1]
