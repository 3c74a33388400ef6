"""Choosing standards in a conference: notes of the draft, links once it is finished as met."""

from typing import TYPE_CHECKING

from conferencer.core.goal_standards import CHOSEN, label_in_line
from conferencer.core.standards import catalogue
from conferencer.standards.finding import Shelved
from conferencer.ui.kindly import kindly
from conferencer.ui.standards_picker import StandardsPicker
from conferencer.ui.widgets.pane import GoingPane

if TYPE_CHECKING:
    from conferencer.ui.screens.conference import ConferenceScreen


def pick_standards(screen: "ConferenceScreen") -> None:
    """Choose standards for the goal that is talked about."""
    pane = screen.pane
    chosen = pane.standards if isinstance(pane, GoingPane) else None
    if chosen is None:
        return

    def choose(one: Shelved, is_chosen: bool) -> None:
        label = label_in_line(one.code, one.statement) if is_chosen else ""
        screen.draft.words[CHOSEN + one.uid] = label
        if is_chosen:
            chosen.chosen[one.uid] = label
        else:
            chosen.chosen.pop(one.uid, None)
        chosen.show()
        screen.keeper.changed(CHOSEN + one.uid)
        screen.keeper.write()

    with kindly(screen):
        shelves = catalogue(screen.desk.notebook)
        typed = screen.words.text("goal_standard").strip()
        typed = typed if shelves.count(typed) else ""  # else they are words of their own
        screen.app.push_screen(
            StandardsPicker(shelves, chosen.chosen, choose, chosen.linked, typed)
        )
