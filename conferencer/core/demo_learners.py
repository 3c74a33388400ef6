"""The learners of the made-up class: their names, their profiles, how each stands today."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from conferencer.core.names import search_name, sort_name
from conferencer.core.text import fold

_TRIES = 40
"""How often to look for a name that nobody has yet."""


@dataclass(frozen=True)
class Ending:
    """How a learner stands today, counted in school days."""

    last_met: int = 5
    due: int | None = None
    """When the open next step is due, from today on."""
    appointment: int | None = None
    asked: int | None = None
    """How long ago the learner asked for a conference."""
    unmet: str = ""
    """How the visit after the last one ended, if there was one: absent or postponed."""
    unmet_days: int = 0
    still_open: bool = False
    """Whether an older step is open as well."""
    at_most: int | None = None
    """How many conferences at most, for those who are hardly ever met."""
    draft: bool = False
    """Whether a conference was begun today."""


@dataclass
class DemoLearner:
    """A made-up learner."""

    given_name: str
    family_name: str = ""
    preferred_name: str = ""
    say_name: str = ""
    pronouns: str = ""
    grade: str = ""
    home_language: str = ""
    email: str = ""
    ending: Ending = Ending()

    def values(self) -> dict[str, object]:
        """The columns of a `Student` that the names fill."""
        named = {field.name: getattr(self, field.name) for field in fields(self)[:-1]}
        return {**named, "search_name": search_name(self), "sort_name": sort_name(self)}


@cache
def read_sentences(name: str) -> dict[str, Any]:
    """One of the files beside this one that hold the demo's words."""
    file = resources.files("conferencer.core").joinpath(f"demo_{name}.toml")
    return tomllib.loads(file.read_text("utf-8"))


def demo_learners(count: int, rng: Random) -> list[DemoLearner]:
    """The first of the class list; beyond its end names are put together."""
    told = read_sentences("class")
    learners = [_from_the_list(entry) for entry in told["learner"][:count]]
    usual = [_ending(e) for e in told["learner"] if "at_most" not in e and "draft" not in e]
    taken = {(learner.given_name, learner.family_name) for learner in learners}
    while len(learners) < count:
        learners.append(_put_together(told["names"], taken, rng))
        learners[-1].ending = rng.choice(usual)
    _give_addresses(learners)
    return learners


def _from_the_list(entry: dict[str, Any]) -> DemoLearner:
    return DemoLearner(
        given_name=entry["given"],
        family_name=entry.get("family", ""),
        preferred_name=entry.get("preferred", ""),
        say_name=entry.get("say", ""),
        pronouns=entry.get("pronouns", ""),
        grade=entry["grade"],
        home_language=entry.get("language", ""),
        ending=_ending(entry),
    )


def _ending(entry: dict[str, Any]) -> Ending:
    return Ending(**{f.name: entry[f.name] for f in fields(Ending) if f.name in entry})


def _put_together(
    groups: list[dict[str, Any]], taken: set[tuple[str, str]], rng: Random
) -> DemoLearner:
    for _ in range(_TRIES):
        group = rng.choice(groups)
        name = (rng.choice(group["given"]), rng.choice(group["family"]))
        if name not in taken:
            break
    taken.add(name)
    language = "" if group["language"] == "English" else group["language"]
    return DemoLearner(*name, grade=rng.choice(("3", "4")), home_language=language)


def _give_addresses(learners: list[DemoLearner]) -> None:
    taken: dict[str, int] = {}
    for learner in learners:
        names = (learner.given_name, learner.family_name)
        folded = ("".join(c for c in fold(name) if c.isalnum()) for name in names if name)
        address = ".".join(folded)
        taken[address] = taken.get(address, 0) + 1
        number = str(taken[address]) if taken[address] > 1 else ""
        learner.email = f"{address}{number}@school.example"


def profile_of(days: list[date], rng: Random) -> Iterator[dict[str, object]]:
    """The columns of a learner's few `ProfileEntry` rows, dated on some of these days."""
    told: dict[str, list[str]] = read_sentences("class")["profile"]
    few = {"strength": rng.choice((1, 2, 2)), "interest": rng.choice((1, 2, 3)), "helps_me": 1}
    few["support"] = int(rng.random() < 0.25)
    for kind, number in few.items():
        for text in rng.sample(told[kind], number):
            since, later = sorted(rng.choices(days, k=2))
            ended = kind in ("interest", "support") and since < later and rng.random() < 0.15
            said_by = "teacher" if kind in ("strength", "support") else "learner"
            if kind == "strength" and rng.random() < 0.3:
                said_by = "learner"
            yield {
                "kind": kind,
                "text": text,
                "said_by": said_by,
                "since": since,
                "until": later if ended else None,
            }
