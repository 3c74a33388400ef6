"""Going and how: a goal is kept, changed or chosen, and small steps lead there."""

from datetime import date

import pytest

from conferencer.core.goals import active_goals, add_goal
from conferencer.core.models import (
    Appointment,
    FollowUp,
    Goal,
    GoalRevision,
    NextStep,
)
from conferencer.core.next_steps import open_steps
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.widgets.pane import GoingPane, LastTimePane
from conferencer.ui.widgets.steps import StepFields
from tests.conftest import TODAY
from tests.ui.rooms import (
    ANA,
    app_of,
    begin,
    choice_of,
    editor_of,
    field_with_cursor,
    finish,
    in_one_line,
    label_of,
    on_screen,
    put,
    rows,
    settled,
    talked,
)


@pytest.mark.slow
async def test_a_challenge_becomes_the_goal_and_can_be_undone(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("going")
        await put(pilot, "goal", "Mine")
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Pick)
        assert "leads to:" in on_screen(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        wording = screen.beside.guide.challenges[1].wording
        assert editor_of(pilot, "goal").text == wording
        assert field_with_cursor(pilot) == "goal"
        await pilot.press("ctrl+z")
        assert editor_of(pilot, "goal").text == "Mine"


@pytest.mark.slow
async def test_a_challenge_picked_on_another_pane_goes_to_the_goal(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await pilot.press("f5", "enter")
        await pilot.pause()
        assert screen.rail.at == "going"
        assert editor_of(pilot, "goal").text == screen.beside.guide.challenges[0].wording
        assert len(screen.beside.guide.challenges) >= 10


async def test_typing_a_goal_while_there_is_one_chooses_a_new_one(ana_desk: Desk) -> None:
    add_goal(ana_desk.notebook, ANA, "Read every day", TODAY)
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("going")
        await pilot.pause()
        assert "Goal now Read every day" in in_one_line(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert choice_of(pilot, "goal_choice").value == "add"
        await pilot.press("backspace")
        await pilot.pause()
        assert choice_of(pilot, "goal_choice").value == ""


@pytest.mark.slow
async def test_smart_marks_stand_quietly_beside_goal_and_step(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("going")
        await pilot.pause()
        assert label_of(pilot, "goal") == "My goal", "nothing is marked before a word is said"
        await put(pilot, "goal", "poems")
        assert label_of(pilot, "goal").endswith(" · · A · ·")
        assert "· · A · ·" in on_screen(pilot)
        await put(pilot, "goal", " I will read")
        await put(pilot, "goal_why", "I like them")
        await put(pilot, "goal_sign", "three by heart")
        assert label_of(pilot, "goal").endswith(" S M A R ·")
        await screen.go_to("how")
        await put(pilot, "step", "read one poem")
        await put(pilot, "step_due", "fri")
        assert label_of(pilot, "step").endswith(" S M A · T")


@pytest.mark.slow
async def test_the_understood_date_stands_beside_the_field(ana_desk: Desk) -> None:
    shown = {
        "fri": "→ Fri 27 Nov",
        "next tuesday": "→ Tue 24 Nov",
        "in 2 weeks": "→ Sun 6 Dec",
        "3 dec": "→ Thu 3 Dec",
        "20/11/2026": "→ Fri 20 Nov – past?",
        "when it rains": "? which day",
    }
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        for pane, field in (("how", "step_due"), ("close", "next_meeting")):
            await screen.go_to(pane, field)
            await pilot.pause()
            for typed, words in shown.items():
                editor_of(pilot, field).clear()
                await put(pilot, field, typed)
                assert label_of(pilot, field).endswith(words)
                assert words in in_one_line(pilot), "at 80 columns as well"


@pytest.mark.slow
async def test_a_date_is_read_month_first_where_the_setting_says_so(ana_desk: Desk) -> None:
    ana_desk.change_settings(day_first=False)
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("close")
        await put(pilot, "next_meeting", "12/3")
        assert label_of(pilot, "next_meeting").endswith("→ Thu 3 Dec")
        await finish(pilot)
    assert rows(ana_desk.notebook, Appointment)[0].planned_on == date(2026, 12, 3)


@pytest.mark.slow
async def test_another_step_is_one_row_away(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("how", "step")
        await pilot.pause()
        assert len(screen.query(StepFields)) == 1
        await pilot.press("a")
        screen.set_focus(screen.query_one("#another-step"))
        await pilot.press("enter")
        await pilot.pause()
        assert field_with_cursor(pilot) == "step.2"
        await pilot.press("b")
        await finish(pilot)
    assert [step.text for step in open_steps(ana_desk.notebook, ANA)] == ["a", "b"]


@pytest.mark.slow
async def test_there_are_never_more_than_eight_steps(ana_desk: Desk) -> None:
    talked(ana_desk.notebook, {"step": "1", "step.8": "8"}, status="draft")
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("how")
        await pilot.pause()
        assert len(screen.query(StepFields)) == 8
        screen.set_focus(screen.query_one("#another-step"))
        await pilot.press("enter")
        await pilot.pause()
        assert len(screen.query(StepFields)) == 8
        await finish(pilot)
    assert [step.text for step in open_steps(ana_desk.notebook, ANA)] == ["1", "8"]


async def test_a_step_comes_back_until_it_is_done_or_changed(ana_desk: Desk) -> None:
    outcomes = ("done", "some", "not_yet", "changed")
    talked(
        ana_desk.notebook, {"step": "Read", "step.2": "Write", "step.3": "Draw", "step.4": "Act"}
    )
    steps = open_steps(ana_desk.notebook, ANA)
    async with app_of(ana_desk).run_test(size=(100, 40)) as pilot:
        screen = await begin(pilot)
        for number, step in enumerate(steps, start=1):
            choice_of(pilot, f"follow_up_outcome.{step.uid}").focus()
            await pilot.press(str(number))
        await put(pilot, f"follow_up.{steps[1].uid}", "My brother was ill")
        await screen.go_to("how")
        await put(pilot, "step", "Sing")
        await finish(pilot)
        await pilot.press("enter")
        screen = await begin(pilot)
        assert isinstance(screen.pane, LastTimePane)
        again = [words for words, _, _ in screen.pane.open_steps]
        assert again == ["Write", "Draw", "Sing"]
        assert all(words in on_screen(pilot) for words in again)
    told = rows(ana_desk.notebook, FollowUp)
    assert [row.outcome for row in told] == list(outcomes)
    assert [row.words for row in told] == ["", "My brother was ill", "", ""]
    kept = {row.text: row for row in rows(ana_desk.notebook, NextStep)}
    assert [kept[s.text].status for s in steps] == ["done", "open", "open", "changed"]
    assert [row.changed_to_id for row in told] == [None, None, None, kept["Sing"].id]


async def test_a_goal_is_reworded_by_keys_and_the_old_wording_is_kept(ana_desk: Desk) -> None:
    add_goal(ana_desk.notebook, ANA, "Read every day", TODAY)
    async with app_of(ana_desk).run_test(size=(100, 40)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("going", "goal_choice")
        await pilot.pause()
        await pilot.press("2")
        await put(pilot, "goal", "Read each morning")
        assert choice_of(pilot, "goal_choice").value == "reword", "typing does not undo the choice"
        choice_of(pilot, "goal_chosen_by").focus()
        await pilot.press("1", "ctrl+s")
        await settled(pilot)
        assert "Goal in other words: “Read each morning”" in in_one_line(pilot)
        await pilot.press("enter")
        await pilot.pause()
    (goal,) = rows(ana_desk.notebook, Goal)
    assert (goal.wording, goal.status, goal.chosen_by) == ("Read each morning", "active", "learner")
    (revision,) = rows(ana_desk.notebook, GoalRevision)
    assert (revision.wording, revision.goal_id) == ("Read every day", goal.id)
    assert revision.changed_at.date() == TODAY


@pytest.mark.slow
async def test_a_first_goal_needs_no_choice(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("going")
        await pilot.pause()
        pane = screen.pane
        assert isinstance(pane, GoingPane) and pane.field("goal_choice") is None
        await pilot.press(*"poem")
        await finish(pilot)
    assert [goal.wording for goal in active_goals(ana_desk.notebook, ANA)] == ["poem"]


async def test_every_open_step_is_asked_about_in_one_place(ana_desk: Desk) -> None:
    talked(ana_desk.notebook, {"step": "Pick a poem", "step.2": "Read it aloud"})
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        assert isinstance(screen.pane, LastTimePane)
        assert len(screen.pane.fields) == 4
        said = on_screen(pilot)
        assert "Pick a poem" in said and "Read it aloud" in said


@pytest.mark.slow
async def test_with_several_goals_the_learner_says_which_one_the_talk_is_about(
    ana_desk: Desk,
) -> None:
    earlier = add_goal(ana_desk.notebook, ANA, "Read [aloud] to Ben", TODAY)
    add_goal(ana_desk.notebook, ANA, "Write a poem", TODAY)
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("going")
        await settled(pilot)
        assert "Goal now  Write a poem" in on_screen(pilot)
        pilot.app.screen.set_focus(choice_of(pilot, "goal_about"))
        await pilot.press("2")
        await settled(pilot)
        assert "Goal now  Read [aloud] to Ben" in on_screen(pilot)
        choice_of(pilot, "goal_choice").choose("met")
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Goal met: “Read [aloud] to Ben”" in in_one_line(pilot)
        await pilot.press("enter")
        await settled(pilot)
    assert {goal.wording: goal.status for goal in rows(ana_desk.notebook, Goal)} == {
        earlier.wording: "met",
        "Write a poem": "active",
    }


@pytest.mark.slow
async def test_with_one_goal_nothing_is_asked(ana_desk: Desk) -> None:
    add_goal(ana_desk.notebook, ANA, "Write a poem", TODAY)
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("going")
        await settled(pilot)
        assert screen.pane.field("goal_about") is None
