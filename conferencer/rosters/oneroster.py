"""OneRoster 1.0, 1.1 and 1.2 as CSV: a folder or a zip with users, classes and enrollments.

Columns are matched by name, and real files break the rules of the 1EdTech OneRoster CSV binding:
what is taken here is what a class needs, and every enrolment that leads nowhere is reported. The
role in the enrolment decides who is a learner; dates of enrolments are not looked at.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from conferencer.core.errors import ConferencerError
from conferencer.core.text import clean_line, is_visible
from conferencer.rosters.archive import contents, folder_of, is_zip, listed
from conferencer.rosters.decoding import decode
from conferencer.rosters.headings import ID, left_out, normal
from conferencer.rosters.learners import learner
from conferencer.rosters.shape import NotRead, Roster, RosterClass, RosterRow, Wishes
from conferencer.rosters.tables import Line, lines_of

_FILES = ("users.csv", "classes.csv", "enrollments.csv")
_ALSO = ("roles.csv", "manifest.csv")
_FURTHER = ("orgs", "courses", "academicsessions", "demographics", "userprofiles")
_BESIDE = tuple(f"{name}.csv" for name in _FURTHER)
_PERSON = ("sourcedid", "status", "enableduser", "role", "givenname", "familyname")
_COLUMNS = {
    "users.csv": (
        *_PERSON,
        "preferredgivenname",
        "pronouns",
        "identifier",
        "email",
        "grades",
        "grade",
    ),
    "classes.csv": ("sourcedid", "status", "title", "classcode", "grades", "subjects"),
    "enrollments.csv": ("status", "classsourcedid", "usersourcedid", "role"),
    "roles.csv": ("status", "usersourcedid", "role"),
    "manifest.csv": ("propertyname", "value"),
}
_NEEDED = {
    "users.csv": ("sourcedid", "givenname", "familyname"),
    "classes.csv": ("sourcedid",),
    "enrollments.csv": ("classsourcedid", "usersourcedid"),
}
_SPELLED = {
    name.lower(): name
    for name in ("sourcedId", "givenName", "familyName", "classSourcedId", "userSourcedId")
}
_GONE = "no longer enrolled"
_LEARNER = frozenset(("student", "learner", "pupil"))

Record = tuple[int, Mapping[str, str]]
"""A row's number, and its cells by column."""


def recognises(path: Path) -> bool:
    """Whether a folder or zip holds a users.csv, or the file lies in such a folder."""
    if path.is_file() and path.name.lower() in (*_FILES, *_ALSO, *_BESIDE):
        beside = {file.name.lower() for file in path.parent.iterdir()}
        return beside.issuperset(_FILES)
    if not path.is_dir() and not is_zip(path):
        return False
    return path.is_file() or folder_of(listed(path), _FILES[0]) is not None


def read(path: Path, wishes: Wishes) -> Roster:
    """Read the classes with their learners.

    Raises:
        ConferencerError: a file or column that is needed is missing, or a zip is damaged.
    """
    if path.is_file() and not is_zip(path):
        path = path.parent
    files = _files(path)
    tables = {name: _records(path, name, data, wishes.encoding) for name, data in files.items()}
    users = _Users(tables["users.csv"], tables.get("roles.csv", []))
    groups = {
        cells["sourcedid"]: cells for _, cells in tables["classes.csv"] if cells.get("sourcedid")
    }
    members, not_read = _members(tables["enrollments.csv"], users, groups)
    told: dict[str, list[NotRead]] = {}
    doubled = [(k, one) for user, one in users.not_read for k in members if user in members[k]]
    for key, one in (*doubled, *not_read):
        told.setdefault(key, []).append(one)
    classes = tuple(
        replace(_class(cells, members.get(key, {})), not_read=tuple(told.get(key, ())))
        for key, cells in groups.items()
        if not _is_gone(cells)
    )
    everything = dict.fromkeys(one for _, one in (*users.not_read, *not_read))
    notes = left_out(_first_row(files["users.csv"]))
    return Roster(_format(tables), classes, tuple(everything), notes)


def _files(path: Path) -> dict[str, bytes]:
    found = listed(path)
    folder = folder_of(found, _FILES[0])
    inside = {
        name.rpartition("/")[2].lower(): key
        for name, key in found.items()
        if folder is not None and (name.rpartition("/")[0] or ".") == folder
    }
    missing = [name for name in _FILES if name not in inside]
    if missing:
        raise ConferencerError(
            "Not all of OneRoster",
            f"{path.name} has no {' and no '.join(missing)}, so it is no OneRoster export; nothing "
            "was changed.",
        )
    return contents(path, {name: inside[name] for name in (*_FILES, *_ALSO) if name in inside})


def _records(path: Path, name: str, data: bytes, encoding: str) -> list[Record]:
    text = decode(data, encoding)
    if text is None or "\0" in text:
        raise ConferencerError(
            "No class list", f"{name} in {path.name} is not a text file; nothing was changed."
        )
    head, *lines = max(
        (lines_of(text, delimiter) for delimiter in (",", ";", "\t")),
        key=lambda found: len(found[0].cells) if found else 0,
    ) or [Line(1, ())]
    columns = _columns(name, head)
    needed = _NEEDED.get(name, ())
    lacking = [_SPELLED[column] for column in needed if column not in columns]
    if lacking and (name != "users.csv" or "sourcedId" in lacking or len(lacking) > 1):
        raise ConferencerError(
            "Not all of OneRoster",
            f"{name} in {path.name} has no column {' and no column '.join(lacking)}; nothing was "
            "changed.",
        )
    return [
        (line.row, {column: line.cell(index) for column, index in columns.items()})
        for line in lines
    ]


def _first_row(data: bytes) -> list[str]:
    head = re.split(rb"[\r\n]", data, maxsplit=1)[0]
    return re.split("[,;\t]", (decode(head) or "").replace('"', ""))


def _columns(name: str, head: Line) -> dict[str, int]:
    places: dict[str, int] = {}
    for index, cell in enumerate(head.cells):
        places.setdefault(normal(cell), index)
    columns = {column: places[column] for column in _COLUMNS[name] if column in places}
    spare = [place for place in places if place and place not in columns]
    for column in _COLUMNS[name]:
        if column not in columns and (close := get_close_matches(column, spare, 1, 0.92)):
            columns[column] = places[close[0]]
    return columns


def _is_gone(cells: Mapping[str, str]) -> bool:
    return normal(cells.get("status", "")) in ("tobedeleted", "inactive", "deleted") or normal(
        cells.get("enableduser", "")
    ) in ("false", "0", "no", "n")


def _is_learner(role: str) -> bool:
    # "student", "Student", "urn:…/role#Student", "student,parent"
    last = role.replace("#", ",").replace("/", ",").replace(":", ",").split(",")
    return any(normal(part) in _LEARNER for part in last)


class _Users:
    """The people in users.csv, and which of them the school calls learners."""

    def __init__(self, users: list[Record], roles: list[Record]) -> None:
        self.not_read: list[tuple[str, NotRead]] = []
        self.known: dict[str, Record] = {}
        for row, cells in users:
            key = cells["sourcedid"]
            first = self.known.setdefault(key, (row, cells))
            same = all(first[1].get(n) == cells.get(n) for n in ("givenname", "familyname"))
            if not same and not _is_gone(cells):
                reason = f"the sourcedId stands above (users.csv, row {first[0]})"
                self.not_read.append((key, NotRead.of(row, reason, _name_in(cells))))
        self._learners = {
            cells["usersourcedid"]
            for _, cells in roles
            if _is_learner(cells.get("role", "")) and not _is_gone(cells)
        } | {key for key, (_, cells) in self.known.items() if _is_learner(cells.get("role", ""))}

    def is_learner(self, key: str, role: str) -> bool:
        """Whether an enrolment is a learner's; the user's own role where it names none."""
        return _is_learner(role) if role else key in self._learners

    def learner(self, key: str) -> RosterRow | NotRead:
        """The learner with a sourcedId."""
        row, cells = self.known[key]
        named = {
            "given": cells.get("givenname", ""),
            "family": cells.get("familyname", ""),
            "preferred": cells.get("preferredgivenname", ""),
            "pronouns": cells.get("pronouns", ""),
            "email": cells.get("email", ""),
            "grade": cells.get("grades", "") or cells.get("grade", ""),
            f"{ID}sourcedId": key,
            f"{ID}identifier": cells.get("identifier", ""),
        }
        return learner(row, named, f"users.csv: {key}")


def _name_in(cells: Mapping[str, str]) -> str:
    return " ".join(cells.get(name, "") for name in ("givenname", "familyname", "sourcedid"))


def _members(
    enrollments: list[Record], users: _Users, groups: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, dict[str, RosterRow]], list[tuple[str, NotRead]]]:
    """Class -> user -> learner; and the enrolments that lead nowhere, each with its class."""
    members: dict[str, dict[str, RosterRow]] = {}
    not_read: list[tuple[str, NotRead]] = []
    for row, cells in enrollments:
        key, group = cells["usersourcedid"], cells["classsourcedid"]
        if not users.is_learner(key, cells.get("role", "")):
            continue
        placed = members.setdefault(group, {})
        reason = _leads_nowhere(key, group, users, groups) or (
            _GONE
            if _is_gone(cells) or _is_gone(groups[group]) or _is_gone(users.known[key][1])
            else "in this class already"
            if key in placed
            else ""
        )
        if reason:
            said = NotRead.of(row, reason, f"enrollments.csv: {key} in {group}")
            not_read.append((group, said))
        else:
            one = users.learner(key)
            if isinstance(one, NotRead):
                not_read.append((group, one))
            else:
                title = _title(groups[group])
                placed[key] = replace(one, class_name=title)
    return members, not_read


def _leads_nowhere(
    key: str, group: str, users: _Users, groups: Mapping[str, Mapping[str, str]]
) -> str:
    if key not in users.known:
        return "a learner who is not in users.csv"
    return "" if group in groups else "a class that is not in classes.csv"


def _title(cells: Mapping[str, str]) -> str:
    named = (clean_line(cells.get(name, "")) for name in ("title", "classcode", "sourcedid"))
    return next((name for name in named if is_visible(name)), "")


def _class(cells: Mapping[str, str], members: Mapping[str, RosterRow]) -> RosterClass:
    ids = {"sourcedId": cells["sourcedid"], "classCode": cells.get("classcode", "")}
    return RosterClass(
        name=_title(cells),
        rows=tuple(members.values()),
        outside_ids={kind: text for kind, text in ids.items() if text},
        subject=cells.get("subjects", ""),
        grade=cells.get("grades", ""),
    )


def _format(tables: Mapping[str, list[Record]]) -> str:
    columns = next(iter(tables["users.csv"]), (0, {}))[1].keys()
    of_oneroster = "enableduser" in columns or {"status", "role"} <= columns
    if columns and "manifest.csv" not in tables and not of_oneroster:
        return "School Data Sync V2"
    return f"OneRoster {_version(tables)}"


def _version(tables: Mapping[str, list[Record]]) -> str:
    for _, cells in tables.get("manifest.csv", []):
        if normal(cells.get("propertyname", "")) == "onerosterversion" and cells.get("value"):
            return cells["value"]
    return "1.2" if "roles.csv" in tables else "1.1"
