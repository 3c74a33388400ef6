"""What was taken away lately, to bring it back."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from conferencer.core.removals import DAYS, Recent, bring_back, recent_removals
from conferencer.ui.desk import Desk
from conferencer.ui.keys import shown
from conferencer.ui.kindly import kindly
from conferencer.ui.removal_words import back_in_words, removal_in_words
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.row_list import RowList


class RemovalRows(RowList):
    """One row for each removal."""

    HELP = "`enter` brings what is under the bar back, just as it stood.\n"
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("removals", "enter", "select", "Undo", "Bring this back, just as it stood"),
    ]


class RemovalsScreen(Screen[None]):
    """What was taken away lately?"""

    AUTO_FOCUS = "RemovalRows"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    HELP = f"""\
    What was discarded, put away or deleted can be brought back from here for {DAYS} days. After
    that, discarded words are gone for good; learners and classes that were put away never go.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("removals", "escape", "back", "Back", "Back to where you came from"),
        shown("removals", "question_mark", "app.help", "Help", "What the keys do"),
    ]

    rows = query_one(RemovalRows)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._listed: dict[str, Recent] = {}

    def compose(self) -> ComposeResult:
        """The list."""
        with Horizontal(id="title"):
            yield Static("Taken away lately", id="name", markup=False)
        with Vertical(classes="room"):
            yield Static("", id="about", classes="quiet", markup=False)
            yield RemovalRows()
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read again: another window may have written."""
        with kindly(self):
            self.reload()

    def on_resize(self) -> None:
        """The columns depend on the room there is."""
        if self.is_mounted and self._listed:
            self._show()

    def reload(self) -> None:
        """Read and show."""
        recent = recent_removals(self.desk.notebook)
        self._listed = {str(one.id): one for one in recent}
        self._show()

    def _show(self) -> None:
        about = (
            f"Each can be brought back for {DAYS} days, just as it stood.\n"
            if self._listed
            else f"Nothing was taken away in the last {DAYS} days.\n"
        )
        self.query_one("#about", Static).update(Content(about))
        width, today = self.app.size.width - 6, self.desk.today()
        rows = [(key, removal_in_words(one, today, width)) for key, one in self._listed.items()]
        self.rows.put(rows)

    @on(RowList.Chosen)
    def _bring_back(self, event: RowList.Chosen) -> None:
        one = self._listed.get(event.key)
        if one is None:
            return
        with kindly(self):
            back = bring_back(self.desk.notebook, one.id)
            self.notify(back_in_words(back), markup=False)
        with kindly(self):
            self.reload()

    def action_back(self) -> None:
        """Back to where you came from."""
        self.dismiss(None)
