"""Standards in rows and in full, as the browser shows them."""

from collections.abc import Callable

from rich.cells import cell_len
from textual.content import Content

from conferencer.core.text import clean_line, first_line, isolated
from conferencer.standards.finding import Catalogue, Shelf, Shelved
from conferencer.ui.slots import in_slot
from conferencer.ui.widgets.lazy_row import LaidOutOnceSeen
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.row_list import Row

CODE = 26
"""Cells of a code; of a longer one the end is shown, which tells it from its neighbours."""
_LINE = 300


def called(catalogue: Catalogue, key: str) -> str:
    """A standard by its code, else by its words; a framework by its title."""
    one = catalogue.get(key)
    if one is not None:
        return isolated(clean_line(one.code or first_line(one.statement, 40)))
    shelf = next((shelf for shelf in catalogue.shelves if shelf.key == key), None)
    return isolated(clean_line(shelf.title)) if shelf else ""


def shelf_row(shelf: Shelf) -> Row:
    """A framework in a row."""

    def make() -> Content:
        about = " · ".join(part for part in (shelf.publisher, shelf.grades) if part)
        away = "put away · " if shelf.is_put_away else ""
        return Content.assemble(
            ("▸ ", QUIET),
            (isolated(clean_line(shelf.title)), QUIET if away else "bold"),
            (f"  {away}{isolated(clean_line(about))}", QUIET),
        )

    return shelf.key, LaidOutOnceSeen(make)


def standard_row(
    one: Shelved, cells: int, has_parts: bool, is_chosen: Callable[[str], bool]
) -> Content:
    """A standard in a row.

    Args:
        cells: how wide the codes are.
    """
    code = _end_of(clean_line(one.code), cells)
    gap = " " * (cells - code.cell_length + 2) if cells else ""
    words = isolated(first_line(clean_line(one.statement), _LINE))
    return Content.assemble(
        ("✓ ", "bold $text-success") if is_chosen(one.uid) else "  ",
        ("▸ ", QUIET) if has_parts else "  ",
        code.stylize("bold"),
        gap,
        ("withdrawn: ", "italic $text-warning") if one.is_withdrawn else "",
        (words, QUIET) if one.is_withdrawn else words,
    )


def _end_of(code: str, cells: int) -> Content:
    if cell_len(code) <= cells:
        return Content(isolated(code))
    while code and cell_len(code) > cells - 1:
        code = code[1:]
    return in_slot(f"…{code}", cells)


def shelf_in_full(shelf: Shelf, count: int) -> Content:
    """A framework, and how many statements it has."""
    said = (shelf.subject, shelf.publisher, shelf.grades, f"{count:,} statements")
    return Content.assemble(
        (isolated(clean_line(shelf.title)), "bold"),
        ("\n" + " · ".join(isolated(clean_line(part)) for part in said if part), QUIET),
    )


def standard_in_full(one: Shelved, path: str) -> Content:
    """The whole statement, below the path to it, above its code and kind."""
    about = " · ".join(
        isolated(clean_line(part)) for part in (one.code, one.kind, one.grades) if part
    )
    return Content.assemble(
        (f"{path}\n" if path else "", QUIET),
        isolated(one.statement),
        (f"\n{about}" if about else "", QUIET),
    )
