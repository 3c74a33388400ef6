"""Settings: how it looks, dates and school days, paper and printer, and where the files are."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static

from conferencer.core.errors import ConferencerError
from conferencer.core.text import clean_line, isolated
from conferencer.settings import WEEKDAYS
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Ask, Pick
from conferencer.ui.keys import shown
from conferencer.ui.kindly import kindly
from conferencer.ui.lock_dialog import LOCKED, OPEN, change_lock, is_locked
from conferencer.ui.pick_printer import DEFAULT_PRINTER, pick_printer
from conferencer.ui.pin_dialog import change_pin
from conferencer.ui.styles.themes import OURS
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.row_list import RowList

_LONGEST_CADENCE = 200
_LABELS = {
    "theme": "Theme",
    "day_first": "Dates",
    "school_weekdays": "School days",
    "cadence": "Meet every",
    "paper": "Paper",
    "per_page": "Slips",
    "large": "Print",
    "printer": "Printer",
    "clock": "Clock",
    "cover_after": "Cover by itself",
    "lock": "Lock",
    "cover_pin": "Cover PIN",
}
_CHOICES: dict[str, list[tuple[str, object, str]]] = {
    "day_first": [
        ("day", True, "3/12 is the third of December"),
        ("month", False, "3/12 is the twelfth of March"),
    ],
    "paper": [
        ("a4", "a4", "A4"),
        ("letter", "letter", "Letter"),
        ("a5", "a5", "A5"),
        ("roll80", "roll80", "80 mm roll"),
    ],
    "per_page": [
        ("1", 1, "one a page"),
        ("2", 2, "two a page"),
        ("4", 4, "four a page"),
        ("8", 8, "eight a page"),
    ],
    "large": [("no", False, "the usual size"), ("yes", True, "18 points and more")],
    "cover_after": [
        *((str(n), n, f"after {n} minutes without a key") for n in (2, 5, 10, 20, 30)),
        ("0", 0, "never"),
    ],
    "clock": [("yes", True, "shown in a conference"), ("no", False, "hidden in a conference")],
}
"""Setting -> key, value and words of each answer."""


class SettingRows(RowList):
    """One row a setting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("settings", "enter", "select", "Change", "Change this setting"),
    ]


class PickTheme(Pick):
    """The themes; each is shown while the bar stands on it."""

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self.app.theme = self.rows[event.option_index][0]


class SettingsScreen(Screen[None]):
    """What a teacher can set; every change is kept at once.

    Args:
        desk: the notebook and the settings.
    """

    AUTO_FOCUS = "SettingRows"
    HELP = """\
    Every change is kept at once, in the file that is named below the list.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("settings", "escape", "back", "Back", "Back to where you came from"),
        shown("settings", "question_mark", "app.help", "Help", "What the keys do"),
    ]

    rows = query_one(SettingRows)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """The rows, and where the files are."""
        with Horizontal(id="title"):
            yield Static("Settings", id="name", markup=False)
        with VerticalScroll(classes="room", can_focus=False):
            yield SettingRows()
            yield Static(self._files(), classes="quiet", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is set."""
        self._show()

    def _show(self) -> None:
        self.rows.put(
            [
                (key, Content.assemble((label.ljust(16), "dim"), (self._said(key), "bold")))
                for key, label in _LABELS.items()
            ]
        )

    def _said(self, key: str) -> str:
        if key == "lock":
            return LOCKED if is_locked(self.desk) else OPEN
        value = getattr(self.desk.settings, key)
        if key in _CHOICES:
            return next(words for _, one, words in _CHOICES[key] if one == value)
        if key == "theme":
            return self.app.theme
        if key == "school_weekdays":
            return ", ".join(day[:3].title() for day in value)
        if key == "cover_pin":
            return "asked for when the screen is uncovered" if value else "none"
        if key == "cadence":
            return f"{value} school days"
        return isolated(value) or DEFAULT_PRINTER

    def _files(self) -> Content:
        desk = self.desk
        lines = [f"Notebook   {desk.notebook.path}"]
        if desk.demo:
            lines[0] += "\nThis is the demo class: nothing of it, nor of these settings, is kept."
        lines += [f"Settings   {desk.places.settings}", f"Guides     {desk.places.guides}"]
        return Content(isolated("\n".join(lines)))

    def _keep(self, **changes: Any) -> None:
        with kindly(self):
            self.desk.change_settings(**changes)
        self._show()

    @on(RowList.Chosen)
    def _change(self, event: RowList.Chosen) -> None:
        ways: dict[str, Callable[[], None]] = {
            "theme": self._pick_theme,
            "school_weekdays": self._pick_weekdays,
            "cadence": self._ask_cadence,
            "printer": self._look_for_printers,
            "lock": lambda: change_lock(self, self.desk, self._show),
            "cover_pin": lambda: change_pin(self, self.desk.settings.cover_pin, self._keep_pin),
        }
        if event.key in ways:
            ways[event.key]()
        else:
            self._pick_one(event.key)

    def _pick_one(self, setting: str) -> None:
        choices = _CHOICES[setting]
        before = getattr(self.desk.settings, setting)
        at = next(key for key, value, _ in choices if value == before)

        def keep(chosen: str | None) -> None:
            for key, value, _ in choices:
                if key == chosen:
                    self._keep(**{setting: value})

        rows = [(key, words) for key, _, words in choices]
        self.app.push_screen(Pick(_LABELS[setting], rows, at), keep)

    def _pick_theme(self) -> None:
        before = self.app.theme
        ours = [theme.name for theme in OURS]
        others = sorted(name for name in self.app.available_themes if name not in ours)

        def keep(chosen: str | None) -> None:
            self.app.theme = chosen or before
            self._show()

        rows = [(name, name) for name in (*ours, *others)]
        self.app.push_screen(PickTheme("Theme", rows, before), keep)

    def _pick_weekdays(self, at: str = "") -> None:
        school = self.desk.settings.school_weekdays

        def turn(day: str | None) -> None:
            if day is None:
                return
            wanted = set(school) ^ {day}
            if wanted:
                self._keep(school_weekdays=tuple(one for one in WEEKDAYS if one in wanted))
            else:
                self.notify("One day a week has school at least.", markup=False)
            self._pick_weekdays(day)

        rows = [(day, f"{'●' if day in school else '○'} {day.title()}") for day in WEEKDAYS]
        self.app.push_screen(Pick("Which days have school?", rows, at), turn)

    def _ask_cadence(self) -> None:
        def keep(text: str | None) -> None:
            if text is None:
                return
            with kindly(self):
                self._keep(cadence=_cadence(text))

        title = "How many school days between two conferences?"
        self.app.push_screen(Ask(title, str(self.desk.settings.cadence)), keep)

    def _keep_pin(self, stored: str) -> None:
        self._keep(cover_pin=stored)

    def _look_for_printers(self) -> None:
        pick_printer(self, self.desk.settings.printer, lambda name: self._keep(printer=name))

    def action_back(self) -> None:
        """Back to where you came from."""
        self.dismiss(None)


def _cadence(text: str) -> int:
    """School days from what was typed.

    Raises:
        ConferencerError: it is no number of days that makes sense.
    """
    words = clean_line(text).removesuffix("school days").strip()
    if not words.isdecimal() or not 1 <= int(words[:9]) <= _LONGEST_CADENCE:
        raise ConferencerError(
            "Cadence not kept",
            f"Write a number from 1 to {_LONGEST_CADENCE}, such as 10; nothing was changed.",
        )
    return int(words)
