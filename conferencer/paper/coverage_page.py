"""The coverage board on paper: as PDF, and as the same words in plain text."""

from collections.abc import Sequence
from dataclasses import dataclass

from conferencer.paper.lines import cells

HEADS = ("state", "learner", "last met", "days", "met", "minutes", "open", "overdue")


@dataclass(frozen=True)
class CoveragePage:
    """What is printed: one row a learner, every cell in words."""

    title: str
    summary: str
    rows: Sequence[Sequence[str]]
    """A cell for each of `HEADS`."""


def write_coverage_text(page: CoveragePage) -> str:
    """The page as plain text, columns under each other."""
    table = [HEADS, *page.rows]
    widths = [max(cells(row[n]) for row in table) for n in range(len(HEADS))]
    lines = [
        "  ".join(
            cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)
        )
        for row in table
    ]
    return "\n".join([page.title, page.summary, "", *(line.rstrip() for line in lines)]) + "\n"


def write_coverage_pdf(page: CoveragePage, paper: str = "a4") -> bytes:
    """The page as PDF.

    Raises:
        ConferencerError: this computer has no typst.
    """
    from conferencer.paper.pdf import FONTS, as_json, compiled, document_date

    data = {
        "title": page.title,
        "summary": page.summary,
        "heads": HEADS,
        "rows": [[f"\u2068{cell}\u2069" for cell in row] for row in page.rows],
        "fonts": FONTS,
        "lang": "en",
        "date": document_date(),
        "paper": paper,
    }
    return compiled("coverage.typ", as_json(data))
