"""From the entries of a file to rows in the order of their tree; none gets lost on the way."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from conferencer.core.text import fold
from conferencer.standards.shape import FrameworkRead, NotRead, StandardRow
from conferencer.standards.texts import (
    LONGEST,
    line_in_text,
    says_anything,
    statement_in_text,
)

LAST = float("inf")
"""The place of what has none among its siblings."""


@dataclass(frozen=True)
class Entry:
    """A statement as it stands in a file, not yet cleaned."""

    row: int
    identifier: str = ""
    code: str = ""
    statement: str = ""
    parents: tuple[str, ...] = ()
    """What it is a part of: the first name that is known counts."""
    also_called: tuple[str, ...] = ()
    """Other names by which its parts may refer to it."""
    order: tuple[float, ...] = ()
    """Its place among its siblings; then the place in the file."""
    kind: str = ""
    grades: str = ""


@dataclass(frozen=True)
class About:
    """What a file says of the framework as a whole."""

    format: str
    identifier: str = ""
    title: str = ""
    subject: str = ""
    publisher: str = ""
    grades: str = ""


def framework_of(
    about: About, entries: Iterable[Entry], not_read: Iterable[NotRead] = (), name: str = ""
) -> FrameworkRead:
    """The framework that these entries make up.

    Args:
        not_read: what the reader itself could not take for an entry.
        name: what to call it where the file does not say.
    """
    title = line_in_text(about.title) or line_in_text(name) or "Standards"
    identifier = line_in_text(about.identifier)
    if not identifier:
        said = (about.format.split()[0], title, about.subject, about.publisher, about.grades)
        identifier = "file:" + "|".join(fold(line_in_text(part)) for part in said)
    rows, rejected = _grown(list(entries))
    left = sorted([*not_read, *rejected], key=lambda one: one.row)
    return FrameworkRead(
        about.format,
        identifier,
        title,
        tuple(rows),
        tuple(left),
        line_in_text(about.subject),
        line_in_text(about.publisher),
        line_in_text(about.grades),
    )


def by_their_codes(entries: Sequence[Entry]) -> list[Entry]:
    """Where no entry says what it is a part of, the codes do: `RF.4.1a`, `RF.4.1`, `RF.4`.

    OpenSALT reads its tables so as well.
    """
    if any(entry.parents for entry in entries):
        return list(entries)
    return [replace(entry, parents=_shorter(entry.code)) for entry in entries]


def _shorter(code: str) -> tuple[str, ...]:
    """The beginnings of a code, the longest first, up to a full stop or a last letter."""
    found = []
    while code:
        if len(code) > 1 and code[-1].isalpha() and code[-2].isdigit():
            code = code[:-1]
        else:
            code = code.rpartition(".")[0]
        if code:
            found.append(code)
    return tuple(found)


def _grown(entries: Sequence[Entry]) -> tuple[list[StandardRow], list[NotRead]]:
    cleaned = [_cleaned(entry) for entry in entries]
    named = _with_identifiers(cleaned)
    good: list[Entry] = []
    rejected: list[NotRead] = []
    first: dict[str, Entry] = {}
    unread: dict[str, Entry] = {}
    for entry in named:
        reason = _why_not(entry, first.get(entry.identifier))
        if reason:
            said = " ".join(part for part in (entry.code, entry.statement) if part)
            rejected.append(NotRead.of(entry.row, reason, said, entry.identifier))
            unread.setdefault(entry.identifier, entry)
        else:
            first[entry.identifier] = entry
            good.append(entry)
    parents = _parents(good, unread)
    return _in_order(good, parents), rejected


def _cleaned(entry: Entry) -> Entry:
    return replace(
        entry,
        identifier=line_in_text(entry.identifier),
        code=line_in_text(entry.code),
        statement=statement_in_text(entry.statement),
        kind=line_in_text(entry.kind),
        grades=line_in_text(entry.grades),
        parents=tuple(line_in_text(name) for name in entry.parents),
        also_called=tuple(line_in_text(name) for name in entry.also_called),
    )


def _why_not(entry: Entry, other: Entry | None) -> str:
    if not says_anything(entry.statement):
        return "no statement"
    if len(entry.statement) > LONGEST:
        return f"longer than {LONGEST:,} characters"
    return f"called the same as entry {other.row}" if other else ""


def _with_identifiers(entries: Sequence[Entry]) -> list[Entry]:
    """Whatever has no identifier gets its code, where that is its alone, else one of its words."""
    codes = Counter(entry.code for entry in entries)
    taken = {entry.identifier for entry in entries if entry.identifier}
    named = []
    for entry in entries:
        identifier = entry.identifier
        if not identifier:
            words = fold(f"{entry.code}\n{entry.statement}")
            digest = hashlib.sha256(words.encode(errors="replace")).hexdigest()[:16]
            wish = entry.code if entry.code and codes[entry.code] == 1 else f"words:{digest}"
            identifier, number = wish, 2
            while identifier in taken:
                identifier, number = f"{wish}#{number}", number + 1
            taken.add(identifier)
        named.append(replace(entry, identifier=identifier))
    return named


def _parents(entries: Sequence[Entry], unread: Mapping[str, Entry]) -> dict[str, str]:
    """Identifier -> identifier of what it is a part of; empty at the top. No circles."""
    names: dict[str, str] = {}
    called = Counter(name for entry in entries for name in {*entry.also_called} if name)
    for entry in entries:
        for name in entry.also_called:
            if called[name] == 1:
                names[name] = entry.identifier
    names.update((entry.identifier, entry.identifier) for entry in entries)
    skipped = {name: one for one in unread.values() for name in (one.identifier, *one.also_called)}

    def found(entry: Entry) -> str:
        passed: set[str] = set()
        while True:
            known = [names[name] for name in entry.parents if name in names]
            known = [name for name in known if name != entry.identifier]
            if known:
                return known[0]
            # A part of something that could not be read is a part of what that is a part of.
            above = next((skipped[name] for name in entry.parents if name in skipped), None)
            if above is None or above.identifier in passed:
                return ""
            passed.add(above.identifier)
            entry = above

    parents = {entry.identifier: found(entry) for entry in entries}
    settled: set[str] = {""}
    for identifier in parents:
        path: dict[str, None] = {}
        at = identifier
        while at not in settled and at not in path:
            path[at] = None
            at = parents[at]
        if at in path:
            parents[at] = ""
        settled.update(path)
    return parents


def _in_order(entries: Sequence[Entry], parents: Mapping[str, str]) -> list[StandardRow]:
    below: dict[str, list[tuple[tuple[float, ...], int]]] = defaultdict(list)
    for at, entry in enumerate(entries):
        below[parents[entry.identifier]].append((entry.order or (LAST,), at))
    rows: list[StandardRow] = []
    waiting = [at for _, at in sorted(below[""], reverse=True)]
    while waiting:
        entry = entries[waiting.pop()]
        rows.append(
            StandardRow(
                entry.row,
                entry.identifier,
                entry.statement,
                entry.code,
                parents[entry.identifier],
                entry.kind,
                entry.grades,
            )
        )
        waiting += [at for _, at in sorted(below[entry.identifier], reverse=True)]
    return rows
