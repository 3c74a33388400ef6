"""Slips as plain text: the same words in the same order as on paper."""

from collections.abc import Iterator, Mapping, Sequence

from conferencer.paper.lines import cells, wrapped
from conferencer.paper.parts import Line, Part, Slip
from conferencer.paper.sheets import Item, Sheet

WIDTH = 60
"""Cells, so that a slip fits a narrow window and a printed page."""
NARROW = 42
"""Cells on 80 mm roll paper in the usual type of a receipt printer."""
BOX = "[ ] "
Lines = Mapping[str, Sequence[str]]
"""Texts, and the lines that the print breaks them into."""
NO_LINES: Lines = {}
_LINES = {"how_did_it_go": 1, "question": 3}


def write_text(slips: Sequence[Slip], width: int | None = None, lines: Lines = NO_LINES) -> str:
    """The slips one after another, a cut line between two.

    Args:
        width: in cells; by default what the paper of the slips has room for.
        lines: texts whose lines are known from the print.
    """
    if width is None:
        width = NARROW if slips and slips[0].layout.is_roll else WIDTH
    cut_line = "- " * (width // 2 - 1) + "-"
    return f"\n{cut_line}\n\n".join("\n".join(_slip(slip, width, lines)) + "\n" for slip in slips)


def _slip(slip: Slip, width: int, lines: Lines) -> Iterator[str]:
    if slip.title:
        yield from wrapped(slip.title, width, cells)
    gap = width - cells(slip.name) - cells(slip.date)
    if gap > 1:
        yield slip.name + " " * gap + slip.date
    else:
        yield from wrapped(slip.name, width, cells)
        yield slip.date
    if slip.hint:
        yield from wrapped(slip.hint, width, cells)
    for part in slip.parts:
        yield ""
        yield from wrapped(part.label, width, cells)
        yield from _to_write(part, width) if part.to_write else _part(part, slip, width, lines)


def _to_write(part: Part, width: int) -> Iterator[str]:
    """A word and a line after it; without a word, lines to write on."""
    for word in part.to_write:
        if not word:
            yield from (line for _ in range(_LINES[part.key]) for line in ("", "_" * width))
            continue
        yield ""
        *above, last = wrapped(f"  {word}", width - 12, cells)
        yield from (f"  {line}" for line in above)
        yield f"  {last} " + "_" * (width - cells(last) - 3)


def _part(part: Part, slip: Slip, width: int, lines: Lines) -> Iterator[str]:
    if part.steps:
        yield f"  {'■ ' * part.done}{'□ ' * (part.steps - part.done)} {part.lines[0].text}"
        return
    before = BOX if part.key == "my_next_steps" else "  "
    for line in part.lines:
        first = before
        for text in _texts(line, slip):
            for piece in lines.get(text) or wrapped(text, width - len(first), cells):
                yield first + piece
                first = " " * len(first)


def _texts(line: Line, slip: Slip) -> Iterator[str]:
    yield line.text
    yield from line.details
    if line.by_when:
        yield f"{slip.words['by_when']}: {line.by_when}"


# Pages


def write_sheets_text(sheets: Sequence[Sheet], width: int = WIDTH, lines: Lines = NO_LINES) -> str:
    """The pages one after another."""
    between = f"\n{'=' * width}\n\n"
    return between.join("\n".join(_sheet(sheet, width, lines)) + "\n" for sheet in sheets)


def _sheet(sheet: Sheet, width: int, lines: Lines) -> Iterator[str]:
    for text in (sheet.title, sheet.name, sheet.date, sheet.hint):
        yield from wrapped(text, width, cells)
    for section in sheet.sections:
        yield ""
        yield from wrapped(section.label, width, cells)
        for item in section.items:
            yield from _item(item, width, lines)
        yield from (line for _ in range(section.to_write) for line in ("", "_" * width))
    if sheet.foot:
        yield ""
        yield from wrapped(sheet.foot, width, cells)


def _item(item: Item, width: int, lines: Lines) -> Iterator[str]:
    before = {"open": "[ ] ", "done": "[x] ", "said": "| "}.get(item.mark, "- ")
    first = before
    for text in (item.text, item.aside, *item.details):
        for piece in lines.get(text) or wrapped(text, width - len(first), cells):
            yield first + piece
            first = before if item.mark == "said" else " " * len(before)
