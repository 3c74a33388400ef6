"""Class lists as text: tables with headings in any usual spelling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from conferencer.core.errors import ConferencerError
from conferencer.rosters import headerless, name_list
from conferencer.rosters.headings import ID, NAMING, is_private, kind_of, left_out, wished_kind
from conferencer.rosters.learners import learner, told_apart
from conferencer.rosters.shape import NotRead, Roster, RosterClass, RosterRow
from conferencer.rosters.tables import (
    DELIMITERS,
    Line,
    lines_of,
    named_delimiter,
    plain_lines,
    steady_delimiter,
)

_HEADINGS_WITHIN = 10
"""Rows in which the headings are looked for; titles may stand above them."""
_HEAD = 30_000
"""Characters that are enough to see how a file is built."""


@dataclass(frozen=True)
class _Headings:
    row: int
    delimiter: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def score(self) -> tuple[int, int]:
        return len({kind for kind in self.kinds if kind}), -self.row


def read_text(
    text: str, file_name: str, columns: Mapping[str, str] = MappingProxyType({})
) -> Roster:
    """A table with or without headings, or a list of names.

    Args:
        file_name: what to call the text when it cannot be read.
        columns: heading, or number of the column from 1 -> kind, where somebody said so.

    Raises:
        ConferencerError: there is nothing in it that could be a list of learners.
    """
    lines = plain_lines(text)
    if not lines:
        raise ConferencerError(
            "Nothing to read",
            f"There is nothing in {file_name}; nothing was changed. Choose another list.",
        )
    headings = _find_headings(text, columns)
    if headings is None:
        return _without_headings(text, lines, file_name, columns)
    if len([name for name in headings.names if name]) == 1:
        below = [line for line in lines if line.row > headings.row]
        return _checked(name_list.read(below, file_name), file_name)
    return _checked(_table(text, headings), file_name)


def _checked(roster: Roster, file_name: str) -> Roster:
    if not any(group.rows for group in roster.classes):
        why = (
            f" (row {one.row}: {one.reason})" if (one := next(iter(roster.not_read), None)) else ""
        )
        raise ConferencerError(
            "No learners",
            f"There is no learner's name in {file_name}{why}; nothing was changed.",
        )
    return roster


def _without_headings(
    text: str, lines: list[Line], file_name: str, columns: Mapping[str, str]
) -> Roster:
    bare = "\n".join(line.cells[0] for line in lines[name_list.is_title(lines[0].cells[0]) :])
    delimiter = named_delimiter(text) or steady_delimiter(text) or steady_delimiter(bare)
    may_be_list = delimiter == "," or (delimiter == ";" and len(lines) == 1)
    table = lines_of(text, delimiter) if delimiter else []
    may_be_list = may_be_list and not _only_other_headings(table[0])
    if delimiter is None or (may_be_list and not columns and name_list.is_list(lines)):
        return _checked(name_list.read(lines, file_name), file_name)
    title, table = _title_above(table)
    kinds = _said(table, columns)
    if kinds is None and not _only_other_headings(table[0]):
        kinds = headerless.kinds(table)
    if kinds is None:
        raise ConferencerError(
            "No names found",
            f"No column of {file_name} is known to hold names; nothing was changed. Give the "
            "columns headings in its first row, such as given name, family name, id, or say which "
            "column is which with --column.",
        )
    width = max(len(line.cells) for line in table)
    said = ", ".join(kind.removeprefix(ID).replace("_", " ") for kind in kinds if kind)
    rows = [*title, *(_row(line, kinds, ("",) * width, delimiter) for line in table)]
    return _checked(_roster(f"table without headings, taken as {said}", rows, table, ()), file_name)


def _said(table: Sequence[Line], columns: Mapping[str, str]) -> tuple[str, ...] | None:
    """The kinds of columns that were named by number; None where no name is among them."""
    width = max(len(line.cells) for line in table)
    kinds = _settled([columns.get(str(number), "") for number in range(1, width + 1)])
    return kinds if NAMING.intersection(kinds) else None


def _only_other_headings(line: Line) -> bool:
    return any("?" in cell for cell in line.cells) or sum(map(bool, map(kind_of, line.cells))) > 1


def _title_above(table: list[Line]) -> tuple[list[NotRead], list[Line]]:
    """A first row that is a title, as a row without a learner; and the other rows."""
    first = ", ".join(cell for cell in table[0].cells if cell)
    if len(table) == 1 or "?" in first or not name_list.is_title(first):
        return [], table
    if any(name_list.is_title(", ".join(line.cells)) for line in table[1:]):
        return [], table
    return [NotRead.of(table[0].row, "a title, not a name", first)], table[1:]


def _find_headings(text: str, columns: Mapping[str, str]) -> _Headings | None:
    named = named_delimiter(text)
    found = [
        headings
        for delimiter in ((named,) if named else DELIMITERS)
        for line in lines_of(text[:_HEAD], delimiter)[:_HEADINGS_WITHIN]
        if (headings := _headings(line, delimiter, columns))
    ]
    return max(found, key=lambda headings: headings.score, default=None)


def _headings(line: Line, delimiter: str, columns: Mapping[str, str]) -> _Headings | None:
    words = {said: kind for said, kind in columns.items() if not said.isdecimal()}
    found = [wished_kind(cell, at, words) for at, cell in enumerate(line.cells, start=1)]
    if any(map(kind_of, line.cells)):
        found = [columns.get(str(at), kind) for at, kind in enumerate(found, start=1)]
    kinds = _settled(found)
    if not NAMING.intersection(kinds):
        return None
    known = sum(1 for kind in kinds if kind)
    others = sum(1 for cell, kind in zip(line.cells, kinds, strict=True) if cell and not kind)
    if known == 1 and others and line.row > 1:
        return None
    return _Headings(line.row, delimiter, line.cells, kinds)


def _settled(kinds: list[str]) -> tuple[str, ...]:
    """What `Name` means beside other columns of names; only the first column of a kind counts."""
    other = {"given": "family", "family": "given"}
    named = [kind for kind in ("given", "family") if kind in kinds]
    meaning = other[named[0]] if len(named) == 1 else "full_name"
    settled: list[str] = []
    for kind in kinds:
        kind = meaning if kind == "name" else kind
        settled.append("" if kind in settled and kind != "email" else kind)
    return tuple(settled)


def _table(text: str, headings: _Headings) -> Roster:
    lines = [line for line in lines_of(text, headings.delimiter) if line.row > headings.row]
    lines = _rejoined(lines, headings)
    kinds = tuple("" if kind in _no_ids(lines, headings) else kind for kind in headings.kinds)
    rows = [
        NotRead.of(line.row, "the headings again", ", ".join(line.cells))
        if line.cells == headings.names
        else _row(line, kinds, headings.names, headings.delimiter)
        for line in lines
    ]
    roster = _roster("table", rows, lines, headings.names, headings.delimiter)
    return replace(roster, notes=left_out(headings.names))


def _rejoined(lines: list[Line], headings: _Headings) -> list[Line]:
    """Where most rows are one cell too wide, `Lopez, Ana` was written without quotes."""
    width = len(headings.names)
    wide = [line for line in lines if len(line.cells) == width + 1 and line.cells[-1]]
    whole = [i for i, kind in enumerate(headings.kinds) if kind in ("full_name", "sortable_name")]
    if headings.delimiter != "," or len(whole) != 1 or len(wide) <= 0.5 * len(lines):
        return lines
    at = whole[0]
    return [
        Line(
            line.row, (*line.cells[:at], ", ".join(line.cells[at : at + 2]), *line.cells[at + 2 :])
        )
        if len(line.cells) == width + 1
        else line
        for line in lines
    ]


def _no_ids(lines: Sequence[Line], headings: _Headings) -> set[str]:
    """Columns of ids that do not say who it is: one number for all, or places in the list."""
    naming = [i for i, kind in enumerate(headings.kinds) if kind in NAMING]
    useless: set[str] = set()
    for index, kind in enumerate(headings.kinds):
        filled = [line for line in lines if line.cell(index)]
        names = {tuple(line.cell(i) for i in naming) for line in filled}
        values = {line.cell(index) for line in filled}
        is_place = kind == f"{ID}number" and all(len(value) < 4 for value in values)
        if kind.startswith(ID) and (is_place or len(values) < 0.5 * len(names)):
            useless.add(kind)
    return useless


def _row(
    line: Line, kinds: Sequence[str], names: Sequence[str], delimiter: str
) -> RosterRow | NotRead:
    cells: dict[str, str] = {}
    for index, kind in enumerate(kinds):
        if kind and not cells.get(kind):
            cells[kind] = line.cell(index)
    return learner(line.row, cells, _shown(line, names, delimiter))


def _shown(line: Line, names: Sequence[str], delimiter: str) -> str:
    shown = [cell for cell, name in zip(line.cells, names, strict=False) if not is_private(name)]
    return ", ".join(shown) if delimiter in ("\t", ",") else f"{delimiter} ".join(shown)


def _roster(
    kind: str,
    rows: Sequence[RosterRow | NotRead],
    lines: Sequence[Line],
    names: Sequence[str],
    delimiter: str = ",",
) -> Roster:
    shown = names or ("",) * max((len(line.cells) for line in lines), default=0)
    texts = {line.row: _shown(line, shown, delimiter) for line in lines}
    learners, not_read = told_apart(_with_classes(rows, texts), texts)
    return Roster(kind, by_class(learners), tuple(not_read))


def _with_classes(
    rows: Sequence[RosterRow | NotRead], texts: Mapping[int, str]
) -> list[RosterRow | NotRead]:
    """A row without a class is of the only one that others name; of several it could be any."""
    named = {
        one.class_name.casefold(): one.class_name
        for one in reversed(rows)
        if isinstance(one, RosterRow) and one.class_name
    }
    if not named:
        return list(rows)
    only = next(iter(named.values())) if len(named) == 1 else ""
    return [
        one
        if isinstance(one, NotRead) or one.class_name
        else replace(one, class_name=only)
        if only
        else NotRead.of(one.row, "no class in this row", texts[one.row])
        for one in rows
    ]


def by_class(learners: Sequence[RosterRow]) -> tuple[RosterClass, ...]:
    """The learners class by class, in the order in which the file first names each class."""
    groups: dict[str, list[RosterRow]] = {}
    for one in learners:
        groups.setdefault(one.class_name.casefold(), []).append(one)
    return tuple(RosterClass(rows[0].class_name, tuple(rows)) for rows in groups.values())
