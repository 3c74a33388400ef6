"""What is not for the learner's eyes: memory aids and supports are where they belong, only."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pypdf import PdfReader

from conferencer import cli
from conferencer.core.memory_aid import keep_memory_aid, memory_aid_of
from conferencer.core.profile import add_entry
from conferencer.ui.desk import Desk
from conferencer.ui.private import MemoryAidPane, Supports
from conferencer.ui.screens.today import TodayScreen
from tests.conftest import TODAY
from tests.ui.rooms import ANA, Room, app_of, begin, on_screen, settled, talked

AID = "xylophone-sentinel-aid"
SUPPORT = "quokka-sentinel-support"


@pytest.fixture
def planted(class_desk: Desk) -> Desk:
    """A class in which Ana has a memory aid, a support and a finished conference."""
    keep_memory_aid(class_desk.notebook, ANA, AID)
    add_entry(class_desk.notebook, ANA, "support", SUPPORT, "teacher", TODAY)
    talked(class_desk.notebook, {"victories": "I read", "step": "Read on"})
    return class_desk


async def open_aid(pilot: Room) -> MemoryAidPane:
    """From Today to Ana's memory aid."""
    while today_bar(pilot) != ANA:
        await pilot.press("down")
    await pilot.press("o")
    await settled(pilot)
    await pilot.press("m")
    await settled(pilot)
    pane = pilot.app.screen
    assert isinstance(pane, MemoryAidPane)
    return pane


def today_bar(pilot: Room) -> int | None:
    """The learner under the bar."""
    screen = pilot.app.screen
    assert isinstance(screen, TodayScreen)
    return screen.turns.student_id


@pytest.mark.slow
async def test_a_memory_aid_is_typed_in_a_pane_of_its_own_and_kept(class_desk: Desk) -> None:
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pane = await open_aid(pilot)
        assert "Ana" not in on_screen(pilot).split("For you alone")[1]
        await pilot.press(*"ask about home")
        assert pane.keep_now()
        assert memory_aid_of(class_desk.notebook, ANA) == "ask about home"
        await pilot.press("escape")
        await settled(pilot)
        assert "ask about home" not in on_screen(pilot)


@pytest.mark.slow
async def test_it_hides_after_a_few_seconds_and_any_key_shows_it_again(planted: Desk) -> None:
    async with app_of(planted).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pane = await open_aid(pilot)
        assert AID in on_screen(pilot)
        assert pane._hiding is not None
        pane.action_hide()  # what its timer calls
        await settled(pilot)
        assert pane.is_hidden and AID not in on_screen(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert AID in on_screen(pilot)
        assert pane.editor.text == AID, "the key that shows it types nothing"


@pytest.mark.slow
async def test_nothing_of_it_reaches_the_clipboard(planted: Desk) -> None:
    async with app_of(planted).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        pane = await open_aid(pilot)
        pane.editor.select_all()
        await pilot.press("ctrl+c", "ctrl+x", "super+c")
        await settled(pilot)
        assert pilot.app.clipboard == ""
        assert pane.editor.text == AID


@pytest.mark.parametrize("keys", [["ctrl+l"], pytest.param(["ctrl+q"], marks=pytest.mark.slow)])
async def test_what_was_typed_is_kept_when_the_screen_is_covered_or_closed(
    class_desk: Desk, keys: list[str]
) -> None:
    async with app_of(class_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await open_aid(pilot)
        await pilot.press(*"half a w", *keys)
        await settled(pilot)
        assert memory_aid_of(class_desk.notebook, ANA) == "half a w"


@pytest.mark.slow
async def test_a_conference_shows_neither_aid_nor_support_and_opens_no_pane(planted: Desk) -> None:
    async with app_of(planted).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        while today_bar(pilot) != ANA:
            await pilot.press("down")
        await begin(pilot)
        for key in ("m", "v", "ctrl+n", "ctrl+n", "ctrl+n", "ctrl+b", "f1", "escape", "ctrl+r"):
            await pilot.press(key)
            await settled(pilot)
            assert not isinstance(pilot.app.screen, MemoryAidPane | Supports)
            assert AID not in on_screen(pilot) and SUPPORT not in on_screen(pilot)


async def test_supports_are_seen_on_today_only_until_the_next_key(planted: Desk) -> None:
    async with app_of(planted).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        while today_bar(pilot) != ANA:
            await pilot.press("down")
        assert SUPPORT not in on_screen(pilot)
        await pilot.press("v")
        await settled(pilot)
        assert SUPPORT in on_screen(pilot)
        await pilot.press("q")
        await settled(pilot)
        assert SUPPORT not in on_screen(pilot) and isinstance(pilot.app.screen, TodayScreen)
        await pilot.press("v")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Supports)
        pilot.app.screen.put_away()  # what its timer calls
        await settled(pilot)
        assert SUPPORT not in on_screen(pilot)


COMMANDS = [
    ["students", "--all"],
    ["students", "--json"],
    ["next"],
    ["next", "--json"],
    ["history", "1"],
    ["history", "1", "--format", "markdown"],
    ["history", "1", "--format", "json"],
    ["steps"],
    ["steps", "--json"],
    ["slips", "--format", "text"],
    ["doctor"],
    ["doctor", "--json"],
    ["where"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_tells_of_either(
    planted: Desk, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(command)
    told = capsys.readouterr()
    assert told.out
    for sentinel in (AID, SUPPORT):
        assert sentinel not in told.out + told.err
    if "--json" in command or "json" in command:
        json.loads(told.out)


@pytest.mark.slow
async def test_no_file_but_the_notebook_and_its_backups_holds_either(
    planted: Desk, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with app_of(planted).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await open_aid(pilot)
        await pilot.press(*"more", "escape", "escape")
        await settled(pilot)
        pilot.app.save_screenshot("today.svg", path=str(tmp_path))
    pdf = tmp_path / "slips.pdf"
    assert cli.main(["slips", "1", "--out", str(pdf)]) == 0
    assert cli.main(["backup"]) == 0
    capsys.readouterr()
    words = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "Read on" in words and AID not in words and SUPPORT not in words
    for path in (p for p in tmp_path.rglob("*") if p.is_file()):
        holds = any(s.encode() in path.read_bytes() for s in (AID, SUPPORT))
        assert holds == (path.suffix == ".db"), path
    with closing(sqlite3.connect(home / "notebook.db")) as connection:
        tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_master")]
        assert "memory_aid" in tables
