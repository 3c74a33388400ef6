"""Real faults while a conference is open: one sentence, no word lost, and it goes on by itself."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic

import pytest
from textual.widgets import Static

from conferencer.core.backups import verify
from conferencer.core.clock import Clock
from conferencer.core.notebook import Notebook
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.widgets.editor import NoteEditor
from tests.conftest import TODAY
from tests.ui.rooms import (
    Room,
    app_of,
    begin,
    conferring,
    editor_of,
    in_one_line,
    kept,
    on_screen,
    settled,
)

Fault = Callable[[Path], AbstractContextManager[None]]


@contextmanager
def a_full_disk(notebook: Path) -> Iterator[None]:
    """No file of this process may grow past some bytes, as with a quota that is used up."""
    resource = pytest.importorskip("resource")
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@contextmanager
def a_folder_that_may_only_be_read(notebook: Path) -> Iterator[None]:
    """No journal can be made in it. For the superuser, permissions do not count; a flag does."""
    folder, as_root = notebook.parent, os.geteuid() == 0
    flag = shutil.which("chattr")
    if as_root and (not flag or subprocess.run([flag, "+i", folder], check=False).returncode):
        pytest.skip("the superuser may write everywhere here")
    if not as_root:
        folder.chmod(0o500)
    try:
        yield
    finally:
        if as_root:
            subprocess.run(["chattr", "-i", folder], check=True)
        else:
            folder.chmod(0o700)


@contextmanager
def moved_away(notebook: Path) -> Iterator[None]:
    """Somebody moves the notebook, and moves it back."""
    elsewhere = notebook.with_name("elsewhere.db")
    notebook.rename(elsewhere)
    yield
    assert not notebook.exists(), "nothing was put in its place"
    elsewhere.rename(notebook)


@contextmanager
def another_in_its_place(notebook: Path) -> Iterator[None]:
    """A sync program, or `conferencer restore`, puts another notebook there."""
    elsewhere, other = notebook.with_name("elsewhere.db"), notebook.with_name("other.db")
    Notebook(other, Clock(TODAY)).open().close()
    before = other.read_bytes()
    notebook.rename(elsewhere)
    other.rename(notebook)
    yield
    assert notebook.read_bytes() == before, "another notebook is left alone"
    elsewhere.replace(notebook)


def told(pilot: Room) -> str:
    """What the line below the title says."""
    return str(conferring(pilot).query_one("#kept", Static).content)


async def until(pilot: Room, is_so: Callable[[], bool]) -> None:
    """Wait for what comes by itself."""
    begun = monotonic()
    while not is_so():
        assert monotonic() - begun < 15, on_screen(pilot)
        await pilot.pause(0.1)


async def pick(pilot: Room, row: str) -> None:
    """Pick a row of the conference's menu."""
    await pilot.press("ctrl+r")
    menu = pilot.app.screen
    assert isinstance(menu, Pick)
    menu.dismiss(row)
    await settled(pilot)


FAULTS = [
    pytest.param(a_full_disk, "the disk", id="full disk"),
    pytest.param(moved_away, "it was moved or deleted", id="moved away"),
    pytest.param(
        another_in_its_place, "was left alone", id="another in its place", marks=pytest.mark.slow
    ),
    pytest.param(
        a_folder_that_may_only_be_read,
        "its folder may not be written to",
        id="read-only folder",
        marks=pytest.mark.slow,
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "sentence"), FAULTS)
async def test_words_stay_on_the_screen_and_are_kept_when_the_fault_is_over(
    class_desk: Desk, fault: Fault, sentence: str, tmp_path: Path
) -> None:
    path = class_desk.notebook.path
    async with app_of(class_desk).run_test(size=(100, 30), notifications=True) as pilot:
        await begin(pilot)
        await pilot.press(*"safe")
        await until(pilot, lambda: kept(class_desk).get("victories") == "safe")
        with fault(path):
            await pilot.press(*" more")
            await until(pilot, lambda: "not yet saved" in told(pilot))
            assert sentence in in_one_line(pilot)
            assert editor_of(pilot, "victories").text == "safe more"
            await pick(pilot, "copy")
            assert pilot.app.clipboard == "Victories\nsafe more\n"
            saved = tmp_path / "saved.txt"
            await pick(pilot, "elsewhere")
            pilot.app.screen.query_one(NoteEditor).text = str(saved)
            await pilot.press("enter")
            await settled(pilot)
            assert saved.read_text(encoding="utf-8") == "Victories\nsafe more\n"
            assert editor_of(pilot, "victories").text == "safe more"
        await until(pilot, lambda: told(pilot) == "")
        assert kept(class_desk)["victories"] == "safe more"
    verify(path)


@pytest.mark.parametrize("command", ["import", "restore"])
def test_a_full_disk_on_the_command_line_is_one_sentence_and_changes_nothing(
    class_desk: Desk, tmp_path: Path, command: str
) -> None:
    path = class_desk.notebook.path
    class_desk.notebook.close()
    before, backup, roster = path.read_bytes(), tmp_path / "backup.db", tmp_path / "room.csv"
    shutil.copyfile(path, backup)
    roster.write_text("name\n" + "".join(f"Learner {n}\n" for n in range(60)), encoding="utf-8")
    ask = (
        ["restore", str(backup), "--yes"]
        if command == "restore"
        else ["import", str(roster), "--yes"]
    )
    limited = (
        "import resource, sys; from conferencer.cli import main; "
        "most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]; "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600, most)); sys.exit(main(sys.argv[1:]))"
    )
    if sys.platform == "win32":
        pytest.skip("no such limit here")
    done = subprocess.run(
        [sys.executable, "-c", limited, *ask], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("conferencer: ") and done.stderr.count("\n") == 1
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.rglob("*.partial")] == []
