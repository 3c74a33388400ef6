"""The views of the Learner screen: threads, goals, growth, what was said, then and now."""

from datetime import date

import pytest
from sqlmodel import select

from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.goals import active_goals, add_goal
from conferencer.core.models import NextStep
from conferencer.core.notebook import Notebook
from conferencer.core.profile import add_entry, end_entry
from conferencer.core.roster import update_student
from conferencer.ui.desk import Desk
from conferencer.ui.moves import Compare, OpenLearner
from conferencer.ui.screens.compare import CompareScreen
from conferencer.ui.screens.learner import LearnerScreen
from conferencer.ui.screens.told import ToldScreen
from tests.conftest import TODAY
from tests.ui.rooms import (
    ANA,
    CLASS,
    HOSTILE,
    Room,
    app_of,
    begin,
    conferring,
    label_of,
    on_screen,
    put,
    settled,
)
from tests.ui.test_hard_names import RTL, reaching_out

MAY, SEPTEMBER, OCTOBER = date(2026, 5, 4), date(2026, 9, 7), date(2026, 10, 5)


def confer(notebook: Notebook, day: date, words: dict[str, str], status: str = "met") -> int:
    """Hold a conference with Ana on a day."""
    draft = begin_conference(notebook, ANA, CLASS, day)
    teacher = ("taught", "strategy", "strength", "noticed")
    said = {f: ("teacher" if f in teacher else "learner", text) for f, text in words.items()}
    keep_words(notebook, draft.id, said, Place(), 300)
    finish_conference(notebook, draft.id, status)
    return draft.id


def step_named(notebook: Notebook, text: str) -> str:
    """The uid of a step."""
    with notebook.session() as session:
        return session.exec(select(NextStep.uid).where(NextStep.text == text)).one()


def a_year(notebook: Notebook) -> list[int]:
    """May, September, October and today: steps that are kept, a goal, views in words."""
    held = [
        confer(
            notebook,
            MAY,
            {
                "victories": "I found the library",
                "taught": "Read around the word",
                "strength": "Asked a brave question",
                "goal": "Ask one question",
                "goal_why": "then I know more",
                "my_view": "1",
                "step": "Ask Ben about his book",
            },
        )
    ]
    for day, view, before, step in (
        (SEPTEMBER, "2", "Ask Ben about his book", "Write down two questions"),
        (OCTOBER, "3", "Write down two questions", "Ask at the end of every chapter"),
        (TODAY, "4", "Ask at the end of every chapter", "Teach somebody to ask"),
    ):
        answer = f"follow_up_outcome.{step_named(notebook, before)}"
        words = {answer: "done", "my_view": view, "step": step, "victories": f"I did it in {day}"}
        held.append(confer(notebook, day, {**words, "taught": f"A question of kind {view}"}))
    return held


async def open_ana(pilot: Room) -> LearnerScreen:
    """From Today to Ana."""
    await pilot.pause()
    pilot.app.screen.post_message(OpenLearner(ANA, CLASS))
    await settled(pilot)
    assert isinstance(pilot.app.screen, LearnerScreen)
    return pilot.app.screen


async def test_the_story_is_known_at_80_by_24_without_scrolling(ana_desk: Desk) -> None:
    a_year(ana_desk.notebook)
    add_entry(ana_desk.notebook, ANA, "strength", "keeps on asking", "teacher", TODAY)
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        await open_ana(pilot)
        shown = on_screen(pilot)
    for words in (
        *("Goal now       · Ask one question", "Next steps     · Teach somebody to ask"),
        *("Strengths      · keeps on asking", "Sep ", "Nov "),
        *("today", "Mon 5 Oct", "Mon 7 Sep", "“I did it in 2026-09-07”"),
        *("taught  A question of kind 4", "✓ done on Mon 5 Oct", "○ open"),
    ):
        assert words in shown, words


@pytest.mark.slow
async def test_a_step_is_seen_as_one_thread_and_followed_filtered_and_jumped_to(
    ana_desk: Desk,
) -> None:
    held = a_year(ana_desk.notebook)
    async with app_of(ana_desk).run_test(size=(120, 40)) as pilot:
        screen = await open_ana(pilot)
        shown = on_screen(pilot)
        assert "╭╴← from Mon 5 Oct  Ask at the end of every chapter  ✓ done" in shown
        assert "╰╴↳ Ask at the end of every chapter" in shown
        assert "School year 2025/26" in shown and "May 2026" in shown
        await pilot.press("t")
        assert screen.timeline.key == f"conference-{held[2]}"
        await pilot.press("home", "y")
        assert screen.timeline.key == f"conference-{held[0]}"
        await pilot.press("comma", "comma")
        assert screen.timeline.key == f"conference-{held[2]}"
        await pilot.press("Y", "full_stop")
        assert screen.timeline.key == f"conference-{held[2]}", "from the newest to October"
        await pilot.press("f", *"library")
        await settled(pilot)
        assert [b.key for b in screen.timeline.blocks if b.key] == [f"conference-{held[0]}"]
        await pilot.press("space", *"kind:quick")
        await settled(pilot)
        assert "No conference has these words." in on_screen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert len(screen.room.talks_that_fit("goal:question")) == 4
        await pilot.press("end", "enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, ToldScreen)
        assert pilot.app.screen.conference_id == held[0]


@pytest.mark.slow
async def test_goals_are_told_moved_merged_and_taken_apart(ana_desk: Desk) -> None:
    notebook = ana_desk.notebook
    a_year(notebook)
    add_goal(notebook, ANA, "Question everything", TODAY)
    async with app_of(ana_desk).run_test(size=(110, 44)) as pilot:
        await open_ana(pilot)
        await pilot.press("2")
        await settled(pilot)
        shown = on_screen(pilot)
        for words in (
            *("● now, since Mon 4 May", "why           then I know more"),
            *("steps         today", "Mon 4 May 2026  Ask Ben about his book"),
        ):
            assert words in shown or words.replace("today", "Sun 22 Nov") in shown, words
        await pilot.press("enter", *["down"] * 3, "enter")
        await settled(pilot)
        order = [goal.wording for goal in active_goals(notebook, ANA)]
        assert order == ["Ask one question", "Question everything"]
        await pilot.press("enter", "end", "enter", "enter")
        await settled(pilot)
        assert "It can be undone" in on_screen(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert [goal.wording for goal in active_goals(notebook, ANA)] == ["Ask one question"]
        assert "same as       Question everything" in on_screen(pilot)
        await pilot.press("home", "enter", "end", "enter")
        await settled(pilot)
        assert [goal.wording for goal in active_goals(notebook, ANA)] == order


@pytest.mark.slow
async def test_growth_is_read_in_words_and_what_was_said_and_known_is_kept(
    ana_desk: Desk,
) -> None:
    notebook = ana_desk.notebook
    a_year(notebook)
    entry = add_entry(notebook, ANA, "helps_me", "a quiet corner", "learner", MAY)
    end_entry(notebook, entry.id or 0, SEPTEMBER)
    add_entry(notebook, ANA, "support", "large print", "teacher", TODAY)
    async with app_of(ana_desk).run_test(size=(110, 44)) as pilot:
        screen = await open_ana(pilot)
        await pilot.press("3")
        await settled(pilot)
        shown = on_screen(pilot)
        assert "Week of Mon 16 Nov: Sun 22 Nov met, 5 min" in shown
        assert "I could show someone     ·  ·  ·  ◆" in shown
        assert "◆ Sun 22 Nov: “I could show someone”" in shown
        assert "large print" not in shown, "a support is nobody's growth"
        await pilot.press("down", "down", "left", "left")
        await settled(pilot)
        assert "◆ Mon 7 Sep: “" in on_screen(pilot)
        assert "1 set, 1 kept" in screen.lines.text()
        await pilot.press("4")
        await settled(pilot)
        shown = on_screen(pilot)
        assert "· Asked a brave question  Mon 4 May" in shown
        assert "· Read around the word  Mon 4 May" in shown
        await pilot.press("5")
        await settled(pilot)
        shown = on_screen(pilot)
        assert "Earlier" in shown and "a quiet corner  Mon 4 May 2026 – Mon 7 Sep" in shown
        await pilot.press("escape")
        assert screen.rail.at == "story"


@pytest.mark.slow
async def test_then_and_now_stand_side_by_side_and_show_nobody_else(class_desk: Desk) -> None:
    notebook = class_desk.notebook
    confer(notebook, MAY, {"victories": "I read one page"})
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await open_ana(pilot)
        await pilot.press("6")
        await settled(pilot)
        assert "Two conferences that were met" in on_screen(pilot)
        a_year(notebook)
        pilot.app.screen.post_message(Compare(ANA))
        await settled(pilot)
        seen = []
        for keys in ((), ("left",), ("1", "escape"), ("2", "down", "enter"), ("ctrl+p",), ("f1",)):
            await pilot.press(*keys)
            await settled(pilot)
            seen.append(on_screen(pilot))
            if keys == ("f1",):
                await pilot.press("escape")
        assert "Mon 7 Sep" in seen[0] and "Sun 22 Nov" in seen[0] and "“I did it in" in seen[0]
        assert "“I found the library”" in seen[1]
        assert isinstance(pilot.app.screen, CompareScreen), "no palette while together"
        everything = "\n".join(seen)
        for name in ("Ben A", "Adeyemi", "Chidi", "Okafor", "Dara", "Emil", "李雷"):
            assert name not in everything
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, LearnerScreen)


async def test_the_same_words_taught_again_are_told_once_the_field_is_left(ana_desk: Desk) -> None:
    confer(ana_desk.notebook, OCTOBER, {"taught": "Read around the word, then guess"})
    async with app_of(ana_desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await conferring(pilot).go_to("how")
        await put(pilot, "taught", "then guess: READ around")
        assert label_of(pilot, "taught") == "Taught today", "not between two keys"
        await pilot.press("tab")
        await settled(pilot)
        assert label_of(pilot, "taught") == "Taught today\ntaught before\non Mon 5 Oct"
        await put(pilot, "strategy", "Draw what happens")
        await pilot.press("tab")
        await settled(pilot)
        assert label_of(pilot, "strategy") == "Strategy"


@pytest.mark.slow
@pytest.mark.parametrize("text", [HOSTILE, RTL], ids=["markup", "right-to-left"])
async def test_hard_names_and_notes_walk_through_every_view(ana_desk: Desk, text: str) -> None:
    notebook = ana_desk.notebook
    update_student(notebook, ANA, given_name=text, say_name=text, grade=text)
    fields = ("victories", "taught", "strategy", "strength", "goal", "goal_why", "step", "helper")
    for day in (OCTOBER, TODAY):
        confer(notebook, day, {**{field: f"{text} {day}" for field in fields}, "my_view": "2"})
    for kind in ("strength", "helps_me", "support"):
        entry = add_entry(notebook, ANA, kind, text * 6, "learner", OCTOBER)
        if kind == "strength":
            end_entry(notebook, entry.id or 0, TODAY)
    seen = []
    async with app_of(ana_desk).run_test(size=(80, 24), notifications=True) as pilot:
        await open_ana(pilot)
        for keys in ("1", "t", "2", "enter", "escape", "3", "4", "5", "end", "6", "1", "escape"):
            await pilot.press(keys)
            await settled(pilot)
            seen.append(on_screen(pilot))
        assert isinstance(pilot.app.screen, CompareScreen)
    everything = "\n".join(seen)
    assert reaching_out(everything) == []
    if text == HOSTILE:
        assert f"“{HOSTILE} 2026-11-22”" in everything
