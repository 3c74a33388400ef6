"""Cleaning and folding what people write.

On entry C0/C1 control characters and lone surrogates go; newline and tab stay in notes and become
one space in names; U+2028 and U+2029 become newlines. All else is kept, unnormalised. On screen
and on paper, bidi controls are isolated so that they change nothing outside their own text.
"""

import re
import unicodedata
from functools import lru_cache

from conferencer.core.errors import ConferencerError

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"[\t\n\r\u2028\u2029]+")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OPENERS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"

# Unassigned code points count as seen: next year's emoji are unassigned in this year's Python.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"))
# Letters by general category, but drawn as nothing (Hangul fillers, braille blank).
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


LONGEST_NAME = 200


def clean_note(text: str) -> str:
    """A note as it is kept: newlines and tabs stay, other control characters go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text.replace("\u2028", "\n").replace("\u2029", "\n"))


def clean_line(text: str) -> str:
    """A one-line text as it is kept: every run of tabs and newlines is one space, ends trimmed."""
    return _CONTROLS.sub("", _SPACES.sub(" ", text)).strip()


def is_visible(text: str) -> bool:
    """Whether anything of the text can be seen on screen or paper."""
    return any(unicodedata.category(c) not in _UNSEEN and c not in _BLANK_LETTERS for c in text)


def clean_name(text: str) -> str:
    """A name as it is kept.

    Raises:
        ConferencerError: the name has no visible character.
    """
    name = clean_line(text)
    if len(name) > LONGEST_NAME:
        raise ConferencerError(
            "Too long", f"A name has at most {LONGEST_NAME} characters; nothing was changed."
        )
    if not is_visible(name):
        raise ConferencerError(
            "No name", "A name needs at least one visible character; nothing was changed."
        )
    return name


def fold(text: str) -> str:
    """Lower-case ASCII for searching and sorting: `Łucja` and `lucja` are the same."""
    return text.lower() if text.isascii() else _fold(text)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    # Remembered: the names of a class are folded for every list that shows them.
    from anyascii import anyascii  # 10 ms, and only names outside ASCII need it

    return anyascii(text).lower()


def isolated(text: str) -> str:
    """The text with its bidi controls kept from reaching beyond it.

    Text without such controls comes back unchanged. Otherwise unmatched embeddings and isolates
    are closed and the whole is put between FSI and PDI (Unicode UAX #9, section 2.4).
    """
    if not _BIDI_CONTROLS.search(text):
        return text
    return "\n".join(_isolated_line(line) for line in text.split("\n"))


def _isolated_line(line: str) -> str:
    # A paragraph ends every embedding, so lines are treated one by one.
    if not _BIDI_CONTROLS.search(line):
        return line
    kept: list[str] = []
    open_controls: list[str] = []
    for c in line:
        if c in _OPENERS:
            open_controls.append("\u202c")
        elif c in _ISOLATES:
            open_controls.append("\u2069")
        elif c in "\u202c\u2069":
            if not open_controls or open_controls[-1] != c:
                continue
            open_controls.pop()
        kept.append(c)
    return "\u2068" + "".join(kept) + "".join(reversed(open_controls)) + "\u2069"


def first_line(text: str, width: int) -> str:
    """The first line of a text that says something, cut at a word to `width` characters."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(line) <= width:
        return line
    head = line[: max(width - 1, 1)]
    cut = head.rsplit(" ", 1)[0] if " " in head else head
    return cut.rstrip() + "…"
