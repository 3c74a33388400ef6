"""Bringing a class in from the command line: shown first, written once it is confirmed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import HOSTILE, ROSTER, Ask


def at_a_terminal(keys: str, *args: str | Path) -> tuple[int, str]:
    """The program in a real terminal where somebody types; its exit code and what was shown."""
    import pty

    mine, theirs = pty.openpty()
    command = [sys.executable, "-m", "conferencer", *map(str, args)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as program:
        os.close(theirs)
        os.write(mine, keys.encode())
        shown = b"".join(iter(lambda: _read(mine), b""))
    os.close(mine)
    return program.returncode, shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end has gone
        return b""


needs_a_terminal = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX's")


def people(notebook: Path) -> list[tuple[object, ...]]:
    """Every learner and enrollment in the file."""
    with sqlite3.connect(notebook) as file:
        return file.execute(
            "SELECT s.*, e.class_id, e.joined_on, e.left_on FROM student s "
            "JOIN enrollment e ON e.student_id = s.id ORDER BY s.id"
        ).fetchall()


def test_importing_brings_in_every_learner_of_the_file(ask: Ask, class_4b: Path) -> None:
    listed = ask("students", "--json").json
    assert isinstance(listed, list)
    names = {(one["given_name"], one["family_name"], one["grade"]) for one in listed}
    assert names == {
        ("[/] :smile:", "O'Brien-Ñandú 李雷", "4"),
        ("Ana", "Lopez", "3"),
        ("Ana", "Lopez", "4"),
        ("\u202eBo", "Évil", "4"),
    }
    assert {tuple(one["classes"]) for one in listed} == {("4B",)}


def test_importing_the_same_file_twice_changes_nothing(
    ask: Ask, roster: Path, class_4b: Path
) -> None:
    before = people(class_4b)
    again = ask("import", roster, "--yes")
    assert again.code == 0
    assert "4 unchanged" in again.out
    assert people(class_4b) == before


def test_a_learner_gone_from_the_file_is_marked_as_left_and_kept(
    ask: Ask, roster: Path, class_4b: Path
) -> None:
    roster.write_text("\n".join(ROSTER.splitlines()[:-1]), "utf-8")
    told = ask("import", roster, "--yes", "--json").json
    assert isinstance(told, dict)
    assert [one["family_name"] for one in told["left"]] == ["Évil"]
    assert "Évil" not in ask("students").out
    assert "Évil" in ask("students", "--all").out


def test_without_a_terminal_and_without_yes_nothing_is_written(
    ask: Ask, roster: Path, home: Path
) -> None:
    answer = ask("import", roster)
    assert answer.code == 2
    assert "4 new" in answer.out
    assert "--yes" in answer.err
    assert not home.exists()


def test_a_dry_run_shows_and_stops(ask: Ask, roster: Path, home: Path) -> None:
    answer = ask("import", roster, "--dry-run")
    assert (answer.code, answer.err) == (0, "")
    assert f"4 new: {HOSTILE}, Ana Lopez" in answer.out
    assert not home.exists()


def test_a_dry_run_of_an_update_changes_no_byte(ask: Ask, roster: Path, class_4b: Path) -> None:
    before = class_4b.read_bytes()
    roster.write_text("First,Last\nNew,One\n", "utf-8")
    assert ask("import", roster, "--dry-run").code == 0
    assert class_4b.read_bytes() == before


@needs_a_terminal
def test_at_a_terminal_yes_brings_it_in(ask: Ask, roster: Path) -> None:
    code, shown = at_a_terminal("y\n", "import", roster)
    assert code == 0
    assert shown.index("4 new") < shown.index("Bring these in? [y/N]")
    assert "Lopez" in ask("students").out


@pytest.mark.slow
@needs_a_terminal
@pytest.mark.parametrize("keys", ["\n", "n\n", "\x04"], ids=["enter", "no", "ctrl+d"])
def test_at_a_terminal_anything_but_yes_changes_nothing(
    keys: str, roster: Path, home: Path
) -> None:
    code, shown = at_a_terminal(keys, "import", roster)
    assert code == 0
    assert "Nothing was changed." in shown
    assert not home.exists()


@needs_a_terminal
def test_for_programs_nothing_is_asked(roster: Path, home: Path) -> None:
    code, shown = at_a_terminal("y\n", "import", roster, "--json")
    assert code == 2
    assert "Bring" not in shown
    assert not home.exists()


def test_one_file_is_told_as_an_object_and_several_as_a_list(
    ask: Ask, roster: Path, tmp_path: Path
) -> None:
    other = tmp_path / "5C.csv"
    other.write_text("name,grade\nIda Berg,5\n,\n,5\n", "utf-8")
    one = ask("import", roster, "--dry-run", "--json").json
    assert isinstance(one, dict)
    assert one.keys() == {"new", "changed", "unchanged", "left", "not_read", "notes"}
    several = ask("import", roster, other, "--yes", "--json").json
    assert isinstance(several, list)
    assert [len(told["new"]) for told in several] == [4, 1]
    (unread,) = several[1]["not_read"]
    assert unread.keys() == {"row", "reason", "text"}
    assert unread["row"] == 4


def test_a_file_that_cannot_be_read_stops_before_the_first_is_written(
    ask: Ask, roster: Path, tmp_path: Path, home: Path
) -> None:
    answer = ask("import", roster, tmp_path / "missing.csv", "--yes")
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert not home.exists()


def test_the_class_may_be_named(ask: Ask, roster: Path) -> None:
    assert ask("import", roster, "--class", "Tuesday club", "--yes").code == 0
    assert "Tuesday club" in ask("students").out


def test_a_name_is_what_stands_before_the_last_dot(ask: Ask, roster: Path) -> None:
    dotted = roster.with_name("4.b class [x].csv")
    shutil.copy(roster, dotted)
    assert ask("import", dotted, "--yes").code == 0
    assert ask("students", "--class", "4.b class [x]").code == 0


def test_in_a_file_with_several_classes_one_must_be_picked(
    ask: Ask, tmp_path: Path, home: Path
) -> None:
    path = tmp_path / "school.csv"
    path.write_text("first,last,class\nIda,Berg,5C\nOle,Dahl,5D\n", "utf-8")
    for args in ((), ("--class", "9Z")):
        answer = ask("import", path, "--yes", *args)
        assert answer.code == 2
        assert "5C" in answer.err
        assert "5D" in answer.err
    assert not home.exists()
    assert ask("import", path, "--class", "5D", "--yes").code == 0
    listed = ask("students", "--json").json
    assert isinstance(listed, list)
    assert [(one["given_name"], one["classes"]) for one in listed] == [("Ole", ["5D"])]
