"""Standards in lists within lists: ASN manifests, and simple lists of codes and descriptions."""

from collections.abc import Iterator

from conferencer.standards.grids import too_long
from conferencer.standards.meanings import best, rank_of
from conferencer.standards.shape import FrameworkRead, NotRead
from conferencer.standards.tree import About, Entry, by_their_codes, framework_of
from conferencer.standards.values import (
    Json,
    Node,
    get,
    name_of,
    plain_key,
    tail,
    text_of,
    texts_of,
)

_MOST = 300_000
"""Entries of a file; no framework has a tenth of them."""


def read(data: "Json", name: str) -> list[FrameworkRead]:
    """The framework that lists within lists make up; none where they hold no statements."""
    walk = _Walk()
    walk.through(data)
    if not walk.is_standards:
        return []
    return [framework_of(_about(data, walk), by_their_codes(walk.entries), walk.not_read, name)]


class _Walk:
    """Goes through the lists from top to bottom, without recursion."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.not_read: list[NotRead] = []
        self.said_so = False
        """Whether a list is called standards, or something like it."""
        self.in_words = 0
        """How many entries hold a statement, and not only a name."""
        self.is_asn = False
        self._row = 0

    @property
    def is_standards(self) -> bool:
        """Whether what was found are standards and not some other list."""
        count, coded = len(self.entries), sum(1 for entry in self.entries if entry.code)
        if self.said_so:
            return self.in_words * 2 >= max(count, 1)
        return coded * (5 if self.in_words * 2 >= count else 2) > count

    def through(self, data: "Json") -> None:
        waiting: list[tuple[Json, str, str]] = []
        if isinstance(data, dict) and isinstance(data.get("data"), dict | list):
            data = data["data"]
        if isinstance(data, list | dict) and len(data) > _MOST:
            raise too_long()
        if isinstance(data, list):
            waiting = [(one, "", "") for one in reversed(data)]
        elif isinstance(data, dict):
            waiting = list(reversed(list(self._below(data, ""))))
        while waiting:
            if self._row > _MOST:
                raise too_long()
            one, key, parent = waiting.pop()
            self._row += 1
            if isinstance(one, str):
                self.entries.append(
                    Entry(self._row, "", key, one, (parent,) if parent else (), (key,))
                )
                self.in_words += 1
            elif isinstance(one, dict):
                called = self._take(one, key, parent)
                waiting += reversed(list(self._below(one, called)))
            else:
                self.not_read.append(NotRead.of(self._row, "not a standard", str(one)[:200]))

    def _below(self, node: "Node", parent: str) -> Iterator[tuple["Json", str, str]]:
        """The parts of a node, each with the key it stands under, if that is a code."""
        for key, value in node.items():
            if rank_of("children", key) is None:
                continue
            if isinstance(value, list | dict) and len(value) > _MOST:
                raise too_long()
            if isinstance(value, list) and any(isinstance(one, dict | str) for one in value):
                if isinstance(value[0], str) and plain_key(key) != "standards":
                    continue  # names of other nodes, or tags
                self.said_so |= rank_of("lists", key) is not None
                yield from ((one, "", parent) for one in value)
            elif isinstance(value, dict) and plain_key(key) != "haschild":
                self.said_so |= rank_of("lists", key) is not None
                yield from ((one, code, parent) for code, one in value.items())

    def _take(self, node: "Node", key: str, parent: str) -> str:
        """Note a node; what its parts are to call it."""
        keys = list(node)
        at = best("identifier", keys)
        identifier = name_of(node[keys[at]]) if at is not None else ""
        code_at = best("code", keys)
        code = text_of(node[keys[code_at]]) if code_at is not None else key
        self.is_asn |= any(one.startswith("asn_") for one in keys)
        self.in_words += bool(code) or best("statement", keys) is not None
        called = identifier or f"entry {self._row}"
        named = names_of_parent(node)
        self.entries.append(
            Entry(
                self._row,
                identifier,
                code,
                _statement(node, keys),
                (parent,) if parent else named,
                (called, code),
                (),
                _text(node, "kind"),
                ", ".join(texts_of(_value(node, "grades"))),
            )
        )
        return called


def names_of_parent(node: "Node") -> tuple[str, ...]:
    """What a flat entry says it is a part of."""
    name = name_of(_value(node, "parent"))
    return (name,) if name else ()


def _value(node: "Node", meaning: str) -> "Json":
    keys = list(node)
    at = best(meaning, keys)
    return node[keys[at]] if at is not None else None


def _text(node: "Node", meaning: str) -> str:
    return text_of(_value(node, meaning))


def _statement(node: "Node", keys: list[str]) -> str:
    for meaning in ("statement", "either", "title"):
        at = best(meaning, keys)
        text = text_of(node[keys[at]]) if at is not None else ""
        if text.strip() and not (meaning == "either" and isinstance(node[keys[at or 0]], list)):
            return text
    return ""


def _about(data: "Json", walk: _Walk) -> About:
    node: Node = data if isinstance(data, dict) else {}
    framework = text_of(get(node, "framework", "title", "name"))
    subject, grade = (
        text_of(get(node, "subject")),
        text_of(get(node, "grade", "gradeLevel", "grades")),
    )
    title = ", ".join(part for part in (framework, subject, grade) if part)
    return About(
        "ASN, nested" if walk.is_asn else "JSON list of standards",
        tail(text_of(get(node, "identifier", "guid", "uri"))),
        title,
        subject,
        text_of(get(node, "publisher", "creator", "jurisdiction")),
        grade,
    )
