"""Picks the printer: the print system is asked in a thread, for it may take its time to answer."""

from collections.abc import Callable

from textual.screen import Screen
from textual.worker import get_current_worker

from conferencer.core.text import isolated
from conferencer.ui.dialogs import Pick

DEFAULT_PRINTER = "the default printer"


def pick_printer(screen: Screen[None], at: str, keep: Callable[[str], None]) -> None:
    """Show the printers of this computer, the default one named.

    Args:
        at: the printer that is set; empty for the default one.
        keep: is given the one that is picked.
    """

    def look() -> None:
        from conferencer.paper.printer import default_printer, printers

        found, default = printers(), default_printer()
        if not get_current_worker().is_cancelled:
            screen.app.call_from_thread(show, found, default)

    def show(found: list[str], default: str) -> None:
        if not screen.is_current:
            return
        usual = f"{DEFAULT_PRINTER}: {isolated(default)}" if default else DEFAULT_PRINTER
        rows = [("", usual), *((name, isolated(name)) for name in found)]
        title = "Printer" if found else "Printer: this computer knows of no other"
        screen.app.push_screen(Pick(title, rows, at), picked)

    def picked(chosen: str | None) -> None:
        if chosen is not None:
            keep(chosen)

    screen.run_worker(look, thread=True, exclusive=True, group="printers")
