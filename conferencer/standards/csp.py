"""Standard sets of the Common Standards Project: an object of standards, each with its place."""

from collections.abc import Iterator
from dataclasses import replace

from conferencer.standards.shape import FrameworkRead, NotRead
from conferencer.standards.tree import LAST, About, Entry, framework_of
from conferencer.standards.values import (
    Json,
    Node,
    get,
    name_of,
    names_of,
    objects_in,
    place_of,
    text_of,
    texts_of,
)


def read(data: "Json", name: str) -> list[FrameworkRead]:
    """Every standard set in it; none where it is something else."""
    return [_set(one, name) for one in _sets(data)]


def _sets(data: "Json") -> Iterator["Node"]:
    listed = data if isinstance(data, list) else [data]
    for one in listed:
        wrapped = one.get("data") if isinstance(one, dict) else None
        inner = wrapped if isinstance(wrapped, dict) else one
        if isinstance(inner, dict) and _is_set(inner):
            yield inner


def _is_set(one: "Node") -> bool:
    standards = one.get("standards")
    listed = list(standards.values()) if isinstance(standards, dict) else standards
    if not isinstance(listed, list) or not listed:
        return False
    some = [each for each in listed[:50] if isinstance(each, dict)]
    marks = {"position", "ancestorIds", "nextStandard", "depth"}
    return any("description" in each and marks & each.keys() for each in some)


def _set(one: "Node", name: str) -> FrameworkRead:
    standards = one["standards"]
    keyed = (
        standards.items() if isinstance(standards, dict) else (("", s) for s in _list(standards))
    )
    entries: list[Entry] = []
    not_read: list[NotRead] = []
    for row, (key, each) in enumerate(keyed, start=1):
        if isinstance(each, dict):
            entries.append(_entry(row, key, each))
        else:
            not_read.append(NotRead.of(row, "not a standard", str(each)[:200], key))
    if not any(entry.parents for entry in entries):
        entries = _by_depth(entries, list(objects_in(standards)))
    subject, title = text_of(one.get("subject")), text_of(one.get("title"))
    publisher = text_of(one.get("jurisdiction")) or text_of(one.get("document"))
    about = About(
        "Common Standards Project",
        text_of(one.get("id")),
        ", ".join(part for part in (subject, title) if part),
        text_of(one.get("normalizedSubject")) or subject,
        publisher,
        ", ".join(texts_of(one.get("educationLevels"))),
    )
    return framework_of(about, entries, not_read, name)


def _by_depth(entries: list[Entry], told: list["Node"]) -> list[Entry]:
    """Older sets have no ancestors: each names the next one, and says how deep it is."""
    by_name = {entry.identifier: (entry, each) for entry, each in zip(entries, told, strict=False)}
    chain: dict[str, None] = {}
    first = next(
        (entry.identifier for entry, each in by_name.values() if each.get("firstStandard")), ""
    )
    while first in by_name and first not in chain:
        chain[first] = None
        first = name_of(by_name[first][1].get("nextStandard"))
    rest = (entry for entry in entries if entry.identifier not in chain)
    order = [*chain, *(entry.identifier for entry in sorted(rest, key=lambda one: one.order))]
    above: list[tuple[float, str]] = []
    placed = []
    for place, name in enumerate(order):
        if name not in by_name:
            continue
        entry, each = by_name[name]
        depth = place_of(each.get("depth")) or 0
        while above and above[-1][0] >= depth:
            above.pop()
        parents = (above[-1][1],) if above else ()
        above.append((depth, name))
        placed.append(replace(entry, parents=parents, order=(float(place),)))
    return placed if len(placed) == len(entries) else entries


def _list(value: "Json") -> list["Json"]:
    return value if isinstance(value, list) else []


def _entry(row: int, key: str, each: "Node") -> Entry:
    place = place_of(each.get("position"))
    # The nearest ancestor stands first; older files have no parentId.
    parents = [*names_of(each.get("parentId")), *names_of(each.get("ancestorIds"))]
    return Entry(
        row,
        text_of(each.get("id")) or key,
        text_of(get(each, "statementNotation", "altStatementNotation")),
        text_of(get(each, "description")),
        tuple(parents),
        tuple(name for name in (key, name_of(each.get("asnIdentifier"))) if name),
        (LAST if place is None else place,),
        text_of(each.get("statementLabel")),
        ", ".join(texts_of(each.get("educationLevels"))),
    )
