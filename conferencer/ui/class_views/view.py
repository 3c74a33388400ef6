"""What the views of the Class room have in common: a line on top, and rows."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

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
        self.reload()
        self.screen.set_focus(self.list)

    def reload(self) -> None:
        """Read again and show."""
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
