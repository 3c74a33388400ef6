"""Spreadsheets (`.xlsx`) as tables of cells. What would not fit into memory is refused first."""

import re
import zipfile
import zlib
from datetime import date, datetime, time
from io import BytesIO

from conferencer.core.errors import ConferencerError
from conferencer.standards.grids import Grid
from conferencer.standards.values import number_in_text

_LARGEST = 150_000_000
"""Bytes of a workbook once unpacked."""
_MOST_CELLS = 4_000_000
"""Cells of a sheet between the first and the last; the library makes room for all of them."""
_CHUNK = 1_000_000
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)
_CELL = re.compile(rb"\br=\"([A-Z]{1,3})?(\d{1,7})\"")


def is_workbook(data: bytes) -> bool:
    """Whether bytes are a zip with the parts of a workbook in it."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except _DAMAGE:
        return False


def grids_in(data: bytes) -> list[Grid]:
    """Every sheet's rows.

    Raises:
        ConferencerError: damaged, locked, or far too large.
    """
    try:
        _check_size(data)
        return _read(data)
    except ConferencerError:
        raise
    except _DAMAGE as error:
        raise _damaged() from error
    except BaseException as error:
        # What the library's own language calls a panic is no Exception in ours.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise _damaged() from error
        raise


def _read(data: bytes) -> list[Grid]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(BytesIO(data))
    grids: list[Grid] = []
    for name in book.sheet_names[:50]:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        cells = ([_text(value) for value in row] for row in rows)
        grids.append([(row, one) for row, one in enumerate(cells, start=1) if any(one)])
    return grids


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_in_text(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > _LARGEST:
            raise _too_large()
        unpacked = 0
        for one in archive.infolist():
            if not one.filename.startswith("xl/worksheets/"):
                continue
            columns = rows = 0
            with archive.open(one) as sheet:
                left = b""
                while part := sheet.read(_CHUNK):
                    unpacked += len(part)
                    if unpacked > _LARGEST:  # the directory of a zip can lie
                        raise _too_large()
                    for column, row in _CELL.findall(left + part):
                        rows = max(rows, int(row))
                        columns = max(columns, _number(column))
                    left = part[-40:]
            if rows * columns > _MOST_CELLS:
                raise _too_large()


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _too_large() -> ConferencerError:
    return ConferencerError(
        "Too large",
        "This workbook is far larger than any framework once it is unpacked; nothing was changed. "
        "Save the sheet with the standards as CSV.",
    )


def _damaged() -> ConferencerError:
    return ConferencerError(
        "Workbook not readable",
        "This workbook is damaged or locked with a password; nothing was changed. Save the sheet "
        "with the standards as CSV.",
    )
