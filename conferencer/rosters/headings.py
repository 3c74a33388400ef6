"""What the heading of a column means, in any usual spelling; the words are in `headings.toml`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from conferencer.core.text import clean_line, first_line, fold

_SKIPPED = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")

_OF_OTHERS = re.compile(r"\b(?:parents?|guardians?|mothers?|fathers?|teachers?|friends?)\b")
_QUESTIONS = tuple(
    (kind, re.compile(words))
    for kind, words in (
        ("pronouns", r"\bpronouns?\b"),
        ("preferred", r"\b(?:preferred|nickname|called|go by|goes by)\b|\bcall you\b"),
        ("full_name", r"\b(?:full|whole) (?:legal )?name\b|\bfirst (?:name )?and last name"),
        ("given", r"\b(?:first|given) names?\b"),
        ("family", r"\b(?:last|family) names?\b|\bsurname\b"),
        ("email", r"\b(?:email|e mail)\b"),
        ("grade", r"\b(?:what|which|your) grade\b"),
        ("home_language", r"\blanguages?\b.*\bhome\b"),
        ("name", r"\b(?:your|student s|learner s|child s) (?:legal )?name\b"),
    )
)

NAMING = frozenset(("given", "family", "name", "full_name", "sortable_name"))
"""The kinds of column that can give a name."""
ID = "id:"
"""What the kind of a column of ids begins with; the kind of id follows."""


MEANINGS = {
    "given_name": "given",
    "family_name": "family",
    "name": "name",
    "preferred_name": "preferred",
    "pronouns": "pronouns",
    "grade": "grade",
    "email": "email",
    "home_language": "home_language",
    "class": "class_name",
    "id": f"{ID}id",
    "nothing": "",
}
"""What a person may say that a column holds -> kind."""


def normal(text: str) -> str:
    """A heading without what does not count: accents, case, spaces, punctuation."""
    return _SKIPPED.sub("", fold(text))


@cache
def _words() -> dict[str, frozenset[str]]:
    found = tomllib.loads(_toml())["words"]
    return {name: frozenset(normal(word) for word in words) for name, words in found.items()}


@cache
def _toml() -> str:
    return resources.files("conferencer.rosters").joinpath("headings.toml").read_text("utf-8")


@cache
def _kinds() -> dict[str, str]:
    columns: dict[str, list[str]] = tomllib.loads(_toml())["columns"]
    ids: dict[str, list[str]] = tomllib.loads(_toml())["columns"]["ids"]
    named = {f"{ID}{kind}": words for kind, words in ids.items()}
    named |= {kind: words for kind, words in columns.items() if kind != "ids"}
    return {normal(word): kind for kind, words in named.items() for word in words}


def wished_kind(heading: str, number: int, columns: Mapping[str, str]) -> str:
    """What a column holds: as somebody said, by its heading or its number from 1, else as known."""
    for said, kind in columns.items():
        if said == str(number) or normal(said) == normal(heading) != "":
            return kind
    return kind_of(heading)


def kind_of(heading: str) -> str:
    """What a column holds, such as `given` or `id:sourcedId`; empty when nothing known."""
    if "?" in heading:
        return _asked_for(heading)
    if len(heading) > 60:
        return ""
    kinds = _kinds()
    exact = kinds.get(normal(heading))
    if exact:
        return exact
    plain = _HUMP.sub(" ", _BRACKETS.sub(" ", heading))
    words = [word for word in _SKIPPED.split(fold(plain)) if word]
    qualifiers = _words()["qualifiers"]
    while words and words[0] in qualifiers:
        words.pop(0)
        if found := kinds.get("".join(words)):
            return found
    while words and words[-1] in qualifiers:
        words.pop()
    return kinds.get("".join(words), "")


def _asked_for(question: str) -> str:
    """What a question of a form asks for, such as `What is your first name?`."""
    plain = " ".join(word for word in _SKIPPED.split(fold(question)) if word)
    if len(question) > 200 or _OF_OTHERS.search(plain):
        return ""
    return next((kind for kind, words in _QUESTIONS if words.search(plain)), "")


def is_private(heading: str) -> bool:
    """Whether a column is neither kept nor shown: passwords, birth dates, demographics."""
    plain = normal(heading)
    if plain in _words()["private"]:
        return True
    parts = {part for part in _SKIPPED.split(fold(_HUMP.sub(" ", heading))) if part}
    private = _words()["private"]
    return bool(parts & private) or any(word in plain for word in private if len(word) > 3)


def left_out(headings: Iterable[str]) -> tuple[str, ...]:
    """In a sentence, which columns are left out on purpose; nothing where there are none."""
    private = dict.fromkeys(one for one in headings if is_private(one) and not kind_of(one))
    shown = ", ".join(first_line(clean_line(one), 40) for one in private)
    return (f"Left out on purpose: {shown}.",) if private else ()


def is_other_role(text: str) -> bool:
    """Whether a role is that of somebody who is not a learner."""
    return normal(text) in _words()["other_roles"]


def is_test_person(text: str) -> bool:
    """Whether a name is that of the learner whom Canvas makes up for trying things out."""
    return normal(text) in ("teststudent", "studenttest")


def is_no_name(text: str) -> bool:
    """Whether the cell of a name holds what a grade export writes above or below the learners."""
    return normal(text).rstrip("0123456789") in _words()["not_names"]
