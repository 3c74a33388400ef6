"""The Search screen: hits while words are typed, enter to the place, esc back to the same row."""

import pytest

from conferencer.core.goals import add_goal
from conferencer.core.profile import add_entry
from conferencer.ui.desk import Desk
from conferencer.ui.screens.learner import LearnerScreen
from conferencer.ui.screens.search import SearchScreen
from conferencer.ui.screens.today import TodayScreen
from conferencer.ui.screens.told import ToldScreen
from conferencer.ui.widgets.record_list import RecordList
from tests.conftest import TODAY
from tests.ui.rooms import (
    ANA,
    HOSTILE,
    Room,
    app_of,
    in_one_line,
    on_screen,
    settled,
    talked,
    under_the_bar,
)

BEN = 2


def searching(pilot: Room) -> SearchScreen:
    """The screen, which must be on top."""
    assert isinstance(pilot.app.screen, SearchScreen)
    return pilot.app.screen


async def look_for(pilot: Room, words: str) -> str:
    """Type words all at once, and read the screen."""
    searching(pilot).box.value = words
    await settled(pilot)
    await settled(pilot)
    return in_one_line(pilot)


async def test_words_are_found_while_they_are_typed_and_opened_at_their_place(
    class_desk: Desk,
) -> None:
    notes = {
        "victories": "I ate plums. Then I read about Łódź until it was late.",
        "noticed": f"plums and {HOSTILE}",
        "step": "Eat plums",
    }
    talked(class_desk.notebook, notes)
    talked(class_desk.notebook, {"victories": "Plums for Ben"}, "draft", BEN)
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("f")
        await settled(pilot)
        assert "said:learner" in in_one_line(pilot)
        await pilot.press(*"lod")
        await settled(pilot)
        shown = on_screen(pilot)
        assert "Then I read about Łódź until it was late." in shown and "1 place" in shown
        assert "Ana Lopez" in shown and "Sun 22 Nov" in shown and "I ate" not in shown
        assert "4 places" in await look_for(pilot, "plum")
        shown = in_one_line(pilot)
        assert HOSTILE in shown and "unfinished" in shown and "newest first" in shown
        assert "Nothing was found." in await look_for(pilot, "plum class:9z")
        assert "There is no class “9z”." in in_one_line(pilot)
        await look_for(pilot, "plums")
        while "I noticed" not in _bar(pilot):
            await pilot.press("down")
        row = searching(pilot).rows.highlighted
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ToldScreen)
        assert pilot.app.screen.note is not None
        assert pilot.app.screen.note.said.field == "noticed"
        await pilot.press("escape")
        await settled(pilot)
        assert searching(pilot).box.value == "plums" and searching(pilot).rows.highlighted == row
        await pilot.press("f2")
        await settled(pilot)
        assert "best first" in in_one_line(pilot) and "Plums for Ben" in _bar(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)


def _bar(pilot: Room) -> str:
    rows = searching(pilot).rows
    assert rows.highlighted is not None
    return str(rows.get_option_at_index(rows.highlighted).prompt.content(90))  # type: ignore[union-attr]


@pytest.mark.slow
async def test_a_learners_own_page_searches_this_learner_and_opens_the_row(
    class_desk: Desk,
) -> None:
    add_goal(class_desk.notebook, ANA, "Draw plums", TODAY)
    add_entry(class_desk.notebook, ANA, "interest", "cherries", "learner", TODAY)
    add_entry(class_desk.notebook, ANA, "support", "plumsecret seat", "teacher", TODAY)
    talked(class_desk.notebook, {"victories": "plums of Ben"}, student_id=BEN)
    app = app_of(class_desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        while "Ana" not in under_the_bar(pilot):
            await pilot.press("down")
        await pilot.press("o")
        await settled(pilot)
        await pilot.press("slash")
        await settled(pilot)
        shown = await look_for(pilot, "plums")
        assert "Ana Lopez Where was it said?" in shown and "1 place" in shown
        assert "Draw plums" in shown and "Ben" not in shown and "secret" not in shown
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, LearnerScreen)
        record = pilot.app.screen.query_one(RecordList)
        assert record.has_focus and record.highlighted is not None
        assert record.get_option_at_index(record.highlighted).id == "goal-1"
        await pilot.press("escape", "escape", "escape")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert app.together and not app.check_action("search", ())
        await pilot.press("f")
        await settled(pilot)
        assert not any(isinstance(screen, SearchScreen) for screen in app.screen_stack)
