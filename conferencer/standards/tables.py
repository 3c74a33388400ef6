"""Standards in tables: those of OpenSALT, and any with a code and a statement."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conferencer.standards.grids import Grid
from conferencer.standards.meanings import best
from conferencer.standards.shape import FrameworkRead, NotRead
from conferencer.standards.tree import LAST, About, Entry, by_their_codes, framework_of
from conferencer.standards.values import place_of, plain_key, tail

_HEADINGS_WITHIN = 12
_MEANINGS = (
    "identifier",
    "code",
    "statement",
    "title",
    "parent",
    "place",
    "level",
    "kind",
    "grades",
)
_LEVEL = re.compile(r"\d+(?:\.\d+)*\.?\Z")
_CODE = re.compile(r"(?=.*\d)[\w.\-–:/()*]{1,40}\Z")
_OPENSALT = {"fullstatement", "humancodingscheme", "smartlevel", "cfitemtype", "ischildof"}


@dataclass
class _Columns:
    row: int
    at: dict[str, int]
    names: list[str]

    def cell(self, meaning: str, cells: Sequence[str]) -> str:
        index = self.at.get(meaning)
        return cells[index].strip() if index is not None and index < len(cells) else ""


@dataclass
class Above:
    """What another sheet says: what each item is a part of, and of the framework itself."""

    parents: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    document: Mapping[str, str] = field(default_factory=dict)


def read(grids: Sequence[Grid], name: str) -> list[FrameworkRead]:
    """The framework that some tables make up; none where no column holds statements."""
    above = Above()
    entries: list[Entry] = []
    not_read: list[NotRead] = []
    is_opensalt = False
    # What other sheets say comes first: they stand behind the items.
    for grid in [grid for grid in grids if not _is_other_sheet(grid, above)]:
        columns = _headings(grid) or _without_headings(grid)
        if columns is None:
            continue
        is_opensalt |= len(_OPENSALT & {plain_key(one) for one in columns.names}) > 1
        for row, cells in grid:
            if row <= columns.row:
                continue
            if columns.names and cells == columns.names:
                not_read.append(NotRead.of(row, "the headings again", ", ".join(cells)))
                continue
            entries.append(_entry(row, cells, columns, above))
    if not entries:
        return []
    said = above.document
    about = About(
        "OpenSALT table" if is_opensalt else "table of standards",
        said.get("identifier", ""),
        said.get("title", ""),
        said.get("subject", ""),
        said.get("publisher", "") or said.get("creator", ""),
    )
    return [framework_of(about, by_their_codes(entries), not_read, name)]


def _is_other_sheet(grid: Grid, above: Above) -> bool:
    """Whether a sheet holds associations, or the framework's own row; what it says is noted."""
    if not grid:
        return True
    heads = [plain_key(cell) for cell in grid[0][1]]
    if "associationtype" in heads:
        for _, cells in grid[1:]:
            said = dict(zip(heads, cells, strict=False))
            if "".join(c for c in said["associationtype"].lower() if c.isalpha()) == "ischildof":
                child = said.get("originnodeidentifier") or said.get("originnodehumancodingscheme")
                names = (
                    said.get("destinationnodeidentifier"),
                    said.get("destinationnodehumancodingscheme"),
                )
                above.parents[child or ""] += [one.strip() for one in names if one and one.strip()]
        return True
    if "title" in heads and "creator" in heads and "fullstatement" not in heads:
        if len(grid) > 1:
            above.document = dict(zip(heads, grid[1][1], strict=False))
        return True
    return False


def _headings(grid: Grid) -> _Columns | None:
    found: list[tuple[int, int, _Columns]] = []
    for order, (row, cells) in enumerate(grid[:_HEADINGS_WITHIN]):
        at = {
            meaning: index for meaning in _MEANINGS if (index := best(meaning, cells)) is not None
        }
        _settle_either(at, cells, grid[order + 1 :])
        has_statement = "statement" in at or "title" in at and {"code", "parent"} & at.keys()
        if has_statement and (len(at) > 1 or len([one for one in cells if one.strip()]) == 1):
            found.append((len(at), -order, _Columns(row, at, cells)))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _settle_either(at: dict[str, int], cells: list[str], rows: Grid) -> None:
    """A column called *Standard* holds the code in some tables, and the statement in others."""
    index = best("either", cells)
    if index is None:
        return
    said = [row[index].strip() for _, row in rows[:50] if index < len(row) and row[index].strip()]
    is_code = sum(1 for one in said if _CODE.match(one)) * 2 > len(said)
    at.setdefault("code" if is_code else "statement", index)


def _without_headings(grid: Grid) -> _Columns | None:
    """A code and a statement in the first two columns of nearly every row."""
    some = grid[:200]
    fitting = [
        cells
        for _, cells in some
        if len(cells) > 1 and _CODE.match(cells[0].strip()) and " " in cells[1].strip()
    ]
    lengths = sum(len(cells[1]) for cells in fitting)
    if len(fitting) < 2 or len(fitting) < 0.8 * len(some) or lengths < 20 * len(fitting):
        return None
    return _Columns(0, {"code": 0, "statement": 1}, [])


def _entry(row: int, cells: Sequence[str], columns: _Columns, above: Above) -> Entry:
    identifier = tail(columns.cell("identifier", cells))
    code = columns.cell("code", cells)
    if not code and "code" not in columns.at and _CODE.match(identifier) and len(identifier) < 30:
        code = identifier
    parents = [*above.parents.get(identifier, ()), *above.parents.get(code, ())]
    said = columns.cell("parent", cells)
    parents += [one for one in (said, tail(said), said.split(",")[0].strip()) if one]
    level = columns.cell("level", cells).rstrip(".")
    place = place_of(columns.cell("place", cells))
    order: tuple[float, ...] = (LAST if place is None else place,)
    called = [code]
    if _LEVEL.match(level):
        order = tuple(float(part[:9]) for part in level.split("."))
        called.append(f"level {level}")
        if not parents and "." in level:
            parents.append(f"level {level.rpartition('.')[0]}")
    return Entry(
        row,
        identifier,
        code,
        columns.cell("statement", cells) or columns.cell("title", cells),
        tuple(parents),
        tuple(called),
        order,
        columns.cell("kind", cells),
        columns.cell("grades", cells),
    )
