"""Where the print breaks its lines, so that a preview on the screen breaks them there too."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from conferencer.paper.lines import letters, may_break_anywhere
from conferencer.paper.pdf import as_json, asked_of
from conferencer.paper.widths import print_width

Breaks = Mapping[str, list[str]]
"""A text of the content and its lines as they are printed."""
_HIDDEN = "\u200b"
"""Where a long word may break."""
_WORDS = re.compile(r"[^ /-]*[ /-]+|[^ /-]+$")
_WIDEST = 20
"""Ems; a word that is wider is told letter by letter."""


def printed_lines(template: str, data: dict[str, Any]) -> Breaks:
    """The lines of every text that people wrote.

    Args:
        template: `slips.typ` or `pages.typ`.
        data: what it is given for the print.

    Raises:
        ConferencerError: this computer has no typst.
    """
    looks = asked_of(template, as_json(data), "<look>")
    texts = list(_numbered(data))
    marked = as_json({**data, "preview": True, "looks": looks})
    found: list[Any] = asked_of(template, marked, "<breaks>")
    words = found[0] if found else []
    lines: dict[str, list[str]] = {}
    for number, places in groupby(words, key=lambda word: word[0][0]):
        text = texts[number]
        lines[text["text"]] = _lines(text, [(word[0][1:], word[1:]) for word in places])
    return lines


def _numbered(value: Any) -> Iterator[dict[str, Any]]:
    """Every text in the data, numbered in its order."""
    count = 0
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if one.keys() >= {"lines", "rtl", "long", "id"}:
                one["id"] = count
                one["text"] = "\n".join(one["lines"])
                one["pieces"] = [_pieces(line) for line in one["lines"]]
                count += 1
                yield one
            else:
                waiting.extend(reversed(list(one.values())))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _lines(text: dict[str, Any], places: list[tuple[list[int], list[float]]]) -> list[str]:
    """The pieces, grouped by the line and the height that they stand on."""
    lines = []
    for (number, _), group in groupby(places, key=lambda place: (place[0][0], tuple(place[1]))):
        pieces = text["pieces"][number]
        lines.append("".join(pieces[at] for (_, at), _ in group).replace(_HIDDEN, "").rstrip())
    return lines


def _pieces(line: str) -> list[str]:
    """What stays together on a line: words with the space after them, parts of an address, and the
    single letters of scripts that are written without spaces, or of a word that fills a line."""
    pieces: list[str] = []
    for word in _WORDS.findall(line):
        if may_break_anywhere(word) or print_width(word) > _WIDEST:
            pieces += [letter + _HIDDEN for letter in letters(word)]
        else:
            pieces.append(word)
    return pieces
