"""Backup, restore and doctor as a person meets them."""

import json
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from conferencer.commands.patience import Patience
from conferencer.core.backups import backups_of, folder_of, is_whole
from conferencer.core.restoring import kept_aside
from tests.cli.conftest import Ask
from tests.cli.test_importing import at_a_terminal, needs_a_terminal
from tests.core.test_migrations import VERSION_1
from tests.terminal import Terminal


def test_backup_prints_the_path_of_a_notebook_that_opens(ask: Ask, class_4b: Path) -> None:
    answer = ask("backup")
    assert answer.code == 0 and answer.err == ""
    assert Path(answer.out.strip()) == backups_of(class_4b)[0]
    assert is_whole(backups_of(class_4b)[0])


def test_backup_to_a_file_never_overwrites(ask: Ask, class_4b: Path, tmp_path: Path) -> None:
    file = tmp_path / "my copy.db"
    assert ask("backup", file).out.strip() == str(file)
    before = file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = ask("backup", file)
    assert again.code == 1 and "exists already" in again.err and file.read_bytes() == before
    nowhere = ask("backup", tmp_path / "none" / "copy.db")
    assert nowhere.code == 1 and nowhere.err.count("\n") == 1


def test_backup_without_a_notebook_says_so(ask: Ask, home: Path) -> None:
    answer = ask("backup")
    assert answer.code == 1 and "no notebook" in answer.err and not home.exists()


def test_reading_makes_no_backup_and_importing_makes_one(
    ask: Ask, class_4b: Path, tmp_path: Path
) -> None:
    assert not folder_of(class_4b).exists(), "there was nothing before the first import"
    for command in ("students", "next", "steps", "where", "doctor"):
        assert ask(command).code == 0
    more = tmp_path / "5C.csv"
    more.write_text("First,Last\nEmil,Novák\n", "utf-8")
    assert ask("import", more, "--dry-run").code == 0
    assert not folder_of(class_4b).exists()
    before = ask("students", "--json").json
    assert ask("import", more, "--yes").code == 0
    (made,) = backups_of(class_4b)
    assert ask("students", "--json", "--notebook", made).json == before


def test_importing_many_files_makes_one_backup(ask: Ask, class_4b: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"5{letter}.csv" for letter in "ABC"]
    for file in files:
        file.write_text(f"First,Last\nEmil,{file.stem}\n", "utf-8")
    assert ask("import", *files, "--yes").code == 0
    assert len(backups_of(class_4b)) == 1


def test_nothing_is_imported_without_a_backup(ask: Ask, class_4b: Path, tmp_path: Path) -> None:
    folder_of(class_4b).write_text("somebody's file")
    before = class_4b.read_bytes()
    file = tmp_path / "5C.csv"
    file.write_text("First,Last\nEmil,Novák\n", "utf-8")
    answer = ask("import", file, "--yes")
    assert answer.code == 1 and "No backup" in answer.err
    assert class_4b.read_bytes() == before


def test_restore_brings_back_and_says_what_it_kept(
    ask: Ask, class_4b: Path, tmp_path: Path
) -> None:
    before = ask("students", "--json").json
    file = Path(ask("backup").out.strip())
    more = tmp_path / "5C.csv"
    more.write_text("First,Last\nEmil,Novák\n", "utf-8")
    ask("import", more, "--yes")
    answer = ask("restore", file, "--yes")
    assert answer.code == 0 and str(file) in answer.out
    assert str(backups_of(class_4b)[0]) in answer.out, "where the present one went"
    assert ask("students", "--json").json == before


def test_restore_without_a_terminal_needs_yes(ask: Ask, class_4b: Path) -> None:
    file = ask("backup").out.strip()
    before = class_4b.read_bytes()
    answer = ask("restore", file)
    assert answer.code == 2 and "--yes" in answer.err
    assert class_4b.read_bytes() == before


def test_restore_refuses_wrong_files_in_one_sentence(
    ask: Ask, class_4b: Path, roster: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.db"
    cut.write_bytes(class_4b.read_bytes()[:10_000])
    before = class_4b.read_bytes()
    for file in (roster, cut, tmp_path / "none.db", tmp_path, class_4b):
        answer = ask("restore", file, "--yes")
        assert answer.code == 1 and answer.out == ""
        assert answer.err.startswith("conferencer: ") and answer.err.count("\n") == 1
        assert class_4b.read_bytes() == before
    assert not folder_of(class_4b).exists()


@needs_a_terminal
def test_restore_asks_at_a_terminal(ask: Ask, class_4b: Path) -> None:
    file = ask("backup").out.strip()
    class_4b.write_bytes(b"junk")
    code, shown = at_a_terminal("n\n", "restore", file)
    assert code == 0 and "Nothing was changed" in shown and class_4b.read_bytes() == b"junk"
    code, shown = at_a_terminal("y\n", "restore", file)
    assert code == 0 and "Brought back" in shown and "byte for byte" in shown
    assert is_whole(class_4b)


def test_a_damaged_notebook_is_told_with_the_command_that_helps(ask: Ask, class_4b: Path) -> None:
    before = ask("students", "--json").json
    file = ask("backup").out.strip()
    for left in (class_4b.read_bytes()[:9000], b""):
        class_4b.write_bytes(left)
        for command in (["students"], ["next"], ["steps"], ["history", "1"]):
            answer = ask(*command)
            assert answer.code == 1 and answer.out == ""
            assert f"`conferencer restore {file}`" in answer.err
            assert class_4b.read_bytes() == left
    assert ask("restore", file, "--yes").code == 0
    assert ask("students", "--json").json == before


@needs_a_terminal
def test_the_bare_program_offers_the_backup_and_no_leaves_all_alone(
    ask: Ask, class_4b: Path
) -> None:
    file = Path(ask("backup").out.strip())
    class_4b.write_bytes(b"junk")
    code, shown = at_a_terminal("n\n")
    assert code == 1 and file.name in shown and "Bring it back?" in shown
    assert class_4b.read_bytes() == b"junk"
    assert backups_of(class_4b) == [file]


@needs_a_terminal
def test_the_bare_program_brings_the_backup_back_and_opens(ask: Ask, class_4b: Path) -> None:
    file = Path(ask("backup").out.strip())
    class_4b.write_bytes(class_4b.read_bytes()[:20_000])
    with Terminal(home=class_4b.parent) as program:
        program.wait_for("Bring it back?")
        program.type("y\r")
        program.wait_for("4B")
        program.press("q")
        program.wait_for_end()
    assert is_whole(class_4b) and file in backups_of(class_4b)
    (kept,) = kept_aside(class_4b)
    assert kept.stat().st_size == 20_000


@pytest.mark.slow
@needs_a_terminal
def test_damage_deep_in_the_file_is_found_behind_the_first_frame(ask: Ask, class_4b: Path) -> None:
    ask("backup")
    data = bytearray(class_4b.read_bytes())
    data[-4096:] = b"\xff" * 4096
    class_4b.write_bytes(data)
    with Terminal(home=class_4b.parent) as program:
        program.wait_for("Bring it back?")
        program.type("n\r")
        assert program.wait_for_end() == 1
    assert class_4b.read_bytes() == data, "it was not written to"


@pytest.mark.slow
@needs_a_terminal
def test_the_first_opening_of_a_day_makes_one_backup_and_the_demo_none(class_4b: Path) -> None:
    for _ in range(2):
        with Terminal(home=class_4b.parent) as program:
            program.wait_for("4B")
            until(lambda: backups_of(class_4b))
            program.press("q")
            program.wait_for_end()
    (made,) = backups_of(class_4b)
    assert is_whole(made)
    with Terminal("demo", home=class_4b.parent / "demo") as program:
        program.wait_for("Room 12")
        program.settle()
        program.press("q")
        program.wait_for_end()
    assert not list(class_4b.parent.glob("demo/**/*.backups"))


@needs_a_terminal
def test_a_daily_backup_that_fails_says_so_and_stops_nothing(class_4b: Path) -> None:
    folder_of(class_4b).write_text("somebody's file")
    with Terminal(home=class_4b.parent, size=(120, 40)) as program:
        program.wait_for("No backup")
        program.press("q")
        assert program.wait_for_end() == 0


def until(is_so: Callable[[], object], seconds: float = 20) -> None:
    """Wait for another process."""
    end = monotonic() + seconds
    while not is_so():
        assert monotonic() < end, "it never came"


def test_the_doctor_is_content_with_a_whole_notebook(ask: Ask, class_4b: Path) -> None:
    ask("backup")
    answer = ask("doctor")
    assert answer.code == 0 and answer.err == ""
    assert all(line.startswith("ok") for line in answer.out.splitlines())
    told = ask("doctor", "--json").json
    assert isinstance(told, dict) and told["ok"] is True and told["repaired"] is None
    assert "nothing to repair" in ask("doctor", "--repair").out


def test_the_doctor_without_a_notebook_creates_none(ask: Ask, home: Path) -> None:
    assert ask("doctor").code == 0
    assert not home.exists()


def test_the_doctor_repairs_on_a_copy_that_can_be_restored(ask: Ask, class_4b: Path) -> None:
    students = ask("students", "--json").json
    data = bytearray(class_4b.read_bytes())
    data[-4096:] = b"\xff" * 4096
    class_4b.write_bytes(data)
    found = ask("doctor")
    assert found.code == 1 and "!!" in found.out and "--repair" in found.out
    repaired = ask("doctor", "--repair")
    assert repaired.code == 1 and class_4b.read_bytes() == data
    copy = class_4b.with_name("notebook-repaired.db")
    assert f"`conferencer restore {copy}`" in repaired.out
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    told = ask("doctor", "--repair", "--json").json
    assert isinstance(told, dict) and told["repaired"]["path"].endswith("notebook-repaired-2.db")
    assert ask("restore", copy, "--yes").code == 0
    assert ask("students", "--json").json == students
    assert ask("doctor").code == 0


def test_an_older_notebook_is_examined_and_backed_up_as_it_is(ask: Ask, tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_1, tmp_path / "old.db"))
    path.chmod(0o600)
    assert ask("doctor", "--notebook", path).code == 0
    assert ask("backup", "--notebook", path).code == 0
    assert path.read_bytes() == VERSION_1.read_bytes()


@pytest.mark.slow
def test_patience_is_asked_for_only_after_a_second(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Patience("Backing up") as patience:
        patience.go_on()
        assert capsys.readouterr().err == ""
        begun = monotonic()
        while monotonic() < begun + 2.2:
            patience.go_on()
    assert capsys.readouterr().err == "Backing up ..\n"


def test_keeping_loads_neither_the_screen_nor_the_tables() -> None:
    import subprocess

    code = (
        "import conferencer.core.backups, conferencer.core.restoring, conferencer.core.checkup, "
        "conferencer.core.repair, conferencer.commands.keeping, sys, json; "
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout)
    assert not {"textual", "sqlmodel", "sqlalchemy"} & set(loaded)
