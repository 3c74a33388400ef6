"""CSV files that a spreadsheet may open: no cell of them is taken for a formula.

RFC 4180: commas, lines that end in CR LF, quotes around what needs them; UTF-8 with a byte order
mark, since Excel takes it for another encoding otherwise.

A spreadsheet reads a cell that begins with `=`, `+`, `-` or `@` as a formula
(https://owasp.org/www-community/attacks/CSV_Injection). Such a cell gets an apostrophe in front,
also where white space, invisible characters or apostrophes come first; so does one that begins with
a tab or a line's end. `unguarded` takes it away again, and nothing else.
"""

import csv
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from conferencer.core.files import create_private

ENCODING = "utf-8-sig"
_DANGEROUS = re.compile(
    "[\\s'\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+\\-@＝＋－＠]|'*[\t\r\n]"
)


def guarded(text: str) -> str:
    """A cell's text, with an apostrophe before what a spreadsheet might run."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(cell: str) -> str:
    """The text of a guarded cell."""
    return cell[1:] if cell.startswith("'") and _DANGEROUS.match(cell) else cell


class Sheet:
    """A new CSV file that is written row by row.

    Args:
        path: 0600 whatever the umask; there is no such file yet.
        heads: the names of the columns.
    """

    def __init__(self, path: Path, heads: Iterable[str]) -> None:
        create_private(path)
        self._file: TextIO = path.open("w", encoding=ENCODING, newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(heads)

    def add(self, values: Iterable[object]) -> None:
        """Add a row; nothing is an empty cell, and an object is JSON."""
        self._writer.writerow([_cell(value) for value in values])

    def close(self) -> None:
        """The file is done."""
        self._file.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return guarded(str(value))
