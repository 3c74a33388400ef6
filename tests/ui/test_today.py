"""Today: who is next and why, what is unfinished, whom we have not reached."""

from datetime import date, timedelta

import pytest
from textual.widgets import OptionList

from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.moves import TRY_DEMO
from conferencer.ui.screens.bring_in import BringInScreen
from conferencer.ui.screens.conference import ConferenceScreen
from conferencer.ui.screens.today import TodayScreen
from tests.conftest import TODAY
from tests.ui.rooms import (
    CLASS,
    another_program_writing,
    app_of,
    begin,
    conferring,
    in_one_line,
    listed,
    on_screen,
    settled,
    talked,
    today_screen,
    under_the_bar,
)


async def test_the_list_says_whom_to_meet_and_why_in_words(class_desk: Desk) -> None:
    notebook = class_desk.notebook
    talked(notebook, {"next_meeting": "today"}, student_id=1)
    talked(notebook, {}, "absent", student_id=4)
    talked(notebook, {}, student_id=5)
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("end")
        await pilot.press("up", "up", "a")
        await settled(pilot)
        lines = [" ".join(line.split()[:6]) for line in on_screen(pilot).splitlines()]
        assert "Who is next?" in lines
        at = [n for n, line in enumerate(lines) if line == "Who is next?"][0]
        assert listed(pilot) == [
            "Ana Lopez",
            "Chidi Okafor",
            "Ben Adeyemi",
            "李雷",
            "Emil Novák",
            "Dara Sok",
        ]
        for line, (name, reason) in zip(
            lines[at + 1 :],
            [
                ("Ana Lopez", "appointment today"),
                ("Chidi Okafor", "asked to meet today"),
                ("Ben Adeyemi", "not met yet"),
                ("李雷", "not met yet"),
                ("Emil Novák", "met today"),
                ("Dara Sok", "absent today"),
            ],
            strict=False,
        ):
            assert line.startswith(f"{name} {reason}")
        assert "2 of 6 reached in the last 10 school days ●●○○○○" in in_one_line(pilot)


async def test_a_learner_is_found_as_one_types(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("slash")
        find_box = today_screen(pilot).find_box
        for typed, found in {
            "novak": ["Emil Novák"],
            "NOV em": ["Emil Novák"],
            "lei": ["李雷"],
            "zzz": [],
            "李": ["李雷"],
        }.items():
            find_box.value = ""
            find_box.insert_text_at_cursor(typed)
            await settled(pilot)
            assert listed(pilot) == found
            if not found:
                await pilot.press("enter")
                await settled(pilot)
                assert isinstance(pilot.app.screen, TodayScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ConferenceScreen)


async def test_finding_moves_with_the_arrows_and_esc_shows_everybody_again(
    class_desk: Desk,
) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("slash", "d", "down")
        assert under_the_bar(pilot) == listed(pilot)[1]
        await pilot.press("q", "escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen), "letters go into the box"
        assert len(listed(pilot)) == 6
        assert pilot.app.focused is today_screen(pilot).turns


async def test_the_first_run_says_what_to_do_and_offers_three_ways(desk: Desk) -> None:
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        said = in_one_line(pilot)
        for words in (
            "Welcome. Who is in your class?",
            "Bring in a class list from a file",
            "Type or paste the names",
            "Look at the demo class first",
        ):
            assert words in said
        assert "Begin" not in said and "Find" not in said, "no key that does nothing yet"
        for key in ("slash", "a", "p", "k", "t", "r", "o", "u", "shift+up"):
            await pilot.press(key)
        assert isinstance(pilot.app.screen, TodayScreen)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, BringInScreen)


async def test_the_demo_can_be_asked_for_on_the_first_run(desk: Desk) -> None:
    app = app_of(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
    assert app.return_value == TRY_DEMO


async def test_another_class_can_be_shown_and_is_remembered(class_desk: Desk) -> None:
    other = add_class(class_desk.notebook, "Room 13")
    assert other.id is not None
    add_student(class_desk.notebook, other.id, "Zoe")
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Room 12" in on_screen(pilot)
        await pilot.press("c", "down", "enter")
        await settled(pilot)
        assert "Room 13" in on_screen(pilot).splitlines()[0]
        assert listed(pilot) == ["Zoe"]
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert listed(pilot) == ["Zoe"]
        assert "0 of 1 reached" in on_screen(pilot)


async def test_with_one_class_there_is_nothing_to_switch(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("c")
        assert isinstance(pilot.app.screen, TodayScreen)


async def test_pin_skip_and_move_change_the_order_and_are_let_go(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        before = listed(pilot)
        await pilot.press("down", "down", "p")
        assert listed(pilot)[0] == before[2] == under_the_bar(pilot), "the bar stays with them"
        assert "▲ Ana Lopez" in on_screen(pilot)
        assert "your choice for today" in on_screen(pilot)
        await pilot.press("p")
        assert listed(pilot) == before
        await pilot.press("k")
        assert listed(pilot)[-1] == before[2] == under_the_bar(pilot)
        assert "skipped for today" in on_screen(pilot)
        await pilot.press("k", "shift+up")
        assert listed(pilot)[:3] == [before[0], before[2], before[1]]
        await pilot.press("shift+down", "shift+down")
        assert listed(pilot)[:4] == [before[0], before[1], before[3], before[2]]
        assert under_the_bar(pilot) == before[2]


async def test_asking_is_noted_and_taken_back_with_a_word(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("end", "a")
        await settled(pilot)
        name = listed(pilot)[0]
        assert f"{name} asked to meet." in on_screen(pilot)
        assert "asked to meet today" in on_screen(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert f"{name} no longer asks to meet." in on_screen(pilot)
        assert listed(pilot)[-1] == name


async def test_after_a_conference_the_bar_is_on_the_next_learner(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("down", "down", "p")
        pinned = under_the_bar(pilot)
        await begin(pilot)
        await pilot.press("ctrl+s", "enter", "enter")
        await settled(pilot)
        assert listed(pilot)[-1] == pinned, "their turn is over"
        assert under_the_bar(pilot) == listed(pilot)[0]


async def test_two_learners_of_the_same_name_are_told_apart(desk: Desk) -> None:
    add_class(desk.notebook, "Room 12")
    for grade in ("4", "5", "5"):
        add_student(desk.notebook, CLASS, "Ana", "Lopez", grade=grade)
    talked(desk.notebook, {"victories": "mine"}, "draft", student_id=2)
    async with app_of(desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert len(set(listed(pilot))) == 3
        numbers = {today_screen(pilot).turns.name_of(n): n for n in (1, 2, 3)}
        assert f"Resume with {today_screen(pilot).turns.name_of(2)}?" in on_screen(pilot)
        await pilot.press("end", "p")
        assert {today_screen(pilot).turns.name_of(n): n for n in (1, 2, 3)} == numbers


async def test_another_type_can_be_begun(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("t")
        assert isinstance(pilot.app.screen, Pick)
        assert "Quick · about 2 minutes" in on_screen(pilot)
        assert "Compliment · about 90 seconds" in on_screen(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert conferring(pilot).draft.conference.type == "quick"


@pytest.mark.slow
async def test_a_class_of_two_hundred_is_listed_and_searched(desk: Desk) -> None:
    add_class(desk.notebook, "Year 7")
    with desk.notebook.write() as session:
        from conferencer.core.models import Enrollment, Student
        from conferencer.core.names import search_name, sort_name

        for number in range(200):
            student = Student(given_name=f"Given{number}", family_name=f"Family{number:03}")
            student.search_name, student.sort_name = search_name(student), sort_name(student)
            session.add(student)
            session.flush()
            session.add(Enrollment(student_id=student.id, class_id=CLASS, joined_on=TODAY))
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(listed(pilot)) == 200
        assert "0 of 200 reached" in on_screen(pilot)
        await pilot.press("slash", *"y199")
        await settled(pilot)
        assert listed(pilot) == ["Given199 Family199"]


@pytest.mark.slow
async def test_today_stays_when_the_notebook_cannot_be_read_just_now(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        with another_program_writing(class_desk.notebook.path, "EXCLUSIVE"):
            await pilot.press("down", "p", "a", "o", "r", "u", "t", "escape")
            today_screen(pilot).reload()
            await settled(pilot)
            assert "Notebook busy" in on_screen(pilot)
        assert len(listed(pilot)) == 6


async def test_the_reason_of_an_old_appointment_names_the_day(
    class_desk: Desk, notebook: Notebook
) -> None:
    talked(notebook, {"next_meeting": "tomorrow"})
    later: date = TODAY + timedelta(days=4)
    object.__setattr__(notebook.clock, "fixed", later)
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "you meant to meet on Mon 23 Nov" in on_screen(pilot)
        assert isinstance(pilot.app.focused, OptionList)
