"""The lock in the Settings: set, changed, taken away; and the passphrase asked for by the cover."""

import pytest
from textual.widgets import Input

from conferencer.core import keys
from conferencer.core.backups import back_up, backups_of
from conferencer.core.locking import is_locked, lock_notebook
from conferencer.core.pins import Tries, hash_pin
from conferencer.ui.cards import Cover
from conferencer.ui.desk import Desk
from conferencer.ui.lock_dialog import AskPassphrase
from conferencer.ui.screens.settings import SettingsScreen
from tests.core.locks import OTHER, PASSPHRASE, readable_in
from tests.ui.rooms import (
    Room,
    app_of,
    begin,
    field_with_cursor,
    in_one_line,
    kept,
    on_screen,
    put,
    settled,
)


async def to_the_lock(pilot: Room) -> None:
    """The Settings, and enter on the lock."""
    if not isinstance(pilot.app.screen, SettingsScreen):
        await pilot.press("s")
        await settled(pilot)
    await pilot.press("end", "up", "enter")
    await settled(pilot)


async def say(pilot: Room, *secrets: str) -> None:
    """Type secrets, each with enter, while nothing of them is shown."""
    for secret in secrets:
        pilot.app.screen.query_one(Input).value = secret
        await settled(pilot)
        assert secret not in on_screen(pilot)
        await pilot.press("enter")
        await settled(pilot)


async def done(pilot: Room) -> None:
    """Wait until the thread has done its work."""
    await pilot.app.workers.wait_for_complete()
    await settled(pilot)


@pytest.mark.slow
async def test_the_settings_lock_change_and_unlock(ana_desk: Desk) -> None:
    path = ana_desk.notebook.path
    back_up(path, ana_desk.notebook.now())
    async with app_of(ana_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await to_the_lock(pilot)
        assert "nobody can read the notebook" in in_one_line(pilot)
        await say(pilot, PASSPHRASE, PASSPHRASE)
        await done(pilot)
        assert "The notebook is locked, and so is 1 file" in in_one_line(pilot)
        assert "locked with a passphrase" in on_screen(pilot)
        assert readable_in(path) == [] and is_locked(ana_desk.notebook)

        await to_the_lock(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await say(pilot, PASSPHRASE, OTHER, OTHER)
        await done(pilot)
        assert readable_in(path) == [] and keys.is_given(OTHER) and not keys.is_given(PASSPHRASE)

        await to_the_lock(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        await say(pilot, OTHER)
        await done(pilot)
        assert "whoever has the file can read it" in on_screen(pilot)
        assert not is_locked(ana_desk.notebook) and len(backups_of(path)) == 1
        await pilot.press("escape")
        await settled(pilot)
        assert "Ana" in on_screen(pilot)


@pytest.mark.slow
async def test_two_different_passphrases_lock_nothing(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await to_the_lock(pilot)
        await say(pilot, PASSPHRASE, OTHER)
        assert "were not the same" in in_one_line(pilot)
        await to_the_lock(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert not is_locked(ana_desk.notebook)


@pytest.mark.slow
async def test_the_passphrase_is_asked_for_before_the_lock_is_changed(ana_desk: Desk) -> None:
    lock_notebook(ana_desk.notebook, PASSPHRASE)
    now = [100.0]
    ana_desk.tries = Tries(lambda: now[0])
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        await to_the_lock(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        await say(pilot, OTHER)
        assert "again in 1 s" in in_one_line(pilot)
        assert isinstance(pilot.app.screen, AskPassphrase)
        await pilot.press("escape")
        await settled(pilot)
        await to_the_lock(pilot)
        await pilot.press("end", "enter")
        await settled(pilot)
        assert pilot.app.screen.query_one(Input).disabled, "to ask again does not shorten the wait"
        now[0] = 102.0
        pilot.app.screen._hold_back()  # type: ignore[attr-defined]
        await say(pilot, OTHER)
        assert "again in 2 s" in in_one_line(pilot)
    assert is_locked(ana_desk.notebook)


async def test_the_demo_is_not_locked(ana_desk: Desk) -> None:
    ana_desk.demo = True
    async with app_of(ana_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await to_the_lock(pilot)
        assert "nothing to lock" in in_one_line(pilot)


@pytest.mark.slow
@pytest.mark.parametrize("pin", ["", "2468"])
async def test_coming_back_from_the_cover_asks_for_the_pin_or_the_passphrase(
    ana_desk: Desk, pin: str
) -> None:
    lock_notebook(ana_desk.notebook, PASSPHRASE)
    if pin:
        ana_desk.change_settings(cover_pin=hash_pin(pin))
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await put(pilot, "lessons_learned", "slow helps")
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert kept(ana_desk)["lessons_learned"] == "slow helps"
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert f"Your {'PIN' if pin else 'passphrase'}, then enter" in on_screen(pilot)
        await say(pilot, "wrong")
        assert "again in 1 s" in on_screen(pilot) and isinstance(pilot.app.screen, Cover)
        assert pilot.app.screen.query_one(Input).disabled
        pilot.app.screen._let_try()
        await say(pilot, pin or PASSPHRASE)
        assert pilot.app.screen is screen and field_with_cursor(pilot) == "lessons_learned"
    assert readable_in(ana_desk.notebook.path) == []
