"""One learner: who they are, where they are going, and every conference so far."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Input, OptionList, Static

from conferencer.core.errors import ConferencerError
from conferencer.core.models import ProfileEntry
from conferencer.core.names import full_name
from conferencer.core.profile import has_namesake
from conferencer.core.slips import latest_met
from conferencer.core.text import isolated
from conferencer.ui import goal_actions, learner_actions
from conferencer.ui.desk import Desk
from conferencer.ui.goal_lines import goal_lines
from conferencer.ui.growth_lines import growth_lines, last_weeks
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.learner_room import LearnerRoom
from conferencer.ui.moves import Compare, Confer, OpenConference, OpenPaper, OpenSearch, Resume
from conferencer.ui.printing import work_on_slip
from conferencer.ui.private import MemoryAidPane
from conferencer.ui.record_rows import record_rows
from conferencer.ui.said_lines import profile_lines, said_lines
from conferencer.ui.widgets.filter_line import FilterLine
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.lines_view import Block, LinesView
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.record_list import RecordList
from conferencer.ui.widgets.talk_lines import TalkInLines
from conferencer.ui.widgets.timeline import Timeline
from conferencer.ui.widgets.view_rail import ViewRail

WIDE = 100
"""Columns from which the two lists stand side by side."""
SOON = 0.3
"""Seconds after which the story is shown and nothing has to be waited for."""
VIEWS = {
    "story": ("Story", "Who they are now, and every conference, newest first"),
    "goals": ("Goals", "Every goal with its wordings, conferences and steps"),
    "growth": ("Growth", "Pictures of the year that a learner may see"),
    "said": ("Said before", "Strengths that were named, and what was taught"),
    "profile": ("Profile", "What helps now, and what helped earlier"),
    "compare": ("Compare", "Two conferences side by side, to be looked at together"),
}
"""What the room shows, by number keys: name, and a sentence."""
_LINES: dict[str, Callable[[LearnerRoom, int], Sequence[Block]]] = {
    "goals": goal_lines,
    "growth": growth_lines,
    "said": said_lines,
    "profile": profile_lines,
}


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

    Every row can be opened with `enter`: a conference to read and amend, a goal to reword, move
    or close, a step that is done, a strength that is no longer so. The numbers go to the views;
    *Growth* and *Compare* are made to be looked at together.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("learner", "b", "begin", "Begin", "Begin a conference, or go on with theirs"),
        shown("learner", "f", "filter", "Filter", "Only conferences with some words"),
        shown("learner", "n", "add", "Add", "Add a goal, a strength, an interest, a support …"),
        shown("learner", "p", "slip", "Print", "Print the latest slip, as it is usually printed"),
        hidden("learner", "P", "paper", "Paper", "Look at slips and pages of this learner"),
        shown("learner", "escape", "back", "Back", "Back to where you were"),
        hidden("learner", "e", "edit", "Edit", "Edit who they are: name, pronouns, usual type …"),
        hidden("learner", "m", "memory_aid", "Aid", "Your own note on this learner, for you alone"),
        hidden("learner", "slash", "search", "Search", "Where was it said? Search this learner"),
        hidden("learner", "left,right", "other_side", "Other", "Go to the other list"),
        *(
            hidden("learner", str(number), f"view('{key}')", name.split()[0], sentence)
            for number, (key, (name, sentence)) in enumerate(VIEWS.items(), start=1)
        ),
    ]

    record = query_one(RecordList)
    timeline = query_one(Timeline)
    filter = query_one(FilterLine)
    rail = query_one(ViewRail)
    lines = query_one("#lines", LinesView)

    def __init__(self, desk: Desk, student_id: int, class_id: int | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.student_id = student_id
        self.class_id = class_id
        self.room = LearnerRoom(desk, student_id)
        self._is_new = True

    def compose(self) -> ComposeResult:
        """The name, the views, and the one that is open."""
        with Horizontal(id="title"):
            yield Static("", id="name", markup=False)
            yield Static("", id="date", markup=False)
        yield ViewRail([(key, name) for key, (name, _) in VIEWS.items()])
        with ContentSwitcher(initial="story"):
            with Vertical(id="story"):
                yield Static("", id="strip", markup=False)
                with Horizontal(classes="sides"):
                    yield RecordList(classes="aside")
                    with Vertical():
                        yield FilterLine()
                        yield Timeline()
            yield LinesView(id="lines")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what was read; a narrow screen is laid out as one from its first frame."""
        self.set_class(self.app.size.width < WIDE, "-narrow")
        self.rail.at = "story"
        self._show()
        self.set_timer(SOON, self._look_ahead)

    def _look_ahead(self) -> None:
        """Read behind the first frame what the other views need."""
        with suppress(ConferencerError):  # whoever goes there is told
            _ = self.room.goals

    def on_screen_resume(self) -> None:
        """Read again: a dialog, a conference or another window may have written."""
        if self._is_new:
            self._is_new = False
            return
        with kindly(self):
            self.room = LearnerRoom(self.desk, self.student_id)
            self._show()

    def on_resize(self, event: events.Resize) -> None:
        """As much of the calendar as there is room for."""
        self._show_story(event.size.width)

    def _show(self) -> None:
        self.query_one("#name", Static).update(self._who_is_it())
        self.query_one("#date", Static).update(self._where())
        self._show_story(self.app.size.width)
        self._show_lines()

    def _show_story(self, width: int) -> None:
        is_wide = width >= WIDE
        self.query_one("#strip", Static).update(last_weeks(self.room, width - 4))
        today = self.desk.today()
        self.record.show(record_rows(self.room.page, today), close=not is_wide)
        text = self.filter.value if self.filter.display else ""
        talks = self.room.talks_that_fit(text)
        nothing = "No conference has these words." if text else "No conference yet."
        told = TalkInLines(today, self.room.types, self.room.words_of, roomy=is_wide)
        self.timeline.tell(talks, told, nothing)

    def _show_lines(self) -> None:
        if make := _LINES.get(self.rail.at):
            room = self.room
            self.lines.show(lambda width: make(room, width))

    def _who_is_it(self) -> Content:
        student = self.room.page.student
        how_to = " · ".join(part for part in (student.say_name, student.pronouns) if part)
        return Content.assemble(
            (isolated(full_name(student)), "bold"), "   ", (isolated(how_to), QUIET)
        )

    def _where(self) -> Content:
        student = self.room.page.student
        grade = f"grade {student.grade}" if student.grade.isdecimal() else student.grade
        told_apart = f"id {student.id}" if has_namesake(self.desk.notebook, student) else ""
        parts = [grade, told_apart, *self.room.page.classes]
        return Content(isolated(" · ".join(part for part in parts if part)))

    # Views

    def action_view(self, key: str) -> None:
        """Go to a view."""
        if key == "compare":
            self.post_message(Compare(self.student_id))
            return
        self.rail.at = key
        self.query_one(ContentSwitcher).current = "story" if key == "story" else "lines"
        self._show_lines()
        self.set_focus(self.timeline if key == "story" else self.lines)
        if key != "story":
            self.lines.action_end(-1)

    @on(ViewRail.Picked)
    def _to_view(self, event: ViewRail.Picked) -> None:
        self.action_view(event.view)

    def action_filter(self) -> None:
        """Open the filter line."""
        self.action_view("story")
        self.filter.display = True
        self.set_focus(self.filter)

    @on(Input.Changed, "#filter")
    def _filtered(self) -> None:
        self._show_story(self.app.size.width)

    @on(Input.Submitted, "#filter")
    def _to_list(self) -> None:
        self.set_focus(self.timeline)

    # What can be done

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._open_row(event.option_id or "")

    @on(LinesView.Chosen)
    def _chosen_line(self, event: LinesView.Chosen) -> None:
        self._open_row(event.key.partition("/")[0])

    def _open_row(self, key: str) -> None:
        kind, _, number = key.partition("-")
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
        talk = next(one for one in self.room.story.talks if one.id == conference_id)
        is_draft = talk.status == "draft"
        self.post_message(Resume(conference_id) if is_draft else OpenConference(conference_id))

    def _change_goal(self, goal_id: int) -> None:
        goal = next(goal for goal in self.room.page.goals if goal.id == goal_id)
        goal_actions.change_goal(self, goal, self.room.page)

    def _change_step(self, step_id: int) -> None:
        step = next(step for step in self.room.page.open_steps if step.id == step_id)
        learner_actions.change_step(self, step)

    def _change_entry(self, entry_id: int) -> None:
        held: list[ProfileEntry] = self.room.page.profile
        if entry := next((e for e in held if e.id == entry_id), None):
            learner_actions.change_entry(self, entry)

    def action_begin(self) -> None:
        """Begin a conference."""
        self.post_message(Confer(self.student_id, self.class_id))

    def action_edit(self) -> None:
        """Edit who they are."""
        learner_actions.edit_who(self, self.room.page.student)

    def action_add(self) -> None:
        """Add a goal or something to know."""
        learner_actions.add_something(self)

    def action_search(self) -> None:
        """Look for words of this learner's alone."""
        self.post_message(OpenSearch(self.student_id))

    def action_memory_aid(self) -> None:
        """Open the teacher's own note."""
        self.app.push_screen(MemoryAidPane(self.desk, self.student_id))

    def action_paper(self) -> None:
        """Slips and pages of this learner."""
        self.post_message(OpenPaper(self.class_id, self.student_id))

    def action_slip(self) -> None:
        """Print the latest slip, as it is usually printed."""
        conference_id = latest_met(self.desk.notebook, self.student_id)
        if conference_id is None:
            raise ConferencerError(
                "No slip yet", "There is a slip as soon as a conference has ended as met."
            )
        work_on_slip(self, self.desk, conference_id, "print")

    def action_other_side(self) -> None:
        """To the other list."""
        if self.rail.at == "story":
            (self.record if self.timeline.has_focus else self.timeline).focus()

    def action_back(self) -> None:
        """Everything again, if it was filtered; else back to where we were."""
        if self.filter.display:
            self.filter.display = False
            self.filter.value = ""
            self._show_story(self.app.size.width)
            self.set_focus(self.timeline)
        elif self.rail.at != "story":
            self.action_view("story")
        else:
            self.dismiss(None)
