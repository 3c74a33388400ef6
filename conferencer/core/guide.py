"""Guides and conference types, read from `conferencer/guides/*.toml`.

`conference.toml` says which fields, panes and types there are; every other file is a guide. A
teacher's own file in the settings folder replaces the shipped guide of the same name or adds one.
A file that cannot be read never stops the program: it is left out, and the shelf says why.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from conferencer.core.errors import ConferencerError
from conferencer.core.guide_files import LARGEST, read_conference, read_guide, unread
from conferencer.core.guide_shapes import (
    MY_VIEW,
    Challenge,
    ConferenceShape,
    ConferenceType,
    FieldShape,
    Guide,
    GuideShelf,
    Option,
    PaneShape,
)
from conferencer.core.text import clean_line, fold

__all__ = [
    "Challenge",
    "ConferenceType",
    "FieldShape",
    "Guide",
    "GuideShelf",
    "Option",
    "PaneShape",
    "conference_types",
    "field_shape",
    "guide_for",
    "load_guides",
    "panes_for",
    "voice_of",
]


def load_guides(folder: Path | None = None) -> GuideShelf:
    """The shipped guides and the teacher's own.

    Args:
        folder: where the teacher's own guides are; it may be missing.
    """
    guides, problems = dict(_shipped()), list[str]()
    for path in _own_files(folder, problems):
        try:
            guides[path.stem] = _read_own(path)
        except ConferencerError as error:
            problems.append(error.message)
    return GuideShelf(guides, problems)


def guide_for(subject: str, name: str) -> str:
    """The key of the shipped guide for a class, by its subject, else its name; else reading."""
    for words in (subject, name):
        said = set(re.findall(r"[a-z]+", fold(words)))
        for key, guide in _shipped().items():
            if said.intersection(guide.subjects):
                return key
    return "reading"


def conference_types() -> Mapping[str, ConferenceType]:
    """Every type of conference by its key."""
    return _conference().types


def panes_for(type_key: str, guide: Guide, said: Collection[str] = ()) -> tuple[PaneShape, ...]:
    """The panes of a type, with the guide's own fields at their ends; full for an unknown type.

    Args:
        said: fields that hold words; they stay in view, also where the type does without them.
    """
    types = conference_types()
    kind, full = types.get(type_key) or types["full"], types["full"]
    hold_words = {key.partition(".")[0] for key in said}
    panes = []
    for pane in _conference().panes:
        keys = kind.panes.get(pane.key, ())
        more = [key for key in full.panes[pane.key] if key in hold_words and key not in keys]
        own = [
            one
            for one in guide.fields.get(pane.key, ())
            if one.key in hold_words
            or pane.key in kind.panes
            and (one.voice == "learner" or not kind.learner_writes)
        ]
        if pane.key in kind.panes or more or own:
            fields = (*(field_shape(key, guide) for key in (*keys, *more)), *own)
            panes.append(replace(pane, fields=fields))
    return tuple(panes)


def field_shape(key: str, guide: Guide | str | None = None) -> FieldShape:
    """The shape of a field, also of `step.2` and `follow_up.<uid>`.

    A field that is not known, since its guide has gone, gets its key as label and the teacher's
    voice, so that its words never reach a slip.

    Args:
        guide: the guide, or the key of a shipped one.
    """
    if isinstance(guide, str):
        guide = _shipped().get(guide)
    name = key.partition(".")[0]
    shape = _conference().fields.get(name) or _own_field(name, guide)
    if name == "my_view":
        statements = enumerate(guide.my_view if guide else MY_VIEW, start=1)
        shape = replace(shape, options=tuple(Option(str(n), words) for n, words in statements))
    return shape if key == shape.key else replace(shape, key=key)


def _own_field(name: str, guide: Guide | None) -> FieldShape:
    for own in (own for fields in guide.fields.values() for own in fields) if guide else ():
        if own.key == name:
            return own
    return FieldShape(name, name.replace("_", " ").capitalize(), "note", "teacher")


def voice_of(key: str, guide: Guide | str | None = None) -> str:
    """Whose words a field holds: learner or teacher."""
    return field_shape(key, guide).voice


@cache
def _files() -> dict[str, bytes]:
    """The shipped files by their stems, in the order of their names."""
    from importlib.resources import files

    found = sorted(files("conferencer").joinpath("guides").iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): file.read_bytes()
        for file in found
        if file.name.endswith(".toml")
    }


@cache
def _conference() -> ConferenceShape:
    return read_conference("conference.toml", _files()["conference"])


@cache
def _shipped() -> Mapping[str, Guide]:
    return {
        stem: read_guide(f"{stem}.toml", stem, content, _conference())
        for stem, content in _files().items()
        if stem != "conference"
    }


def _own_files(folder: Path | None, problems: list[str]) -> list[Path]:
    if folder is None:
        return []
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        return []
    except OSError as error:
        problems.append(f"The guides in {folder} were not read: {error.strerror or error}.")
        return []
    return [path for path in found if path.is_file() and not path.name.startswith(".")]


def _read_own(path: Path) -> Guide:
    name = clean_line(path.name)
    if not path.stem.isprintable():
        raise unread(name, "its name has characters that cannot be shown")
    if path.stem == "conference":
        raise unread(name, "that name is taken by the shape of a conference; please choose another")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise unread(name, error.strerror or "it is out of reach") from error
    return read_guide(name, path.stem, content, _conference())
