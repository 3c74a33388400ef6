"""Groups that share a need: those there are, and those there could be, each with the evidence."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from conferencer.core.dates import nearby
from conferencer.core.groups import (
    GroupNow,
    Needs,
    end_group,
    groups_of,
    make_group,
    needs_of_class,
)
from conferencer.core.models import ClassGroup
from conferencer.core.names import short_names
from conferencer.core.needs import GOAL, PHRASE, STANDARD, STEP, Need
from conferencer.core.text import first_line, isolated
from conferencer.ui.class_views.members import ChooseMembers
from conferencer.ui.class_views.view import QUIET, ClassView, heading, names_of
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Ask, Confirm
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import MeetGroup
from conferencer.ui.widgets.row_list import Row, RowList

_KINDS = {GOAL: "goal", STEP: "step", STANDARD: "standard", PHRASE: "taught"}
_LONGEST = 110


class GroupsView(ClassView):
    """Who needs the same thing?"""

    TITLE = "Groups"
    HELP = """\
    Learners whose goals, steps, standards or what was taught lately meet in their words. Below
    stands what each of them said, so that you judge whether it is the same need; it is never about
    how able somebody is. Write `#word` into a goal or a strategy to bring learners together.

    `enter` on a group begins one conference with all of it: each member gets a record and a step.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("groups", "g", "make", "Group", "Make a group of the learners of this row"),
        shown("groups", "n", "new", "New", "Make a group for a need of your own words"),
        shown("groups", "x", "end", "End", "End this group; what was kept stays with each"),
        hidden("groups", "enter", "open", "Open", "Meet with this group, or make this group"),
    ]

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__(desk, id)
        self.groups: dict[int, GroupNow] = {}
        self.needs = Needs([], {})
        self.names: dict[int, str] = {}

    def compose(self) -> ComposeResult:
        """Above the rows what they are; below them the evidence of one."""
        yield from super().compose()
        yield Static("", classes="below", markup=False)

    def read(self, group: ClassGroup) -> tuple[list[GroupNow], Needs]:
        """Read who shares what."""
        notebook, today, class_id = self.desk.notebook, self.desk.today(), group.id or 0
        return groups_of(notebook, class_id), needs_of_class(notebook, class_id, today)

    def put(self, reading: tuple[list[GroupNow], Needs]) -> None:
        """Show it."""
        groups, self.needs = reading
        self.groups = {one.id: one for one in groups}
        self.names = names_of(dict(self.needs.students))
        rows: list[Row] = [heading("Your groups", len(self.groups), first=True)]
        rows += [(f"group-{one.id}", self._group(one)) for one in self.groups.values()]
        if not self.groups:
            rows.append(("", Content.styled("  None yet.", QUIET)))
        rows.append(heading("Who shares a need", len(self.needs.needs)))
        rows += [(f"need-{n}", self._need(need)) for n, need in enumerate(self.needs.needs)]
        if not self.needs.needs:
            rows.append(("", Content.styled("  Nothing that two learners share just now.", QUIET)))
        self.head.update("By the words of goals, steps, standards and what was taught lately")
        self.list.put(rows)
        self._show_evidence()

    def _group(self, one: GroupNow) -> Content:
        who = " · ".join(isolated(name) for name in short_names(one.members))
        met = f"met {nearby(one.last_met, self.desk.today())}" if one.last_met else "not met yet"
        return Content.assemble(
            "● ",
            (isolated(first_line(one.group.need, _LONGEST)), "bold"),
            f"  {who}  ",
            (met, QUIET),
        )

    def _need(self, need: Need) -> Content:
        words = " · ".join(isolated(first_line(word, _LONGEST)) for word in need.words)
        return Content.assemble(
            "○ ", (words, "bold"), (f"  {len(need.student_ids)} learners", QUIET)
        )

    @property
    def need(self) -> Need | None:
        """The need under the bar."""
        kind, _, number = self.list.key.partition("-")
        return self.needs.needs[int(number)] if kind == "need" else None

    @property
    def now(self) -> GroupNow | None:
        """The group under the bar."""
        kind, _, number = self.list.key.partition("-")
        return self.groups.get(int(number)) if kind == "group" else None

    @on(RowList.Looked)
    def _show_evidence(self) -> None:
        lines: list[Content] = []
        if self.group and self.need:
            for said in self.need.evidence:
                lines.append(
                    Content.assemble(
                        (isolated(self.names[said.student_id]), "bold"),
                        (f"  {_KINDS[said.kind]}  ", QUIET),
                        isolated(first_line(said.text, _LONGEST)),
                    )
                )
        elif self.group and self.now:
            lines = [Content(isolated(self.names.get(m.id or 0, ""))) for m in self.now.members]
        self.query_one(".below", Static).update(Content("\n").join(lines))

    # What can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Make of a need; end a group."""
        if action == "make":
            return self.group is not None and self.need is not None
        if action == "end":
            return self.group is not None and self.now is not None
        return True

    @on(RowList.Chosen)
    def _open(self, event: RowList.Chosen) -> None:
        event.stop()
        with kindly(self):
            if self.now is not None:
                self.post_message(MeetGroup(self.now.id))
            else:
                self.action_make()

    def action_make(self) -> None:
        """A group of this need's learners."""
        if self.need is not None:
            self._make(self.need.student_ids, " · ".join(self.need.words))

    def action_new(self) -> None:
        """A group for a need of one's own words."""
        self._make([], "")

    def _make(self, chosen: list[int], words: str) -> None:
        others = [number for number in self.needs.students if number not in chosen]
        learners = [(number, self.names[number]) for number in (*chosen, *others)]

        def name_it(members: list[int] | None) -> None:
            if members is None:
                return

            def keep(need: str | None) -> None:
                if need is not None:
                    with kindly(self):
                        notebook, today = self.desk.notebook, self.desk.today()
                        made = make_group(notebook, self.class_id, need, members, today)
                        self.reload()
                        self.list.highlighted = self.list.get_option_index(f"group-{made}")

            self.app.push_screen(Ask("What do they need?", words), keep)

        self.app.push_screen(ChooseMembers("Who is in the group?", learners, chosen), name_it)

    def action_end(self) -> None:
        """End the group under the bar."""
        if (one := self.now) is None:
            return

        def end(sure: bool | None) -> None:
            if sure:
                with kindly(self):
                    end_group(self.desk.notebook, one.id, self.desk.today())
                    self.reload()

        lines = ["What was kept stays in the record of each learner."]
        self.app.push_screen(Confirm("End this group?", lines), end)
