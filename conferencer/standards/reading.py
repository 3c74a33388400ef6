"""Reading standards of any known format, found out from the content and not from the name."""

import json
import re
from pathlib import Path

from conferencer.core.errors import ConferencerError
from conferencer.rosters.decoding import decode
from conferencer.standards import asn, case, csp, nested, tables
from conferencer.standards.grids import Grid, grid_of
from conferencer.standards.shape import FrameworkRead
from conferencer.standards.values import Json, get
from conferencer.standards.workbook import grids_in, is_workbook

LARGEST = 40_000_000
"""Bytes; all subjects of a large state take a third of it."""
KNOWN = (
    "CASE or Common Standards Project JSON, ASN, a JSON list of standards, and a table (CSV or "
    "XLSX) with a code and a statement"
)
JSON_READERS = (case.read, csp.read, asn.read, nested.read)
"""In the order in which they are asked; each gives nothing for what it does not know."""
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"PK", "a zip or a document, and no workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file; please save it as .xlsx or CSV"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "compressed; please unpack it first"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a formatted text"),
)
_MARKUP = re.compile(r"\s*(?:<[?!a-z]|@prefix\b|@base\b|begin:v)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_standards(path: Path) -> list[FrameworkRead]:
    """The frameworks in a file; at least one, each with at least one standard.

    Raises:
        ConferencerError: it is missing, out of reach, or no file of standards.
    """
    path = path.expanduser()
    try:
        if path.is_dir():
            raise _refused(path.name, "a folder; please choose a file in it")
        if path.stat().st_size > LARGEST:
            raise _refused(path.name, "larger than any framework")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)  # a pipe or a device has no size
    except FileNotFoundError as error:
        raise ConferencerError(
            "File not found", f"There is no file {path}; nothing was changed. Check the path."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConferencerError(
            "File out of reach", f"{path} cannot be read: {reason}. Nothing was changed."
        ) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, file_name: str) -> list[FrameworkRead]:
    """The frameworks in the bytes of a file; at least one, each with at least one standard.

    Args:
        file_name: what to call it, and the framework where it does not say itself.

    Raises:
        ConferencerError: they are no standards.
    """
    if len(data) > LARGEST:
        raise _refused(file_name, "larger than any framework")
    name = Path(file_name).stem
    if is_workbook(data):
        return _checked(tables.read(grids_in(data), name), file_name)
    for start, kind in _OTHERS:
        if data.startswith(start):
            raise _refused(file_name, kind)
    text = decode(data)
    if text is None or "\0" in text or len(_CONTROLS.findall(text)) > 0.02 * len(text):
        raise _refused(file_name, "no text")
    text = text.removeprefix("\ufeff")
    if text.lstrip()[:1] in ("{", "["):
        return _read_json(text, name, file_name)
    if _MARKUP.match(text):
        raise _refused(file_name, "a file of another kind (XML, HTML, Turtle or a calendar)")
    return _checked(tables.read([_grid(text)], name), file_name)


def _grid(text: str) -> Grid:
    return grid_of(text) if text.strip() else []


def _read_json(text: str, name: str, file_name: str) -> list[FrameworkRead]:
    try:
        data: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise _refused(file_name, f"damaged JSON{where}, or cut off") from error
    for read in JSON_READERS:
        if found := read(data, name):
            return _checked(found, file_name)
    if isinstance(data, dict) and get(data, "CFDocuments", "CFDocument") is not None:
        raise _refused(file_name, "a list of frameworks without their statements")
    raise _refused(file_name, "JSON, but holds no standards that are known here")


def _checked(found: list[FrameworkRead], file_name: str) -> list[FrameworkRead]:
    whole = [one for one in found if one.rows]
    if not whole:
        first = next((one for each in found for one in each.not_read), None)
        why = f" (entry {first.row}: {first.reason})" if first else ""
        raise ConferencerError(
            "No standards",
            f"There is no standard in {file_name}{why}; nothing was changed. Known are {KNOWN}.",
        )
    return whole


def _refused(file_name: str, what: str) -> ConferencerError:
    return ConferencerError(
        "No standards", f"{file_name} is {what}; nothing was changed. Known are {KNOWN}."
    )
