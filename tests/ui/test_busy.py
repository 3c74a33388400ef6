"""Another program, or another window, has the notebook: nothing is lost, and nobody is stuck."""

from time import monotonic

import pytest
from textual.widgets import Static

from conferencer.core.conferences import discard_draft
from conferencer.core.finishing import finish_conference
from conferencer.ui.cards import Card
from conferencer.ui.desk import Desk
from conferencer.ui.screens.today import TodayScreen
from tests.ui.rooms import (
    Room,
    another_program_writing,
    app_of,
    begin,
    conferring,
    editor_of,
    in_one_line,
    kept,
    on_screen,
    put,
    settled,
)


def told(pilot: Room) -> str:
    """What the title line says of saving."""
    return str(conferring(pilot).query_one("#kept", Static).content)


@pytest.mark.slow
async def test_typing_goes_on_while_another_program_writes(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await begin(pilot)
        await pilot.press("a")
        await pilot.pause(0.5)
        with another_program_writing(class_desk.notebook.path):
            await pilot.press("b", "tab", "shift+tab")
            await settled(pilot)
            assert told(pilot) == ""
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert "Some words are not in the notebook yet" in in_one_line(pilot)
            begun = monotonic()
            while "not yet saved" not in told(pilot) and monotonic() - begun < 6:
                await pilot.pause(0.1)
            assert "not yet saved" in on_screen(pilot)
            await pilot.press("c")
            assert editor_of(pilot, "victories").text == "abc"
            assert kept(class_desk)["victories"] == "a"
        await pilot.pause(0.8)
        assert kept(class_desk)["victories"] == "abc"
        assert told(pilot) == ""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["IMMEDIATE", "EXCLUSIVE"])
async def test_a_lock_at_every_move_of_a_conference_ends_no_program(
    class_desk: Desk, kind: str
) -> None:
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        screen = await begin(pilot)
        await pilot.press("a")
        await screen.go_to("close")
        await put(pilot, "next_meeting", "fri")
        await pilot.press("ctrl+s")
        await settled(pilot)
        with another_program_writing(class_desk.notebook.path, kind):
            await pilot.press("enter")
            await settled(pilot)
            assert "Notebook busy" in on_screen(pilot)
            assert pilot.app.screen is screen, "still with the learner"
            await pilot.press("tab", "ctrl+b", "ctrl+n", "ctrl+l", "ctrl+l", "escape")
            await settled(pilot)
            assert isinstance(pilot.app.screen, Card)
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(pilot.app.screen, TodayScreen)
            await pilot.press("a", "p", "u", "enter")
            await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)
    assert kept(class_desk) == {"victories": "a", "next_meeting": "fri"}


async def test_quitting_warns_once_of_words_that_cannot_be_saved(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await begin(pilot)
        editor_of(pilot, "victories").insert("late")
        with another_program_writing(class_desk.notebook.path):
            await pilot.press("ctrl+q")
            await settled(pilot)
            assert "ctrl+q again closes all the same" in in_one_line(pilot)
            assert not pilot.app._exit
        await pilot.press("ctrl+q")
    assert kept(class_desk)["victories"] == "late"


@pytest.mark.slow
async def test_an_empty_conference_can_be_quit_while_another_program_writes(
    class_desk: Desk,
) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("tab", "shift+tab")
        with another_program_writing(class_desk.notebook.path):
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert pilot.app._exit


@pytest.mark.slow
@pytest.mark.parametrize(
    "end", [finish_conference, pytest.param(discard_draft, marks=pytest.mark.slow)]
)
async def test_a_draft_that_ended_in_another_window_can_be_left(
    class_desk: Desk, end: object
) -> None:
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        screen = await begin(pilot)
        await pilot.press("a", "tab")
        assert callable(end)
        end(class_desk.notebook, screen.draft.id)
        await pilot.press("b", "ctrl+s")
        await settled(pilot)
        assert "finished or discarded in another window" in in_one_line(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert "not yet saved" in on_screen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)
    assert kept(class_desk) == {"victories": "a"}
