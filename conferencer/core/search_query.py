"""What was typed into the search box: words, phrases, beginnings of words, and filters.

Nothing that can be typed is an error. What a filter does not understand is said beside.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from conferencer.core.dates import DateNotUnderstoodError, month_named, understand_past
from conferencer.core.search_words import Term, stands_alone, tokens

LONGEST = 400
"""Characters that are read; nobody looks for more."""
MOST_TERMS = 24
FILTERS = ("class", "goal", "learner", "from", "to", "said")

_QUOTES = str.maketrans("“”„‟«»", '""""""')
_PIECE = re.compile(
    r"(?P<key>" + "|".join(FILTERS) + r'):(?:"(?P<quoted>[^"]*)(?P<shut>"?)|(?P<value>\S*))'
    r'|"(?P<phrase>[^"]*)(?P<closed>"?)(?P<star>\*?)'
    r'|(?P<word>[^\s"]+)',
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"((?:19|20)\d\d)-(\d\d)")


@dataclass(frozen=True)
class Query:
    """What is looked for."""

    terms: tuple[Term, ...] = ()
    """Every one must stand in a text."""
    class_name: str = ""
    """A part of a class's name, as typed; so are the next two."""
    goal: str = ""
    learner: str = ""
    since: date | None = None
    until: date | None = None
    voice: str = ""
    """learner or teacher; empty for both."""
    remarks: list[str] = field(default_factory=list)
    """What was not understood, a sentence each."""

    @property
    def asks_anything(self) -> bool:
        """Whether anything is looked for at all."""
        filters = (self.class_name, self.goal, self.learner, self.since, self.until, self.voice)
        return bool(self.terms) or any(filters)


def understood_query(text: str, today: date, day_first: bool = True) -> Query:
    """What somebody looks for. The word that is typed last is a beginning; a space ends it.

    Args:
        text: anything at all.
        day_first: whether 3/12 is the third of December.
    """
    text = text[:LONGEST].translate(_QUOTES)
    terms: list[Term] = []
    given: dict[str, str] = {}
    remarks: list[str] = []
    for found in _PIECE.finditer(text):
        is_last = found.end() == len(text)
        if found["key"]:
            value = (found["quoted"] or found["value"] or "").strip()
            given[found["key"].lower()] = value
        elif found["phrase"] is not None:
            goes_on = bool(found["star"]) or is_last and not found["closed"]
            _add(terms, found["phrase"], goes_on)
        else:
            _add(terms, found["word"], found["word"].endswith("*") or is_last)
    if len(terms) > MOST_TERMS:
        del terms[MOST_TERMS:]
        remarks.append(f"Only the first {MOST_TERMS} words are looked for.")
    return Query(
        tuple(terms),
        given.get("class", ""),
        given.get("goal", ""),
        given.get("learner", ""),
        _day(given.get("from", ""), "from", today, day_first, remarks),
        _day(given.get("to", ""), "to", today, day_first, remarks),
        _voice(given.get("said", ""), remarks),
        remarks,
    )


def _add(terms: list[Term], text: str, goes_on: bool) -> None:
    words = tuple(token.word for token in tokens(text))
    if words:
        terms.append(Term(words, goes_on and not stands_alone(words[-1])))


def _voice(value: str, remarks: list[str]) -> str:
    for voice in ("learner", "teacher"):
        if value and voice.startswith(value.lower()):
            return voice
    if value:
        remarks.append("said: is followed by learner or teacher.")
    return ""


def _day(value: str, which: str, today: date, day_first: bool, remarks: list[str]) -> date | None:
    """The day that was meant: the first of a month or year after `from:`, the last after `to:`."""
    if not value:
        return None
    try:
        return _span(value, which, today) or understand_past(value, today, day_first)
    except (DateNotUnderstoodError, ValueError):
        remarks.append(f"{which}: wants a day, such as 2026-09-01, september or yesterday.")
        return None


def _span(value: str, which: str, today: date) -> date | None:
    year, month = 0, 0
    if _YEAR.fullmatch(value):
        year, month = int(value), 1 if which == "from" else 12
    elif found := _MONTH.fullmatch(value):
        year, month = int(found[1]), int(found[2])
    elif named := month_named(value):
        year, month = today.year - (named > today.month), named
    if not year:
        return None
    return date(year, month, 1 if which == "from" else monthrange(year, month)[1])
