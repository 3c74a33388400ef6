"""One learner: who they are, where they are going, and every conference so far."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import OptionList, Static

from conferencer.core.dates import in_words, nearby
from conferencer.core.errors import ConferencerError
from conferencer.core.guide import conference_types
from conferencer.core.history import LearnerPage, page_of
from conferencer.core.models import Goal, NextStep, ProfileEntry
from conferencer.core.names import full_name
from conferencer.core.profile import has_namesake
from conferencer.core.slips import latest_met
from conferencer.core.text import isolated
from conferencer.ui import learner_actions
from conferencer.ui.desk import Desk
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import Confer, OpenConference, OpenSearch, Resume
from conferencer.ui.private import MemoryAidPane
from conferencer.ui.slip_dialog import SlipDialog
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.timeline import (
    LEARNER_FIRST,
    LONGEST,
    TEACHER_FIRST,
    RecordList,
    Row,
    Timeline,
)

WIDE = 100
"""Columns from which the two lists stand side by side."""
ENTRIES = {
    "strength": "Strengths",
    "interest": "Interests",
    "helps_me": "What helps",
    "support": "Supports – before you sit down",
}
"""Headings of what is known of a learner."""


class LearnerScreen(Screen[None]):
    """What has happened with this learner?

    Args:
        student_id: the learner.
        class_id: the class that a new conference would belong to.
    """

    AUTO_FOCUS = "Timeline"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
    HELP = """\
    One learner at a glance, for before and after a talk: supports are shown here as well.

    The timeline has the newest conference on top; the learner’s words stand in quotes. Every row
    can be opened with `enter`: a conference to read and amend, a goal to reword or to close, a
    step that is done, a strength that is no longer so.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("learner", "b", "begin", "Begin", "Begin a conference, or go on with theirs"),
        shown("learner", "e", "edit", "Edit", "Edit who they are: name, pronouns, usual type …"),
        shown("learner", "n", "add", "Add", "Add a goal, a strength, an interest, a support …"),
        shown("learner", "p", "slip", "Slip", "Look at the latest slip and print it"),
        shown("learner", "escape", "back", "Back", "Back to where you were"),
        hidden("learner", "m", "memory_aid", "Aid", "Your own note on this learner, for you alone"),
        hidden("learner", "slash", "search", "Search", "Where was it said? Search this learner"),
        hidden("learner", "left,right", "other_side", "Other", "Go to the other list"),
    ]

    record = query_one(RecordList)
    timeline = query_one(Timeline)

    def __init__(self, desk: Desk, student_id: int, class_id: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.student_id = student_id
        self.class_id = class_id
        self.learner: LearnerPage = self._read()
        self._is_new = True

    def _read(self) -> LearnerPage:
        fields = (*LEARNER_FIRST, *TEACHER_FIRST)
        return page_of(self.desk.notebook, self.student_id, fields, LONGEST)

    def compose(self) -> ComposeResult:
        """The name, what holds now, the timeline."""
        with Horizontal(id="title"):
            yield Static("", id="name", markup=False)
            yield Static("", id="date", markup=False)
        with Horizontal(classes="sides"):
            yield RecordList(classes="aside")
            yield Timeline()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what was read; a narrow screen is laid out as one from its first frame."""
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self._show()

    def on_screen_resume(self) -> None:
        """Read again: a dialog, a conference or another window may have written."""
        if self._is_new:
            self._is_new = False
            return
        with kindly(self):
            self.learner = self._read()
            self._show()

    def _show(self) -> None:
        self.query_one("#name", Static).update(self._who_is_it())
        self.query_one("#date", Static).update(self._where())
        self.record.show(self._record())
        types = {key: kind.name for key, kind in conference_types().items()}
        self.timeline.show(self.learner.conferences, self.desk.today(), types)

    def _who_is_it(self) -> Content:
        student = self.learner.student
        how_to = " · ".join(part for part in (student.say_name, student.pronouns) if part)
        return Content.assemble(
            (isolated(full_name(student)), "bold"), "   ", (isolated(how_to), QUIET)
        )

    def _where(self) -> Content:
        student = self.learner.student
        grade = f"grade {student.grade}" if student.grade.isdecimal() else student.grade
        told_apart = f"id {student.id}" if has_namesake(self.desk.notebook, student) else ""
        parts = [grade, told_apart, *self.learner.classes]
        return Content(isolated(" · ".join(part for part in parts if part)))

    # What holds now

    def _record(self) -> list[tuple[str, list[Row]]]:
        learner = self.learner
        active = [goal for goal in learner.goals if goal.status == "active"]
        closed = [goal for goal in learner.goals if goal.status != "active"]
        return [
            ("", [("who", self._who())]),
            ("Goals", [(f"goal-{goal.id}", _row(goal.wording)) for goal in active]),
            ("Next steps", [(f"step-{step.id}", self._step(step)) for step in learner.open_steps]),
            *(
                (
                    heading,
                    [(f"entry-{e.id}", _row(e.text)) for e in learner.profile if e.kind == kind],
                )
                for kind, heading in ENTRIES.items()
            ),
            ("Other goals", [(f"goal-{goal.id}", self._other_goal(goal)) for goal in closed]),
            ("For you alone", [("aid", _row("Memory aid", "  m"))]),
        ]

    def _who(self) -> Content:
        student = self.learner.student
        kind = conference_types().get(student.type)
        parts = (
            f"{student.home_language} at home" if student.home_language else "",
            student.email,
            f"every {student.cadence} school days" if student.cadence else "",
            f"usually {kind.name.lower()}" if kind else "",
        )
        told = " · ".join(part for part in parts if part)
        return Content.styled(isolated(told) or "How to say the name, pronouns …", QUIET)

    def _step(self, step: NextStep) -> Content:
        due = f"  by {nearby(step.due_on, self.desk.today())}" if step.due_on else ""
        return _row(step.text, due)

    def _other_goal(self, goal: Goal) -> Content:
        on = f" {in_words(goal.closed_on, self.desk.today())}" if goal.closed_on else ""
        return _row(goal.wording, f"  {goal.status}{on}").stylize(QUIET)

    # What can be done

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        kind, _, number = (event.option_id or "").partition("-")
        open_row: dict[str, Callable[[int], None]] = {
            "conference": self._open,
            "goal": self._change_goal,
            "step": self._change_step,
            "entry": self._change_entry,
        }
        if kind == "who":
            self.action_edit()
        elif kind == "aid":
            self.action_memory_aid()
        elif kind in open_row:
            open_row[kind](int(number))

    def _open(self, conference_id: int) -> None:
        glimpse = next(one for one in self.learner.conferences if one.id == conference_id)
        is_draft = glimpse.status == "draft"
        self.post_message(Resume(conference_id) if is_draft else OpenConference(conference_id))

    def _change_goal(self, goal_id: int) -> None:
        goal = next(goal for goal in self.learner.goals if goal.id == goal_id)
        learner_actions.change_goal(self, goal, self.learner)

    def _change_step(self, step_id: int) -> None:
        step = next(step for step in self.learner.open_steps if step.id == step_id)
        learner_actions.change_step(self, step)

    def _change_entry(self, entry_id: int) -> None:
        entry: ProfileEntry = next(e for e in self.learner.profile if e.id == entry_id)
        learner_actions.change_entry(self, entry)

    def action_begin(self) -> None:
        """Begin a conference."""
        self.post_message(Confer(self.student_id, self.class_id))

    def action_edit(self) -> None:
        """Edit who they are."""
        learner_actions.edit_who(self, self.learner.student)

    def action_add(self) -> None:
        """Add a goal or something to know."""
        learner_actions.add_something(self)

    def action_search(self) -> None:
        """Look for words of this learner's alone."""
        self.post_message(OpenSearch(self.student_id))

    def action_memory_aid(self) -> None:
        """Open the teacher's own note."""
        self.app.push_screen(MemoryAidPane(self.desk, self.student_id))

    def action_slip(self) -> None:
        """Show the latest slip."""
        conference_id = latest_met(self.desk.notebook, self.student_id)
        if conference_id is None:
            raise ConferencerError(
                "No slip yet", "There is a slip as soon as a conference has ended as met."
            )
        self.app.push_screen(SlipDialog(self.desk, conference_id))

    def action_other_side(self) -> None:
        """To the other list."""
        (self.record if self.timeline.has_focus else self.timeline).focus()

    def action_back(self) -> None:
        """Back to where we were."""
        self.dismiss(None)


def _row(text: str, quiet: str = "") -> Content:
    return Content.assemble(("· ", QUIET), isolated(text), (quiet, QUIET))
