"""What a conference can do beyond its keys: one list, in words."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from conferencer.core.conferences import discard_draft
from conferencer.core.guide import conference_types
from conferencer.core.text import isolated
from conferencer.ui.cards import Card
from conferencer.ui.conference_end import all_kept
from conferencer.ui.dialogs import Confirm, Pick
from conferencer.ui.kindly import kindly
from conferencer.ui.moves import Retype
from conferencer.ui.unsaved import copy_unsaved, save_unsaved
from conferencer.ui.widgets.pane import GoingPane
from conferencer.ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from conferencer.ui.screens.conference import ConferenceScreen

Rows = list[tuple[str, str, Callable[[], object]]]


def open_menu(screen: "ConferenceScreen") -> None:
    """Offer every action of a conference as a row."""
    rows = _rows(screen)
    actions = {key: action for key, _, action in rows}

    def do(key: str | None) -> None:
        if key:
            actions[key]()

    screen.app.push_screen(Pick("What now?", [(key, words) for key, words, _ in rows]), do)


def _rows(screen: "ConferenceScreen") -> Rows:
    clock = screen.clock
    panel = screen.query_one(SidePanel)
    shown = panel.display and not screen.has_class("-narrow") or panel.has_class("-asked")
    unsaved: Rows = [
        ("copy", "Copy the unsaved words", lambda: copy_unsaved(screen)),
        ("elsewhere", "Save the unsaved words to a file …", lambda: save_unsaved(screen)),
    ]
    if not screen.claim.is_ours:
        return [
            ("continue", "Continue here", screen.claim.ask_to_continue),
            ("print", "Print the slip", screen.print_slip),
        ]
    return [
        *(unsaved if screen.keeper.trouble and screen.keeper.unsaved else []),
        ("starter", "Another conversation starter (ctrl+g)", screen.action_starter),
        ("challenges", "Sample challenges (ctrl+t)", screen.action_challenges),
        *_standards(screen),
        ("panel", f"{'Hide' if shown else 'Show'} the side panel", lambda: _panel(screen, shown)),
        (
            "pause",
            "Let the clock run on" if screen.paused else "Stop the clock",
            screen.toggle_pause,
        ),
        (
            "clock",
            "Hide the clock" if clock.display else "Show the clock",
            lambda: _clock(screen),
        ),
        ("print", "Print the slip", screen.print_slip),
        ("save", "Save the slip as a PDF", screen.save_slip),
        ("type", "Make it another type of conference", lambda: _pick_type(screen)),
        ("finish", "Finish, or say why you did not meet (ctrl+s)", lambda: _finish(screen)),
        ("discard", "Discard these words", lambda: _discard(screen)),
    ]


def _standards(screen: "ConferenceScreen") -> Rows:
    going = next((pane for pane in screen.beside.panes if pane.key == "going"), None)
    if going is None or all(field.key != "goal_standard" for field in going.fields):
        return []

    async def pick() -> None:
        await screen.go_to("going", "goal_standard")
        screen.action_standards()

    return [("standards", "Standards for the goal", lambda: screen.call_later(pick))]


def _finish(screen: "ConferenceScreen") -> None:
    screen.call_later(screen.action_finish)


def _panel(screen: "ConferenceScreen", shown: bool) -> None:
    panel = screen.query_one(SidePanel)
    panel.set_class(not shown, "-asked")
    panel.set_class(shown, "-away")


def _clock(screen: "ConferenceScreen") -> None:
    screen.clock.display = not screen.clock.display
    with kindly(screen):
        screen.desk.change_settings(clock=screen.clock.display)


def _pick_type(screen: "ConferenceScreen") -> None:
    rows = [
        (kind.key, type_in_words(kind.name, kind.minutes)) for kind in conference_types().values()
    ]

    def change(key: str | None) -> None:
        if key and all_kept(screen):
            screen.post_message(Retype(screen.draft.id, key))

    screen.app.push_screen(
        Pick("Which type of conference?", rows, at=screen.draft.conference.type), change
    )


def type_in_words(name: str, minutes: float) -> str:
    """A type and its soft length."""
    length = f"{minutes:g} minutes" if minutes >= 2 else f"{round(minutes * 60)} seconds"
    return f"{name} · about {length}"


def _discard(screen: "ConferenceScreen") -> None:
    def discard(yes: bool | None) -> None:
        if yes and all_kept(screen):
            with kindly(screen):
                discard_draft(screen.desk.notebook, screen.draft.id)
                screen.app.switch_screen(
                    Card("Discarded.", "u takes it back from your list.", back=False)
                )

    screen.app.push_screen(
        Confirm("Discard these words?", ["You can take them back from your list with u."]),
        discard,
    )


def pick_challenge(screen: "ConferenceScreen") -> None:
    """Choose a goal from the guide's sample challenges; each says what it leads to."""
    samples = screen.beside.guide.challenges
    rows = [(c.wording, f"{c.wording}\nleads to: {c.leads_to}") for c in samples]

    async def choose(wording: str | None) -> None:
        if not wording:
            return
        await screen.go_to("going", "goal")
        pane = screen.pane
        field = pane.field("goal") if isinstance(pane, GoingPane) else None
        if field is not None:
            screen.put_in(field, wording)

    screen.app.push_screen(Pick("A challenge to choose, or to change", rows), choose)


def pick_helper(screen: "ConferenceScreen") -> None:
    """Put the first name of somebody who said yes to helping into *who can help*."""
    rows = [(name, isolated(name)) for name in screen.beside.helpers]

    def choose(name: str | None) -> None:
        field = screen.pane.field("helper")
        if name and field is not None:
            said = field.text.strip()
            screen.put_in(field, f"{said}, {name}" if said else name)

    screen.app.push_screen(Pick("Who can help?", rows), choose)
