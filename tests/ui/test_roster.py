"""The classes and who is in them, by keys."""

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from conferencer.app import ConferencerApp
from conferencer.core.names import full_name
from conferencer.core.roster import (
    add_class,
    add_student,
    archive_class,
    class_named,
    classes,
    students_of,
)
from conferencer.core.school_days import days_off
from conferencer.ui.desk import Desk
from conferencer.ui.screens.learner import LearnerScreen
from conferencer.ui.screens.roster import RosterScreen
from tests.ui.rooms import in_one_line, settled
from tests.ui.words import words_on

HOSTILE = "[/] :smile: O'Brien-Ñandú 李雷"


async def roster_of(pilot: Pilot[str]) -> RosterScreen:
    await pilot.pause()
    await pilot.press("l")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, RosterScreen)
    return screen


async def write(pilot: Pilot[str], text: str) -> None:
    """Put a text into the dialog, and agree."""
    await pilot.pause()
    pilot.app.screen.focused.text = text  # type: ignore[union-attr]
    await pilot.press("enter")
    await pilot.pause()


async def pick(pilot: Pilot[str], row: int) -> None:
    """Choose a row of the dialog."""
    await pilot.pause()
    pilot.app.screen.query_one(OptionList).highlighted = row
    await pilot.press("enter")
    await pilot.pause()


def learners(desk: Desk, class_name: str = "Room 12") -> list[str]:
    group = class_named(desk.notebook, class_name)
    return [full_name(one) for one in students_of(desk.notebook, group.id or 0)]


async def test_a_class_shows_its_learners_by_family_name(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await roster_of(pilot)
        words = words_on(pilot.app)
        assert "6 learners" in words
        assert words.index("Ben Adeyemi") < words.index("Ana Lopez") < words.index("Dara Sok")


async def test_a_new_learner_is_one_line_and_under_the_bar(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await roster_of(pilot)
        await pilot.press("n")
        await write(pilot, "de la Cruz, Mia")
        assert screen.student and screen.student.given_name == "Mia"
    assert "Mia de la Cruz" in learners(class_desk)


async def test_a_name_without_a_visible_character_is_refused(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24), notifications=True) as pilot:
        await roster_of(pilot)
        await pilot.press("n")
        await write(pilot, "\u200b")
        assert "needs at least one visible" in words_on(pilot.app)
    assert len(learners(class_desk)) == 6


@pytest.mark.slow
async def test_several_fields_of_a_learner_are_edited_in_a_row(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await roster_of(pilot)
        await pilot.press("e")
        await pick(pilot, 3)
        await write(pilot, "ah-day-YEH-mee")
        await pick(pilot, 4)
        await write(pilot, "he/him")
        await pick(pilot, 9)
        await write(pilot, "5")
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "he/him" in words_on(pilot.app)
        ben = screen.student
        assert ben and (ben.say_name, ben.pronouns, ben.cadence) == ("ah-day-YEH-mee", "he/him", 5)


@pytest.mark.slow
async def test_a_cadence_that_is_no_number_changes_nothing(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24), notifications=True) as pilot:
        screen = await roster_of(pilot)
        await pilot.press("e")
        await pick(pilot, 9)
        await write(pilot, "often")
        assert "number of school days" in words_on(pilot.app)
        assert screen.student and screen.student.cadence is None


@pytest.mark.slow
async def test_a_class_is_edited_when_the_bar_is_on_it(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await roster_of(pilot)
        await pilot.press("c", "e")
        await pick(pilot, 0)
        await write(pilot, "Room 13")
        await pick(pilot, 3)
        await pick(pilot, 1)
        await pilot.press("escape")
        await pilot.pause()
        assert "Room 13" in words_on(pilot.app)
    group = classes(class_desk.notebook)[0]
    assert (group.name, group.type) == ("Room 13", "quick")


async def test_who_left_stands_at_the_end_and_x_brings_them_back(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await roster_of(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert "Nothing is deleted" in words_on(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert "Ben Adeyemi" not in learners(class_desk)
        assert "left on Sun 22 Nov" in words_on(pilot.app)
        await pilot.press("end")
        assert screen.student_left
        await pilot.press("x")
        await pilot.pause()
        assert not screen.student_left
    assert "Ben Adeyemi" in learners(class_desk)


async def test_a_learner_of_two_classes_may_leave_one_of_them(class_desk: Desk) -> None:
    from conferencer.core.leaving import come_back

    notebook = class_desk.notebook
    math = add_class(notebook, "Math")
    ben = students_of(notebook, classes(notebook)[1].id or 0)[0]
    come_back(notebook, ben.id or 0, math.id or 0)
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
        assert "Math" in words_on(pilot.app)
        await pilot.press("x")
        await pilot.pause()
        assert "stays in Room 12" in words_on(pilot.app)
        await pick(pilot, 0)
    assert learners(class_desk, "Math") == []
    assert "Ben Adeyemi" in learners(class_desk)


async def test_a_class_put_away_comes_back_with_its_learners(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await roster_of(pilot)
        await pilot.press("c", "x")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert classes(class_desk.notebook) == []
        assert "earlier years (1)" in words_on(pilot.app)
        screen.class_rows.focus()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert "Room 12" in words_on(pilot.app)
        await pilot.press("end")
        await pilot.pause()
        assert "put away on Sun 22 Nov" in words_on(pilot.app)
        await pilot.press("x")
        await pilot.pause()
    assert len(learners(class_desk)) == 6


async def test_earlier_years_are_listed_by_year_and_every_learner_opens(class_desk: Desk) -> None:
    notebook, today = class_desk.notebook, class_desk.today()
    for name, year in (("Old oak", "2024/25"), ("Maple", "2025/26"), ("Undated", "")):
        group = add_class(notebook, name, school_year=year)
        add_student(notebook, group.id or 0, f"Kim of {name}", "Quill")
        archive_class(notebook, group.id or 0, today)
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Quill" not in words_on(pilot.app)
        await pilot.press("y")
        await settled(pilot)
        assert isinstance(pilot.app.screen, RosterScreen)
        words = words_on(pilot.app)
        order = ("2025/26", "Maple", "2024/25", "Old oak", "no school year", "Undated")
        listed = [str(row.prompt).strip() for row in pilot.app.screen.class_rows.options]
        assert tuple(listed[-6:]) == order and "Kim of Maple Quill" in words
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, LearnerScreen)
        assert "Kim of Maple" in words_on(pilot.app)


async def test_without_earlier_years_a_sentence_says_so(class_desk: Desk) -> None:
    async with ConferencerApp(class_desk).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("y")
        await settled(pilot)
        assert "No class was put away yet" in in_one_line(pilot)


@pytest.mark.slow
async def test_without_a_class_the_screen_says_what_to_do(desk: Desk) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        await roster_of(pilot)
        assert "bring in a class list" in words_on(pilot.app)
        await pilot.press("g")
        await write(pilot, HOSTILE)
        await pilot.press("n")
        await write(pilot, HOSTILE)
        assert HOSTILE[:20] in words_on(pilot.app)
    assert learners(desk, HOSTILE) == [HOSTILE]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_hostile_name_walks_through_every_dialog(
    class_desk: Desk, size: tuple[int, int]
) -> None:
    group = add_class(class_desk.notebook, HOSTILE)
    add_student(class_desk.notebook, group.id or 0, HOSTILE, HOSTILE, say_name=HOSTILE)
    app = ConferencerApp(class_desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("l", "c", "home")
        await pilot.pause()
        if size[0] == 160:
            assert HOSTILE in words_on(app)
        for key in ("n", "e", "x", "g"):
            await pilot.press(key)
            await pilot.pause()
            assert "[/]" in words_on(app)
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("c")
        for key in ("e", "x"):
            await pilot.press(key)
            await pilot.pause()
            assert "[/]" in words_on(app)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.press("escape")
            await pilot.pause()


@pytest.mark.slow
async def test_days_without_school_are_shown_as_understood_and_can_be_taken_away(
    class_desk: Desk,
) -> None:
    week = class_desk.settings.school_days
    app = ConferencerApp(class_desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await roster_of(pilot)
        await pilot.press("d")
        await pick(pilot, 0)
        await write(pilot, "some time soon")
        assert "Not understood as days" in words_on(app)
        await write(pilot, f"21 dec - 3 jan {HOSTILE}")
        assert "Mon 21 Dec – Sun 3 Jan" in words_on(app)
        await pilot.press("enter")
        await pilot.pause()
        assert [off.label for off in days_off(class_desk.notebook, week)] == [HOSTILE]
        await pick(pilot, 1)
        await pilot.press("enter")
        await pilot.pause()
    assert days_off(class_desk.notebook, week) == []
