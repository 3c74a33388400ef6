"""Standards to browse as a tree and to find while one types; one of them is told whole."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static

from conferencer.standards.finding import SHELF, Catalogue, Shelf, Shelved
from conferencer.ui.widgets.lazy_row import LaidOutOnceSeen
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.row_list import Row, RowList
from conferencer.ui.widgets.standard_rows import (
    CODE,
    called,
    shelf_in_full,
    shelf_row,
    standard_in_full,
    standard_row,
)

_FOUND = 60
"""Standards shown of those that were found."""
_SHOWN = 1500
"""Parts shown of one standard; a list without a tree may have more."""


class StandardsBox(Input):
    """A code or words; the arrows move in the list below."""

    def __init__(self) -> None:
        super().__init__(placeholder="a code or words, such as 4.rf or fluency", compact=True)

    def is_at_end(self) -> bool:
        """Whether nothing stands to the right of the cursor."""
        return self.cursor_position >= len(self.value)


class StandardsBrowser(Vertical):
    """The box, where we are, the rows, and the whole statement.

    Args:
        catalogue: the standards.
        chosen: uids with a mark.
        asks_first: whether the box is there, with the cursor in it, from the start.
        typed: what is looked for from the start.
    """

    @dataclass
    class Looked(Message):
        """The bar stands on another row."""

        key: str

    box = query_one(StandardsBox)
    rows = query_one(RowList)

    def __init__(
        self,
        catalogue: Catalogue,
        chosen: Collection[str] = (),
        asks_first: bool = False,
        typed: str = "",
    ) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.chosen = set(chosen)
        self.asks_first, self.typed = asks_first, typed
        self.at = ""
        """The standard or the framework whose parts are shown; empty for the frameworks."""
        self._asked = False

    def compose(self) -> ComposeResult:
        """Box, path, rows, statement."""
        yield StandardsBox()
        yield Static("", classes="path", markup=False)
        yield RowList()
        with VerticalScroll(classes="whole", can_focus=False):
            yield Static("", classes="statement", markup=False)

    def on_mount(self) -> None:
        """Begin in the only framework, or where one picks one."""
        self.box.display = self.asks_first
        with self.prevent(Input.Changed):
            self.box.value = self.typed
        self.use(self.catalogue)
        self.begin()
        self.call_after_refresh(self.catalogue.find, "x")  # what finding needs is made meanwhile

    def begin(self) -> None:
        """Put the cursor where it is wanted."""
        self.screen.set_focus(self.box if self.box.display else self.rows)

    def use(self, catalogue: Catalogue) -> None:
        """Show other standards, where we were as far as that is still there."""
        self.catalogue = catalogue
        shelves = catalogue.shelves
        keys = {shelf.key for shelf in shelves}
        if self.at not in keys and catalogue.get(self.at) is None:
            self.at = shelves[0].key if len(shelves) == 1 else ""
        self.show()

    @property
    def key(self) -> str:
        """The uid under the bar, or a framework's key; empty for none."""
        return self.rows.key

    @property
    def standard(self) -> Shelved | None:
        """The standard under the bar."""
        return self.catalogue.get(self.key)

    @property
    def shelf(self) -> Shelf | None:
        """The framework under the bar."""
        return next((shelf for shelf in self.catalogue.shelves if shelf.key == self.key), None)

    @property
    def is_finding(self) -> bool:
        """Whether something is looked for."""
        return self.box.display and bool(self.box.value.strip())

    # Going up and down

    def may_turn(self, by: int) -> bool:
        """Whether an arrow opens or goes up, and does not move the cursor in the box."""
        if self.box.has_focus and self.box.value and (by < 0 or not self.box.is_at_end()):
            return False
        if by > 0:
            return bool(self.key) and (self.is_finding or bool(self.catalogue.below(self.key)))
        return not self.is_finding and bool(self.at) and self._above is not None

    @property
    def _above(self) -> str | None:
        if self.at.startswith(SHELF):
            return "" if len(self.catalogue.shelves) > 1 else None
        return self.catalogue.above(self.at)

    def deeper(self) -> None:
        """The parts of the row under the bar; of what was found, its place in the tree."""
        key = self.key
        if not key:
            return
        if self.is_finding:
            self.box.value = ""
        if self.catalogue.below(key):
            self.at = key
            self.show(first=True)
        else:
            self.at = self.catalogue.above(key)
            self.show(key)

    def higher(self) -> None:
        """What the rows are parts of, among its neighbours."""
        above = self._above
        if above is not None:
            here, self.at = self.at, above
            self.show(here)

    # Showing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self._asked:  # several keys typed quickly are one question
            self._asked = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        self._asked = False
        if self.is_attached:
            self.show(first=True)

    def show(self, at: str = "", first: bool = False) -> None:
        """Show what was found, or the parts of where we are.

        Args:
            at: the row for the bar; else it stays where it was.
            first: whether it goes to the first row.
        """
        rows, words = self._found() if self.is_finding else self._parts()
        if first:
            self.rows.highlighted = None
            at = next((key for key, _ in rows if key), "")
        self.rows.put(rows, at)
        self.query_one(".path", Static).update(words)
        self._tell()

    def _found(self) -> tuple[list[Row], Content]:
        typed = self.box.value
        found = self.catalogue.find(typed, _FOUND)
        count = self.catalogue.count(typed)
        more = f", the first {len(found)} of" if count > len(found) else ","
        words = f"{more} {count:,} found".lstrip(", ") if found else "Nothing has all these words."
        return self._standards(found), Content.styled(words, QUIET)

    def _parts(self) -> tuple[list[Row], Content]:
        if not self.at:
            rows = [shelf_row(shelf) for shelf in self.catalogue.shelves]
            return rows, Content.styled("Frameworks", QUIET)
        below = self.catalogue.below(self.at)
        words = " › ".join(called(self.catalogue, key) for key in self.catalogue.path(self.at))
        if len(below) > _SHOWN:
            words += f", the first {_SHOWN:,} of {len(below):,}: / finds the others"
        return self._standards(below[:_SHOWN]), Content.styled(words, QUIET)

    def _standards(self, found: Sequence[Shelved]) -> list[Row]:
        cells = min(max((cell_len(one.code) for one in found), default=0), CODE)
        return [(one.uid, LaidOutOnceSeen(partial(self._row, one, cells))) for one in found]

    def _row(self, one: Shelved, cells: int) -> Content:
        has_parts = bool(self.catalogue.below(one.uid))
        return standard_row(one, cells, has_parts, self.chosen.__contains__)

    @on(RowList.Looked)
    def _looked(self, event: RowList.Looked) -> None:
        event.stop()
        self._tell()
        self.post_message(self.Looked(event.key))

    def _tell(self) -> None:
        self.query_one(".statement", Static).update(self._whole())
        self.query_one(".whole", VerticalScroll).scroll_home(animate=False)

    def _whole(self) -> Content:
        one, shelf = self.standard, self.shelf
        if shelf is not None:
            count = sum(1 for each in self.catalogue.standards if each.framework == shelf.id)
            return shelf_in_full(shelf, count)
        if one is None:
            return Content("")
        # While one browses, the path stands above the rows already.
        above = self.catalogue.path(one.uid)[:-1] if self.is_finding else []
        return standard_in_full(one, " › ".join(called(self.catalogue, key) for key in above))

    def move(self, event: events.Key) -> None:
        """An arrow or a page key, wherever the cursor is."""
        moves: dict[str, Callable[[], None]] = {
            "up": self.rows.action_cursor_up,
            "down": self.rows.action_cursor_down,
            "pageup": self.rows.action_page_up,
            "pagedown": self.rows.action_page_down,
        }
        if event.key in moves and self.box.has_focus:
            event.stop()
            event.prevent_default()
            moves[event.key]()

    on_key = move
