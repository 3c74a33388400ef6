"""Slips from the screen: as text to look at, to the printer, to a file. Made off the UI thread."""

from pathlib import Path

from textual.screen import Screen

from conferencer.core.errors import ConferencerError
from conferencer.core.slips import slip_facts
from conferencer.paper.slip import Slip, cut_words, slip_of
from conferencer.ui.desk import Desk


def _slip(desk: Desk, conference_id: int, per_page: int = 1) -> Slip:
    facts = slip_facts(desk.notebook, [conference_id], desk.settings.day_first)
    return slip_of(facts[0], per_page)


def slip_in_words(desk: Desk, conference_id: int) -> tuple[str, str]:
    """The slip exactly as it prints, and a sentence on what did not fit (or nothing)."""
    from conferencer.paper.text import write_text

    slip = _slip(desk, conference_id)
    return write_text([slip]), cut_words(slip.cut) if slip.cut else ""


def _pdf(desk: Desk, conference_id: int) -> bytes:
    from conferencer.paper.pdf import write_pdf

    return write_pdf([_slip(desk, conference_id)], desk.settings.paper)


def _stem(desk: Desk) -> str:
    return f"slips-{desk.today().isoformat()}"  # no learner's name in a file name


def print_slip(desk: Desk, conference_id: int) -> str:
    """Print one slip; where there is no printer it is opened or its path shown.

    Returns:
        a sentence on what happened.
    """
    from conferencer.paper.printer import print_or_show

    printed = print_or_show(
        _pdf(desk, conference_id),
        desk.settings.printer,
        desk.settings.paper,
        Path.cwd(),
        stem=_stem(desk),
    )
    return printed.message


def save_slip(desk: Desk, conference_id: int) -> str:
    """Save one slip as a PDF in the present folder; never over another file.

    Returns:
        a sentence with the path.
    """
    from conferencer.paper.files import save_new

    path = save_new(_pdf(desk, conference_id), None, Path.cwd(), _stem(desk), ".pdf")
    return f"The slip is in {path}"


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
