"""The classes and who is in them: add, edit, bring in, archive."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from conferencer.core.leaving import Leaver, leavers_of
from conferencer.core.models import ClassGroup, Student
from conferencer.core.roster import classes, students_of
from conferencer.ui import roster_actions
from conferencer.ui.desk import Desk
from conferencer.ui.keys import hidden, shown
from conferencer.ui.moves import BringIn, OpenLearner
from conferencer.ui.roster_words import by_year, class_head, class_rows, learner_rows
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.row_list import RowList

_NARROW, _WIDE = 22, 30
"""Cells for the list of classes."""


class ClassRows(RowList):
    """The classes, and what can be done about all of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("roster", "enter", "select", "Open", "Go to the learners of this class"),
    ]


class LearnerRows(RowList):
    """The learners of a class; those who left stand at the end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("roster", "enter", "select", "Open", "Look at this learner’s profile and history"),
    ]


class RosterScreen(Screen[None]):
    """Classes on the left, the learners of one of them on the right.

    Args:
        desk: the notebook and the settings.
        class_id: the class to begin with; the first by name where it is unknown.
        with_earlier: whether to begin at the classes of earlier years.
    """

    AUTO_FOCUS = "LearnerRows"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    HELP = """\
    `e` and `x` are about the row under the bar: a class on the left, a learner on the right.
    Nothing is deleted here. Who left stands at the end of the list, and `x` brings them back.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("roster", "n", "new_learner", "New", "Add a learner to this class"),
        shown("roster", "e", "edit", "Edit", "Change what is written of this learner or class"),
        shown("roster", "i", "bring_in('file')", "Import", "Bring a file into this class"),
        shown("roster", "x", "archive", "Archive", "Left the class, or in it again; class: away"),
        shown("roster", "escape", "back", "Back", "Back to where you came from"),
        hidden("roster", "v", "bring_in('paste')", "Paste", "Paste a list into this class"),
        hidden("roster", "g", "new_class", "Class", "Add a class"),
        hidden("roster", "c", "switch", "Side", "Go to the classes, or to the learners"),
        hidden(
            "roster", "y", "earlier", "Earlier", "Earlier years: the classes that were put away"
        ),
        hidden("roster", "d", "days", "Days", "Days without school: holidays, trips"),
        hidden("roster", "u", "app.removals", "Lately", "What was taken away in the last 30 days"),
        hidden("roster", "question_mark", "app.help", "Help", "What the keys do"),
    ]

    def __init__(self, desk: Desk, class_id: int | None = None, with_earlier: bool = False) -> None:
        super().__init__()
        self.desk = desk
        self.class_id = class_id
        # Made here, since the keys ask for them before the screen is composed.
        self.class_rows = ClassRows()
        self.learner_rows = LearnerRows()
        self.with_earlier = False
        self._go_to_earlier = with_earlier
        self.group: ClassGroup | None = None
        self.students: dict[int, Student] = {}
        self._class_uid = desk.settings.class_uid
        self._shown: int | None = None

    def compose(self) -> ComposeResult:
        """Two lists side by side."""
        with Horizontal(id="title"):
            yield Static("Classes and learners", id="name", markup=False)
        with Horizontal(id="roster"):
            yield self.class_rows
            with Vertical():
                yield Static("", id="class-head", markup=False)
                yield self.learner_rows
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read again: a dialog or another screen may have written."""
        if self.desk.settings.class_uid != self._class_uid:
            self._class_uid = self.desk.settings.class_uid
            self.class_id = self._id_of(self._class_uid) or self.class_id
        self.reload()
        if self._go_to_earlier:
            self._go_to_earlier = False
            self.action_earlier()

    def on_resize(self) -> None:
        """The columns depend on the room there is."""
        if self.is_mounted and self.is_current:
            self.reload()

    def _id_of(self, uid: str) -> int | None:
        return next((one.id for one in classes(self.desk.notebook) if one.uid == uid), None)

    # What is shown

    def reload(self, at: str = "") -> None:
        """Read and show.

        Args:
            at: the key of the learner to go to.
        """
        notebook = self.desk.notebook
        groups = classes(notebook, include_archived=True)
        running = [one for one in groups if one.archived_on is None]
        listed = groups if self.with_earlier else running
        if self.class_id not in [one.id for one in listed]:
            self.class_id = listed[0].id if listed else None
        counts = {one.id: len(students_of(notebook, one.id or 0)) for one in running}
        rows = class_rows(
            running,
            [one for one in groups if one.archived_on is not None],
            counts,
            self.with_earlier,
            _NARROW if self.app.size.width < 100 else _WIDE,
        )
        key = self.class_rows.key
        about_all = key and not key.startswith("class-") and self.class_id == self._shown
        self._shown = self.class_id
        self.class_rows.put(rows, key if about_all else f"class-{self.class_id}")
        self._show_class(groups, at)

    def _show_class(self, groups: list[ClassGroup], at: str = "") -> None:
        self.group = next((one for one in groups if one.id == self.class_id), None)
        here: list[Student] = []
        left: list[Leaver] = []
        if self.class_id is not None:
            here = students_of(self.desk.notebook, self.class_id)
            left = leavers_of(self.desk.notebook, self.class_id)
        everyone = [*here, *(one.student for one in left)]
        self.students = {one.id: one for one in everyone if one.id is not None}
        today = self.desk.today()
        head = class_head(self.group, len(here), today)
        self.query_one("#class-head", Static).update(head)
        self.learner_rows.put(learner_rows(self.group, here, left, today), at)
        self.refresh_bindings()

    @on(RowList.Looked, "ClassRows")
    def _look_at_class(self, event: RowList.Looked) -> None:
        if event.key.startswith("class-"):
            class_id = int(event.key.removeprefix("class-"))
            if class_id != self.class_id:
                self.class_id = self._shown = class_id
                self._show_class(classes(self.desk.notebook, include_archived=True))

    @on(RowList.Looked, "LearnerRows")
    def _look_at_learner(self) -> None:
        self.refresh_bindings()

    @property
    def at_classes(self) -> bool:
        """Whether the keys are about the class, not about a learner."""
        return self.class_rows.has_focus

    @property
    def student(self) -> Student | None:
        """The learner under the bar."""
        _, _, number = self.learner_rows.key.partition("-")
        return self.students.get(int(number)) if number.isdigit() else None

    @property
    def student_left(self) -> bool:
        """Whether the learner under the bar is one of those who left."""
        return self.learner_rows.key.startswith("left-")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Learners come into a class that is in use; edit and archive need a row to be about."""
        in_use = self.group is not None and self.group.archived_on is None
        if action == "new_learner":
            return in_use
        if action == "bring_in":
            return in_use or self.group is None
        if action == "edit":
            return self.group is not None if self.at_classes else self.student is not None
        if action == "archive":
            return self.group is not None if self.at_classes else in_use and bool(self.student)
        return True

    # What can be done

    @on(RowList.Chosen, "ClassRows")
    def _open_class(self, event: RowList.Chosen) -> None:
        if event.key == "new":
            self.action_new_class()
        elif event.key == "days":
            self.action_days()
        elif event.key == "earlier":
            self.with_earlier = not self.with_earlier
            self.reload()
        else:
            self.learner_rows.focus()

    @on(RowList.Chosen, "LearnerRows")
    def _open_learner(self, event: RowList.Chosen) -> None:
        if event.key == "new":
            self.action_new_learner()
        elif event.key in ("file", "paste"):
            self.action_bring_in(event.key)
        elif self.student is not None and self.student.id is not None:
            self.post_message(OpenLearner(self.student.id, self.class_id))

    def action_switch(self) -> None:
        """To the other list."""
        (self.learner_rows if self.at_classes else self.class_rows).focus()

    def action_new_learner(self) -> None:
        """Add a learner."""
        roster_actions.new_learner(self)

    def action_new_class(self) -> None:
        """Add a class."""
        roster_actions.new_class(self)

    def action_edit(self) -> None:
        """Change what is written of the row under the bar."""
        if self.at_classes:
            roster_actions.edit_class(self)
        else:
            roster_actions.edit_learner(self)

    def action_bring_in(self, way: str) -> None:
        """Bring a list into this class."""
        self.post_message(BringIn(way, self.group.name if self.group else ""))

    def action_archive(self) -> None:
        """The learner left, or is back; the class is put away, or in use again."""
        if self.at_classes:
            roster_actions.archive_or_take_back(self)
        else:
            roster_actions.leave_or_come_back(self)

    def action_earlier(self) -> None:
        """To the classes of earlier years."""
        groups = classes(self.desk.notebook, include_archived=True)
        earlier = [one for one in groups if one.archived_on is not None]
        if not earlier:
            self.notify("No class was put away yet; x on a class does it.", markup=False)
            return
        self.with_earlier = True
        self.class_id = by_year(earlier)[0].id
        self.reload()
        self.class_rows.focus()

    def action_days(self) -> None:
        """Days without school."""
        roster_actions.days_without_school(self)

    def action_back(self) -> None:
        """Back to where you came from."""
        self.dismiss(None)
