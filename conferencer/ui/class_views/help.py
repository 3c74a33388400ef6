"""Who can help: learners who met a goal that others have now, for a teacher to ask."""

from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from conferencer.core.dates import nearby
from conferencer.core.models import ClassGroup, PeerExpert
from conferencer.core.peer_experts import CouldAsk, Help, help_in_class, say_yes, take_back_yes
from conferencer.core.text import first_line, isolated
from conferencer.ui.class_views.view import (
    QUIET,
    ClassView,
    LaidOutOnceSeen,
    heading,
    name_cells,
    named,
    names_of,
)
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Ask, Confirm, Pick
from conferencer.ui.keys import shown
from conferencer.ui.kindly import kindly
from conferencer.ui.widgets.row_list import Row

_LONGEST = 120
_MOST_NAMES = 4


class HelpView(ClassView):
    """Who could show others how?"""

    TITLE = "Can help"
    HELP = """\
    Learners who met a goal that others have now. Ask them first: only who said *yes* is offered,
    by first name and nothing else, under *Who can help* in a conference of this class. Taking it
    back takes the name away everywhere.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("help", "y", "yes", "Said yes", "This learner was asked, and said yes"),
        shown("help", "n", "new", "Another", "Somebody else said yes to helping"),
        shown("help", "x", "take_back", "Not now", "This learner would rather not help just now"),
    ]

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__(desk, id)
        self.help = Help([], [], {})
        self.names: dict[int, str] = {}

    def read(self, group: ClassGroup) -> Help:
        """Read who said yes, and who could be asked."""
        return help_in_class(self.desk.notebook, group.id or 0, self.desk.today())

    def put(self, reading: Help) -> None:
        """Show them."""
        self.help = reading
        self.names = names_of(dict(self.help.students))
        cells = name_cells(self.names)
        yes, could = self.help.said_yes, self.help.could_ask
        rows: list[Row] = [heading("Said yes", len(yes), first=True)]
        rows += [(f"yes-{one.id}", LaidOutOnceSeen(partial(self._yes, one, cells))) for one in yes]
        if not yes:
            rows.append(("", Content.styled("  Nobody yet: nobody is offered anywhere.", QUIET)))
        rows.append(heading("Could be asked", len(could)))
        rows += [
            (f"goal-{one.goal.id}", LaidOutOnceSeen(partial(self._could, one, cells), lines=2))
            for one in could
        ]
        if not could:
            rows.append(("", Content.styled("  No goal that was met is one of now.", QUIET)))
        self.head.update("They met a goal that others have now. Ask them before they are offered.")
        self.list.put(rows)
        self.refresh_bindings()

    def _yes(self, one: PeerExpert, cells: int) -> Content:
        since = nearby(one.consent_on, self.desk.today()) if one.consent_on else ""
        return Content.assemble(
            ("✓ ", "bold $text-success"),
            named(self.names[one.student_id], cells),
            isolated(first_line(one.text, _LONGEST)),
            (f"  said yes {since}", QUIET),
        )

    def _could(self, one: CouldAsk, cells: int) -> Content:
        others = [self.names[number] for number in one.others]
        more = f" and {len(others) - _MOST_NAMES} more" if len(others) > _MOST_NAMES else ""
        who = ", ".join(isolated(name) for name in others[:_MOST_NAMES])
        return Content.assemble(
            ("○ ", QUIET),
            named(self.names[one.student_id], cells),
            isolated(first_line(one.goal.wording, _LONGEST)),
            (f"\n  {' ' * (cells + 2)}now a goal of {who}{more}", QUIET),
        )

    @property
    def could(self) -> CouldAsk | None:
        """Whom the bar is on, among those who could be asked."""
        is_goal = self.list.key.startswith("goal-")
        return next((c for c in self.help.could_ask if is_goal and c.goal.id == self.number), None)

    @property
    def expert(self) -> PeerExpert | None:
        """Whom the bar is on, among those who said yes."""
        is_yes = self.list.key.startswith("yes-")
        return next((e for e in self.help.said_yes if is_yes and e.id == self.number), None)

    @property
    def student_id(self) -> int | None:
        """The learner under the bar."""
        if not self.group:
            return None
        found = self.could or self.expert
        return found.student_id if found else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Yes of somebody who could be asked, no of somebody who said yes."""
        if action == "yes":
            return self.group is not None and self.could is not None
        if action == "take_back":
            return self.group is not None and self.expert is not None
        return True

    def action_yes(self) -> None:
        """Note the yes of the learner under the bar."""
        if (one := self.could) is not None:
            self._note_yes(one.student_id, one.goal.wording, one.goal.id)

    def action_new(self) -> None:
        """Note the yes of any learner."""
        rows = [(str(number), isolated(name)) for number, name in self.names.items()]

        def ask(key: str | None) -> None:
            if key:
                self._note_yes(int(key), "", None)

        self.app.push_screen(Pick("Who said yes to helping?", rows), ask)

    def _note_yes(self, student_id: int, words: str, goal_id: int | None) -> None:
        def keep(text: str | None) -> None:
            if text is not None:
                with kindly(self):
                    say_yes(self.desk.notebook, student_id, text, self.desk.today(), goal_id)
                    self.reload()

        name = isolated(self.names[student_id])
        self.app.push_screen(Ask(f"{name} said yes. What can they help with?", words), keep)

    def action_take_back(self) -> None:
        """They would rather not, after all."""
        if (one := self.expert) is None or one.id is None:
            return
        expert_id = one.id

        def take_back(sure: bool | None) -> None:
            if sure:
                with kindly(self):
                    take_back_yes(self.desk.notebook, expert_id)
                    self.reload()

        lines = ["They are offered nowhere from now on; ask again at any time."]
        self.app.push_screen(Confirm("Would they rather not help?", lines), take_back)
