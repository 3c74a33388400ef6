"""What the columns of a table without headings hold, where their contents say it."""

import re
from collections.abc import Callable, Sequence

from conferencer.rosters.tables import Line

_NAME = re.compile(r"[^\W\d_][^\d@_/\\:;=<>{}]*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_GRADE = re.compile(r"(?:0?\d|1[0-3]|KG?|PK|TK|UG)", re.IGNORECASE)


def kinds(lines: Sequence[Line]) -> tuple[str, ...] | None:
    """The kind of each column, or None when the names cannot be found.

    One column of names holds whole names. Two stand as family name, given name: so do all lists
    without headings that were met in public samples, with or without an id in front.
    """
    width = max(len(line.cells) for line in lines)
    columns = [[line.cell(index) for line in lines] for index in range(width)]
    if _has_unknown_headings(columns):
        return None
    found = [_kind(column) for column in columns]
    names = [index for index, kind in enumerate(found) if kind == "name"]
    if len(names) > 2 or not names or names[-1] - names[0] > 1:
        return None
    if max(_filled(columns[index]) for index in names) < 0.6 * len(lines) and len(names) == 1:
        return None
    for index, kind in zip(
        names, ("family", "given") if len(names) == 2 else ("full_name",), strict=True
    ):
        found[index] = kind
    return _once(found)


def _filled(column: Sequence[str]) -> int:
    return sum(1 for cell in column if cell)


def _has_unknown_headings(columns: Sequence[Sequence[str]]) -> bool:
    # Words in the first row and only numbers below: headings that we do not know.
    return any(
        len(column) > 1
        and re.fullmatch(r"[^\W\d]+", column[0])
        and all(re.fullmatch(r"[\d.,]+", cell) for cell in column[1:] if cell)
        and any(column[1:])
        for column in columns
    )


def _kind(column: Sequence[str]) -> str:
    cells = [cell for cell in column if cell]
    distinct = len(set(cells))
    if not cells or cells == [str(n) for n in range(1, len(cells) + 1)]:
        return ""
    if _most(cells, lambda cell: bool(_EMAIL.fullmatch(cell))):
        return "email"
    if _most(cells, lambda cell: bool(_GRADE.fullmatch(cell))):
        # Numbers that are all different may as well be seats, but never ids.
        return "grade" if distinct < len(cells) or len(cells) == 1 else ""
    if distinct <= 0.5 * len(cells) and len(cells) > 2 and all(len(cell) < 30 for cell in cells):
        return "class_name"
    if _most(cells, _could_be_name):
        return "name"
    if distinct >= 0.5 * len(cells) and _most(cells, lambda cell: bool(re.search(r"\d", cell))):
        return "id:id"
    return ""


def _could_be_name(cell: str) -> bool:
    return bool(_NAME.fullmatch(cell)) and len(cell) < 60 and cell.count(" ") < 6


def _most(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, cells)) >= 0.9 * len(cells)


def _once(found: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for kind in found:
        if kind == "id:id" and kind in kept:
            kind = "id:identifier" if "id:identifier" not in kept else ""
        kept.append("" if kind in kept else kind)
    return tuple(kept)
