"""The Library: what there is to choose from. So far it holds the standards."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, Static

from conferencer.core.standards import catalogue, put_away
from conferencer.standards.finding import Catalogue
from conferencer.ui.desk import Desk
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import BringStandards
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.row_list import RowList
from conferencer.ui.widgets.standards_browser import StandardsBrowser

NOTHING = (
    "No standards here yet.\n\n"
    "i brings a framework in from a file: CASE or Common Standards Project JSON, ASN, or a table "
    "(CSV or XLSX) with a code and a statement. You see what would change before anything is kept."
)


class LibraryScreen(Screen[None]):
    """Frameworks, their trees, and every statement in full."""

    AUTO_FOCUS = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    HELP = """\
    The standards that goals can belong to. `/` finds by code or words, in any order: `4.rf`,
    `fluency read`. `→` opens what has parts, `←` goes back up.

    `i` brings a framework in, or a newer edition of one: what it no longer has is marked as
    withdrawn, and goals keep it. `x` puts a framework away, or takes it out again.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("library", "slash", "find", "Find", "Find a standard by code or words"),
        shown("library", "enter", "deeper", "Open", "Show its parts, or its place", priority=True),
        shown("library", "i", "bring_in", "Import", "Bring a framework in from a file"),
        shown("library", "x", "put_away", "Away", "Put this framework away, or take it out again"),
        shown("library", "escape", "back", "Back", "Back to the list, or to where you were"),
        shown("library", "question_mark,f1", "app.help", "Help", "What the keys do"),
        hidden("library", "right", "open", "Open", "Show its parts"),
        shown("library", "left", "higher", "Up", "Go back up in the tree"),
    ]

    browser = query_one(StandardsBrowser)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._read_at: Catalogue | None = self._read()

    def _read(self) -> Catalogue:
        return catalogue(self.desk.notebook, put_away=True)

    def compose(self) -> ComposeResult:
        """Title, the standards or how to begin, the keys."""
        shelves = self._read_at or Catalogue([], [])
        with Horizontal(id="title"):
            yield Static(self._title(shelves), id="name", markup=False)
        with Vertical(id="library"):
            yield Static(NOTHING, classes="nothing", markup=False)
            yield StandardsBrowser(shelves)
        yield KeyBar()

    def _title(self, shelves: Catalogue) -> Content:
        count = f"{len(shelves):,}" if len(shelves) else ""
        return Content.assemble(("Library", "bold"), "  Standards  ", (count, QUIET))

    def on_mount(self) -> None:
        """The list, or how to begin."""
        self._show_which()

    def on_screen_resume(self) -> None:
        """Read again: something may have been brought in."""
        if self._read_at is None:
            self.reload()
        self._read_at = None

    def reload(self) -> None:
        """Read and show."""
        with kindly(self):
            shelves = self._read()
            self.query_one("#name", Static).update(self._title(shelves))
            self.browser.use(shelves)
            self._show_which()

    def _show_which(self) -> None:
        is_empty = not self.browser.catalogue.shelves
        self.browser.display = not is_empty
        self.query_one(".nothing", Static).display = is_empty
        if not is_empty:
            self.browser.begin()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a row needs one; an arrow is the box's own while it can move there."""
        if not self.is_mounted or not self.query(StandardsBrowser):
            return True
        if action == "find":
            return bool(self.browser.catalogue.shelves) and not self.browser.box.has_focus
        if action == "deeper":
            return bool(self.browser.key) and self.browser.may_turn(1)
        if action in ("open", "higher"):
            return self.browser.may_turn(1 if action == "open" else -1)
        if action == "put_away":
            return self.browser.shelf is not None
        return True

    @on(StandardsBrowser.Looked)
    @on(Input.Changed)
    def _looked(self) -> None:
        self.refresh_bindings()

    def action_find(self) -> None:
        """Show the box."""
        self.browser.box.display = True
        self.browser.begin()
        self.refresh_bindings()

    @on(RowList.Chosen)
    def action_deeper(self) -> None:
        """Its parts; of what was found, its place in the tree."""
        if self.browser.may_turn(1):
            self.browser.deeper()
            self._leave_box()

    def action_open(self) -> None:
        """The same, by the arrow."""
        self.action_deeper()

    def action_higher(self) -> None:
        """Back up."""
        self.browser.higher()
        self.refresh_bindings()

    def _leave_box(self) -> None:
        if not self.browser.is_finding:
            self.browser.box.display = False
            self.browser.begin()
        self.refresh_bindings()

    def action_bring_in(self) -> None:
        """Bring a framework in."""
        self.post_message(BringStandards())

    def action_put_away(self) -> None:
        """Put the framework under the bar away, or take it out again."""
        shelf = self.browser.shelf
        if shelf is not None:
            with kindly(self):
                today = None if shelf.is_put_away else self.desk.today()
                put_away(self.desk.notebook, shelf.id, today)
                self.reload()

    def action_back(self) -> None:
        """Out of the box, up to the frameworks, or back to where we were."""
        if self.browser.box.display:
            self.browser.box.value = ""
            self.browser.box.display = False
            self.browser.begin()
            self.browser.show()
            self.refresh_bindings()
        else:
            self.dismiss(None)
