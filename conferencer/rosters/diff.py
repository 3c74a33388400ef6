"""What a class list changes in a class: who is new, changed, the same, or gone. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from conferencer.core.text import fold
from conferencer.rosters.shape import RosterRow

FIELDS = (
    "given_name",
    "family_name",
    "preferred_name",
    "pronouns",
    "grade",
    "email",
    "home_language",
)
"""What a file can say of a learner, beside outside ids."""
OUTSIDE = "outside_ids."
"""What the name of a changed outside id begins with."""
_STRONG = 5
"""An id of fewer characters may well belong to somebody else in another system."""


@dataclass(frozen=True)
class KnownStudent:
    """A learner in the notebook."""

    id: int
    given_name: str
    family_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    grade: str = ""
    email: str = ""
    home_language: str = ""
    outside_ids: Mapping[str, str] = field(default_factory=dict)
    in_class: bool = True
    """Enrolled in this class now."""
    was_in_class: bool = False
    """Enrolled in it once."""


@dataclass(frozen=True)
class Match:
    """A row of the file, and the learner it is, if known."""

    row: RosterRow
    known: KnownStudent | None
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """field -> (before, after); `outside_ids.<kind>` for ids, `enrollment` for coming back."""


@dataclass(frozen=True)
class Changes:
    """What writing the file would do."""

    new: tuple[Match, ...] = ()
    """New in this class; `known` when the notebook has the learner from another."""
    changed: tuple[Match, ...] = ()
    unchanged: tuple[Match, ...] = ()
    left: tuple[KnownStudent, ...] = ()
    """In the class until now, and not in the file."""


def compare(known: Sequence[KnownStudent], found: Sequence[RosterRow]) -> Changes:
    """Match rows with learners: by outside id, then by email, then, within the class, by name.

    Learners of other classes are matched by id, or by email and name, never by name alone. A blank
    in the file erases nothing.
    """
    matched = _Matching(known, found).matched
    matches = [_match(row, matched.get(index)) for index, row in enumerate(found)]
    in_class = [m for m in matches if _is_of_class(m.known)]
    taken = {one.id for one in matched.values()}
    return Changes(
        new=tuple(m for m in matches if not _is_of_class(m.known)),
        changed=tuple(m for m in in_class if m.changes),
        unchanged=tuple(m for m in in_class if not m.changes),
        left=tuple(one for one in known if one.in_class and one.id not in taken),
    )


def _is_of_class(known: KnownStudent | None) -> bool:
    return known is not None and (known.in_class or known.was_in_class)


class _Matching:
    """Pairs rows with learners, the surest sign first; nobody is taken twice."""

    def __init__(self, known: Sequence[KnownStudent], found: Sequence[RosterRow]) -> None:
        self.found = found
        self.matched: dict[int, KnownStudent] = {}
        self._taken: set[int] = set()
        # Those in the class come first, then those who were, then everybody else.
        ordered = sorted(known, key=lambda one: (not one.in_class, not one.was_in_class, one.id))
        near = [one for one in ordered if one.in_class or one.was_in_class]
        self._pair(ordered, _ids, _same_by_id)
        self._pair(ordered, _emails, _same_by_email)
        self._pair(near, _names, _all_the_same)
        self._pair(near, _names, _no_contradiction)
        self._pair(near, _called, _no_contradiction)

    def _pair(
        self,
        known: Sequence[KnownStudent],
        signs: "Callable[[RosterRow | KnownStudent], Iterable[str]]",
        fits: Callable[[RosterRow, KnownStudent], bool],
    ) -> None:
        bearers: dict[str, list[KnownStudent]] = {}
        for one in known:
            if one.id not in self._taken:
                for sign in signs(one):
                    bearers.setdefault(sign, []).append(one)
        for index, row in enumerate(self.found):
            if index in self.matched:
                continue
            free = [
                one
                for sign in signs(row)
                for one in bearers.get(sign, ())
                if one.id not in self._taken and fits(row, one)
            ]
            if free:
                best = max(free, key=lambda one: (one.in_class, *_likeness(row, one), -one.id))
                self.matched[index] = best
                self._taken.add(best.id)


def _ids(one: RosterRow | KnownStudent) -> Iterable[str]:
    return [f"{kind}\n{value}" for kind, value in one.outside_ids.items()]


def _emails(one: RosterRow | KnownStudent) -> Iterable[str]:
    return [one.email.casefold()] if "@" in one.email else []


def _names(one: RosterRow | KnownStudent) -> Iterable[str]:
    return [_plain(f"{one.given_name} {one.family_name}")]


def _called(one: RosterRow | KnownStudent) -> Iterable[str]:
    names = dict.fromkeys((one.given_name, one.preferred_name))
    return [_plain(f"{name} {one.family_name}") for name in names if name]


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _same(one: str, other: str) -> bool:
    return bool(one and other) and _plain(one) == _plain(other)


def _name_in_common(row: RosterRow, one: KnownStudent) -> bool:
    given = (one.given_name, one.preferred_name)
    return (
        _same(row.family_name, one.family_name)
        or any(_same(row.given_name, name) or _same(row.preferred_name, name) for name in given)
        or set(_names(row)) == set(_names(one))
    )


def _same_by_id(row: RosterRow, one: KnownStudent) -> bool:
    """An id alone is not enough: lists that count from 1 would make two learners one."""
    if set(_called(row)) & set(_called(one)) or set(_names(row)) == set(_names(one)):
        return True
    shared = [v for kind, v in row.outside_ids.items() if one.outside_ids.get(kind) == v]
    near = one.in_class or one.was_in_class
    return _name_in_common(row, one) and (near or max(map(len, shared)) >= _STRONG)


def _same_by_email(row: RosterRow, one: KnownStudent) -> bool:
    """The names decide as well: brothers and sisters may share a parent's address."""
    if set(_called(row)) & set(_called(one)) or set(_names(row)) == set(_names(one)):
        return True
    if not one.in_class or not _no_contradiction(row, one):
        return False
    given, known = _plain(row.given_name), _plain(one.given_name)
    shortened = bool(given and known) and (given.startswith(known) or known.startswith(given))
    return given == known or (_same(row.family_name, one.family_name) and shortened)


def _no_contradiction(row: RosterRow, one: KnownStudent) -> bool:
    return all(one.outside_ids.get(kind, value) == value for kind, value in row.outside_ids.items())


def _likeness(row: RosterRow, one: KnownStudent) -> tuple[int, int]:
    """How many fields do not differ, and how many are the same; blanks do not differ."""
    pairs = [(getattr(row, name), getattr(one, name)) for name in FIELDS]
    return sum(a in ("", b) for a, b in pairs), sum(a == b for a, b in pairs)


def _all_the_same(row: RosterRow, one: KnownStudent) -> bool:
    return _no_contradiction(row, one) and _likeness(row, one)[1] == len(FIELDS)


def _match(row: RosterRow, known: KnownStudent | None) -> Match:
    if known is None:
        return Match(row, None)
    changes = {
        name: (before, after)
        for name in FIELDS
        if (after := getattr(row, name)) and after != (before := getattr(known, name))
    }
    if row.email.casefold() == known.email.casefold():
        changes.pop("email", None)
    for name in ("given_name", "family_name", "preferred_name"):
        if name in changes and _only_loses_accents(*changes[name]):
            del changes[name]
    if _names_stay(row, known):
        changes.pop("given_name", None)
        changes.pop("family_name", None)
    for kind, value in row.outside_ids.items():
        if known.outside_ids.get(kind) != value:
            changes[OUTSIDE + kind] = (known.outside_ids.get(kind, ""), value)
    if known.was_in_class and not known.in_class:
        changes["enrollment"] = ("left", "back")
    return Match(row, known, changes)


def _only_loses_accents(before: str, after: str) -> bool:
    """Whether the file is from a system that cannot write the name as its owner does."""
    return after.isascii() and not before.isascii() and fold(before) == fold(after)


def _names_stay(row: RosterRow, known: KnownStudent) -> bool:
    """Whether the file only cuts the name elsewhere, or uses the preferred one."""
    whole = " ".join(f"{row.given_name} {row.family_name}".split()).casefold()
    if row.split_guessed and whole == f"{known.given_name} {known.family_name}".strip().casefold():
        return True
    called = known.preferred_name and _same(row.given_name, known.preferred_name)
    return bool(called) and _plain(row.family_name) == _plain(known.family_name)
