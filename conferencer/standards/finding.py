"""Finding a standard while one types: by code or by words, in any order, accents folded.

Every word that is typed must begin a word of the code or the statement; `4.rf` finds `RF.4.4`, and
`rf44` finds it too. Ten thousand standards are gone through in about a millisecond, since each is
one folded text, and a further letter only looks at what the letters before it found.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from conferencer.core.search_words import folded

SHELF = "framework:"
"""What the key of a framework begins with; its uid follows."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A standard as it is found and shown."""

    uid: str
    framework: int
    """The number of its framework."""
    code: str
    statement: str
    words: str
    """Code and statement, folded."""
    parent: str = ""
    """The uid of what it is a part of; empty at the top."""
    kind: str = ""
    grades: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Shelf:
    """A framework as it is shown."""

    id: int
    uid: str
    title: str
    subject: str = ""
    publisher: str = ""
    grades: str = ""
    is_put_away: bool = False

    @property
    def key(self) -> str:
        """What it is called among standards."""
        return SHELF + self.uid


class Catalogue:
    """Every standard of some frameworks, in the order of their trees.

    Args:
        shelves: the frameworks, in the order in which they are shown.
        standards: theirs, those of one framework in the order of its tree.
    """

    def __init__(self, shelves: Sequence[Shelf], standards: Iterable[Shelved]) -> None:
        self.shelves = list(shelves)
        self.standards = list(standards)
        self._before: tuple[tuple[str, ...], list[int]] | None = None

    def __len__(self) -> int:
        return len(self.standards)

    @cached_property
    def _at(self) -> dict[str, int]:
        return {one.uid: at for at, one in enumerate(self.standards)}

    @cached_property
    def _texts(self) -> list[str]:
        """Each begins with a space, so that a space before a word means its beginning."""
        return [f" {one.words}" for one in self.standards]

    @cached_property
    def _spaced_codes(self) -> list[str]:
        return [f" {folded(one.code)}" if one.code else "" for one in self.standards]

    @cached_property
    def _run_together(self) -> list[str]:
        return [code.replace(" ", "") for code in self._spaced_codes]

    @cached_property
    def _below(self) -> dict[str, list[Shelved]]:
        below: dict[str, list[Shelved]] = defaultdict(list)
        keys = {shelf.id: shelf.key for shelf in self.shelves}
        for one in self.standards:
            above = one.parent if one.parent in self._at else keys.get(one.framework, "")
            below[above].append(one)
        return below

    def get(self, uid: str) -> Shelved | None:
        """The standard of that uid; None where it is not here."""
        at = self._at.get(uid)
        return None if at is None else self.standards[at]

    def shelf(self, number: int) -> Shelf | None:
        """The framework of that number."""
        return next((shelf for shelf in self.shelves if shelf.id == number), None)

    def below(self, key: str) -> list[Shelved]:
        """The parts of a standard, or of a framework by its key."""
        return self._below.get(key, [])

    def above(self, uid: str) -> str:
        """What a standard is a part of: a uid, or a framework's key; empty above a framework."""
        one = self.get(uid)
        if one is None:
            return ""
        if one.parent in self._at:
            return one.parent
        shelf = self.shelf(one.framework)
        return shelf.key if shelf else ""

    def path(self, key: str) -> list[str]:
        """The keys from the framework down to this one, this one included."""
        path = [key] if key else []
        while path and (above := self.above(path[0])) and above not in path:
            path.insert(0, above)
        return path

    def find(self, typed: str, at_most: int = 40) -> list[Shelved]:
        """The standards that fit what was typed, the best first; none where nothing was typed.

        By its code first: the very code, one that ends so, one with the fewest other words in it;
        then by its statement, in the order of the trees. What was withdrawn comes last.
        """
        words = tuple(folded(typed).split())
        if not words:
            self._before = None
            return []
        found, codes = self._fitting(words), self._spaced_codes
        whole, begins = "".join(words), [f" {word}" for word in words]
        named = [
            at
            for at in found
            if (code := codes[at])
            and (all(word in code for word in begins) or whole in self._run_together[at])
        ]
        best = nsmallest(at_most, ((self._rank(at, words), at) for at in named))
        order = [at for _, at in best]
        if len(order) < at_most:
            taken = set(named)
            order += [at for at in found if at not in taken][:at_most]
        listed = [self.standards[at] for at in order[:at_most]]
        return sorted(listed, key=lambda one: one.is_withdrawn)

    def count(self, typed: str) -> int:
        """How many fit."""
        words = tuple(folded(typed).split())
        return len(self._fitting(words)) if words else 0

    def _fitting(self, words: tuple[str, ...]) -> list[int]:
        if self._before is not None and self._before[0] == words:
            return self._before[1]
        texts, whole = self._texts, "".join(words)
        found: Iterable[int] = range(len(texts))
        if self._before is not None and _goes_on(self._before[0], words):
            found = self._before[1]
        by_code = set()
        if len(whole) > 1:
            together = self._run_together
            by_code = {at for at in found if whole in together[at]}
        left = found
        for word in sorted(words, key=len, reverse=True):
            begins = f" {word}"
            left = [at for at in left if begins in texts[at]]
        fitting = sorted(by_code.union(left)) if by_code else list(left)
        self._before = words, fitting
        return fitting

    def _rank(self, at: int, words: tuple[str, ...]) -> tuple[int, int]:
        code, typed = self._spaced_codes[at], " ".join(words)
        if code.endswith(f" {typed}"):
            return 0, len(code)
        there = code.split()
        return 1, sum(1 for one in there if not one.startswith(words))


def _goes_on(before: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether whatever fits the words fits those before: they are the same, and more."""
    if len(words) < len(before) or len("".join(before)) < 2:
        return False
    *first, last = before
    return words[: len(first)] == tuple(first) and words[len(first)].startswith(last)
