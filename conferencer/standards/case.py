"""CASE packages, 1.0 and 1.1: items, and the associations that make them a tree.

https://standards.1edtech.org/case/specifications/standards/v1p1/rest
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from conferencer.standards.shape import FrameworkRead, NotRead
from conferencer.standards.tree import LAST, About, Entry, framework_of
from conferencer.standards.values import (
    Json,
    Node,
    get,
    name_of,
    objects_in,
    place_of,
    plain_key,
    tail,
    text_of,
    texts_of,
)

_MOST = 10_000
"""Objects in which a package is looked for."""
_DIGITS = re.compile(r"\d+")


def read(data: "Json", name: str) -> list[FrameworkRead]:
    """Every package in it; none where it is no CASE."""
    return [_package(package, name) for package in _packages(data)]


def _packages(data: "Json") -> Iterator["Node"]:
    waiting: list[Json] = [data]
    for _ in range(_MOST):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += [each for each in one if isinstance(each, dict)]
        elif isinstance(one, dict):
            if any(plain_key(key) == "cfitems" and isinstance(one[key], list) for key in one):
                yield one
            else:
                wrapped = (get(one, key) for key in ("CFPackage", "CFPackages", "data", "package"))
                waiting += [each for each in wrapped if isinstance(each, dict | list)]


def _package(package: "Node", name: str) -> FrameworkRead:
    found = get(package, "CFDocument")
    document: Node = found if isinstance(found, dict) else {}
    above, places = _associations(get(package, "CFAssociations"))
    listed = get(package, "CFItems")
    entries: list[Entry] = []
    not_read: list[NotRead] = []
    for row, item in enumerate(listed if isinstance(listed, list) else (), start=1):
        if isinstance(item, dict):
            entries.append(_entry(row, item, above, places))
        else:
            not_read.append(NotRead.of(row, "not an item", str(item)[:200]))
    about = About(
        "CASE",
        text_of(get(document, "identifier")) or name_of(get(document, "uri")),
        text_of(get(document, "title")),
        ", ".join(texts_of(get(document, "subject"))),
        text_of(get(document, "creator")) or text_of(get(document, "publisher")),
        ", ".join(texts_of(get(document, "educationLevel"))),
    )
    return framework_of(about, entries, not_read, name)


def _associations(listed: "Json") -> tuple[dict[str, list[str]], dict[tuple[str, str], float]]:
    """Item -> what it is a child of, in their order; and its place among those children."""
    above: dict[str, list[tuple[float, str]]] = defaultdict(list)
    places: dict[tuple[str, str], float] = {}
    for one in objects_in(listed):
        kind = "".join(c for c in text_of(get(one, "associationType")).lower() if c.isalpha())
        child = name_of(get(one, "originNodeURI", "originNodeIdentifier", "originNode"))
        parent = name_of(
            get(one, "destinationNodeURI", "destinationNodeIdentifier", "destinationNode")
        )
        if kind != "ischildof" or not child or not parent:
            continue
        place = place_of(get(one, "sequenceNumber"))
        above[child].append((LAST if place is None else place, parent))
        if place is not None:
            places.setdefault((child, parent), place)
    return {child: [parent for _, parent in found] for child, found in above.items()}, places


def _entry(
    row: int,
    item: "Node",
    above: dict[str, list[str]],
    places: dict[tuple[str, str], float],
) -> Entry:
    uri = tail(text_of(get(item, "uri"), ("uri",)))
    identifier = text_of(get(item, "identifier")) or uri
    # An address may be the identifier; associations refer to it by its last part.
    names = [name for name in (identifier, tail(identifier), uri) if name]
    parents = next((above[name] for name in names if name in above), [])
    keys = ((name, parent) for parent in parents for name in names)
    place = next((places[key] for key in keys if key in places), None)
    if place is None:
        place = place_of(get(item, "sequenceNumber"))
    listed = _DIGITS.search(text_of(get(item, "listEnumeration")))
    levels = get(item, "educationLevel", "educationalLevel")
    return Entry(
        row,
        identifier,
        text_of(get(item, "humanCodingScheme")),
        text_of(get(item, "fullStatement", "abbreviatedStatement", "alternativeLabel")),
        tuple(parents),
        tuple({name for name in names if name != identifier}),
        (LAST if place is None else place, float(listed[0][:9]) if listed else LAST),
        text_of(get(item, "CFItemType")),
        ", ".join(texts_of(levels)),
    )
