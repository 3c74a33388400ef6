"""A conference ends: what will be kept, what is made of it, and where it goes on."""

import sqlite3
from datetime import date

import pytest

from conferencer.core.finishing import ENDINGS
from conferencer.core.models import (
    Appointment,
    Connection,
    Goal,
    NextStep,
)
from conferencer.core.next_steps import open_steps
from conferencer.ui.cards import Card
from conferencer.ui.desk import Desk
from tests.conftest import TODAY
from tests.ui.rooms import (
    ANA,
    app_of,
    begin,
    field_with_cursor,
    finish,
    in_one_line,
    on_screen,
    put,
    rows,
    settled,
    talked,
    the_conference,
    today_screen,
    words_kept,
)

ENDING_KEYS = ((), ("down",), ("down",) * 2, ("down",) * 3)


async def test_finishing_lists_what_will_be_kept(ana_desk: Desk) -> None:
    talked(ana_desk.notebook, {"step": "Pick a poem"})
    step = open_steps(ana_desk.notebook, ANA)[0]
    words = {
        **{f"follow_up_outcome.{step.uid}": "done", "victories": "I read it", "noticed": "Rereads"},
        **{"goal": "Write a poem", "step": "Find a rhyme", "step_due": "fri"},
        "next_meeting": "in 2 weeks",
    }
    talked(ana_desk.notebook, words, status="draft")
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        said = in_one_line(pilot)
    for wanted in (
        "Finish with Ana?",
        "✓ 2 notes",
        "✓ Last time: “Pick a poem” · done",
        "✓ New goal: “Write a poem”",
        "✓ Next step: “Find a rhyme” by Fri 27 Nov",
        "✓ Next meeting: Sun 6 Dec",
        "We met: finish",
        "The learner was absent",
        "The learner declined",
        "We put it off",
    ):
        assert wanted in said


@pytest.mark.slow
async def test_a_long_list_of_what_is_kept_can_be_scrolled_to_its_end(ana_desk: Desk) -> None:
    words = {f"step.{n}": f"Read poem number {n} " + "to the whole class " * 4 for n in range(2, 9)}
    words = {"step": "Pick a poem", **words, "next_meeting": "fri"}
    talked(ana_desk.notebook, words, status="draft")
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Next meeting" not in on_screen(pilot)
        await pilot.press("pagedown", "pagedown")
        await pilot.pause()
        assert "Next meeting: Fri 27 Nov" in on_screen(pilot)


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        pytest.param(*one, marks=[pytest.mark.slow] if one[1] in ENDINGS[2:] else [])
        for one in zip(ENDING_KEYS, ENDINGS, strict=True)
    ],
)
async def test_only_met_makes_goals_steps_and_appointments(
    ana_desk: Desk, keys: tuple[str, ...], status: str
) -> None:
    words = {"goal": "Write a poem", "helper": "Ben", "step": "Rhyme", "next_meeting": "fri"}
    talked(ana_desk.notebook, words, status="draft")
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await finish(pilot, *keys)
        assert isinstance(pilot.app.screen, Card)
        assert "Ana" in on_screen(pilot)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, Card), "esc does not lead on"
        await pilot.press("enter")
        await pilot.pause()
        met = "1 of 1 reached" if status == "met" else "0 of 1 reached"
        assert met in on_screen(pilot)
    notebook = ana_desk.notebook
    conference = the_conference(notebook, 1)
    assert (conference.status, conference.held_on) == (status, TODAY)
    assert conference.finished_at is not None and conference.finished_at.tzinfo is not None
    assert words_kept(notebook, 1) == words
    made = [len(rows(notebook, table)) for table in (Goal, NextStep, Connection, Appointment)]
    assert made == ([1, 1, 1, 1] if status == "met" else [0, 0, 0, 0])


@pytest.mark.slow
async def test_esc_on_the_finish_goes_back_to_the_same_field(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("how")
        await put(pilot, "resource", "the atlas")
        await pilot.press("ctrl+s", "escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert field_with_cursor(pilot) == "resource"
    assert the_conference(ana_desk.notebook, 1).status == "draft"


@pytest.mark.slow
async def test_finishing_that_breaks_in_the_middle_keeps_nothing_half(ana_desk: Desk) -> None:
    talked(
        ana_desk.notebook,
        {"goal": "Write a poem", "step": "Find a rhyme", "next_meeting": "fri"},
        status="draft",
    )
    broken = sqlite3.connect(ana_desk.notebook.path)
    broken.execute(
        "CREATE TRIGGER no_meetings BEFORE INSERT ON appointment "
        "BEGIN SELECT raise(ABORT, 'database or disk is full'); END"
    )
    broken.close()
    with pytest.raises(Exception, match="full"):  # noqa: PT012, B017
        async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
            await begin(pilot)
            await finish(pilot)
    assert the_conference(ana_desk.notebook, 1).status == "draft"
    made = [len(rows(ana_desk.notebook, table)) for table in (Goal, NextStep, Appointment)]
    assert made == [0, 0, 0]
    assert words_kept(ana_desk.notebook, 1)["goal"] == "Write a poem"


@pytest.mark.slow
async def test_the_next_meeting_puts_the_learner_on_top_that_day(
    class_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("down", "down", "down")
        name = today_screen(pilot).turns.name_of(today_screen(pilot).turns.student_id or 0)
        screen = await begin(pilot)
        await screen.go_to("close")
        await put(pilot, "next_meeting", "fri")
        await finish(pilot)
    friday = date(2026, 11, 27)
    object.__setattr__(class_desk.notebook.clock, "fixed", friday)
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        first = today_screen(pilot).rows.turns[0]
        assert first.reason == "appointment today"
        assert today_screen(pilot).turns.name_of(first.standing.student_id) == name


async def test_close_shows_the_slip_as_it_will_print(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 50)) as pilot:
        screen = await begin(pilot)
        await put(pilot, "noticed", "a secret of the teacher")
        await screen.go_to("how")
        await put(pilot, "step", "Find a rhyme")
        await screen.go_to("close")
        await pilot.pause()
        said = in_one_line(pilot)
        assert "Ana" in said and "Find a rhyme" in said
        assert "a secret" not in said
        assert "How did it go?" in said
