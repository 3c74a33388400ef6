"""What a slip is made of: labelled parts with lines of words."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGE = "en"
"""Which table of `labels.toml` is printed."""


@dataclass(frozen=True)
class Line:
    """One thing under a label."""

    text: str
    by_when: str = ""
    """A step's own day, where the steps have different ones."""
    details: tuple[str, ...] = ()
    """Quiet words below a step: when, and who does it."""


@dataclass(frozen=True)
class Part:
    """A label and what stands under it; no lines means room to write by hand."""

    key: str
    """my_strength, my_goal, my_next_steps, help, by_when, next_meeting or how_did_it_go."""
    label: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Slip:
    """A slip as it will be printed."""

    name: str
    date: str
    parts: tuple[Part, ...]
    cut: tuple[str, ...] = ()
    """The labels of what did not fit and was cut."""


@cache
def labels() -> dict[str, str]:
    """What is printed around the learner's own words; owners are under `owner_<owner>`."""
    table = tomllib.loads(files(__package__).joinpath("labels.toml").read_text("utf-8"))[LANGUAGE]
    words: dict[str, str] = {key: said for key, said in table.items() if key != "owners"}
    return words | {f"owner_{owner}": said for owner, said in table["owners"].items()}
