"""Workbooks of Excel and LibreOffice: `.xlsx`, `.xls` and `.ods`, every sheet of them.

A sheet becomes the text of a table, so that headings, titles and rows are found as in a CSV file.
A formula counts as the value that was saved with it.
"""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from conferencer.core.errors import ConferencerError
from conferencer.rosters.archive import LARGEST
from conferencer.rosters.delimited import read_text
from conferencer.rosters.shape import NotRead, Roster, RosterClass, Wishes

_OLD = b"\xd0\xcf\x11\xe0"
_LARGEST_FILE = 20_000_000
_MOST_CELLS = 2_000_000

Cell = int | float | str | bool | time | date | datetime | timedelta


def recognises(path: Path) -> bool:
    """Whether it is a workbook, by what is in it and not by its name."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(4) == _OLD:
            return True
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return False
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= set(names)


def read(path: Path, wishes: Wishes) -> Roster:
    """Read every sheet; those without learners are named among what was not read.

    Raises:
        ConferencerError: it is damaged, locked, too large, or no sheet has a learner in it.
    """
    _check_size(path)
    rosters: list[tuple[str, Roster]] = []
    not_read: list[NotRead] = []
    first_error: ConferencerError | None = None
    for name, text in _sheets(path):
        try:
            rosters.append((name, read_text(text, f"{path.name}, sheet {name}", wishes.columns)))
        except ConferencerError as error:
            first_error = first_error or error
            not_read.append(NotRead.of(1, f"no learners on the sheet “{name}”", text))
    if not rosters:
        raise first_error or _refused(path, "an empty workbook")
    several = len(rosters) > 1
    classes = [_named(group, name, several) for name, one in rosters for group in one.classes]
    not_read += [row for _, one in rosters for row in one.not_read]
    notes = tuple(dict.fromkeys(note for _, one in rosters for note in one.notes))
    return Roster(f"workbook, {rosters[0][1].format}", tuple(classes), tuple(not_read), notes)


def _named(group: RosterClass, sheet: str, several: bool) -> RosterClass:
    return group if group.name or not several else replace(group, name=sheet)


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                size = max(size, sum(one.file_size for one in archive.infolist()) // 5)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise _refused(path, "damaged") from error
    if size > min(_LARGEST_FILE, LARGEST):
        raise _refused(path, "too large for a class list")


def _sheets(path: Path) -> list[tuple[str, str]]:
    from python_calamine import CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheets = []
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                if sheet.total_height * sheet.total_width > _MOST_CELLS:
                    raise _refused(path, "too large for a class list")
                rows = sheet.to_python(skip_empty_area=False)
                sheets.append((name, _as_text(rows)))
            return [(name, text) for name, text in sheets if text.strip("\r\n,")]
    except (ConferencerError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of the library is no Exception
        raise _refused(path, "damaged, locked with a password, or no workbook of lists") from error


def _as_text(rows: Sequence[Sequence[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([_in_text(cell) for cell in row] for row in rows)
    return text.getvalue()


def _in_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def _refused(path: Path, what: str) -> ConferencerError:
    return ConferencerError(
        "No class list",
        f"{path.name} is {what}; nothing was changed. Save the class list as CSV, or paste the "
        "names.",
    )
