"""Standards: which goals of the class belong to which."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from conferencer.core.goals_by_standard import UnderStandard, as_csv, goals_by_standard
from conferencer.core.models import ClassGroup, Goal
from conferencer.core.text import clean_line, first_line, isolated
from conferencer.ui.class_views.view import (
    QUIET,
    ClassView,
    LaidOutOnceSeen,
    heading,
    name_cells,
    named,
    names_of,
    nothing,
)
from conferencer.ui.desk import Desk
from conferencer.ui.keys import shown
from conferencer.ui.kindly import kindly
from conferencer.ui.widgets.row_list import Row

_LONGEST = 200
_SIGNS = {"active": "●", "met": "✓", "parked": "‖"}
_NOTHING = (
    "No goal belongs to a standard yet. In a conference, below “It belongs to”, standards are "
    "found; the Library (L on Today) brings them in."
)


class StandardsView(ClassView):
    """Which goals belong to which standards?"""

    TITLE = "Standards"
    HELP = """\
    The class's goals under the standards they belong to: ● now, ✓ met, ‖ parked. `h` shows each
    learner's instead. `e` saves them as a CSV file for a spreadsheet, in the present folder. A
    standard that was withdrawn stays.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown(
            "standards-view", "h", "turn_round", "Learners", "Show each learner’s, or by standard"
        ),
        shown("standards-view", "e", "save", "CSV", "Save this as a CSV file, in this folder"),
    ]

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__(desk, id)
        self.found: list[UnderStandard] = []
        self.names: dict[int, str] = {}
        self.order: dict[int | None, int] = {}
        self.by_learner = False

    def read(self, group: ClassGroup) -> list[UnderStandard]:
        """Read the goals and their standards."""
        return goals_by_standard(self.desk.notebook, self.desk.today(), group.id or 0)

    def put(self, reading: list[UnderStandard]) -> None:
        """Show them."""
        self.found = reading
        students = {s.id: s for under in self.found for _, s in under.goals if s.id is not None}
        self.names = names_of(dict(students))
        listed = sorted(students.values(), key=lambda one: (one.sort_name, one.id or 0))
        self.order = {one.id: place for place, one in enumerate(listed)}
        rows = self._by_learner() if self.by_learner else self._by_standard()
        goals = len({goal.id for under in self.found for goal, _ in under.goals})
        words = f"{goals} goals under {len(self.found)} standards" if self.found else ""
        self.head.update(words)
        self.list.put(rows or nothing(_NOTHING))
        self.refresh_bindings()

    def _by_standard(self) -> list[Row]:
        cells = name_cells(self.names)
        rows: list[Row] = []
        title = ""
        for under in self.found:
            if under.framework.title != title:
                title = under.framework.title
                rows.append(heading(isolated(clean_line(title)), first=not rows))
            rows.append(("", LaidOutOnceSeen(partial(_standard, under))))
            rows += [
                (
                    f"goal{under.standard.id}-{goal.id}",
                    LaidOutOnceSeen(partial(self._goal, goal, cells)),
                )
                for goal, _ in under.goals
            ]
        return rows

    def _by_learner(self) -> list[Row]:
        rows: list[Row] = []
        goals = {goal.id: goal for under in self.found for goal, _ in under.goals}
        whose = sorted(goals.values(), key=lambda one: (self.order[one.student_id], one.id or 0))
        learner = 0
        for goal in whose:
            if goal.student_id != learner:
                learner = goal.student_id
                rows.append(heading(isolated(self.names[learner]), first=not rows))
            rows.append((f"goal-{goal.id}", LaidOutOnceSeen(partial(_goal_alone, goal))))
            rows += [
                ("", LaidOutOnceSeen(partial(_standard, under, "      ")))
                for under in self.found
                if any(other.id == goal.id for other, _ in under.goals)
            ]
        return rows

    def action_turn_round(self) -> None:
        """By learner, or by standard."""
        self.by_learner = not self.by_learner
        self.reload()

    def _goal(self, goal: Goal, cells: int) -> Content:
        return Content.assemble(
            (f"    {_SIGNS[goal.status]} ", QUIET),
            named(self.names[goal.student_id], cells),
            isolated(first_line(goal.wording, _LONGEST)),
        )

    @property
    def student_id(self) -> int | None:
        """The learner whose goal is under the bar."""
        pairs = (pair for under in self.found for pair in under.goals)
        return next((student.id for goal, student in pairs if goal.id == self.number), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is saved or turned round where there is nothing."""
        return action not in ("save", "turn_round") or bool(self.found)

    def action_save(self) -> None:
        """Save it as a CSV file."""
        from conferencer.paper.files import save_new

        with kindly(self):
            stem = f"goals-by-standard-{self.desk.today().isoformat()}"
            path = save_new(as_csv(self.found), None, Path.cwd(), stem, ".csv")
            self.app.notify(f"The goals are in {path}", markup=False)


def _goal_alone(goal: Goal) -> Content:
    wording = isolated(first_line(goal.wording, _LONGEST))
    return Content.assemble((f"  {_SIGNS[goal.status]} ", QUIET), wording)


def _standard(under: UnderStandard, indent: str = "  ") -> Content:
    standard = under.standard
    words = isolated(first_line(clean_line(standard.statement), _LONGEST))
    gone = "  withdrawn" if standard.withdrawn_on else ""
    return Content.assemble(
        indent,
        (f"{isolated(clean_line(standard.code))}  " if standard.code else "", "bold"),
        words,
        (gone, "italic $text-warning"),
    )
