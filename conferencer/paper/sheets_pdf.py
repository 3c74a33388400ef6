"""Pages about learners as PDF, each shrunk, and then cut, until it keeps to its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from conferencer.paper.layout import LEAST, LEAST_LARGE
from conferencer.paper.pdf import (
    FONTS,
    as_json,
    asked_of,
    compiled,
    document_date,
    has_typst,
    words_data,
)
from conferencer.paper.sheets import SHARES, Item, Section, Sheet

_SIZE, _SIZE_LARGE = 11.0, 18.0


@dataclass(frozen=True)
class SheetPaper:
    """What pages are printed on."""

    paper: str = "a4"
    """a4, letter or a5: a page does not go on a roll."""
    large: bool = False

    @property
    def least(self) -> float:
        """The smallest type, in points."""
        return LEAST_LARGE if self.large else LEAST + 0.5

    @property
    def size(self) -> float:
        """The usual type, in points."""
        return _SIZE_LARGE if self.large else _SIZE


Make = Callable[[float], Sheet]
"""A page, given what share of the usual limits its words may take."""


def fit_sheets(makers: Sequence[Make], on: SheetPaper) -> list[Sheet]:
    """Each page with as many words as its paper takes, measured as it will be printed."""
    sheets = [make(SHARES[0]) for make in makers]
    waiting = list(range(len(sheets)))
    if not has_typst():
        return sheets
    for share in SHARES[1:]:
        fits = _fits([sheets[n] for n in waiting], on)
        waiting = [n for n, fit in zip(waiting, fits, strict=True) if not fit]
        for n in waiting:
            sheets[n] = makers[n](share)
        if not waiting:
            break
    return sheets


def _fits(sheets: Sequence[Sheet], on: SheetPaper) -> list[bool]:
    found = asked_of("pages.typ", as_json(sheet_data(sheets, on, None, measure=True)), "<fits>")
    return [bool(value[1]) for value in found if isinstance(value, list)]


def write_sheets_pdf(
    sheets: Sequence[Sheet], on: SheetPaper, printed_on: date | None = None
) -> bytes:
    """The pages as one PDF, each beginning on a page of its own.

    Raises:
        ConferencerError: this computer has no typst (Windows on ARM).
    """
    return compiled("pages.typ", as_json(sheet_data(sheets, on, printed_on)))


def sheet_data(
    sheets: Sequence[Sheet], on: SheetPaper, printed_on: date | None, measure: bool = False
) -> dict[str, object]:
    """What `pages.typ` is given."""
    return {
        "title": sheets[0].title,
        "lang": sheets[0].words.code,
        "fonts": FONTS,
        "paper": on.paper,
        "least": on.least,
        "size": on.size,
        "large": on.large,
        "date": document_date(printed_on),
        "measure": measure,
        "preview": False,
        "sheets": [_sheet(sheet) for sheet in sheets],
    }


def _sheet(sheet: Sheet) -> dict[str, object]:
    return {
        "kind": sheet.kind,
        "title": sheet.title,
        "name": words_data(sheet.name),
        "date": sheet.date,
        "hint": sheet.hint,
        "foot": sheet.foot,
        "pages": sheet.pages,
        "lang": sheet.words.code,
        "rtl": sheet.words.right_to_left,
        "sections": [_section(section) for section in sheet.sections],
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "label": section.label,
        "to_write": section.to_write,
        "large": section.large,
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "text": words_data(item.text),
        "aside": item.aside,
        "details": [words_data(detail) for detail in item.details],
        "mark": item.mark,
    }
