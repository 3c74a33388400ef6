"""Standards on the screen: the Library, a conference's picker, the goal's thread, the class."""

from pathlib import Path

import pytest
from textual.widgets import Static

from conferencer.core.goal_standards import CHOSEN, set_standards, standards_of
from conferencer.core.goals import active_goals, add_goal
from conferencer.core.standards import apply, catalogue, preview
from conferencer.standards.reading import read_bytes
from conferencer.ui.desk import Desk
from conferencer.ui.screens.library import LibraryScreen
from conferencer.ui.screens.today import TodayScreen
from conferencer.ui.standards_picker import StandardsPicker
from conferencer.ui.widgets.standards_browser import StandardsBrowser
from tests.conftest import TODAY
from tests.standards.files import CSP, READING, case, item
from tests.ui.rooms import (
    ANA,
    CLASS,
    HOSTILE,
    Room,
    app_of,
    begin,
    conferences,
    conferring,
    editor_of,
    finish,
    in_one_line,
    kept,
    on_screen,
    put,
    settled,
    talked,
)

BEN = 2


def bring(desk: Desk, *files: bytes) -> None:
    """Bring frameworks in, without the screen."""
    for data in files:
        (read,) = read_bytes(data, "file")
        apply(desk.notebook, preview(desk.notebook, read))


def uid(desk: Desk, typed: str) -> str:
    return catalogue(desk.notebook).find(typed)[0].uid


async def to_library(pilot: Room) -> LibraryScreen:
    await pilot.pause()
    await pilot.press("L")
    await settled(pilot)
    assert isinstance(pilot.app.screen, LibraryScreen)
    return pilot.app.screen


async def at_the_standard(pilot: Room) -> None:
    """On the line for a standard of the *going* pane."""
    screen = await begin(pilot)
    await screen.go_to("going")
    pilot.app.screen.set_focus(editor_of(pilot, "goal_standard"))
    await settled(pilot)


async def test_an_empty_library_says_how_to_begin_and_a_file_comes_in(
    class_desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "reading"
    path.write_bytes(READING)
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        await to_library(pilot)
        assert "No standards here yet" in on_screen(pilot)
        await pilot.press("i")
        await settled(pilot)
        pilot.app.focused.insert(str(path))  # type: ignore[union-attr]
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        seen = on_screen(pilot)
        assert "a new framework" in seen and "4 new" in seen and "RF.4.1" in seen
        assert len(catalogue(class_desk.notebook)) == 0, "nothing is kept before yes"
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        assert isinstance(pilot.app.screen, LibraryScreen)
        assert "Foundations" in on_screen(pilot) and len(catalogue(class_desk.notebook)) == 4


async def test_what_is_no_framework_is_said_and_the_path_stays(
    class_desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("First,Last\nAna,Lopez\n", "utf-8")
    async with app_of(class_desk).run_test(size=(100, 30)) as pilot:
        await to_library(pilot)
        await pilot.press("i")
        await settled(pilot)
        pilot.app.focused.insert(str(path))  # type: ignore[union-attr]
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await settled(pilot)
        assert "There is no standard in list.csv" in in_one_line(pilot)
        assert editor_text(pilot) == str(path)


def editor_text(pilot: Room) -> str:
    return pilot.app.focused.text  # type: ignore[union-attr]


@pytest.mark.slow
async def test_the_library_is_browsed_up_and_down_and_found_in(class_desk: Desk) -> None:
    bring(class_desk, READING, CSP)
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        screen = await to_library(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert screen.browser.standard and screen.browser.standard.statement == "Foundations"
        await pilot.press("right")
        await settled(pilot)
        assert [on in on_screen(pilot) for on in ("First", "Second", "Math")] == [True, True, False]
        await pilot.press("left", "left")
        await settled(pilot)
        assert screen.browser.shelf and screen.browser.shelf.title == "Reading"
        await pilot.press("slash", *"4.2")
        await settled(pilot)
        assert screen.browser.standard and screen.browser.standard.code == "RF.4.2"
        await pilot.press("enter")
        await settled(pilot)
        assert not screen.browser.box.display and "Reading › Foundations" in on_screen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)


@pytest.mark.slow
async def test_a_framework_is_put_away_and_taken_out_again(class_desk: Desk) -> None:
    bring(class_desk, READING, CSP)
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        await to_library(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert "put away" in on_screen(pilot)
        assert [s.title for s in catalogue(class_desk.notebook).shelves] == ["Reading"]
        await pilot.press("x")
        await settled(pilot)
        assert len(catalogue(class_desk.notebook).shelves) == 2


async def test_standards_are_chosen_while_one_types_and_linked_once_they_met(
    ana_desk: Desk,
) -> None:
    bring(ana_desk, READING)
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        await at_the_standard(pilot)
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert isinstance(pilot.app.screen, StandardsPicker)
        await pilot.press(*"4.rf", "enter", "down", "enter")
        await settled(pilot)
        assert "✓" in on_screen(pilot)
        chosen = [name for name in kept(ana_desk) if name.startswith(CHOSEN)]
        assert len(chosen) == 2, "kept at once"
        await pilot.press("escape")
        await settled(pilot)
        assert on_screen(pilot).count("✓") == 2
        await put(pilot, "goal", "Read aloud")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Belongs to: RF.4" in on_screen(pilot)
        await pilot.press("enter")
        await pilot.pause()
    (goal,) = active_goals(ana_desk.notebook, ANA)
    linked = standards_of(ana_desk.notebook, ANA)[goal.id or 0]
    assert {CHOSEN + one.uid for one in linked} == set(chosen)


@pytest.mark.slow
async def test_what_was_let_go_of_is_not_linked_and_typing_still_names_a_standard(
    ana_desk: Desk,
) -> None:
    bring(ana_desk, READING)
    async with app_of(ana_desk).run_test(size=(120, 36)) as pilot:
        await at_the_standard(pilot)
        await put(pilot, "goal_standard", "my own words")
        await put(pilot, "goal", "Read aloud")
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert "Standards for the goal" in on_screen(pilot)
        await pilot.press("escape")
        await settled(pilot)
        pilot.app.screen.set_focus(pilot.app.screen.query_one("#standards"))
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*"sec", "enter", "enter", "escape")
        await settled(pilot)
        await finish(pilot)
    assert standards_of(ana_desk.notebook, ANA) == {}
    assert kept(ana_desk)["goal_standard"] == "my own words"


@pytest.mark.slow
async def test_a_goal_that_is_kept_shows_what_it_belongs_to_also_withdrawn(ana_desk: Desk) -> None:
    bring(ana_desk, READING)
    goal = add_goal(ana_desk.notebook, ANA, "Read aloud", TODAY)
    set_standards(ana_desk.notebook, goal.id or 0, [uid(ana_desk, "second")], TODAY)
    bring(ana_desk, case([item("one", "First", "RF.4.1")], []))
    async with app_of(ana_desk).run_test(size=(120, 36)) as pilot:
        await at_the_standard(pilot)
        assert "✓ RF.4.2  Second (withdrawn)" in on_screen(pilot)
        await pilot.press("escape", "enter")
        await settled(pilot)
        await pilot.press("o", "2")
        await settled(pilot)
        assert "tied to RF.4.2 Second (withdrawn)" in in_one_line(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "Standards it belongs to" in on_screen(pilot)


async def test_while_together_the_picker_shows_standards_and_nobody(class_desk: Desk) -> None:
    bring(class_desk, READING)
    for student_id in (ANA, BEN, 3):
        goal = add_goal(class_desk.notebook, student_id, f"Goal of number {student_id}", TODAY)
        set_standards(class_desk.notebook, goal.id or 0, [uid(class_desk, "first")], TODAY)
    async with app_of(class_desk).run_test(size=(120, 36), notifications=True) as pilot:
        await at_the_standard(pilot)
        mine = conferring(pilot).draft.conference.student_id
        await pilot.press("ctrl+t", *"fir", "enter", "ctrl+p", "f1", "escape")
        await settled(pilot)
        seen = on_screen(pilot)
        assert isinstance(pilot.app.screen, StandardsPicker) and "First" in seen
        for name in {"Lopez", "Adeyemi", "Okafor", "Sok", "Novák", "李雷"}:
            assert name not in seen
        assert all(f"number {n}" not in seen for n in (ANA, BEN, 3) if n != mine)
        await pilot.press("ctrl+l")
        await settled(pilot)
        assert "First" not in on_screen(pilot), "the cover covers the picker too"


@pytest.mark.slow
async def test_without_standards_the_picker_says_where_they_come_from(ana_desk: Desk) -> None:
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        await at_the_standard(pilot)
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert "No standards here yet" in on_screen(pilot)
        await pilot.press("enter", "right", "escape")
        await settled(pilot)
        assert conferring(pilot) is pilot.app.screen


@pytest.mark.slow
async def test_hostile_standards_are_shown_as_they_are(ana_desk: Desk) -> None:
    bring(ana_desk, case([item("a", f"{HOSTILE} <b>bold</b>", "[b]x[/b]")], []))
    async with app_of(ana_desk).run_test(size=(120, 36)) as pilot:
        await to_library(pilot)
        assert "[/] :smile: O'Brien" in on_screen(pilot) and "[b]x[/b]" in on_screen(pilot)
        await pilot.press("escape")
        await at_the_standard(pilot)
        await pilot.press("ctrl+t", *"smi", "enter", "escape")
        await settled(pilot)
        assert "[b]x[/b]" in on_screen(pilot)


async def test_the_class_shows_its_goals_by_standard_and_saves_them(
    class_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bring(class_desk, READING)
    for student_id, words in ((ANA, "Read aloud"), (BEN, "=Read to Ana")):
        goal = add_goal(class_desk.notebook, student_id, words, TODAY)
        set_standards(class_desk.notebook, goal.id or 0, [uid(class_desk, "second")], TODAY)
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("b", "7")
        await settled(pilot)
        seen = on_screen(pilot)
        assert "7 Standards" in seen and "RF.4.2  Second" in seen
        assert seen.index("Ben Adeyemi") < seen.index("Ana Lopez") and "Read aloud" in seen
        await pilot.press("h")
        await settled(pilot)
        seen = on_screen(pilot)
        assert seen.index("Ben Adeyemi") < seen.index("=Read to Ana") < seen.index("RF.4.2")
        await pilot.press("e")
        await settled(pilot)
    (saved,) = tmp_path.glob("goals-by-standard-*.csv")
    lines = saved.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("framework,code,standard,withdrawn_on,learner,goal")
    assert [line.split(",")[4:6] for line in lines[1:]] == [
        ["Ben Adeyemi", "'=Read to Ana"],
        ["Ana Lopez", "Read aloud"],
    ]


@pytest.mark.slow
async def test_the_standards_of_a_draft_come_back_with_it(ana_desk: Desk) -> None:
    bring(ana_desk, READING)
    second = uid(ana_desk, "second")
    talked(ana_desk.notebook, {CHOSEN + second: "RF.4.2  Second"}, "draft")
    async with app_of(ana_desk).run_test(size=(80, 24)) as pilot:
        await at_the_standard(pilot)
        assert "✓ RF.4.2  Second" in on_screen(pilot)
        lines = pilot.app.screen.query_one("StandardsChosen .lines", Static)
        assert lines.display
        await pilot.press("ctrl+t", *"sec", "enter", "escape")
        await settled(pilot)
        assert not lines.display
        (conference,) = conferences(ana_desk.notebook)
        assert conference.class_id == CLASS and kept(ana_desk) == {}
        assert not pilot.app.screen.query(StandardsBrowser)
