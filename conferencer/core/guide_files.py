"""Reading `conference.toml` and guides; every problem is one sentence with the file and the key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from conferencer.core.errors import ConferencerError
from conferencer.core.guide_shapes import (
    KINDS,
    MY_VIEW,
    VOICES,
    Challenge,
    ConferenceShape,
    ConferenceType,
    FieldShape,
    Guide,
    Option,
    PaneShape,
)
from conferencer.core.text import clean_line, is_visible

LARGEST = 256 * 1024
"""Bytes; a guide is a page or two."""


def unread(file: str, reason: str) -> ConferencerError:
    """Why a file was left out, in one sentence."""
    return ConferencerError("Guide not read", f"The guide {file} was not read: {reason}.")


@dataclass(frozen=True)
class Table:
    """A table of a TOML file whose problems name the file and the key."""

    file: str
    values: Mapping[str, object]
    at: str = ""

    @classmethod
    def parsed(cls, file: str, content: bytes) -> "Table":
        """The whole file."""
        import tomllib

        if len(content) > LARGEST:
            raise unread(file, "it is larger than a guide can be")
        try:
            return cls(file, tomllib.loads(content.decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            raise unread(file, "it is not UTF-8 text") from error
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise unread(file, clean_line(str(error)).rstrip(".")) from error

    def problem(self, key: str, reason: str) -> ConferencerError:
        """One sentence on what is wrong with a key."""
        return unread(self.file, f"{self.at}{clean_line(key)[:40]} {reason}")

    def only(self, *known: str) -> None:
        """Refuse keys that mean nothing here: they are misspellings."""
        for key in self.values:
            if key not in known:
                raise self.problem(key, f"is not known here; known are {', '.join(known)}")

    def text(self, key: str, default: str | None = None) -> str:
        """A text; it must say something unless there is a default."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or (default is None and not is_visible(clean_line(value))):
            raise self.problem(key, "must be a text")
        return clean_line(value)

    def one_of(self, key: str, known: Sequence[str]) -> str:
        """A text that is one of a few."""
        value = self.text(key)
        if value not in known:
            raise self.problem(key, f"must be one of {', '.join(known)}")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when it is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.problem(key, "must be a list of texts")
        texts = tuple(clean_line(one) for one in value)
        if not all(map(is_visible, texts)):
            raise self.problem(key, "holds a text that says nothing")
        return texts

    def table(self, key: str) -> "Table":
        """A table; empty when it is missing."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.problem(key, "must be a table")
        return Table(self.file, value, f"{self.at}{clean_line(key)[:40]}.")

    def tables(self, key: str) -> list["Table"]:
        """A list of tables; empty when it is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.problem(key, "must be a list of tables")
        return [Table(self.file, one, f"{self.at}{key} {n}: ") for n, one in enumerate(value, 1)]


def read_conference(file: str, content: bytes) -> ConferenceShape:
    """The fields, panes and types of a conference.

    Raises:
        ConferencerError: naming the file and the key.
    """
    whole = Table.parsed(file, content)
    shapes = whole.table("fields")
    fields = {
        # The statements of my view are the guide's.
        key: _field(shapes.table(key), key, needs_options=key != "my_view")
        for key in shapes.values
    }
    panes = tuple(
        PaneShape(
            table.text("key"),
            table.text("title"),
            tuple(fields[key] for key in table.texts("fields")),
        )
        for table in whole.tables("panes")
    )
    kinds = whole.table("types")
    types = {key: _type(kinds.table(key), key, panes) for key in kinds.values}
    return ConferenceShape(fields, panes, types)


def _type(table: Table, key: str, panes: tuple[PaneShape, ...]) -> ConferenceType:
    every = {pane.key: tuple(shape.key for shape in pane.fields) for pane in panes}
    chosen = table.table("panes")
    minutes = table.values.get("minutes")
    if not isinstance(minutes, int | float):
        raise table.problem("minutes", "must be a number")
    return ConferenceType(
        key,
        table.text("name"),
        minutes,
        {pane: chosen.texts(pane) for pane in chosen.values} or every,
        table.values.get("learner_writes") is True,
    )


def _field(table: Table, key: str, needs_options: bool = True) -> FieldShape:
    kind = table.one_of("kind", KINDS)
    choices = tuple(Option(one.text("value"), one.text("label")) for one in table.tables("options"))
    if needs_options and (kind == "choice") != bool(choices):
        raise table.problem("options", "belong to a choice, and a choice needs them")
    return FieldShape(
        key,
        table.text("label"),
        kind,
        table.one_of("voice", VOICES),
        table.text("hint", default=""),
        choices,
    )


def read_guide(file: str, key: str, content: bytes, conference: ConferenceShape) -> Guide:
    """A guide.

    Raises:
        ConferencerError: naming the file and the key.
    """
    table = Table.parsed(file, content)
    table.only("name", "subjects", "my_view", "starters", "challenges", "fields")
    panes = [pane.key for pane in conference.panes]
    my_view = table.texts("my_view") or MY_VIEW
    if len(my_view) != len(MY_VIEW):
        raise table.problem("my_view", "must be four statements")
    starters = table.table("starters")
    starters.only(*panes)
    challenges = []
    for challenge in table.tables("challenges"):
        challenge.only("wording", "leads_to")
        challenges.append(Challenge(challenge.text("wording"), challenge.text("leads_to")))
    return Guide(
        key,
        table.text("name"),
        table.texts("subjects"),
        my_view,
        {pane: starters.texts(pane) for pane in starters.values},
        tuple(challenges),
        _own_fields(table, panes, set(conference.fields)),
    )


def _own_fields(
    table: Table, panes: list[str], taken: set[str]
) -> Mapping[str, tuple[FieldShape, ...]]:
    own: dict[str, tuple[FieldShape, ...]] = {}
    for one in table.tables("fields"):
        one.only("key", "label", "kind", "voice", "pane", "hint", "options")
        key, pane = one.text("key"), one.one_of("pane", panes)
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", key):
            raise one.problem("key", "must be small letters, figures and _ only")
        if key in taken:
            raise one.problem("key", f"is {key}, which is taken; please choose another")
        taken.add(key)
        own[pane] = (*own.get(pane, ()), _field(one, key))
    return own
