"""The cover: nothing is shown, the draft is safe, and only the same key comes back."""

import pytest
from textual.widgets import Input

from conferencer.core.pins import hash_pin, is_pin, wait_after
from conferencer.settings import read_settings
from conferencer.ui.cards import Cover
from conferencer.ui.desk import Desk
from conferencer.ui.screens.conference import ConferenceScreen
from conferencer.ui.screens.settings import SettingsScreen
from tests.ui.rooms import app_of, begin, field_with_cursor, kept, on_screen, put, settled

COVER_WORDS = {"Conferencer", "ctrl+l", "or", "F8", "to", "go", "on"}


@pytest.mark.parametrize("key", ["ctrl+l", pytest.param("f8", marks=pytest.mark.slow)])
async def test_only_the_same_key_comes_back_to_the_same_field(ana_desk: Desk, key: str) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await put(pilot, "lessons_learned", "slow helps")
        await pilot.press(key)
        await settled(pilot)
        assert kept(ana_desk)["lessons_learned"] == "slow helps"
        assert not screen.clock.running
        others = ("escape", "enter", "tab", "ctrl+p", "f1", "ctrl+n", "ctrl+s", "q", "a", "ctrl+r")
        for other in others:
            await pilot.press(other)
            await settled(pilot)
            assert isinstance(pilot.app.screen, Cover)
            assert set(on_screen(pilot).split()) == COVER_WORDS
        await pilot.press(key)
        await settled(pilot)
        assert pilot.app.screen is screen and screen.clock.running
        assert field_with_cursor(pilot) == "lessons_learned"


@pytest.mark.slow
async def test_the_button_in_the_key_bar_covers_as_well(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        column = on_screen(pilot).splitlines()[-1].index("Cover")
        await pilot.click(offset=(column, 23))
        await settled(pilot)
        assert isinstance(pilot.app.screen, Cover)


@pytest.mark.slow
async def test_with_a_pin_coming_back_asks_for_it(ana_desk: Desk) -> None:
    ana_desk.change_settings(cover_pin=hash_pin("2468"))
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await pilot.press("ctrl+l", "ctrl+l")
        await settled(pilot)
        assert "Your PIN" in on_screen(pilot)
        await pilot.press(*"1111", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Cover) and "again in 1 s" in on_screen(pilot)
        assert pilot.app.screen.query_one(Input).disabled
        pilot.app.screen._let_try()
        await pilot.press(*"2468")
        assert "2468" not in on_screen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is screen


@pytest.mark.slow
async def test_a_pin_is_set_in_the_settings_and_stored_only_as_a_hash(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.press("s")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, SettingsScreen)
        await pilot.press("end", "enter")
        await settled(pilot)
        await pilot.press(*"2468", "enter")
        await settled(pilot)
        await pilot.press(*"2468", "enter")
        await settled(pilot)
        assert "asks for it from now on" in on_screen(pilot)
    stored = ana_desk.places.settings.read_text()
    assert "2468" not in stored
    assert is_pin("2468", read_settings(ana_desk.places.settings).cover_pin)


@pytest.mark.slow
async def test_two_different_pins_change_nothing(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        await pilot.press("s", "end", "enter")
        await settled(pilot)
        await pilot.press(*"2468", "enter")
        await settled(pilot)
        await pilot.press(*"2469", "enter")
        await settled(pilot)
    assert ana_desk.settings.cover_pin == ""


@pytest.mark.slow
async def test_the_pin_in_force_is_asked_for_before_it_is_changed(ana_desk: Desk) -> None:
    before = hash_pin("2468")
    ana_desk.change_settings(cover_pin=before)
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        await pilot.press("s", "end", "enter")
        await settled(pilot)
        await pilot.press(*"1357", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, SettingsScreen)
    assert ana_desk.settings.cover_pin == before


async def test_after_ten_idle_minutes_the_screen_covers_itself(ana_desk: Desk) -> None:
    now = [0.0]
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        idle = pilot.app.idle  # type: ignore[attr-defined]
        idle.seconds = lambda: now[0]
        await begin(pilot)
        await put(pilot, "victories", "half a sen")
        now[0] = 100.0
        await pilot.press("t")
        now[0] = 100.0 + 599
        idle.look()
        assert isinstance(pilot.app.screen, ConferenceScreen)
        now[0] = 100.0 + 600
        idle.look()
        await settled(pilot)
        assert isinstance(pilot.app.screen, Cover)
        assert kept(ana_desk)["victories"] == "half a sent"


async def test_a_teacher_may_turn_that_off(ana_desk: Desk) -> None:
    ana_desk.change_settings(cover_after=0)
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        idle = pilot.app.idle  # type: ignore[attr-defined]
        await begin(pilot)
        idle.seconds = lambda: 1e9
        idle.look()
        await settled(pilot)
        assert isinstance(pilot.app.screen, ConferenceScreen)


def test_each_wrong_pin_costs_twice_the_wait_of_the_one_before() -> None:
    assert [wait_after(n) for n in range(8)] == [0, 1, 2, 4, 8, 16, 30, 30]


def test_an_unreadable_store_lets_nobody_in() -> None:
    for stored in ("", ":", "xx:yy", "00"):
        assert not is_pin("", stored) and not is_pin("2468", stored)


@pytest.mark.slow
async def test_every_key_in_the_bar_can_be_clicked(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        for label in ("Next", "Back", "Finish", "More", "Help"):
            pane, bar = screen.pane, on_screen(pilot).splitlines()[-1]
            await pilot.click(offset=(bar.index(label), 23))
            await settled(pilot)
            assert pilot.app.screen is not screen or screen.pane is not pane, label
            if pilot.app.screen is not screen:
                await pilot.press("escape")
                await settled(pilot)
