"""Words as search compares them, and where they stand in the text that somebody wrote.

Accents are folded, and `ł đ ø ß` too. Scripts that put no space between two words (Chinese,
Japanese, Thai …) become one token a character, so that a part of a sentence is a phrase of them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

_ASCII_WORD = re.compile("[a-z0-9]+")
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\u1a20-\u1aaf\u1b00-\u1b7f\u2e80-\u2fdf"
    "\u3005-\u3007\u3021-\u312f\u3131-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\ua980-\ua9df\uac00-\ud7ff\uf900-\ufaff\U00016fe0-\U0001b2ff"
    "\U00020000-\U0003ffff]"
)
_ACCENT_CLASSES = (*range(10, 37), 84, 91, *range(200, 256))
"""Combining classes of marks that a searcher may leave out: accents, Hebrew and Arabic vowels.

Those of Indic scripts are letters of their own, and kana's voicing makes another syllable.
"""
_JAMO = re.compile("[\u1160-\u11ff]")
_OURS = re.compile("[\U000f0000-\U000ffffd]")
"""Private letters with which the index marks entries; people's own are no words."""

# What a character is to a searcher.
_GAP, _LETTER, _ALONE, _NOTHING = range(4)


class Token(NamedTuple):
    """One word, or one character of a script without spaces."""

    word: str
    """Folded."""
    start: int
    end: int
    """Where it stands in the text."""


def tokens(text: str) -> list[Token]:
    """The words of a text, in their order."""
    if text.isascii():
        return [Token(m[0], m.start(), m.end()) for m in _ASCII_WORD.finditer(text.lower())]
    return list(_tokens(text))


def folded(text: str) -> str:
    """The words of a text, folded, with one space between two."""
    if text.isascii():
        return " ".join(_ASCII_WORD.findall(text.lower()))
    return " ".join(token.word for token in _tokens(text))


def stands_alone(word: str) -> bool:
    """Whether a token is one character of a script without spaces, so that nothing goes on it."""
    return len(word) == 1 and _folded_char(word)[1] == _ALONE


def _tokens(text: str) -> Iterator[Token]:
    word, start, end = "", 0, 0
    for at, after, letters in _characters(text):
        for char in letters:
            shown, kind = _folded_char(char)
            if kind == _LETTER:
                start = start if word else at
                word, end = word + shown, after
                continue
            if kind == _NOTHING:
                end = after if word else end
                continue
            if word:
                yield Token(word, start, end)
                word = ""
            if kind == _ALONE:
                yield from (Token(one, at, after) for one in shown)
    if word:
        yield Token(word, start, end)


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each character begins and ends, and how it is written in one piece."""
    if unicodedata.is_normalized("NFKC", text):
        yield from ((at, at + 1, char) for at, char in enumerate(text))
        return
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not (unicodedata.combining(text[at]) or _JAMO.match(text[at])):
            yield start, at, unicodedata.normalize("NFKC", text[start:at])
            start = at


@cache
def _folded_char(char: str) -> tuple[str, int]:
    """What is left of a character, and what it is."""
    category = unicodedata.category(char)
    if category == "Cf" or unicodedata.combining(char) in _ACCENT_CLASSES:
        return "", _NOTHING
    if category == "Nd":
        return str(unicodedata.decimal(char)), _LETTER
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    kept = "".join(c for c in apart if unicodedata.combining(c) not in _ACCENT_CLASSES)
    shown = "".join(_latin(c) for c in unicodedata.normalize("NFKC", kept) if _is_said(c))
    if not shown or _OURS.match(char):
        return "", _GAP
    if _WITHOUT_SPACES.match(shown) or not _is_letter(shown[0]):
        return shown, _ALONE
    return shown, _LETTER


def _is_said(char: str) -> bool:
    """Letters, figures, marks; and signs such as emoji, which are looked for as well."""
    if _is_letter(char):
        return True
    category = unicodedata.category(char)
    return not char.isascii() and char != "\u2044" and category[0] in "SC" and category != "Cs"


def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _latin(char: str) -> str:
    """`ł đ ø æ` and their like have no accent that could be taken off."""
    if char.isascii() or not unicodedata.name(char, "").startswith("LATIN"):
        return char
    from anyascii import anyascii  # 10 ms, and only such letters need it

    return "".join(_ASCII_WORD.findall(anyascii(char).lower())) or char


class Term(NamedTuple):
    """What is looked for: words that stand one after the other."""

    words: tuple[str, ...]
    goes_on: bool = False
    """Whether the last word may be the beginning of one."""


def spans_of(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Where the terms stand in a text: start, end, number of the term; in the text's order."""
    said = tokens(text)
    found = []
    for number, term in enumerate(terms):
        length = len(term.words)
        for at in range(len(said) - length + 1):
            if _stands_at(said, at, term):
                found.append((said[at].start, said[at + length - 1].end, number))
    return sorted(found)


def _stands_at(said: Sequence[Token], at: int, term: Term) -> bool:
    *first, last = term.words
    if any(said[at + n].word != word for n, word in enumerate(first)):
        return False
    word = said[at + len(first)].word
    return word == last or term.goes_on and word.startswith(last)


_SENTENCE_ENDS = re.compile(r"[.!?…‽]+[\"'”’»)\]]*(?=\s)|[。！？．]+[」』”’）]*|[।॥؟۔]+|\n+")


class Sentence(NamedTuple):
    """The sentence that a hit stands in."""

    text: str
    spans: tuple[tuple[int, int], ...]
    """Where the hits stand in it; none overlap."""


def sentence_of(text: str, terms: Sequence[Term]) -> Sentence:
    """The sentence with the most of what was looked for; without a hit the first that says

    anything.
    """
    spans = spans_of(text, terms)
    best: tuple[int, int, int] | None = None
    for start, end in _sentences(text):
        inside = {number for a, b, number in spans if start <= a < end}
        if best is None or len(inside) > best[0]:
            best = (len(inside), start, end)
    _, start, end = best or (0, 0, len(text))
    # A hit may reach into the next sentence, since a phrase looks past full stops.
    end = max([end, *(b for a, b, _ in spans if start <= a < end)])
    return Sentence(text[start:end], tuple(_apart(spans, start, end)))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, without the blanks around it."""
    start = 0
    for end in [*(found.end() for found in _SENTENCE_ENDS.finditer(text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = end


def _apart(
    spans: Sequence[tuple[int, int, int]], start: int, end: int
) -> Iterator[tuple[int, int]]:
    done = start
    for a, b, _ in spans:
        if start <= a < end and b > done:
            yield max(a, done) - start, b - start
            done = b
