"""The whole class: one room, several views, each the answer to one question."""

from contextlib import suppress
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import ContentSwitcher, Static

from conferencer.core.errors import ConferencerError
from conferencer.core.models import ClassGroup
from conferencer.core.roster import classes
from conferencer.core.text import isolated
from conferencer.ui.class_views.coverage import CoverageView
from conferencer.ui.class_views.groups import GroupsView
from conferencer.ui.class_views.help import HelpView
from conferencer.ui.class_views.next_day import NextDayView
from conferencer.ui.class_views.standards import StandardsView
from conferencer.ui.class_views.steps import StepsView
from conferencer.ui.class_views.view import QUIET, ClassView
from conferencer.ui.class_views.week import WeekView
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import OpenLearner
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.row_list import RowList

_SOON, _PAUSE = 0.5, 0.03
"""Seconds after the first frame until the next view is read ahead, and between two."""
_WIDE = 100
"""Columns from which on there is room between the names of the views."""


class ClassScreen(Screen[None]):
    """The views of one class.

    Args:
        desk: the notebook and the settings.
        class_id: the class to show.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    HELP = """\
    The whole class. `1` to `7`, or `←` and `→`, go from one view to the next.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("class", "o", "learner", "Learner", "Look at this learner’s history and goals"),
        shown("class", "escape", "back", "Back", "Back to Today"),
        hidden("class", "right", "turn(1)", "Next", "Go to the next view"),
        hidden("class", "left", "turn(-1)", "Before", "Go to the view before"),
        hidden("class", "c", "switch", "Class", "Show another class"),
        hidden("class", "question_mark", "app.help", "Help", "What the keys do"),
        *(
            hidden("class", str(n), f"view({n})", f"View {n}", f"Go to view {n}")
            for n in range(1, 8)
        ),
    ]

    def __init__(self, desk: Desk, class_id: int) -> None:
        super().__init__()
        self.desk = desk
        self.group = self._group(class_id)
        self.views: list[ClassView] = [
            CoverageView(desk, "coverage"),
            StepsView(desk, "steps"),
            GroupsView(desk, "groups"),
            HelpView(desk, "help"),
            NextDayView(desk, "next-day"),
            WeekView(desk, "week"),
            StandardsView(desk, "standards"),
        ]
        self.at = 0
        self._ahead: Timer | None = None
        self._read_at_width = 0
        """The width for which the view was read last; 0 once it has to be read again."""

    def _group(self, class_id: int) -> ClassGroup:
        listed = classes(self.desk.notebook)
        self._has_others = len(listed) > 1
        for group in listed:
            if group.id == class_id:
                return group
        raise ConferencerError("No class", "There is no such class now; nothing was changed.")

    def compose(self) -> ComposeResult:
        """The class, the line of views, the view."""
        with Horizontal(id="title"):
            yield Static("", id="name", markup=False)
        yield Static("", id="views", markup=False)
        with ContentSwitcher(initial=self.view.id):
            yield from self.views
        yield KeyBar()

    @property
    def view(self) -> ClassView:
        """The view that is shown."""
        return self.views[self.at]

    def on_mount(self) -> None:
        """Show the first view."""
        self._show()
        self._read_ahead_soon()

    def on_screen_resume(self) -> None:
        """Read again: a dialog, another screen or another window may have written."""
        if self.view.group is not None and not self._read_at_width:
            with kindly(self):
                self.view.bring_up_to_date()
            self._read_ahead_soon()
        self._read_at_width = self.app.size.width

    def _read_ahead_soon(self) -> None:
        if self._ahead is not None:
            self._ahead.stop()
        self._ahead = self.set_timer(_SOON, self._read_ahead)

    def _read_ahead(self, number: int = 1) -> None:
        """Read behind the frame what the next views will show, one after the other."""
        self._ahead = None
        if not self.is_current or number >= len(self.views):
            return
        with suppress(ConferencerError):  # whoever goes there is told
            self.views[number].read_of(self.group)
            self._ahead = self.set_timer(_PAUSE, lambda: self._read_ahead(number + 1))

    def on_screen_suspend(self) -> None:
        """What comes above it may write."""
        self._read_at_width = 0

    def on_resize(self, event: events.Resize) -> None:
        """The columns depend on the room there is."""
        if self.is_current and self._read_at_width not in (0, event.size.width):
            self._read_at_width = event.size.width
            self.query_one("#views", Static).update(self._line())
            with kindly(self):
                self.view.bring_up_to_date()

    def _show(self) -> None:
        self.query_one("#name", Static).update(Content(isolated(self.group.name)))
        self.query_one("#views", Static).update(self._line())
        self.query_one(ContentSwitcher).current = self.view.id
        with kindly(self):
            self.view.show(self.group)
        self._read_at_width = self.app.size.width
        self.refresh_bindings()

    def _line(self) -> Content:
        parts = []
        for number, view in enumerate(self.views, start=1):
            style = "bold underline $accent" if view is self.view else QUIET
            words = Content.from_markup(
                f"[@click=screen.view({number})]$number $title[/]",
                number=str(number),
                title=view.TITLE,
            )
            parts.append(words.stylize(style))
        gap = "    " if self.app.size.width >= _WIDE else "  "
        return Content(gap).join(parts)

    @on(RowList.Looked)
    def _looked(self) -> None:
        self.refresh_bindings()

    @on(RowList.Chosen)
    def action_learner(self) -> None:
        """Look at the learner whom the row is about."""
        if (student_id := self.view.student_id) is not None:
            self.post_message(OpenLearner(student_id, self.group.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No learner without a row; no view but those there are."""
        if action == "learner":
            return self.view.student_id is not None
        if action == "view":
            return parameters[0] in range(1, len(self.views) + 1)
        if action == "switch":
            return self._has_others
        return True

    def action_view(self, number: int) -> None:
        """Go to a view."""
        self.at = number - 1
        self._show()

    def action_turn(self, by: int) -> None:
        """Go to the next view, or to the one before."""
        self.at = (self.at + by) % len(self.views)
        self._show()

    def action_switch(self) -> None:
        """Show another class."""
        rows = [(str(one.id), isolated(one.name)) for one in classes(self.desk.notebook)]

        def show(key: str | None) -> None:
            if key:
                with kindly(self):
                    self.group = self._group(int(key))
                    self._show()

        self.app.push_screen(Pick("Which class?", rows, at=str(self.group.id)), show)

    def action_back(self) -> None:
        """Back to where we were."""
        self.dismiss(None)
