"""Bringing a class in from the screen: file, folder, paste; nothing typed is lost."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from conferencer.app import ConferencerApp
from conferencer.core.backups import backups_of, folder_of
from conferencer.core.names import full_name
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student, class_named, classes, students_of
from conferencer.ui.browsing import path_from
from conferencer.ui.desk import Desk
from conferencer.ui.screens.bring_in import BringInScreen
from conferencer.ui.screens.today import TodayScreen
from tests.ui.words import words_on

HOSTILE = "[/] :smile: O'Brien-Ñandú 李雷"
SAMPLE = Path(__file__).parents[3] / (
    "shared/data/roster-oneroster/gospelnerd-school-small-gn-demo-1"
)


async def settled(pilot: Pilot[str]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def look_at(pilot: Pilot[str], path: object) -> BringInScreen:
    """From Today: `i`, the path, enter."""
    await pilot.press("i")
    await pilot.pause()
    screen = bringing(pilot)
    screen.source.editor.insert(str(path))
    await pilot.press("enter")
    await settled(pilot)
    return screen


def bringing(pilot: Pilot[str]) -> BringInScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BringInScreen)
    return screen


def learners(desk: Desk, class_name: str) -> list[str]:
    group = class_named(desk.notebook, class_name)
    return [full_name(one) for one in students_of(desk.notebook, group.id or 0)]


def problem(screen: BringInScreen) -> str:
    return str(screen.query_one("#problem", Static).content)


@pytest.fixture
def room_12(tmp_path: Path) -> Path:
    file = tmp_path / "Room 12.csv"
    file.write_text("First,Last,Grade\nAna,Lopez,4\nBen,Adeyemi,4\n,,4\n", "utf-8")
    return file


async def test_from_an_empty_notebook_a_file_is_two_enters_away(desk: Desk, room_12: Path) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        bringing(pilot).source.editor.insert(str(room_12))
        await pilot.press("enter")
        await settled(pilot)
        assert "A new class with 2 learners" in words_on(pilot.app)
        assert classes(desk.notebook) == []
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)
        assert "Room 12" in words_on(pilot.app)
        assert "Ben Adeyemi" in words_on(pilot.app)
    assert learners(desk, "Room 12") == ["Ben Adeyemi", "Ana Lopez"]


async def test_the_preview_says_who_is_new_changed_gone_and_not_read(
    class_desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "Room 12.csv"
    file.write_text(
        "First,Last,Grade\nAna,Lopez,5\nBen,Adeyemi,\nNew,One,4\n,,4\n"
        "Chidi,Okafor,\nDara,Sok,\n李雷,,\n",
        "utf-8",
    )
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await look_at(pilot, file)
        words = words_on(pilot.app)
        for said in ("1 new", "New One", "1 changed", "grade: 5", "4 unchanged"):
            assert said in words
        assert "1 no longer in the file" in words
        assert "Emil Novák" in words
        assert "row 5" in words
        await pilot.press("enter")
        await settled(pilot)
    assert "New One" in learners(class_desk, "Room 12")
    assert "Emil Novák" not in learners(class_desk, "Room 12")


async def test_the_same_file_again_changes_nothing(desk: Desk, room_12: Path) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            await look_at(pilot, room_12)
            await pilot.press("enter")
            await settled(pilot)
        await look_at(pilot, room_12)
        assert "Nothing changes" in words_on(pilot.app)
    assert len(classes(desk.notebook)) == 1
    assert len(learners(desk, "Room 12")) == 2


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample folder is not beside the project")
async def test_a_oneroster_folder_offers_its_classes(desk: Desk) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, SAMPLE)
        assert screen.stage == "class"
        assert "12 learners" in words_on(pilot.app)
        for key in "koala":
            await pilot.press(key)
        await pilot.press("enter")
        await settled(pilot)
        assert "Kooky Koala" in words_on(pilot.app)
        await pilot.press("escape")
        assert screen.stage == "class"
        await pilot.press("enter", "enter")
        await settled(pilot)
    assert len(learners(desk, "Kooky Koala")) == 12


async def test_a_path_that_is_not_there_gets_one_sentence_and_stays(desk: Desk) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, "/nowhere/[/] class.csv")
        assert screen.stage == "source"
        assert problem(screen).startswith("There is no file")
        assert screen.source.text == "/nowhere/[/] class.csv"
        assert screen.source.editor.has_focus
        await pilot.press("x")
        assert problem(screen) == ""


async def test_a_file_that_is_not_what_it_claims_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "class.csv"
    file.write_bytes(b"%PDF-1.7 \x00\x01\x02")
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, file)
        assert "a PDF" in problem(screen)
        assert screen.source.text == str(file)
    assert classes(desk.notebook) == []


@pytest.mark.slow
async def test_escape_goes_back_stage_by_stage_and_keeps_the_path(
    desk: Desk, room_12: Path
) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, room_12)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.stage == "source"
        assert screen.source.text == str(room_12)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TodayScreen)
    assert classes(desk.notebook) == []


async def test_a_pasted_list_is_shown_named_and_kept(desk: Desk) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        screen = bringing(pilot)
        screen.source.editor.insert(f"Ana Lopez\n{HOSTILE}\n")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "My class" in words_on(pilot.app)
        assert HOSTILE in words_on(pilot.app)
        await pilot.press("r")
        await pilot.pause()
        pilot.app.screen.focused.text = HOSTILE  # type: ignore[union-attr]
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TodayScreen)
        assert HOSTILE in words_on(pilot.app)
    assert len(learners(desk, HOSTILE)) == 2


@pytest.mark.slow
async def test_names_that_are_not_kept_yet_are_not_left_unasked(desk: Desk) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        screen = bringing(pilot)
        screen.source.editor.insert("Ana Lopez")
        await pilot.press("escape")
        await pilot.pause()
        assert "not in the notebook yet" in words_on(pilot.app)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.source.text == "Ana Lopez"


async def test_an_empty_field_says_what_to_do(desk: Desk) -> None:
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, "")
        assert "Type the path" in problem(screen)


@pytest.mark.slow
async def test_a_list_goes_into_the_class_it_was_asked_for(
    class_desk: Desk, tmp_path: Path
) -> None:
    other = add_class(class_desk.notebook, "Room 7")
    add_student(class_desk.notebook, other.id or 0, "Zoë", "Lind")
    file = tmp_path / "list.txt"
    file.write_text("Zoë Lind\nMia Holt\n", "utf-8")
    async with ConferencerApp(class_desk).run_test(size=(100, 30)) as pilot:
        await pilot.press("l")
        await pilot.pause()
        await pilot.press("c", "down")
        await look_at(pilot, file)
        assert "Room 7" in words_on(pilot.app)
        assert "1 unchanged" in words_on(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert "Mia Holt" in words_on(pilot.app)
    assert len(learners(class_desk, "Room 7")) == 2


@pytest.mark.slow
async def test_browsing_fills_in_the_path_and_reads_it(desk: Desk, room_12: Path) -> None:
    (room_12.parent / f"{HOSTILE.replace('/', '')}.csv").write_text("Ana Lopez\n", "utf-8")
    async with ConferencerApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await pilot.pause()
        screen = bringing(pilot)
        screen.source.editor.insert(str(room_12.parent))
        await pilot.press("ctrl+g")
        await settled(pilot)
        assert ":smile:" in words_on(pilot.app)
        pilot.app.screen.dismiss(room_12)
        await settled(pilot)
        assert screen.source.text == str(room_12)
        assert screen.stage == "preview"


def test_a_dragged_path_is_understood_as_terminals_write_it(room_12: Path) -> None:
    for typed in (
        f"'{room_12}'",
        f'"{room_12}" ',
        room_12.as_uri(),
        str(room_12).replace(" ", "\\ "),
    ):
        assert path_from(typed) == room_12
    assert path_from("~/class.csv") == Path.home() / "class.csv"
    assert path_from("~nobody-at-all/x") == Path("~nobody-at-all/x")


async def test_a_backup_is_made_before_a_class_comes_in(class_desk: Desk, room_12: Path) -> None:
    before = learners(class_desk, "Room 12")
    async with ConferencerApp(class_desk).run_test(size=(80, 24)) as pilot:
        await look_at(pilot, room_12)
        await pilot.press("enter")
        await settled(pilot)
    (made,) = backups_of(class_desk.notebook.path)
    assert learners(class_desk, "Room 12") != before
    backup = Notebook(made, class_desk.notebook.clock).open()
    assert [full_name(one) for one in students_of(backup, 1)] == before
    backup.close()


async def test_without_a_backup_no_class_comes_in(class_desk: Desk, room_12: Path) -> None:
    before = learners(class_desk, "Room 12")
    folder_of(class_desk.notebook.path).write_text("somebody's file")
    async with ConferencerApp(class_desk).run_test(size=(80, 24), notifications=True) as pilot:
        await look_at(pilot, room_12)
        await pilot.press("enter")
        await settled(pilot)
        assert "No backup" in words_on(pilot.app)
        assert bringing(pilot).preview is not None, "it can be tried again"
    assert learners(class_desk, "Room 12") == before
