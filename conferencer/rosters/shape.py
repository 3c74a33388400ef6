"""The one small shape that every reader of class lists gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from conferencer.core.text import clean_line, first_line


@dataclass(frozen=True)
class Wishes:
    """What a person knows better than the reader."""

    encoding: str = ""
    """How the text is encoded, as Python names it; empty to find out."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading, or number of the column from 1 -> kind, as `headings.kind_of` gives it."""


@dataclass(frozen=True)
class RosterRow:
    """One learner, as a file names them. All text is cleaned; an empty one is not known."""

    row: int
    """The row in the file, as a spreadsheet counts: the first is 1."""
    given_name: str
    family_name: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    grade: str = ""
    email: str = ""
    home_language: str = ""
    class_name: str = ""
    outside_ids: Mapping[str, str] = field(default_factory=dict)
    """What other systems call this learner: kind -> text."""
    split_guessed: bool = False
    """Whether given and family name come from one text, so that where it was cut is a guess."""


@dataclass(frozen=True)
class NotRead:
    """A row that gave no learner, and why."""

    row: int
    reason: str
    text: str
    """The row as it stands, shortened, without passwords and the like."""

    @classmethod
    def of(cls, row: int, reason: str, text: str) -> "NotRead":
        """A row that gave no learner; its text is cleaned and cut to a line."""
        return cls(row, reason, first_line(clean_line(text), 60))


@dataclass(frozen=True)
class RosterClass:
    """A class in a file."""

    name: str
    """Empty where the file does not say."""
    rows: tuple[RosterRow, ...]
    outside_ids: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    grade: str = ""
    teacher: str = ""
    """Who teaches it, where the file says so."""
    not_read: tuple[NotRead, ...] = ()
    """The rows of this class, among those of the whole file, that gave no learner."""


@dataclass(frozen=True)
class Roster:
    """All that a file says."""

    format: str
    """What the file was taken for, in words."""
    classes: tuple[RosterClass, ...]
    not_read: tuple[NotRead, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences about the file: what was a guess, what was left out on purpose."""

    def not_read_for(self, chosen: RosterClass) -> tuple[NotRead, ...]:
        """The rows that gave no learner: those of this class, and those of no known class."""
        of_a_class = {one for group in self.classes for one in group.not_read}
        return tuple(
            one for one in self.not_read if one in chosen.not_read or one not in of_a_class
        )


class Reader(Protocol):
    """What a module in this package offers to read one format."""

    def recognises(self, path: Path) -> bool:
        """Whether the file looks like this format."""

    def read(self, path: Path, wishes: Wishes) -> Roster:
        """Read it.

        Raises:
            ConferencerError: it cannot be read, with the reason in one sentence.
        """
