"""What guides and conference types are made of: fields, panes, types, challenges."""

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("choice", "note", "line", "date")
VOICES = ("learner", "teacher")
MY_VIEW = ("I'm stuck", "I need help", "I'm getting there", "I could show someone")
"""My view, where a guide has no statements of its own."""


@dataclass(frozen=True)
class Option:
    """One answer of a choice: what is kept, and what is shown."""

    value: str
    label: str


@dataclass(frozen=True)
class FieldShape:
    """What a field looks like, and whose words it holds."""

    key: str
    label: str
    kind: str
    """choice, note, line or date."""
    voice: str
    """learner or teacher."""
    hint: str = ""
    """Shown while the field is empty."""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class PaneShape:
    """One pane: its title, word for word, and its fields in order."""

    key: str
    title: str
    fields: tuple[FieldShape, ...]


@dataclass(frozen=True)
class ConferenceType:
    """A kind of conference: which fields of which panes, and how long, softly."""

    key: str
    name: str
    minutes: float
    panes: Mapping[str, tuple[str, ...]]
    learner_writes: bool = False
    """The learner is alone with it, so the teacher's fields are left out."""


@dataclass(frozen=True)
class Challenge:
    """A sample goal, and what it leads to."""

    wording: str
    leads_to: str


@dataclass(frozen=True)
class Guide:
    """What helps to talk about one subject."""

    key: str
    name: str
    subjects: tuple[str, ...] = ()
    """Words in a class's subject or name that call for this guide."""
    my_view: tuple[str, ...] = MY_VIEW
    """Four statements, from stuck to helping others; kept as 1 to 4."""
    starters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pane -> conversation starters."""
    challenges: tuple[Challenge, ...] = ()
    fields: Mapping[str, tuple[FieldShape, ...]] = field(default_factory=dict)
    """Pane -> fields that only this guide has."""


@dataclass(frozen=True)
class GuideShelf:
    """The guides that could be read, and a sentence for each file that could not."""

    guides: dict[str, Guide]
    problems: list[str]


@dataclass(frozen=True)
class ConferenceShape:
    """What `conference.toml` holds."""

    fields: Mapping[str, FieldShape]
    panes: tuple[PaneShape, ...]
    types: Mapping[str, ConferenceType]
