"""The list of days without school: look, add, take away."""

from typing import TYPE_CHECKING

from conferencer.core.errors import ConferencerError
from conferencer.core.school_days import (
    DaysOff,
    add_days_off,
    days_off,
    days_off_in_words,
    remove_days_off,
    understand_days_off,
)
from conferencer.core.text import isolated
from conferencer.ui.dialogs import Ask, Confirm, Pick
from conferencer.ui.kindly import kindly

if TYPE_CHECKING:
    from conferencer.ui.screens.roster import RosterScreen

_HINT = "21 dec - 3 jan Winter break"


def days_without_school(screen: "RosterScreen") -> None:
    """Show the stretches; one row adds another, each other row takes its own away."""
    desk = screen.desk
    listed = days_off(desk.notebook, desk.settings.school_days)

    def go_on(key: str | None) -> None:
        if key == "add":
            _add(screen)
        elif key:
            _remove(screen, listed[int(key)])

    rows = [(str(n), _words(screen, off)) for n, off in enumerate(listed)]
    rows.insert(0, ("add", "+ add days without school"))
    title = "Days without school" if listed else "No days without school yet"
    screen.app.push_screen(Pick(title, rows), go_on)


def _words(screen: "RosterScreen", off: DaysOff) -> str:
    return isolated(days_off_in_words(off, screen.desk.today()))


def _add(screen: "RosterScreen", text: str = "") -> None:
    desk = screen.desk

    def understood(text: str | None) -> None:
        if text is None:
            days_without_school(screen)
            return
        try:
            off = understand_days_off(text, desk.today(), desk.settings.day_first)
        except ConferencerError as error:
            screen.notify(error.message, title=error.title, severity="error", markup=False)
            _add(screen, text)
            return
        _confirm(screen, off, text)

    screen.app.push_screen(Ask("Which days, and why?", text, hint=_HINT), understood)


def _confirm(screen: "RosterScreen", off: DaysOff, text: str) -> None:
    desk = screen.desk

    def keep(sure: bool | None) -> None:
        if not sure:
            _add(screen, text)
            return
        with kindly(screen):
            add_days_off(desk.notebook, off, desk.settings.school_days)
        days_without_school(screen)

    screen.app.push_screen(Confirm("No school on these days?", [_words(screen, off)]), keep)


def _remove(screen: "RosterScreen", off: DaysOff) -> None:
    def remove(sure: bool | None) -> None:
        if sure:
            with kindly(screen):
                remove_days_off(screen.desk.notebook, off)
        days_without_school(screen)

    title = "Is there school on these days after all?"
    screen.app.push_screen(Confirm(title, [_words(screen, off)]), remove)
