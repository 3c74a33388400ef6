"""The Class room: coverage, steps, groups, who can help, the next day, the week."""

import re
from pathlib import Path

import pytest

from conferencer.core.goals import add_goal, close_goal
from conferencer.core.groups import make_group
from conferencer.core.models import AnswerInPassing, Appointment, Group, NextStep, PeerExpert
from conferencer.core.planning import PlannedTurn
from conferencer.ui.cards import Card
from conferencer.ui.desk import Desk
from conferencer.ui.screens.class_room import ClassScreen
from conferencer.ui.screens.group_talk import GroupTalkScreen
from conferencer.ui.screens.learner import LearnerScreen
from conferencer.ui.screens.today import TodayScreen
from tests.conftest import TODAY
from tests.ui.rooms import (
    CLASS,
    HOSTILE,
    Room,
    app_of,
    begin,
    conferences,
    conferring,
    editor_of,
    in_one_line,
    on_screen,
    put,
    rows,
    settled,
    talked,
    words_kept,
)

ANA, BEN, CHIDI = 1, 2, 3


@pytest.fixture
def full(class_desk: Desk) -> Desk:
    """Room 12, with steps, goals that meet, and an absence."""
    notebook = class_desk.notebook
    words = {"step": f"read {HOSTILE}", "step_due": "2026-11-20", "goal": "Guess from two clues"}
    talked(notebook, words, student_id=ANA)
    talked(notebook, {"step": "ask Ana", "goal": "Find clues and guess"}, student_id=BEN)
    talked(notebook, {}, "absent", student_id=CHIDI)
    goal = add_goal(notebook, CHIDI, "Use clues to guess", TODAY)
    close_goal(notebook, goal.id or 0, "met", TODAY)
    return class_desk


async def to_view(pilot: Room, number: int) -> ClassScreen:
    await pilot.pause()
    if isinstance(pilot.app.screen, TodayScreen):
        await pilot.press("b")
        await settled(pilot)
    await pilot.press(str(number))
    await settled(pilot)
    assert isinstance(pilot.app.screen, ClassScreen)
    return pilot.app.screen


@pytest.mark.slow
async def test_every_view_says_what_it_knows_and_two_keys_answer_a_step(full: Desk) -> None:
    async with app_of(full).run_test(size=(110, 30)) as pilot:
        await to_view(pilot, 1)
        board = on_screen(pilot)
        assert "○ 6 fresh · ◐ 0 due · ● 0 overdue" in board and "One round takes about" in board
        (line,) = [line for line in board.splitlines() if "Ana Lopez" in line]
        assert re.search(r"○ fresh +Ana Lopez +Sun 22 Nov +0 +1 +1 +1 +1 +·+ *▄", line), line
        await to_view(pilot, 2)
        assert "2 open · 1 overdue · 0 due today · 0 answered this week" in on_screen(pilot)
        assert HOSTILE in in_one_line(pilot)
        await pilot.press("d")
        await settled(pilot)
        assert "1 open · 0 overdue · 0 due today · 1 answered this week" in on_screen(pilot)
        assert [step.status for step in rows(full.notebook, NextStep)] == ["done", "open"]
        await to_view(pilot, 3)
        assert "Ana Lopez goal Guess from two clues" in in_one_line(pilot)
        await to_view(pilot, 4)
        assert "now a goal of Ben Adeyemi, Ana Lopez" in in_one_line(pilot)
        await to_view(pilot, 5)
        await pilot.press("end", "p")
        await settled(pilot)
        assert "your choice for tomorrow" in on_screen(pilot)
        assert len(rows(full.notebook, PlannedTurn)) == 1
        await pilot.press("right")
        await settled(pilot)
        assert "Mon 16 Nov" in on_screen(pilot), "the week of that Sunday"
        await pilot.press("full_stop")
        await settled(pilot)
        assert re.search("→ Chidi Okafor +absent today", on_screen(pilot))
        await pilot.press("o")
        await settled(pilot)
        assert isinstance(pilot.app.screen, LearnerScreen)


@pytest.mark.slow
async def test_a_group_is_made_met_with_once_and_each_has_a_step(full: Desk) -> None:
    async with app_of(full).run_test(size=(100, 40)) as pilot:
        await to_view(pilot, 3)
        await pilot.press("g", "enter", "enter")
        await settled(pilot)
        (group,) = rows(full.notebook, Group)
        assert "Your groups 1" in in_one_line(pilot) and "clues" in group.need.lower()
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, GroupTalkScreen)
        assert pilot.app.together
        for other in ("Lopez", "Chidi", "Dara", "Emil", "Adeyemi", "read [/]"):
            assert other not in on_screen(pilot), (
                "first names of the members, and nothing of before"
            )
        await pilot.press(*"Two clues", "tab", "tab", "tab", *"mark one", "tab", *"fri")
        await settled(pilot)
        assert "→ Fri 27 Nov" in in_one_line(pilot)
        drafts = [one for one in conferences(full.notebook) if one.status == "draft"]
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Card)
        kept = [words_kept(full.notebook, one.id or 0) for one in drafts]
        assert [words["taught"] for words in kept] == ["Two clues", "Two clues"]
        assert [words.get("step") for words in kept] == ["mark one", None]  # Ben sits first
        await pilot.press("escape", "tab", "right", "ctrl+s")
        await settled(pilot)
        assert "○ Ana: absent" in on_screen(pilot)
        assert "✓ Ben: “mark one” by Fri 27 Nov" in on_screen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Card)
        assert [c.status for c in conferences(full.notebook)[-2:]] == ["met", "absent"]
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("x", "enter")
        await settled(pilot)
        assert "Your groups 0" in in_one_line(pilot)


@pytest.mark.slow
async def test_a_group_left_without_a_word_leaves_no_draft(full: Desk) -> None:
    make_group(full.notebook, CLASS, "clues", [ANA, BEN], TODAY)
    before = len(conferences(full.notebook))
    async with app_of(full).run_test(size=(100, 30)) as pilot:
        await to_view(pilot, 3)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ClassScreen)
    assert len(conferences(full.notebook)) == before


@pytest.mark.slow
async def test_a_helper_is_offered_only_after_a_yes_and_by_first_name(full: Desk) -> None:
    async with app_of(full).run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        await to_view(pilot, 4)
        await pilot.press("y", "enter")
        await settled(pilot)
        assert "✓ Chidi Okafor" in on_screen(pilot)
        assert len(rows(full.notebook, PeerExpert)) == 1
        await pilot.press("escape")
        await pilot.press("slash", *"ana")
        await begin(pilot)
        while conferring(pilot).pane.shape.key != "how":
            await pilot.press("ctrl+n")
        assert "Chidi" not in on_screen(pilot)
        await put(pilot, "helper", "my brother")
        await pilot.press("tab", "enter")
        await settled(pilot)
        assert "Chidi" in on_screen(pilot) and "Okafor" not in on_screen(pilot)
        assert "clues to guess" not in on_screen(pilot), "what they met is theirs"
        await pilot.press("enter")
        await settled(pilot)
        assert editor_of(pilot, "helper").text == "my brother, Chidi"


@pytest.mark.slow
async def test_meetings_are_promised_moved_and_written_into_a_calendar(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with app_of(full).run_test(size=(100, 30), notifications=True) as pilot:
        await to_view(pilot, 6)
        await pilot.press("n", "down", "enter", *"mon", "enter", "full_stop")
        await settled(pilot)
        (one,) = rows(full.notebook, Appointment)
        assert f"{one.planned_on:%a %d}" == "Mon 23"
        assert "appointment" in on_screen(pilot)
        await pilot.press("home", "m", *"sat", "enter")
        await settled(pilot)
        assert "There is no school on Sat 28 Nov" in in_one_line(pilot)
        await pilot.press("u", "down", "down", "enter", "i")
        await settled(pilot)
        assert full.settings.make_up_day == "tuesday"
        text = (tmp_path / "appointments-2026-11-22.ics").read_text("utf-8")
        assert "DTSTART;VALUE=DATE:20261123" in text and "Conference" in text
        assert not re.search("Ana|Ben|Chidi|Dara|Emil", text)
        await pilot.press("home", "x")
        await settled(pilot)
        assert rows(full.notebook, Appointment) == []


@pytest.mark.slow
async def test_the_board_is_sorted_filtered_saved_and_shown_in_eighty_columns(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with app_of(full).run_test(size=(80, 24), notifications=True) as pilot:
        await to_view(pilot, 1)
        assert "▄" not in on_screen(pilot)
        await pilot.press("h", "s", "f", "f", "f")
        await settled(pilot)
        seen = on_screen(pilot)
        assert "▄" in seen and "by name · with overdue steps only" in seen
        assert "Ana Lopez" in seen and "Emil" not in seen
        await pilot.press("p", "down", "enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        text = (tmp_path / "coverage-2026-11-22.txt").read_text("utf-8")
        assert "Ana Lopez" in text and "Emil" not in text and "One round takes" in text


@pytest.mark.slow
async def test_steps_can_be_answered_some_and_taken_back(full: Desk) -> None:
    async with app_of(full).run_test(size=(80, 24)) as pilot:
        await to_view(pilot, 2)
        await pilot.press("s", "n")
        await settled(pilot)
        (answer,) = rows(full.notebook, AnswerInPassing)
        assert answer.outcome == "not_yet" and "not yet today" in on_screen(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert rows(full.notebook, AnswerInPassing) == []
