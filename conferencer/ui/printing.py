"""Slips from the screen: as text to look at, to the printer, to a file. Made off the UI thread."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from conferencer.core.errors import ConferencerError
from conferencer.core.slips import slip_facts
from conferencer.paper.slip import cut_words
from conferencer.ui.desk import Desk

if TYPE_CHECKING:
    from conferencer.paper.orders import Order, Pages


def _slips(desk: Desk, conference_id: int) -> "Pages":
    from conferencer.paper.orders import slip_pages

    facts = slip_facts(desk.notebook, [conference_id], desk.settings.day_first)
    return slip_pages(facts, usual_order(desk))


def usual_order(desk: Desk, kind: str = "slip") -> "Order":
    """How slips and pages are printed, by the choices that are remembered."""
    from conferencer.paper.layout import nearest_layout
    from conferencer.paper.orders import Order

    chosen = desk.settings
    is_slip = kind in ("slip", "before")
    paper = chosen.paper if is_slip or chosen.paper != "roll80" else "a4"
    return Order(
        kind=kind,
        paper=paper,
        per_page=nearest_layout(paper, chosen.per_page, chosen.large).per_page,
        large=chosen.large,
        progress=chosen.progress,
        language=chosen.language,
        printed_on=desk.today(),
        languages=desk.places.languages,
    )


def slip_in_words(desk: Desk, conference_id: int) -> tuple[str, str]:
    """The slip exactly as it prints, and a sentence on what did not fit (or nothing)."""
    pages = _slips(desk, conference_id)
    cut = [cut_words(page.cut) for page in pages.pages if page.cut]
    return pages.text(), " ".join(cut)


def _pdf(desk: Desk, conference_id: int) -> tuple[bytes, str]:
    """The slip, and a sentence where no font has one of its letters."""
    from conferencer.paper.pdf import is_standard

    pages = _slips(desk, conference_id)
    pdf = pages.pdf()
    return pdf, "" if is_standard(pdf) else f" {pages.not_in_the_fonts()}"


def _stem(desk: Desk) -> str:
    return f"slips-{desk.today().isoformat()}"  # no learner's name in a file name


def print_slip(desk: Desk, conference_id: int) -> str:
    """Print one slip; where there is no printer it is opened or its path shown.

    Returns:
        a sentence on what happened.
    """
    from conferencer.paper.printer import print_or_show

    pdf, boxes = _pdf(desk, conference_id)
    printed = print_or_show(
        pdf,
        desk.settings.printer,
        desk.settings.paper,
        Path.cwd(),
        stem=_stem(desk),
    )
    return printed.message + boxes


def save_slip(desk: Desk, conference_id: int) -> str:
    """Save one slip as a PDF in the present folder; never over another file.

    Returns:
        a sentence with the path.
    """
    from conferencer.paper.files import save_new

    pdf, boxes = _pdf(desk, conference_id)
    path = save_new(pdf, None, Path.cwd(), _stem(desk), ".pdf")
    return f"The slip is in {path}{boxes}"


def work_on_slip(screen: Screen[None], desk: Desk, conference_id: int, what: str) -> None:
    """Print or save a slip in a thread, and say on the screen what came of it.

    Args:
        what: `print` or `save`.
    """

    def work() -> None:
        make = print_slip if what == "print" else save_slip
        try:
            screen.app.notify(make(desk, conference_id), markup=False)
        except ConferencerError as error:
            screen.app.notify(error.message, title=error.title, severity="error", markup=False)

    screen.run_worker(work, thread=True, group="slips")
