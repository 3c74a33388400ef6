"""What is printed around people's own words, in the language that a family reads.

A language is a TOML file in `languages/`. A school corrects one by putting a file of the same name
into the folder `languages` beside its settings: what stands there goes before ours, line by line.
Words that nobody has signed off (`checked_by`) are machine-drafted, and the program says so.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from conferencer.core.errors import AskedWronglyError, ConferencerError
from conferencer.core.text import fold

ENGLISH = "en"
CODES = ("en", "es", "fr", "de", "pt", "ar", "uk", "vi", "zh", "hi")
"""The languages that come with the program, by their ISO 639-1 codes."""
BETWEEN = " · "
"""Between two languages side by side."""
_FAR = 180
"""Days from which a date is told with its year."""


@dataclass(frozen=True, eq=False)
class Wording:
    """The words of a page in one language, or in two side by side."""

    code: str
    """ISO 639-1; of two languages the first."""
    name: str
    right_to_left: bool
    drafted: tuple[str, ...]
    """The names of the languages that nobody has read and signed off."""
    words: Mapping[str, str]
    help_lines: tuple[str, ...]
    """What any family can do to help."""
    _day: str
    _day_with_year: str
    _weekdays: Sequence[str]
    _months: Sequence[str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]

    def owner(self, owner: str) -> str:
        """Who does a step, as the learner says it; empty for the learner."""
        return self.words.get(f"owner_{owner}", "")

    def day(self, day: date, seen_on: date) -> str:
        """The date in this language's own form; with the year where it is half a year away."""
        far = abs((day - seen_on).days) > _FAR
        return self._dated(self._day_with_year if far else self._day, day)

    def day_and_year(self, day: date) -> str:
        """The date with its year."""
        return self._dated(self._day_with_year, day)

    def steps_done(self, done: int, all_steps: int) -> str:
        """`3 of 4`."""
        return (
            self.words["steps_done"].replace("{done}", str(done)).replace("{all}", str(all_steps))
        )

    def _dated(self, form: str, day: date) -> str:
        parts = {
            "weekday": self._weekdays[day.weekday()],
            "day": str(day.day),
            "month": self._months[day.month - 1],
            "year": str(day.year),
        }
        for name, said in parts.items():
            form = form.replace("{" + name + "}", said)
        return form


@cache
def wording(code: str = ENGLISH, folder: Path | None = None) -> Wording:
    """The words for a code, or for two joined by `+`, such as `es+en`, side by side.

    Args:
        folder: where a school's own files are.

    Raises:
        AskedWronglyError: there is no such language; the message names those that there are.
        ConferencerError: the school's file cannot be read.
    """
    codes = [part.strip().lower() for part in code.replace(",", "+").split("+") if part.strip()]
    if not 1 <= len(codes) <= 2 or not all(one in known_codes(folder) for one in codes):
        raise AskedWronglyError(
            "Which language?",
            f"“{code}” is no language that pages can be printed in: "
            f"{', '.join(known_codes(folder))}, or two of them such as es+en.",
        )
    first, *second = [_read(one, folder) for one in dict.fromkeys(codes)]
    return _beside(first, second[0]) if second else first


def known_codes(folder: Path | None = None) -> tuple[str, ...]:
    """The codes of all languages: ours, and those that a school added."""
    theirs = sorted(path.stem for path in folder.glob("*.toml")) if folder else []
    return tuple(dict.fromkeys((*CODES, *(one for one in theirs if one.isalpha()))))


def code_for(home_language: str, folder: Path | None = None) -> str | None:
    """The language that a class list means by *Spanish*, *español* or *es-MX*; None if unknown."""
    said = fold(home_language).strip()
    if not said:
        return None
    start = said.replace("_", "-").split("-")[0].strip()
    for code in known_codes(folder):
        table = _table(code, folder)
        names = [code, table["name"], *table.get("called", [])]
        known = {fold(str(name)) for name in names}
        if said in known or start in known:
            return code
    return None


def drafted_words(names: Sequence[str]) -> str:
    """One sentence that says which languages nobody has checked; empty when all are."""
    told = list(dict.fromkeys(names))
    if not told:
        return ""
    return f"The words in {listed(told)} are machine-drafted: please have somebody check them."


def listed(names: Sequence[str]) -> str:
    """`A, B and C`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _read(code: str, folder: Path | None) -> Wording:
    table = _table(code, folder)
    words, dates = dict(table["words"]), table["dates"]
    owners = words.pop("owners")
    help_lines = words.pop("how_you_can_help_lines")
    return Wording(
        code=code,
        name=table["name"],
        right_to_left=bool(table["right_to_left"]),
        drafted=() if str(table.get("checked_by", "")).strip() else (table["name"],),
        words={**words, **{f"owner_{owner}": said for owner, said in owners.items()}},
        help_lines=tuple(help_lines),
        _day=dates["day"],
        _day_with_year=dates["day_with_year"],
        _weekdays=dates["weekdays"],
        _months=dates["months"],
    )


def _beside(first: Wording, second: Wording) -> Wording:
    """Both languages for every label; dates and the direction are the first one's."""
    words = {
        key: said if key == "steps_done" else f"{said}{BETWEEN}{second.words[key]}"
        for key, said in first.words.items()
    }
    return Wording(
        code=first.code,
        name=f"{first.name}{BETWEEN}{second.name}",
        right_to_left=first.right_to_left,
        drafted=(*first.drafted, *second.drafted),
        words=words,
        help_lines=tuple(
            f"{one}{BETWEEN}{other}"
            for one, other in zip(first.help_lines, second.help_lines, strict=False)
        ),
        _day=first._day,
        _day_with_year=first._day_with_year,
        _weekdays=first._weekdays,
        _months=first._months,
    )


def _table(code: str, folder: Path | None) -> dict[str, Any]:
    ours = _ours(code if code in CODES else ENGLISH)
    theirs = folder / f"{code}.toml" if folder else None
    if theirs is None or not theirs.is_file():
        return ours
    try:
        table = tomllib.loads(theirs.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConferencerError(
            "Language not understood", f"The words in {theirs} cannot be read: {error}."
        ) from error
    return _over(ours, table, theirs)


@cache
def _ours(code: str) -> dict[str, Any]:
    text = files(__package__).joinpath("languages", f"{code}.toml").read_text("utf-8")
    return tomllib.loads(text)


def _over(ours: dict[str, Any], theirs: dict[str, Any], path: Path) -> dict[str, Any]:
    """Ours, with everything that theirs says instead; of the same kind and length."""
    merged = dict(ours)
    for key, value in theirs.items():
        known = ours.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[key] = _over(known, value, path)
        elif known is None or type(known) is not type(value) or _other_length(key, known, value):
            raise ConferencerError(
                "Language not understood",
                f"“{key}” in {path} is not understood; compare it with the file that it corrects.",
            )
        else:
            merged[key] = value
    return merged


def _other_length(key: str, ours: object, theirs: object) -> bool:
    counted = key in ("weekdays", "months")
    return (
        counted and isinstance(ours, list) and isinstance(theirs, list) and len(ours) != len(theirs)
    )
