"""How a conference ends, or is left: paper, the one confirmation, the neutral card."""

from contextlib import suppress
from typing import TYPE_CHECKING

from conferencer.core.conferences import leave_empty_draft
from conferencer.core.errors import NotebookBusyError
from conferencer.core.finishing import finish_conference
from conferencer.core.parting import what_will_be_kept
from conferencer.ui.cards import Card
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import Finished, Left
from conferencer.ui.parting import Parting

if TYPE_CHECKING:
    from conferencer.ui.screens.conference import ConferenceScreen


def all_kept(screen: "ConferenceScreen") -> bool:
    """Write what is left; where that cannot be done just now, say so."""
    kept = screen.keeper.write(always=True)
    if not kept:
        why = f"Some words are not in the notebook yet: {screen.keeper.trouble}"
        screen.notify(why, title="Not yet saved", severity="error", markup=False)
    return kept


def finish(screen: "ConferenceScreen") -> None:
    """End the conference, after one look at what will be kept."""
    if not all_kept(screen):
        return
    desk, draft, beside = screen.desk, screen.draft, screen.beside

    def end(status: str | None) -> None:
        if status:
            with kindly(screen):
                finish_conference(desk.notebook, draft.id, status, desk.settings.day_first)
                screen.post_message(Finished(beside.name, status))

    lines = what_will_be_kept(
        draft.words,
        draft.conference.held_on,
        beside.goal(draft.words),
        desk.settings.day_first,
        {step.uid: step.text for step in beside.open_steps},
    )
    screen.app.push_screen(Parting(beside.name, lines), end)


def leave(screen: "ConferenceScreen") -> None:
    """Leave by way of a card that shows no other name."""

    def go(yes: bool | None) -> None:
        if yes:
            put_away(screen)
            screen.post_message(Left())

    kept = screen.keeper.write()
    words = "Your words are kept." if kept else "Some words are not yet saved; esc stays here."
    screen.app.push_screen(Card("Leave?", words), go)


def put_away(screen: "ConferenceScreen") -> bool:
    """Write what is left; an empty draft goes.

    Returns:
        whether everything is in the notebook.
    """
    kept = screen.keeper.write(always=True)
    if kept and screen.claim.is_ours and not screen.words.any:
        with suppress(NotebookBusyError):  # without words it is never offered again anyway
            leave_empty_draft(screen.desk.notebook, screen.draft.id)
    return kept
