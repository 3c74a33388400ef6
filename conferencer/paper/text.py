"""Slips as plain text: the same words in the same order as on paper."""

from collections.abc import Iterator, Sequence

from conferencer.paper.lines import cells, wrapped
from conferencer.paper.parts import Line, Part, Slip, labels

WIDTH = 60
"""Cells, so that a slip fits a narrow window and a printed page."""

_CUT_LINE = "- " * (WIDTH // 2 - 1) + "-"
_RULE = "_" * WIDTH
_RULES = 3


def write_text(slips: Sequence[Slip]) -> str:
    """The slips one after another, a cut line between two."""
    return f"\n{_CUT_LINE}\n\n".join("\n".join(_slip(slip)) + "\n" for slip in slips)


def _slip(slip: Slip) -> Iterator[str]:
    gap = WIDTH - cells(slip.name) - cells(slip.date)
    if gap > 1:
        yield slip.name + " " * gap + slip.date
    else:
        yield from wrapped(slip.name, WIDTH, cells)
        yield slip.date
    for part in slip.parts:
        yield ""
        yield part.label
        if part.key == "how_did_it_go":
            yield from (line for _ in range(_RULES) for line in ("", _RULE))
        else:
            yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    numbered = part.key == "my_next_steps" and len(part.lines) > 1
    for number, line in enumerate(part.lines, start=1):
        first = f"{number}. " if numbered else "  "
        for text in _texts(line):
            for piece in wrapped(text, WIDTH - len(first), cells):
                yield first + piece
                first = " " * len(first)


def _texts(line: Line) -> Iterator[str]:
    yield line.text
    yield from line.details
    if line.by_when:
        yield f"{labels()['by_when']}: {line.by_when}"
