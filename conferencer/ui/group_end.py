"""How a conference with a group ends, or is left."""

from contextlib import suppress
from typing import TYPE_CHECKING

from conferencer.core.dates import in_words
from conferencer.core.errors import NotebookBusyError
from conferencer.core.groups import finish_group_talk, leave_empty_drafts
from conferencer.core.next_steps import understood
from conferencer.core.text import first_line, isolated
from conferencer.ui.cards import Card
from conferencer.ui.dialogs import Confirm
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import Left

if TYPE_CHECKING:
    from conferencer.ui.screens.group_talk import GroupTalkScreen, Seat

_LONGEST = 60


def finish(screen: "GroupTalkScreen") -> None:
    """End the conference for each member, after one look at what will be kept."""
    if not screen.keep_now():
        why = "Some words are not in the notebook yet; please try again in a moment."
        screen.notify(why, title="Not yet saved", severity="error", markup=False)
        return

    def end(sure: bool | None) -> None:
        if not sure:
            return
        with kindly(screen):
            endings = {
                seat.id: "met" if screen.is_here(seat) else "absent" for seat in screen.seats
            }
            finish_group_talk(screen.desk.notebook, endings, screen.desk.settings.day_first)
            screen.app.switch_screen(Card("Thank you.", "Your words are kept.", back=False))

    lines = [_line(screen, seat) for seat in screen.seats]
    screen.app.push_screen(Confirm("Finish with this group?", lines), end)


def _line(screen: "GroupTalkScreen", seat: "Seat") -> str:
    name = isolated(seat.name)
    if not screen.is_here(seat):
        return f"○ {name}: absent"
    step = first_line(seat.draft.words.get("step", ""), _LONGEST)
    if not step:
        return f"✓ {name}: no step of their own"
    held_on, day_first = seat.draft.conference.held_on, screen.desk.settings.day_first
    due = understood(seat.draft.words.get("step_due", ""), held_on, day_first)
    by = f" by {in_words(due, held_on)}" if due else ""
    return f"✓ {name}: “{isolated(step)}”{by}"


def leave(screen: "GroupTalkScreen") -> None:
    """Leave by way of a card that shows no name."""
    kept = screen.keep_now()
    words = "Your words are kept." if kept else "Some words are not yet saved; esc stays here."

    def go(yes: bool | None) -> None:
        if yes:
            put_away(screen)
            screen.post_message(Left())

    screen.app.push_screen(Card("Leave?", words), go)


def put_away(screen: "GroupTalkScreen") -> bool:
    """Write what is left; drafts without a word go.

    Returns:
        whether everything is in the notebook.
    """
    kept = screen.keep_now()
    if kept:
        with suppress(NotebookBusyError):  # without words they are never offered again anyway
            leave_empty_drafts(screen.desk.notebook, [seat.id for seat in screen.seats])
    return kept
