"""F1 and ? tell every key that works here, each with its sentence."""

import pytest
from textual.binding import Binding
from textual.screen import Screen

from conferencer.app import ConferencerApp
from conferencer.ui.cards import Card
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Ask, Confirm, Pick
from conferencer.ui.help import HelpScreen
from conferencer.ui.parting import Parting
from conferencer.ui.screens.bring_in import BringInScreen
from conferencer.ui.screens.conference import ConferenceScreen
from conferencer.ui.screens.learner import LearnerScreen
from conferencer.ui.screens.roster import RosterScreen
from conferencer.ui.screens.settings import SettingsScreen
from conferencer.ui.screens.today import TodayScreen
from conferencer.ui.screens.told import ToldScreen
from conferencer.ui.widgets.key_bar import key_words
from tests.ui.rooms import Room, app_of, begin, on_screen, settled

SCREENS: tuple[type[Screen], ...] = (
    *(TodayScreen, ConferenceScreen, LearnerScreen, ToldScreen, RosterScreen, BringInScreen),
    *(SettingsScreen, Card, Confirm, Ask, Pick, Parting, HelpScreen),
)


def bindings_of(kind: type) -> list[Binding]:
    """The bindings that a screen has of its own."""
    return [b for b in kind.__dict__.get("BINDINGS", ()) if isinstance(b, Binding)]


def test_every_binding_has_a_short_label_a_sentence_and_a_name_of_its_own() -> None:
    ids: list[str] = []
    for kind in (*SCREENS, ConferencerApp):
        for binding in bindings_of(kind):
            if binding.action in ("line_done", "focus_next", "focus_previous"):
                continue  # the fields themselves tell of enter and tab
            assert binding.tooltip, f"{kind.__name__}: {binding.key}"
            assert len(binding.description) <= 8, binding
            assert binding.id, binding
            ids.append(binding.id)
    assert len(ids) == len(set(ids))


def test_at_most_six_keys_are_shown_on_a_screen() -> None:
    for kind in SCREENS:
        if kind is BringInScreen:
            continue  # its keys differ from step to step
        shown = [binding for binding in bindings_of(kind) if binding.show]
        assert len(shown) <= 6, kind.__name__


def test_no_key_is_one_that_a_terminal_or_an_editor_owns() -> None:
    owned = {"ctrl+enter", "ctrl+m", "ctrl+h", "ctrl+i", "ctrl+[", "ctrl+z"}
    owned |= {f"ctrl+{letter}" for letter in "dkuweayxv"} | {"f6", "f7"}
    for kind in (ConferenceScreen, Ask, ConferencerApp):
        keys = {key for b in bindings_of(kind) for key in b.key.split(",")}
        assert not keys & owned, kind.__name__


async def help_on_screen(pilot: Room, key: str) -> str:
    """What help says, scrolled through to its end."""
    await pilot.press(key)
    await settled(pilot)
    assert isinstance(pilot.app.screen, HelpScreen)
    seen = on_screen(pilot)
    for _ in range(6):
        await pilot.press("pagedown")
        seen += on_screen(pilot)
    await pilot.press("escape")
    return " ".join(seen.split())


@pytest.mark.slow
async def test_help_on_today_tells_every_key_with_its_sentence(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for key in ("question_mark", "f1"):
            told = await help_on_screen(pilot, key)
            for binding in bindings_of(TodayScreen):
                if binding.action in ("app.help", "resume", "switch"):
                    continue
                assert binding.tooltip in told, binding.action
                assert key_words(binding.key.split(",")[0]) in told
            assert "Begin a conference, or go on with theirs" in told
            assert "The list says whom to meet next" in told
            assert "Cover the screen" in told


@pytest.mark.slow
async def test_help_in_a_conference_tells_both_keys_of_every_move(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        told = await help_on_screen(pilot, "f1")
        for binding in bindings_of(ConferenceScreen):
            if binding.action not in ("app.help", "print_slip"):  # p is a letter in a field
                assert binding.tooltip in told, binding.action
        for words in ("ctrl+n or F4", "ctrl+b or F3", "ctrl+l or F8", "ctrl+r or F9"):
            assert words in told
        assert "enter begins a new line" in told, "the field that has the focus says what it is"
        await pilot.press("question_mark")
        assert isinstance(pilot.app.screen, ConferenceScreen), "here ? is a letter"


@pytest.mark.slow
async def test_help_closes_with_the_key_that_opened_it(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in ("f1", "question_mark"):
            await pilot.press(key, key)
            assert isinstance(pilot.app.screen, TodayScreen)
        await pilot.press("f1", "f1", "question_mark", "q")
        assert isinstance(pilot.app.screen, TodayScreen)


@pytest.mark.slow
async def test_every_dialog_has_a_word_of_help(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        for key in ("ctrl+r", "ctrl+s", "escape"):
            await pilot.press(key, "f1")
            await settled(pilot)
            assert isinstance(pilot.app.screen, HelpScreen)
            assert pilot.app.screen.words and pilot.app.screen.keys
            await pilot.press("escape", "escape")
            assert pilot.app.screen is screen
