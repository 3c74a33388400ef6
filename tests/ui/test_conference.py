"""A conference by its keys: five panes, one key forward and one back."""

import pytest
from textual.widgets import Static

from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.widgets.rail import Rail
from tests.ui.rooms import (
    app_of,
    begin,
    conferring,
    editor_of,
    field_with_cursor,
    on_screen,
    put,
    settled,
    talked,
    the_conference,
)

TITLES = {
    "last_time": "Last time",
    "now": "Where are you right now?",
    "going": "Where are you going?",
    "how": "How will you get there?",
    "close": "Close",
}
FIRST_FIELDS = {"now": "victories", "going": "goal", "how": "taught", "close": "next_meeting"}


async def test_the_five_panes_come_in_order_and_each_opens_in_its_first_text_field(
    ana_desk: Desk,
) -> None:
    talked(ana_desk.notebook, {"step": "Pick a poem"})
    seen: list[tuple[str, str]] = []
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        for _ in TITLES:
            title = conferring(pilot).pane.query_one(".question", Static)
            assert str(title.content) in on_screen(pilot)
            seen.append((str(title.content), field_with_cursor(pilot).partition(".")[0]))
            await pilot.press("ctrl+n")
            await pilot.pause()
        assert conferring(pilot).rail.at == "close", "beyond the last pane there is none"
    assert [title for title, _ in seen] == list(TITLES.values())
    assert [field for _, field in seen] == ["follow_up", *FIRST_FIELDS.values()]


@pytest.mark.slow
async def test_the_function_keys_go_to_the_same_panes(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        at = []
        for key in ("f4", "ctrl+n", "f3", "ctrl+b", "f3", "f3"):
            await pilot.press(key)
            at.append(screen.rail.at)
    assert at == ["going", "how", "going", "now", "last_time", "last_time"]


async def test_last_time_is_skipped_when_nothing_is_open_and_stays_on_the_rail(
    ana_desk: Desk,
) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        assert screen.rail.at == "now"
        assert "Last time" in on_screen(pilot).splitlines()[1]
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "Nothing is open from last time." in on_screen(pilot)
        await pilot.press("ctrl+n")
        assert field_with_cursor(pilot) == "victories"


@pytest.mark.slow
async def test_the_rail_marks_the_panes_on_which_something_was_said(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await put(pilot, "victories", "I read every day")
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert screen.rail.said == {"now"}
        assert "● Now" in on_screen(pilot)
        screen.query_one(Rail).action_pick(1)
        await pilot.pause()
        assert screen.rail.at == "now"


async def test_tab_reaches_every_field_of_every_pane(ana_desk: Desk) -> None:
    talked(ana_desk.notebook, {"goal": "Read aloud", "step": "Pick a poem"})
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        for pane in TITLES:
            await screen.go_to(pane)
            wanted = [field.shape.key for field in screen.pane.fields]
            chain = [getattr(widget, "field", "") for widget in screen.focus_chain]
            assert [field for field in chain if field] == wanted
        assert wanted == ["next_meeting"]
        await screen.go_to("now")
        await pilot.pause()
        for field in ("victories", "lessons_learned", "needs_and_concerns", "my_strength"):
            assert field_with_cursor(pilot) == field
            await pilot.press("tab")


@pytest.mark.slow
async def test_enter_in_a_note_is_a_new_line_and_in_a_line_goes_on(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await pilot.press("a", "enter", "b")
        assert editor_of(pilot, "victories").text == "a\nb"
        await screen.go_to("going", "goal")
        await pilot.pause()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert field_with_cursor(pilot) == "goal_why"
        assert editor_of(pilot, "goal").text == "x"


async def test_enter_in_the_last_line_of_a_pane_goes_to_the_next_pane(ana_desk: Desk) -> None:
    talked(ana_desk.notebook, {"step": "Pick a poem"})
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        assert screen.rail.at == "last_time"
        await pilot.press("enter")
        await pilot.pause()
        assert screen.rail.at == "now"


@pytest.mark.slow
async def test_each_pane_offers_starters_and_one_key_shows_another(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(160, 40)) as pilot:
        screen = await begin(pilot)
        for key in FIRST_FIELDS:
            await screen.go_to(key)
            await pilot.pause()
            starters = list(screen.pane.starters)
            assert len(starters) > 1
            assert f"“{starters[0]}”" in on_screen(pilot)
            await pilot.press("ctrl+g" if key != "how" else "f2")
            await pilot.pause()
            assert f"“{starters[1]}”" in on_screen(pilot)
            for _ in starters[1:]:
                screen.action_starter()
            await pilot.pause()
            assert f"“{starters[0]}”" in on_screen(pilot), "the first comes round again"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("type", "panes"), [("quick", 5), pytest.param("compliment", 4, marks=pytest.mark.slow)]
)
async def test_another_type_keeps_the_words(ana_desk: Desk, type: str, panes: int) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await put(pilot, "victories", "I read it")
        await screen.go_to("how")
        await put(pilot, "step_obstacle", "the noise")
        await pilot.press("ctrl+r")
        await pilot.pause()
        dialog = pilot.app.screen
        assert isinstance(dialog, Pick)
        dialog.dismiss("type")
        await settled(pilot)
        dialog = pilot.app.screen
        assert isinstance(dialog, Pick)
        dialog.dismiss(type)
        await settled(pilot)
        screen = conferring(pilot)
        assert len(screen.rail.panes) == panes
        assert screen.rail.panes[0] == "last_time" and screen.rail.panes[-1] == "close"
        await screen.go_to("now")
        assert editor_of(pilot, "victories").text == "I read it"
        await screen.go_to("how")
        assert editor_of(pilot, "step_obstacle").text == "the noise", "words never go out of view"
    assert the_conference(ana_desk.notebook, 1).type == type
