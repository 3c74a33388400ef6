"""Nothing is lost: words reach the notebook while they are typed, wherever one goes next."""

import asyncio
from time import monotonic

import pytest

from conferencer.ui.cards import Card, Cover
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Confirm, Pick
from conferencer.ui.drafting import SOON
from conferencer.ui.screens.conference import ConferenceScreen
from conferencer.ui.screens.today import TodayScreen
from tests.ui.rooms import (
    ANA,
    Room,
    app_of,
    begin,
    conferences,
    conferring,
    editor_of,
    field_with_cursor,
    in_one_line,
    kept,
    on_screen,
    put,
    settled,
    talked,
    the_conference,
)

BEN = 2
"""On top of Room 12: nobody was met yet, and Adeyemi comes first."""


async def test_words_are_kept_within_a_second_in_the_middle_of_unbroken_typing(
    class_desk: Desk,
) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        editor, begun, behind = editor_of(pilot, "victories"), monotonic(), []
        typed: list[tuple[float, int]] = []
        while monotonic() - begun < 2.5:
            editor.insert("a")
            await pilot.pause(0.05)
            now = monotonic()
            typed.append((now, len(editor.text)))
            length = len(kept(class_desk).get("victories", ""))
            unwritten = [at for at, so_far in typed if so_far > length]
            behind.append(now - unwritten[0] if unwritten else 0.0)
        assert len(typed) > 10
        assert max(behind) < 1.0, "no character waits for longer than a second"
        assert max(behind) > SOON / 2, "and not every key is written by itself"


async def test_the_timer_is_not_pushed_back_by_later_keys(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        screen.keeper.changed("victories")
        timer = screen.keeper._timer
        screen.keeper.changed("victories")
        screen.keeper.changed("noticed")
        assert screen.keeper._timer is timer


async def test_a_change_of_pane_field_cover_or_esc_writes_at_once(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        editor_of(pilot, "victories").insert("field")
        await pilot.press("tab")
        assert kept(class_desk)["victories"] == "field"
        editor_of(pilot, "lessons_learned").insert("cover")
        await pilot.press("ctrl+l")
        assert kept(class_desk)["lessons_learned"] == "cover"
        await pilot.press("f8")
        editor_of(pilot, "lessons_learned").insert(" again")
        await pilot.press("escape")
        assert kept(class_desk)["lessons_learned"] == "cover again"
        await pilot.press("escape")
        editor_of(pilot, "lessons_learned").insert("!")
        await pilot.press("ctrl+n")
        assert kept(class_desk)["lessons_learned"] == "cover again!"
        await screen.go_to("now", "my_view")
        await pilot.pause()
        await pilot.press("2")
        assert kept(class_desk)["my_view"] == "2", "an answer that was picked"


@pytest.mark.slow
async def test_leaving_an_empty_conference_leaves_no_draft(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("ctrl+n", "escape")
        assert isinstance(pilot.app.screen, Card)
        assert "Leave? Your words are kept." in in_one_line(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "Resume" not in on_screen(pilot)
    assert conferences(class_desk.notebook) == []


@pytest.mark.slow
async def test_words_that_were_deleted_again_leave_no_draft(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("a", "tab", "shift+tab", "backspace", "escape", "enter")
        await pilot.pause()
    assert conferences(class_desk.notebook) == []


async def test_a_draft_is_taken_up_in_the_same_pane_field_and_place(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("how")
        await put(pilot, "taught", "line one\nline two")
        await pilot.press("up", "left", "left")
        place = editor_of(pilot, "taught").cursor_location
        await pilot.press("ctrl+q")
    assert place == (0, 6)
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "r Resume with Ben?" in in_one_line(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert conferring(pilot).rail.at == "how"
        assert field_with_cursor(pilot) == "taught"
        assert editor_of(pilot, "taught").cursor_location == place
        assert conferring(pilot).keeper.unsaved == frozenset(), "opening it changes nothing"
        await pilot.press("X")
        assert editor_of(pilot, "taught").text == "line oXne\nline two"


async def test_ctrl_q_keeps_the_draft_from_any_screen_of_a_conference(class_desk: Desk) -> None:
    for number, above in enumerate(("", "ctrl+l", "escape"), start=1):
        async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
            await begin(pilot)
            editor_of(pilot, "victories").insert("x")
            await settled(pilot)
            if above:
                await pilot.press(above)
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert not pilot.app.is_running or pilot.app._exit
        assert kept(class_desk)["victories"] == "x" * number


async def test_several_drafts_wait_and_any_of_them_can_be_taken_up(class_desk: Desk) -> None:
    talked(class_desk.notebook, {"victories": "Ana’s"}, "draft", student_id=ANA)
    talked(class_desk.notebook, {"victories": "Ben’s"}, "draft", student_id=BEN)
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "(and 1 more)" in in_one_line(pilot)
        await pilot.press("r")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Pick)
        assert "Ana Lopez" in on_screen(pilot) and "Ben Adeyemi" in on_screen(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert editor_of(pilot, "victories").text == "Ana’s"


async def test_beginning_again_takes_up_the_draft_that_waits(class_desk: Desk) -> None:
    talked(class_desk.notebook, {"victories": "Ben’s"}, "draft", student_id=BEN)
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        assert editor_of(pilot, "victories").text == "Ben’s"
    assert len(conferences(class_desk.notebook)) == 1


async def test_discarding_is_asked_about_and_can_be_taken_back(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await begin(pilot)
        editor_of(pilot, "victories").insert("a whole story")
        await pilot.press("ctrl+r", "end", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Card) and "Discarded." in on_screen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "Resume" not in on_screen(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert "Resume with Ben?" in on_screen(pilot)
        assert "The words are back" in on_screen(pilot)
        await pilot.press("r")
        await pilot.pause()
        assert editor_of(pilot, "victories").text == "a whole story"


async def test_the_cover_shows_nothing_and_comes_back_to_the_same_field(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        screen = await begin(pilot)
        await pilot.press("tab", "x")
        screen.notify("Ben was here", markup=False)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Cover)
        assert "Ben" not in on_screen(pilot) and "x" not in words_of(pilot)
        assert not screen.clock.running
        await pilot.press("escape", "enter", "ctrl+p", "f1", "q")
        assert isinstance(pilot.app.screen, Cover), "only the same key comes back"
        await pilot.press("ctrl+l")
        assert pilot.app.screen is screen and screen.clock.running
        assert field_with_cursor(pilot) == "lessons_learned"
        await pilot.press("y")
        assert editor_of(pilot, "lessons_learned").text == "xy"


def words_of(pilot: Room) -> list[str]:
    """The single words on the screen."""
    return on_screen(pilot).split()


@pytest.mark.slow
async def test_a_clock_that_was_stopped_by_hand_stays_so_after_the_cover(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        screen.toggle_pause()
        await pilot.press("ctrl+l", "ctrl+l")
        assert screen.paused and not screen.clock.running


@pytest.mark.slow
async def test_talking_time_is_kept_with_the_draft(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        screen.clock._before = 95.0
        await pilot.press("a", "escape")
        await asyncio.sleep(0)
    conference_id = conferences(class_desk.notebook)[0].id or 0
    assert the_conference(class_desk.notebook, conference_id).seconds >= 95


@pytest.mark.slow
async def test_the_keys_work_at_once_when_a_conference_was_left(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("x", "escape", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)
        begun = monotonic()
        await pilot.press("r")
        while not isinstance(pilot.app.screen, ConferenceScreen) and monotonic() - begun < 4:
            await pilot.pause()
        assert isinstance(pilot.app.screen, ConferenceScreen)
