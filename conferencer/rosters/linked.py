"""Exports of several files that refer to each other, as `linked_formats` knows them.

Which file is which shows in its headings, not in its name. Every row of people and memberships
gives a learner in a class or is among the rows that were not read.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from conferencer.core.text import clean_line, is_visible
from conferencer.rosters.archive import contents, heads, is_zip, listed
from conferencer.rosters.decoding import decode
from conferencer.rosters.headings import ID, is_other_role, left_out, normal
from conferencer.rosters.learners import learner
from conferencer.rosters.linked_formats import FORMATS, LinkedFormat, Table
from conferencer.rosters.shape import NotRead, Roster, RosterClass, RosterRow, Wishes
from conferencer.rosters.tables import DELIMITERS, Line, lines_of

_NEEDED = frozenset(("people", "classes", "members"))
_MOST_FILES = 400
_HEAD = 8_000
"""Bytes that hold the headings of a file."""
_DATED = re.compile(r"\d{4}-\d\d-\d\d[-\d]*\.csv", re.IGNORECASE)
_GONE = frozenset(
    ("inactive", "tobedeleted", "deleted", "dropped", "completed", "withdrawn", "removed")
)

Record = tuple[int, str, Mapping[str, str]]
"""A row's number, the file it is in, and its cells by what they are."""


def recognises(path: Path) -> bool:
    """Whether a folder or zip, or the folder that a file lies in, holds such an export whole."""
    return _found(path) is not None


def read(path: Path, wishes: Wishes) -> Roster:
    """Read the classes with their learners.

    Raises:
        ConferencerError: a zip is damaged, or a file is far too large.
    """
    found = _found(path)
    assert found is not None
    where, known, tables = found
    records: dict[str, list[Record]] = {}
    headings: list[str] = []
    names = {name: key for name, (key, _) in tables.items()}
    for name, data in contents(where, names).items():
        table = tables[name][1]
        records.setdefault(table.kind, []).extend(
            _records(name, table, decode(data, wishes.encoding) or "")
        )
        headings += _named_in(data)
    return replace(_Joined(known.name, records).roster(), notes=left_out(headings))


def _found(path: Path) -> tuple[Path, LinkedFormat, dict[str, tuple[str, Table]]] | None:
    """Where the export lies, what it is, and its tables: path inside -> name to read, table."""
    is_archive = path.is_file() and is_zip(path)
    if path.is_file() and not is_archive:
        if path.suffix.lower() not in (".csv", ".txt", ".tsv"):
            return None
        path = path.parent
    inside = {
        name: key
        for name, key in listed(path).items()
        if name.lower().endswith((".csv", ".txt", ".tsv")) and "__MACOSX" not in name
    }
    if not len(_NEEDED) <= len(inside) <= _MOST_FILES:
        return None
    rows = {name: _headings(data) for name, data in heads(path, inside, _HEAD).items()}
    for known in FORMATS:
        tables = {
            name: (inside[name], table)
            for name in _newest(rows)
            if (table := _table(known, name, rows[name])) is not None
        }
        if {table.kind for _, table in tables.values()} >= _NEEDED:
            return path, known, tables
    return None


def _newest(names: Iterable[str]) -> list[str]:
    """All files, but of those named by a day only the newest of each folder."""
    dated: dict[str, str] = {}
    others = []
    for name in sorted(names):
        place = PurePosixPath(name)
        if _DATED.fullmatch(place.name):
            dated[str(place.parent)] = name
        else:
            others.append(name)
    return [*others, *dated.values()]


def _headings(data: bytes) -> frozenset[str]:
    return frozenset(normal(cell) for cell in _named_in(data))


def _named_in(data: bytes) -> tuple[str, ...]:
    head = data[:_HEAD]
    text = decode(head) or decode(head[:-1]) or decode(head[:-2]) or ""
    first = re.split("\r\n|\n|\r", text, maxsplit=1)[0]
    return _widest(first)[0].cells


def _widest(text: str) -> list[Line]:
    found = (lines_of(text, delimiter) for delimiter in DELIMITERS)
    return max(found, key=lambda lines: len(lines[0].cells) if lines else 0) or [Line(1, ())]


def _table(known: LinkedFormat, name: str, headings: frozenset[str]) -> Table | None:
    for table in known.tables:
        fits = all(headings.intersection(table.columns[one]) for one in table.needed)
        if fits and table.in_name in PurePosixPath(name).name.lower():
            return table
    return None


def _records(name: str, table: Table, text: str) -> list[Record]:
    head, *lines = _widest(text)
    places: dict[str, int] = {}
    for index, cell in enumerate(head.cells):
        places.setdefault(normal(cell), index)
    columns = {
        what: next(places[one] for one in headings if one in places)
        for what, headings in table.columns.items()
        if places.keys() & set(headings)
    }
    return [
        (line.row, name, {what: line.cell(index) for what, index in columns.items()})
        for line in lines
    ]


@dataclass
class _Joined:
    """Puts people into classes, and says of every row that gave no learner why."""

    name: str
    records: Mapping[str, list[Record]]
    not_read: list[NotRead] = field(default_factory=list)
    of_class: dict[str, list[NotRead]] = field(default_factory=dict)

    def roster(self) -> Roster:
        """The classes with their learners."""
        groups = self._groups()
        people = self._people()
        members = self._members(people, groups)
        placed = {key for rows in members.values() for key in rows}
        self._say_who_is_nowhere(people, placed)
        teachers = self._teachers(groups)
        classes = tuple(
            replace(
                _class(key, cells, teachers.get(key, "")),
                rows=tuple(members.get(key, {}).values()),
                not_read=tuple(self.of_class.get(key, ())),
            )
            for key, cells in groups.items()
        )
        return Roster(self.name, classes, tuple(dict.fromkeys(self.not_read)))

    def _groups(self) -> dict[str, Mapping[str, str]]:
        groups: dict[str, Mapping[str, str]] = {}
        for _, _, cells in self.records["classes"]:
            if cells["key"] and not _is_gone(cells):
                groups.setdefault(cells["key"], cells)
        return groups

    def _people(self) -> dict[str, tuple[Record, RosterRow]]:
        people: dict[str, tuple[Record, RosterRow]] = {}
        for record in self.records["people"]:
            row, file, cells = record
            key = next(iter(cells.values()), "")
            text = f"{file}: {key} {_name_in(cells)}".strip()
            if not key:
                self.not_read.append(NotRead.of(row, "no id", text))
            elif key in people:
                first = people[key][0][0]
                said = f"the id {key} stands above (row {first})"
                self.not_read.append(NotRead.of(row, said, text))
            elif isinstance(one := learner(row, _named(cells), text), NotRead):
                self.not_read.append(one)
            else:
                people[key] = (record, one)
        return people

    def _members(
        self,
        people: Mapping[str, tuple[Record, RosterRow]],
        groups: Mapping[str, Mapping[str, str]],
    ) -> dict[str, dict[str, RosterRow]]:
        members: dict[str, dict[str, RosterRow]] = {}
        others = self._staff()
        for row, file, cells in self.records["members"]:
            key, group = cells["person"], cells["class"]
            if key in others and key not in people:
                continue
            placed = members.setdefault(group, {})
            if reason := _why_not(cells, people, groups, placed):
                said = NotRead.of(row, reason, f"{file}: {key} in {group}")
                self.not_read.append(said)
                self.of_class.setdefault(group, []).append(said)
            else:
                placed[key] = replace(people[key][1], class_name=_title(groups[group]))
        return members

    def _staff(self) -> dict[str, str]:
        named = self.records.get("staff", [])
        staff = {next(iter(cells.values()), ""): _name_in(cells) for _, _, cells in named}
        for _, _, cells in self.records["people"]:
            if is_other_role(cells.get("role", "")):
                staff[next(iter(cells.values()), "")] = _name_in(cells)
        return staff

    def _teachers(self, groups: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        staff = self._staff()
        pairs = [(key, cells.get("teacher", "")) for key, cells in groups.items()]
        for kind in ("staff_members", "members"):
            pairs += [(c["class"], c["person"]) for _, _, c in self.records.get(kind, [])]
        teachers: dict[str, str] = {}
        for key, person in pairs:
            if staff.get(person):
                teachers.setdefault(key, staff[person])
        return teachers

    def _say_who_is_nowhere(
        self, people: Mapping[str, tuple[Record, RosterRow]], placed: set[str]
    ) -> None:
        for key, ((row, file, cells), _) in people.items():
            if key not in placed:
                text = f"{file}: {key} {_name_in(cells)}"
                self.not_read.append(NotRead.of(row, "in none of the classes", text))


def _named(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells, with the username as the name where the export has no names."""
    named = dict(cells)
    if not any(named.get(kind) for kind in ("given", "family", "full_name")):
        named["given"] = named.get(f"{ID}username", "").partition("@")[0]
    return named


def _why_not(
    cells: Mapping[str, str],
    people: Mapping[str, tuple[Record, RosterRow]],
    groups: Mapping[str, Mapping[str, str]],
    placed: Mapping[str, RosterRow],
) -> str:
    key = cells["person"]
    if key not in people:
        return "a learner who is not in the list of learners"
    if cells["class"] not in groups:
        return "a class that is not in the list of classes, or has ended"
    if _is_gone(cells) or _is_gone(people[key][0][2]):
        return "no longer enrolled"
    return "in this class already" if key in placed else ""


def _is_gone(cells: Mapping[str, str]) -> bool:
    return normal(cells.get("status", "")) in _GONE


def _name_in(cells: Mapping[str, str]) -> str:
    names = (cells.get(name, "") for name in ("given", "family", "full_name"))
    return " ".join(name for name in names if name)


def _title(cells: Mapping[str, str]) -> str:
    named = (clean_line(cells.get(name, "")) for name in ("title", "code", "key"))
    return next((name for name in named if is_visible(name)), "")


def _class(key: str, cells: Mapping[str, str], teacher: str) -> RosterClass:
    ids = {"sourcedId": key, "classCode": cells.get("code", "")}
    return RosterClass(
        name=_title(cells),
        rows=(),
        outside_ids={kind: text for kind, text in ids.items() if text},
        subject=cells.get("subject", ""),
        grade=cells.get("grade", ""),
        teacher=teacher,
    )
