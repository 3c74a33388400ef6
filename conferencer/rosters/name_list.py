"""A plain list of names, one a line: `Ana Lopez`, or `Lopez, Ana`, numbered or with bullets."""

import re
from collections.abc import Sequence
from dataclasses import replace

from conferencer.core.errors import ConferencerError
from conferencer.rosters.learners import LONGEST_NAME, learner, told_apart
from conferencer.rosters.person_names import is_suffix, shouted
from conferencer.rosters.shape import NotRead, Roster, RosterClass, RosterRow
from conferencer.rosters.tables import Line

_MARK = re.compile(
    r"(?:\(?\d{1,3}[.):\]]\s*|\d{1,3},?\s+|(?:[-*–+•·‣▪●○]\s*)(?:\[[ xX]?\]\s+)?)"
    r"(?=.*[^\W\d_])"
)
_ENDING = re.compile(r"(.*[^\W\d_].*?)(?:\s*,\s*|\s+[-–]\s+)(\d{1,2})\W*")
_OF_A_CLASS = re.compile(
    r"\b(?:(?:ms|mr|mrs|mx)\b\.?\s|teacher\b|(?:period|class|room)\s+\w?\d)", re.IGNORECASE
)
_MAILBOX = re.compile(r"(.*?[^\s<]) *<([^<>\s@]+@[^<>\s@]+)>")
_LONGEST_LINE = 10_000


def is_list(lines: Sequence[Line]) -> bool:
    """Whether lines with commas are `Lopez, Ana` throughout, or names in one line, and no table."""
    if (
        len(lines) == 1
        and len(lines[0].cells[0]) < _LONGEST_LINE
        and not re.search(r"\d|@(?![^<>]*>)", lines[0].cells[0])
    ):
        return True
    commas = [line.cells[0].count(",") for line in lines]
    no_names = sum(1 for line in lines if re.search(r"[\d@]", _bare(line.cells[0])))
    return sum(1 for n in commas if n <= 1) >= 0.8 * len(lines) and no_names < 0.2 * len(lines)


def read(lines: Sequence[Line], file_name: str) -> Roster:
    """The learners of a list.

    Raises:
        ConferencerError: it is a text of another kind.
    """
    lines = _without_marks(_one_a_line(lines))
    if _is_prose([line.cells[0] for line in lines]):
        raise ConferencerError(
            "No list of names",
            f"There is text in {file_name}, but no list of names; nothing was changed. A list has "
            "one name a line, a table has headings such as given name and family name.",
        )
    title = _title(lines)
    rows = [learner(line.row, _cells(line.cells[0]), line.cells[0]) for line in lines[len(title) :]]
    if _family_first(lines[len(title) :]):
        rows = [_turned(row) for row in rows]
    texts = {line.row: line.cells[0] for line in lines}
    learners, not_read = told_apart(rows, texts)
    return Roster("list of names", (RosterClass("", tuple(learners)),), (*title, *not_read))


def _is_prose(texts: Sequence[str]) -> bool:
    if len(texts) < 4:
        return any(len(text) > LONGEST_NAME for text in texts)
    wordy = sum(1 for text in texts if len(text.split()) > 6)
    return wordy > 0.3 * len(texts) or sum(map(len, texts)) > 45 * len(texts)


def _cells(text: str) -> dict[str, str]:
    if found := _MAILBOX.fullmatch(text):
        return _cells(found[1].strip()) | {"email": found[2]}
    if found := _ENDING.fullmatch(text):
        return _cells(found[1]) | {"grade": found[2]}
    return {"sortable_name" if "," in text else "full_name": text}


def _one_a_line(lines: Sequence[Line]) -> list[Line]:
    # "Ana Lopez, Ben Ode, Cy Twombly" pasted in one line.
    if len(lines) == 1:
        text = lines[0].cells[0]
        for mark in (";", ","):
            parts = [part.strip() for part in text.split(mark) if part.strip()]
            is_list = len(parts) > 2 or (mark == ";" and len(parts) > 1)
            if is_list and not any(is_suffix(part) for part in parts):
                return [Line(lines[0].row, (part,)) for part in parts]
    return [Line(line.row, (_unquoted(line.cells[0]),)) for line in lines]


def _unquoted(text: str) -> str:
    if len(text) > 2 and text[0] == text[-1] == '"' and text.count('"') == 2:
        return text[1:-1].strip()
    return text


def _bare(text: str) -> str:
    found = _MARK.match(text)
    return text[found.end() :] if found else text


def _without_marks(lines: Sequence[Line]) -> list[Line]:
    return [Line(line.row, (_bare(line.cells[0]),)) for line in lines]


def is_title(text: str) -> bool:
    """Whether a line names a class or its teacher, or is a heading, and so no learner."""
    return "?" in text or bool(_OF_A_CLASS.search(text))


def _title(lines: Sequence[Line]) -> tuple[NotRead, ...]:
    if not lines:
        return ()
    first, *others = (line.cells[0] for line in lines)
    if others and is_title(first) and not any(map(is_title, others)):
        return (NotRead.of(lines[0].row, "a title, not a name", first),)
    has_grade = _ENDING.fullmatch(first)
    looks_like_one = first.endswith(":") or (re.search(r"\d", first) and not has_grade)
    if len(others) < 2 or not looks_like_one or any(re.search(r"\d|:$", line) for line in others):
        return ()
    return (NotRead.of(lines[0].row, "a title, not a name", first),)


def _family_first(lines: Sequence[Line]) -> bool:
    """Whether every line is like `DUPONT Marie`."""
    return len(lines) > 1 and all(
        shouted(line.cells[0].split()) and "," not in line.cells[0] for line in lines
    )


def _turned(row: RosterRow | NotRead) -> RosterRow | NotRead:
    if isinstance(row, NotRead):
        return row
    words = f"{row.given_name} {row.family_name}".split()
    family = shouted(words)
    return replace(row, given_name=" ".join(words[family:]), family_name=" ".join(words[:family]))
