"""The same draft in two windows: the second reads until it goes on, and neither loses a word."""

import pytest

from conferencer.core.clock import Clock
from conferencer.core.history import history_of
from conferencer.core.notebook import UI_WAIT, Notebook
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Confirm, Pick
from tests.conftest import TODAY
from tests.ui.rooms import (
    ANA,
    Room,
    app_of,
    begin,
    conferring,
    editor_of,
    in_one_line,
    kept,
    on_screen,
    settled,
    today_screen,
)


@pytest.fixture
def other_desk(ana_desk: Desk) -> Desk:
    """Another window's desk, on the same file."""
    notebook = Notebook(ana_desk.notebook.path, Clock(TODAY), wait=UI_WAIT).open()
    return Desk(notebook, ana_desk.places, ana_desk.settings)


async def write_down(pilot: Room) -> None:
    """As if the autosave's time had come."""
    conferring(pilot).keeper.write()
    await settled(pilot)


@pytest.mark.slow
async def test_the_second_window_reads_only_and_says_so(ana_desk: Desk, other_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as first:
        await begin(first)
        await first.press(*"we read")
        await write_down(first)
        async with app_of(other_desk).run_test(size=(100, 30)) as second:
            await begin(second)
            await settled(second)
            assert "Open in another window" in on_screen(second)
            assert "we read" in on_screen(second)
            await second.press(*"xyz", "enter", "tab", *"xyz")
            await write_down(second)
            assert editor_of(second, "victories").text == "we read"
            await second.press("escape", "enter")
            await settled(second)
        await first.press(*" on")
        await write_down(first)
        assert conferring(first).claim.is_ours
    assert kept(ana_desk) == {"victories": "we read on"}


@pytest.mark.parametrize("way", ["ctrl+s", pytest.param("ctrl+r", marks=pytest.mark.slow)])
async def test_continue_here_takes_the_draft_over_and_nothing_is_lost(
    ana_desk: Desk, other_desk: Desk, way: str
) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as first:
        await begin(first)
        await first.press(*"we read")
        await write_down(first)
        async with app_of(other_desk).run_test(size=(100, 30)) as second:
            await begin(second)
            await settled(second)
            await second.press(way)
            await settled(second)
            if way == "ctrl+r":
                assert isinstance(second.app.screen, Pick)
                assert "Continue here" in on_screen(second)
                await second.press("enter")
                await settled(second)
            assert isinstance(second.app.screen, Confirm)
            await second.press("enter")
            await settled(second)
            await second.pause()
            assert conferring(second).claim.is_ours
            await second.press(*" a poem")
            await write_down(second)
            await first.press(*" alone")
            await write_down(first)
            assert not conferring(first).claim.is_ours
            assert "Continued in another window" in in_one_line(first)
            shown = editor_of(first, "victories").text
            assert shown.startswith("we read al")
            await first.press(*"zzz")
            await write_down(first)
            assert editor_of(first, "victories").text == shown
            assert kept(other_desk) == {"victories": "we read a poem"}
            (told,) = history_of(other_desk.notebook, ANA).conferences
            assert [revision.text for revision in told.revisions] == [shown]


@pytest.mark.slow
async def test_a_window_that_reads_leaves_the_other_ones_empty_draft_alone(
    ana_desk: Desk, other_desk: Desk
) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as first:
        await begin(first)
        async with app_of(other_desk).run_test(size=(100, 30)) as second:
            await begin(second)
            await settled(second)
            await second.press("escape", "enter")
            await settled(second)
        await first.press(*"still here")
        await write_down(first)
    assert kept(ana_desk) == {"victories": "still here"}


@pytest.mark.slow
async def test_leaving_lets_go_of_the_draft(ana_desk: Desk, other_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as first:
        await begin(first)
        await first.press(*"half")
        await first.press("escape", "enter")
        await settled(first)
        await first.pause()
        async with app_of(other_desk).run_test(size=(100, 30)) as second:
            await second.pause()
            assert "Resume with Ana" in on_screen(second)
            await second.press("r")
            await settled(second)
            assert conferring(second).claim.is_ours
            await second.press("escape", "enter")
            await settled(second)
        today_screen(first).on_screen_resume()
        assert "Resume with Ana" in on_screen(first)
