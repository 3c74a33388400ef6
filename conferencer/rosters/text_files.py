"""Class lists in a text file: CSV, TSV, or one name a line."""

import re
from dataclasses import replace
from pathlib import Path

from conferencer.core.errors import ConferencerError
from conferencer.core.names import full_name
from conferencer.core.text import isolated
from conferencer.rosters.decoding import decode, is_guess
from conferencer.rosters.delimited import read_text
from conferencer.rosters.shape import Roster, Wishes

LARGEST = 20_000_000
"""Bytes; the list of a whole district is smaller."""
_SHOWN = 6
_MOST_LINE_ENDS = 400_000
_LONGEST_LINE = 200_000
"""Bytes: longer than any row of a list, and than any names pasted into one line."""
_OTHER_FILES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or a workbook"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook or an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a formatted text"),
)
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<svg|begin:v|\{\s*\"|\[\s*\{)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def recognises(path: Path) -> bool:
    """Whether it is a file at all: what is in it shows on reading."""
    return path.is_file()


def read(path: Path, wishes: Wishes) -> Roster:
    """Read a text file.

    Raises:
        ConferencerError: it is no text, or there is no learner in it.
    """
    if path.stat().st_size > LARGEST:
        raise _refused(path, "too large for a class list")
    data = path.read_bytes()
    for start, kind in _OTHER_FILES:
        if data.startswith(start):
            raise _refused(path, kind)
    if data.count(b"\n") + data.count(b"\r") > _MOST_LINE_ENDS:
        raise _refused(path, "too large for a class list")
    if any(len(line) > _LONGEST_LINE for line in data.splitlines()):
        raise _refused(path, "a file with a line that does not end")
    text = decode(data, wishes.encoding)
    if text is None and wishes.encoding:
        raise _refused(path, f"not written in {wishes.encoding}")
    if text is None or len(_CONTROLS.findall(text)) > 0.02 * len(text) or "\0" in text:
        raise _refused(path, "not a text file")
    if _MARKUP.match(text):
        raise _refused(path, "a file of another kind (markup, calendar or JSON)")
    roster = read_text(text, path.name, wishes.columns)
    if wishes.encoding or not is_guess(data):
        return roster
    return replace(roster, notes=(_guessed(roster), *roster.notes))


def _guessed(roster: Roster) -> str:
    names = [full_name(row) for group in roster.classes for row in group.rows]
    accented = [isolated(name) for name in names if not name.isascii()][:_SHOWN]
    such = f", such as {', '.join(accented)}" if accented else ""
    return (
        f"How the letters are encoded is a guess; look at names with accents{such}. Another "
        "encoding can be chosen with --encoding on the command line."
    )


def _refused(path: Path, what: str) -> ConferencerError:
    return ConferencerError(
        "No class list",
        f"{path.name} is {what}; nothing was changed. Save the class list as CSV, or paste the "
        "names.",
    )
