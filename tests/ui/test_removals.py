"""The list of what was taken away lately, by keys."""

import pytest

from conferencer.core.conferences import discard_draft
from conferencer.core.memory_aid import keep_memory_aid
from conferencer.core.roster import end_enrollment
from conferencer.ui.desk import Desk
from conferencer.ui.screens.conference import ConferenceScreen
from conferencer.ui.screens.removals import RemovalsScreen
from conferencer.ui.screens.roster import RosterScreen
from conferencer.ui.screens.today import TodayScreen
from tests.ui.rooms import ANA, CLASS, app_of, begin, in_one_line, on_screen, settled, talked

BEN = 2


@pytest.mark.slow
async def test_what_was_taken_away_is_listed_in_words_and_comes_back_by_enter(
    class_desk: Desk,
) -> None:
    notebook = class_desk.notebook
    draft = talked(notebook, {"victories": "a whole story"}, "draft", student_id=BEN)
    keep_memory_aid(notebook, ANA, "mine alone")
    discard_draft(notebook, draft)
    end_enrollment(notebook, ANA, CLASS, class_desk.today())
    keep_memory_aid(notebook, ANA, "")
    async with app_of(class_desk).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        assert "Resume" not in on_screen(pilot) and "Ana Lopez" not in on_screen(pilot)
        await pilot.press("U")
        await settled(pilot)
        assert isinstance(pilot.app.screen, RemovalsScreen)
        shown = in_one_line(pilot)
        for words in (
            "A memory aid Ana Lopez today 30 days left",
            "Left Room 12 Ana Lopez today 30 days left",
            "Discarded words, today Ben Adeyemi today 30 days left",
        ):
            assert words in shown
        assert "mine alone" not in shown and "story" not in shown
        await pilot.press("down", "enter", "enter")
        await settled(pilot)
        assert "The words are back" in on_screen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "Nothing was taken away in the last 30 days." in on_screen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "Resume with Ben?" in on_screen(pilot) and "Ana Lopez" in on_screen(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert "Nothing was taken away lately." in on_screen(pilot)
        await pilot.press("l")
        await settled(pilot)
        assert isinstance(pilot.app.screen, RosterScreen)
        await pilot.press("u")
        await settled(pilot)
        assert isinstance(pilot.app.screen, RemovalsScreen)


async def test_it_cannot_be_reached_from_a_conference(class_desk: Desk) -> None:
    end_enrollment(class_desk.notebook, ANA, CLASS, class_desk.today())
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        for way in ("app.removals", "app.earlier"):
            await pilot.app.run_action(way)
            await settled(pilot)
        assert isinstance(pilot.app.screen, ConferenceScreen)
        assert "Ana" not in on_screen(pilot)
