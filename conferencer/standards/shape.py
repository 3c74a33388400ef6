"""The one shape that every reader of standards gives."""

from dataclasses import dataclass

from conferencer.core.text import clean_line, first_line


@dataclass(frozen=True)
class StandardRow:
    """One statement, as a file has it. All text is cleaned; an empty one is not known."""

    row: int
    """Where in the file: the row as a spreadsheet counts, or the number of the entry, from 1."""
    identifier: str
    statement: str
    code: str = ""
    parent: str = ""
    """The identifier of what it is a part of; empty at the top."""
    kind: str = ""
    grades: str = ""


@dataclass(frozen=True)
class NotRead:
    """An entry that gave no standard, and why."""

    row: int
    reason: str
    text: str
    """The entry, shortened."""
    identifier: str = ""
    """What it is called, so that one that cannot be read is not taken for withdrawn."""

    @classmethod
    def of(cls, row: int, reason: str, text: str, identifier: str = "") -> "NotRead":
        """An entry that gave no standard; its text is cleaned and cut to a line."""
        return cls(row, reason, first_line(clean_line(text), 60), identifier)


@dataclass(frozen=True)
class FrameworkRead:
    """A framework: what it is called, and its statements in the order of their tree."""

    format: str
    """What the file was taken for, in words."""
    identifier: str
    title: str
    rows: tuple[StandardRow, ...]
    """A statement stands before its parts, and those in their order."""
    not_read: tuple[NotRead, ...] = ()
    subject: str = ""
    publisher: str = ""
    grades: str = ""
