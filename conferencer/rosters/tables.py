"""From text to rows of cells: separators, quotes, line ends."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from conferencer.core.text import clean_line

DELIMITERS = (",", ";", "\t", "|")
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?(?=[\r\n])", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One row of a table that is not blank."""

    row: int
    """As a spreadsheet counts, blank rows included: the first is 1."""
    cells: tuple[str, ...]
    """Cleaned and trimmed."""

    def cell(self, index: int) -> str:
        """The cell at a column; empty when the row is too short."""
        return self.cells[index] if index < len(self.cells) else ""


def named_delimiter(text: str) -> str | None:
    """What a first line such as `sep=;` says."""
    found = _SEP.match(text)
    return found[1] if found else None


def lines_of(text: str, delimiter: str) -> list[Line]:
    """The rows that hold anything; a first line `sep=;` is counted but left out."""
    text = text.removeprefix("\ufeff")
    if found := _SEP.match(text):
        text = text[found.end() :]
        records = _records(text, delimiter)
        records[:1] = [[]]
    else:
        records = _records(text, delimiter)
    numbered = enumerate(([clean_line(cell) for cell in record] for record in records), start=1)
    return [Line(row, tuple(cells)) for row, cells in numbered if any(cells)]


def _records(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(_reader(io.StringIO(text, newline=""), delimiter))
    except csv.Error:
        # A quote that is never closed would swallow the rest of the file.
        return [_record(line, delimiter) for line in re.split("\r\n|\n|\r", text)]


def _reader(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)


def _record(line: str, delimiter: str) -> list[str]:
    try:
        return next(_reader([line], delimiter), [])
    except csv.Error:
        return [cell.strip().strip('"') for cell in line.split(delimiter)]


def plain_lines(text: str) -> list[Line]:
    """One cell a line, as in a list of names."""
    lines = re.split("\r\n|\n|\r|\u2028|\u2029", text.removeprefix("\ufeff"))
    cleaned = ((row, clean_line(line)) for row, line in enumerate(lines, start=1))
    return [Line(row, (line,)) for row, line in cleaned if line]


def steady_delimiter(text: str) -> str | None:
    """What separates the cells of a table without headings, in nearly every row."""
    best: tuple[float, int, str] | None = None
    for delimiter in DELIMITERS:
        widths = [len(line.cells) for line in lines_of(text, delimiter)[:200]]
        wide = [width for width in widths if width > 1]
        if len(wide) < 0.8 * len(widths) or not wide:
            continue
        width, count = Counter(wide).most_common(1)[0]
        found = (count / len(widths), width, delimiter)
        best = max(best, found) if best else found
    return best[2] if best else None
