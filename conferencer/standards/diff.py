"""What a file would change of a framework; nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from conferencer.standards.shape import FrameworkRead, StandardRow

FIELDS = ("code", "statement", "parent", "kind", "grades")
ABOUT = ("title", "subject", "publisher", "grades")
"""What is compared of the framework itself."""


@dataclass(frozen=True)
class Known:
    """A standard as the notebook has it."""

    id: int
    identifier: str
    statement: str
    code: str = ""
    parent: str = ""
    """The identifier of what it is a part of."""
    kind: str = ""
    grades: str = ""
    position: int = 0
    is_withdrawn: bool = False
    goals: int = 0
    """How many goals belong to it."""


@dataclass(frozen=True)
class Change:
    """A standard that the file says something else of."""

    row: StandardRow
    known: Known
    fields: Mapping[str, tuple[str, str]]
    """Field -> before and after; `withdrawn` for one that is back."""


@dataclass(frozen=True)
class Changes:
    """All that a file would change."""

    new: tuple[StandardRow, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: tuple[StandardRow, ...] = ()
    withdrawn: tuple[Known, ...] = ()
    """What the file no longer has; goals keep it."""
    about: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What changes of the framework itself."""
    is_reordered: bool = False
    """Whether what stays stands in another order."""

    @property
    def nothing_to_do(self) -> bool:
        """Whether the notebook has it all, just so."""
        parts = (self.new, self.changed, self.withdrawn, self.about)
        return not any(parts) and not self.is_reordered


def compare(
    read: FrameworkRead, known: Sequence[Known], about: Mapping[str, str] | None = None
) -> Changes:
    """Compare by identifier.

    Args:
        known: the standards of the same framework in the notebook.
        about: what the notebook says of the framework itself; None for a new one.
    """
    there = {one.identifier: one for one in known}
    new: list[StandardRow] = []
    changed: list[Change] = []
    unchanged: list[StandardRow] = []
    for row in read.rows:
        one = there.get(row.identifier)
        if one is None:
            new.append(row)
        elif fields := _differences(row, one):
            changed.append(Change(row, one, fields))
        else:
            unchanged.append(row)
    # One that could not be read is still there.
    seen = {row.identifier for row in read.rows} | {one.identifier for one in read.not_read}
    withdrawn = [o for o in known if not o.is_withdrawn and o.identifier not in seen]
    stay = [row.identifier for row in read.rows if row.identifier in there]
    before = sorted(stay, key=lambda identifier: there[identifier].position)
    return Changes(
        tuple(new),
        tuple(changed),
        tuple(unchanged),
        tuple(withdrawn),
        {
            name: (about[name], after)
            for name in ABOUT
            if about is not None and about[name] != (after := getattr(read, name))
        },
        stay != before,
    )


def _differences(row: StandardRow, known: Known) -> dict[str, tuple[str, str]]:
    fields = {
        name: (before, after)
        for name in FIELDS
        if (before := getattr(known, name)) != (after := getattr(row, name))
    }
    return fields | ({"withdrawn": ("yes", "no")} if known.is_withdrawn else {})
