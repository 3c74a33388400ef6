"""A conference by its keys: five panes, fields, goals and steps, and how it ends."""

import sqlite3
from datetime import date

import pytest
from sqlmodel import select
from textual.widgets import Static

from conferencer.core.finishing import ENDINGS
from conferencer.core.goals import active_goals, add_goal
from conferencer.core.models import (
    Appointment,
    Connection,
    FollowUp,
    Goal,
    GoalRevision,
    NextStep,
)
from conferencer.core.next_steps import open_steps
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student
from conferencer.ui.cards import Card
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.parting import Parting
from conferencer.ui.widgets.choice import Choice
from conferencer.ui.widgets.pane import GoingPane, LastTimePane
from conferencer.ui.widgets.rail import Rail
from conferencer.ui.widgets.steps import StepFields
from tests.conftest import TODAY
from tests.ui.rooms import (
    ANA,
    CLASS,
    Room,
    app_of,
    begin,
    conferring,
    editor_of,
    field_with_cursor,
    in_one_line,
    label_of,
    on_screen,
    put,
    settled,
    talked,
    the_conference,
    today_screen,
    words_kept,
)

TITLES = {
    "last_time": "Last time",
    "now": "Where are you right now?",
    "going": "Where are you going?",
    "how": "How will you get there?",
    "close": "Close",
}
ENDING_KEYS = ("enter", "a", "d", "p")
FIRST_FIELDS = {"now": "victories", "going": "goal", "how": "taught", "close": "next_meeting"}


@pytest.fixture
def ana_desk(desk: Desk) -> Desk:
    """A class of one: Ana."""
    group = add_class(desk.notebook, "Room 12")
    assert group.id == CLASS
    add_student(desk.notebook, CLASS, "Ana", "Lopez")
    return desk


def rows(notebook: Notebook, table: type) -> list:
    """Every row of a table."""
    with notebook.session() as session:
        return list(session.exec(select(table)).all())


def choice_of(pilot: Room, field: str) -> Choice:
    """The row of answers of a field."""
    found = conferring(pilot).pane.field(field)
    assert found is not None and isinstance(found.editor, Choice)
    return found.editor


async def finish(pilot: Room, key: str = "enter") -> None:
    """ctrl+s, then the ending."""
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Parting)
    await pilot.press(key)
    await pilot.pause()


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
        assert isinstance(pilot.app.screen, Parting), "beyond the last pane there is the finish"
    assert [title for title, _ in seen] == list(TITLES.values())
    assert [field for _, field in seen] == ["follow_up", *FIRST_FIELDS.values()]


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


async def test_a_date_is_read_month_first_where_the_setting_says_so(ana_desk: Desk) -> None:
    ana_desk.change_settings(day_first=False)
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("close")
        await put(pilot, "next_meeting", "12/3")
        assert label_of(pilot, "next_meeting").endswith("→ Thu 3 Dec")
        await finish(pilot)
    assert rows(ana_desk.notebook, Appointment)[0].planned_on == date(2026, 12, 3)


async def test_another_step_can_be_added_until_there_are_eight(ana_desk: Desk) -> None:
    words = {"step": "Step 1"} | {f"step.{n}": f"Step {n}" for n in range(2, 7)}
    talked(ana_desk.notebook, words, status="draft")
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await screen.go_to("how")
        await pilot.pause()
        assert len(screen.query(StepFields)) == 6
        for number in (7, 8, 9):
            screen.query_one("#another-step").focus()
            await pilot.press("enter")
            await pilot.pause()
            if number < 9:
                assert field_with_cursor(pilot) == f"step.{number}"
                await pilot.press(str(number))
        assert len(screen.query(StepFields)) == 8
        await finish(pilot)
    steps = open_steps(ana_desk.notebook, ANA)
    assert [step.text for step in steps] == [*(f"Step {n}" for n in range(1, 7)), "7", "8"]


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
        "enter Finish",
    ):
        assert wanted in said


async def test_a_long_list_of_what_is_kept_can_be_scrolled_to_its_end(ana_desk: Desk) -> None:
    words = {f"step.{n}": f"Read poem number {n} " + "to the whole class " * 4 for n in range(2, 9)}
    words = {"step": "Pick a poem", **words, "next_meeting": "fri"}
    talked(ana_desk.notebook, words, status="draft")
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Next meeting" not in on_screen(pilot)
        await pilot.press("end")
        await pilot.pause()
        assert "Next meeting: Fri 27 Nov" in on_screen(pilot)


@pytest.mark.parametrize(("key", "status"), list(zip(ENDING_KEYS, ENDINGS, strict=True)))
async def test_only_met_makes_goals_steps_and_appointments(
    ana_desk: Desk, key: str, status: str
) -> None:
    words = {"goal": "Write a poem", "helper": "Ben", "step": "Rhyme", "next_meeting": "fri"}
    talked(ana_desk.notebook, words, status="draft")
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await finish(pilot, key)
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


@pytest.mark.parametrize(("type", "panes"), [("quick", 5), ("compliment", 4)])
async def test_another_type_keeps_the_words(ana_desk: Desk, type: str, panes: int) -> None:
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        await put(pilot, "victories", "I read it")
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
        assert editor_of(pilot, "victories").text == "I read it"
    assert the_conference(ana_desk.notebook, 1).type == type


async def test_every_open_step_is_asked_about_in_one_place(ana_desk: Desk) -> None:
    talked(ana_desk.notebook, {"step": "Pick a poem", "step.2": "Read it aloud"})
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        screen = await begin(pilot)
        assert isinstance(screen.pane, LastTimePane)
        assert len(screen.pane.fields) == 4
        said = on_screen(pilot)
        assert "Pick a poem" in said and "Read it aloud" in said
