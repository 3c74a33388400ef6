"""What the views of the Class room have in common: a line on top, and rows."""

from collections.abc import Hashable
from functools import partial
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from conferencer.core.due import Turn
from conferencer.core.first_rows import today_rows
from conferencer.core.models import ClassGroup
from conferencer.core.names import Named
from conferencer.ui.desk import Desk
from conferencer.ui.slots import in_slot
from conferencer.ui.widgets.lazy_row import LaidOutOnceSeen as LaidOutOnceSeen
from conferencer.ui.widgets.note_view import QUIET as QUIET
from conferencer.ui.widgets.row_list import Row, RowList

NAME_CELLS = 24
"""Room for a name; longer ones are cut."""


class ClassView(Vertical):
    """One view of a class.

    Args:
        desk: the notebook and the settings.
    """

    TITLE: ClassVar[str] = ""
    """How the view is called in the line of views."""

    head = query_one(".head", Static)
    list = query_one(RowList)

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__(id=id, classes="class-view")
        self.desk = desk
        self.group: ClassGroup | None = None
        self._shown: Any = None
        self._shown_at = 0
        """What is shown, and the width it was laid out for."""

    def compose(self) -> ComposeResult:
        """A line that sums up, then the rows."""
        yield Static("", classes="head", markup=False)
        yield RowList()

    @property
    def class_id(self) -> int:
        """The class that is shown."""
        assert self.group is not None and self.group.id is not None
        return self.group.id

    @property
    def number(self) -> int | None:
        """The number in the key of the row under the bar: `step-12`."""
        _, _, number = self.list.key.partition("-")
        return int(number) if number.isdigit() else None

    @property
    def student_id(self) -> int | None:
        """The learner whom the row under the bar is about."""
        return None

    def show(self, group: ClassGroup) -> None:
        """Show a class, and put the bar on the first row."""
        self.group = group
        self.bring_up_to_date()
        self.screen.set_focus(self.list)

    def bring_up_to_date(self) -> None:
        """Show again if anything is not as it was shown last."""
        assert self.group is not None
        reading, width = self.read_of(self.group), self.app.size.width
        if reading is not self._shown or width != self._shown_at:
            self.put(reading)
            self._shown, self._shown_at = reading, width

    def reload(self) -> None:
        """Show again, and read again what has changed."""
        self._shown = None
        self.bring_up_to_date()

    def read_of(self, group: ClassGroup) -> Any:
        """What this view shows of a class: read again only once the notebook has changed."""
        key = (self.id, group.uid, self.part)
        return self.desk.read_once.get(key, partial(self.read, group))

    @property
    def part(self) -> Hashable:
        """Which part of it is shown, for views that show only a part."""
        return None

    def read(self, group: ClassGroup) -> Any:
        """Read what is to be shown of a class; nothing on the screen changes."""
        raise NotImplementedError

    def put(self, reading: Any) -> None:
        """Show what was read."""
        raise NotImplementedError


def heading(words: str, count: int | None = None, first: bool = False) -> Row:
    """A row that cannot be chosen, over those that belong together."""
    counted = f"  {count}" if count is not None else ""
    gap = "" if first else "\n"
    return "", Content.assemble((gap + words, f"bold {QUIET}"), (counted, QUIET))


def nothing(words: str) -> list[Row]:
    """What to show where there is nothing to show."""
    return [("", Content.styled(words, QUIET))]


def name_cells(names: dict[int, str]) -> int:
    """How wide the column of names is."""
    width = max(map(cell_len, names.values()), default=0)
    return min(max(width, 10), NAME_CELLS)


def named(name: str, cells: int) -> Content:
    """A name in its column."""
    shown = in_slot(name, cells)
    return Content.assemble(shown.stylize("bold"), " " * (cells - shown.cell_length + 2))


def names_of(students: "dict[int, Named]") -> dict[int, str]:
    """Id -> the whole name, told apart where two are alike."""
    from conferencer.core.names import full_names

    return dict(zip(students, full_names(students.values()), strict=True))


def turns_of(desk: Desk, group: ClassGroup) -> list[Turn]:
    """Who is next today; Today has read the same, mostly."""
    settings, today = desk.settings, desk.today()
    read = partial(today_rows, desk.notebook, settings, today, group.uid)
    return desk.read_once.get(("today", group.uid), read).turns
