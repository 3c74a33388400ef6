"""Settings, by keys; what is kept is read from the file."""

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from conferencer.app import ConferencerApp
from conferencer.settings import Settings, read_settings
from conferencer.ui.desk import Desk
from conferencer.ui.screens.settings import SettingsScreen
from tests.ui.words import words_on


async def settings_of(pilot: Pilot[str], row: int = 0) -> SettingsScreen:
    """From Today to the settings, with the dialog of a row open."""
    await pilot.pause()
    await pilot.press("s")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, SettingsScreen)
    await pilot.press(*["down"] * row, "enter")
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return screen


def kept(desk: Desk) -> Settings:
    return read_settings(desk.places.settings)


@pytest.mark.slow
async def test_the_theme_is_shown_while_choosing_and_kept(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await settings_of(pilot)
        await pilot.press("down")
        await pilot.pause()
        assert pilot.app.theme == "conferencer-dark"
        await pilot.press("enter")
        await pilot.pause()
    assert kept(class_desk).theme == "conferencer-dark"


@pytest.mark.slow
async def test_escape_brings_the_old_theme_back(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await settings_of(pilot)
        await pilot.press("down", "down", "escape")
        await pilot.pause()
        assert pilot.app.theme == "conferencer-light"
    assert kept(class_desk).theme == "conferencer-light"


@pytest.mark.slow
async def test_month_first_is_kept(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await settings_of(pilot, 1)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "twelfth of March" in words_on(pilot.app)
    assert kept(class_desk).day_first is False


@pytest.mark.slow
async def test_a_school_may_meet_on_saturday_but_not_never(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await settings_of(pilot, 2)
        await pilot.press(*["down"] * 5, "enter")
        await pilot.pause()
        assert kept(class_desk).school_weekdays[-1] == "saturday"
        for _ in range(6):
            await pilot.press("enter", "up")
            await pilot.pause()
    assert kept(class_desk).school_weekdays == ("monday",)


@pytest.mark.slow
async def test_the_cadence_is_a_number_of_school_days(class_desk: Desk) -> None:
    app = ConferencerApp(class_desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settings_of(pilot, 3)
        await pilot.press("backspace", "backspace", "1", "5", "enter")
        await pilot.pause()
        assert kept(class_desk).cadence == 15
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("0", "0", "enter")
        await pilot.pause()
        assert "Write a number" in words_on(app)
    assert kept(class_desk).cadence == 15


@pytest.mark.slow
async def test_paper_slips_printer_and_clock_are_kept(class_desk: Desk) -> None:
    class_desk.settings = replace(class_desk.settings, printer="Room [/] printer")
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await settings_of(pilot, 4)
        await pilot.press("down", "enter", "down", "enter", "down", "enter", "down", "enter")
        await pilot.press("down", "enter", "down", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("home", "enter", "down", "enter", "down", "enter")
        await pilot.pause()
    settings = kept(class_desk)
    assert (settings.paper, settings.per_page) == ("letter", 2)
    assert (settings.printer, settings.clock) == ("", False)


@pytest.mark.slow
async def test_it_says_where_the_files_are(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(160, 30)) as pilot:
        await settings_of(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert class_desk.notebook.path.name in words_on(pilot.app)
        assert "settings.toml" in words_on(pilot.app)


async def test_the_demo_says_that_nothing_is_kept(class_desk: Desk) -> None:
    class_desk.demo = True
    async with ConferencerApp(class_desk).run_test(size=(160, 30)) as pilot:
        await settings_of(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "nothing of it" in words_on(pilot.app)
    assert not class_desk.places.settings.exists()
