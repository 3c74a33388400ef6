"""What was named and taught before, so that nothing is repeated by accident."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import col, select

from conferencer.core.models import Conference, Note
from conferencer.core.notebook import Notebook
from conferencer.core.text import fold

STRENGTHS = ("strength", "my_strength")
TAUGHT = ("taught", "strategy")
ALIKE = {"taught": TAUGHT, "strategy": TAUGHT, "strength": STRENGTHS}
"""A field that is compared -> the fields of earlier conferences it is compared with."""
ENOUGH = 0.75
"""The share of the shorter text's words that must be in the other one."""
_WORD = re.compile(r"\w+")
_FEW = 3
"""Letters of a word that says little in any language of letters: at, the, und."""
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no space between words: there each character counts as a word."""


@dataclass(frozen=True)
class SaidOn:
    """Something that was said in an earlier conference."""

    text: str
    field: str
    on: date
    conference_id: int


@dataclass
class Saying:
    """One thing, and every day on which it was said, newest first."""

    text: str
    said_in: str
    """The field it was said in."""
    days: list[date] = field(default_factory=list)
    conference_id: int = 0
    """The newest conference in which it was said."""


def words_that_count(text: str) -> frozenset[str]:
    """The words of a text that say something, accents folded.

    Short words count only where there is no longer one.
    """
    long: set[str] = set()
    short: set[str] = set()
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        if _NO_SPACES.search(word):
            long.update(c for c in word if _NO_SPACES.match(c))
        elif len(folded := fold(word)) > _FEW:
            long.add(folded)
        else:
            short.add(folded)
    return frozenset(long or short)


def said_alike(one: str, other: str) -> bool:
    """Whether two texts use the same words: most of the shorter one's, and at least two.

    One single word is alike only to that word.
    """
    ours, theirs = words_that_count(one), words_that_count(other)
    if not ours or not theirs:
        return False
    common = len(ours & theirs)
    shorter = min(len(ours), len(theirs))
    if shorter == 1:
        return ours == theirs
    return common >= 2 and common >= ENOUGH * shorter


def said_before(text: str, name: str, earlier: Iterable[SaidOn]) -> SaidOn | None:
    """The latest earlier saying that uses the same words; None for none.

    Args:
        name: the field that is written in.
        earlier: newest first.
    """
    alike = ALIKE.get(name, ())
    if not words_that_count(text):
        return None
    found = (one for one in earlier if one.field in alike and said_alike(text, one.text))
    return next(found, None)


def earlier_sayings(notebook: Notebook, student_id: int, but: int = 0) -> list[SaidOn]:
    """Strengths named to a learner and points taught, newest first.

    Args:
        but: a conference that is left out.
    """
    query = (
        select(col(Note.text), col(Note.field), col(Conference.held_on), col(Conference.id))
        .join(Conference, col(Conference.id) == col(Note.conference_id))
        .where(Conference.student_id == student_id, Conference.status == "met")
        .where(col(Note.field).in_((*STRENGTHS, *TAUGHT)), Conference.id != but)
        .order_by(col(Conference.held_on).desc(), col(Conference.id).desc(), col(Note.id))
    )
    with notebook.session() as session:
        return [
            SaidOn(text, name, on, number or 0)
            for text, name, on, number in session.exec(query)
            if text.strip()
        ]


def gathered(sayings: Sequence[SaidOn], fields: Sequence[str]) -> list[Saying]:
    """Each thing once, with its days; what was said latest first.

    The same words in another order, case or with other accents are the same thing.
    """
    found: dict[tuple[str, frozenset[str]], Saying] = {}
    for one in sayings:
        if one.field in fields:
            key = (one.field, words_that_count(one.text) or frozenset((one.text,)))
            saying = found.setdefault(
                key, Saying(one.text, one.field, conference_id=one.conference_id)
            )
            if one.on not in saying.days:
                saying.days.append(one.on)
    return list(found.values())
