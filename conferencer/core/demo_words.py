"""The demo's sentences, drawn so that a learner does not hear the same one twice in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

from conferencer.core.demo_learners import read_sentences

T = TypeVar("T")

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Aim:
    """A goal as a learner words it, and later rewords it."""

    wording: str
    why: str
    sign: str
    reworded: str
    because: str


@dataclass(frozen=True)
class Step:
    """A next step that fits a theme."""

    text: str
    when: str
    obstacle: str
    sign: str


@dataclass(frozen=True)
class Resource:
    """What a step can lean on."""

    kind: str
    label: str


@dataclass(frozen=True)
class Theme:
    """What a learner works on for some weeks, with all that is said on the way."""

    name: str
    goals: list[Aim]
    steps: list[Step]
    needs: list[str]
    victories: list[str]
    lessons: list[str]
    my_strength: list[str]
    strength: list[str]
    noticed: list[str]
    taught: list[str]
    strategy: list[str]
    resource: list[Resource]


@dataclass(frozen=True)
class Sayings:
    """What is said in any conference, whatever the goal."""

    books: list[str]
    looked_at: list[str]
    victories: list[str]
    finished_book: list[str]
    lessons: list[str]
    needs: list[str]
    my_strength: list[str]
    strength: list[str]
    noticed: list[str]
    helper: list[str]
    follow_up: dict[str, list[str]]
    between: list[Step]
    unmet: dict[str, list[str]]
    amended: list[dict[str, str]]


@cache
def themes() -> list[Theme]:
    """Every theme."""
    return [_theme(**table) for table in read_sentences("goals")["theme"]]


def _theme(**table: Any) -> Theme:
    table["goals"] = [Aim(**aim) for aim in table["goals"]]
    table["steps"] = [Step(**step) for step in table["steps"]]
    table["resource"] = [Resource(**resource) for resource in table["resource"]]
    return Theme(**table)


@cache
def sayings() -> Sayings:
    """What is said in any conference."""
    told = read_sentences("talk")
    return Sayings(**{**told, "between": [Step(**step) for step in told["between"]]})


class Drawing:
    """Draws from lists for one learner: none comes again before its whole list was drawn."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._left: dict[int, list[Any]] = {}
        self._last: dict[int, object] = {}

    def draw(self, choices: Sequence[T]) -> T:
        """The next of these."""
        left = self._left.get(id(choices))
        if not left:
            left = self._left[id(choices)] = self.rng.sample(choices, len(choices))
            if left[-1] is self._last.get(id(choices)):
                left.reverse()
        drawn: T = left.pop()
        self._last[id(choices)] = drawn
        return drawn

    def chance(self, percent: int) -> bool:
        """Whether something happens that happens so often."""
        return self.rng.random() * 100 < percent


def as_teachers_say(day: date, held_on: date) -> str:
    """A later date in the words that `core.dates.understand` reads back."""
    days = (day - held_on).days
    monday = held_on - timedelta(days=held_on.weekday())
    if days == 1:
        return "tomorrow"
    if days < 7:
        return _WEEKDAYS[day.weekday()][:3]
    if (day - monday).days < 14:
        return f"next {_WEEKDAYS[day.weekday()]}"
    if days in (14, 21):
        return f"in {days // 7} weeks"
    return f"{day.day} {_MONTHS[day.month - 1]}"
