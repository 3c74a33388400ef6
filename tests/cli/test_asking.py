"""How the real program answers: exit codes, one line for a problem, and what it leaves unloaded."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import conferencer
from conferencer.cli import main

HEAVY = ("textual", "sqlmodel", "sqlalchemy", "pydantic", "platformdirs", "typst", "dateutil")


def run(*args: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """The program as a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "conferencer", *args],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def loaded_by(*args: str) -> set[str]:
    """The top-level packages that answering took."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "conferencer", *args],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    assert len(lines) > 20
    return {line.rpartition("|")[2].strip().split(".")[0] for line in lines}


def test_the_version_is_said() -> None:
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"conferencer {conferencer.__version__}\n"


def test_help_lists_the_commands_in_words() -> None:
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for command in (
        "demo",
        "import",
        "students",
        "next",
        "history",
        "steps",
        "slips",
        "where",
        "backup",
        "restore",
        "doctor",
        "lock",
        "unlock",
        "passphrase",
    ):
        assert f"    {command} " in done.stdout
    assert run("slips", "--help").stdout.startswith("usage: conferencer slips")


@pytest.mark.parametrize(
    "args",
    [
        ("--version",),
        ("--help",),
        ("slips", "--help"),
        ("studnets",),
        ("--nonsense",),
        ("history",),
        ("slips", "--paper", "a7"),
        ("where", "--json"),
    ],
    ids=" ".join,
)
def test_answering_loads_neither_the_screen_nor_the_tables(args: tuple[str, ...]) -> None:
    assert not loaded_by(*args) & set(HEAVY)


@pytest.mark.parametrize(
    "args",
    [
        ("studnets",),
        ("--nonsense",),
        ("history",),
        ("import",),
        ("where", "too", "much"),
        ("slips", "--per-page", "3"),
        ("slips", "--format", "docx"),
        ("steps", "--opne"),
        ("next", "--class"),
        ("--notebook",),
        ("--notebook", "", "next"),
        ("demo", "--students", "3"),
        ("demo", "--write", "x", "--students", "many"),
        ("two\nlines",),
        (),
        ("demo",),
    ],
    ids=repr,
)
def test_asking_wrongly_is_one_line_and_two(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("conferencer: ")
    assert done.stderr.count("\n") == 1


def test_a_mistyped_command_gets_a_suggestion() -> None:
    assert "`students`" in run("studnets").stderr


def test_without_a_terminal_the_notebook_says_that_it_needs_one(home: Path) -> None:
    assert "terminal" in run().stderr
    assert not home.exists()


@pytest.mark.slow
@pytest.mark.parametrize("day", ["tomorrow", "2026-2-3", "20261122", "2026-W47-7", "9999-12-31"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    done = run("next", CONFERENCER_TODAY=day)
    assert done.returncode == 2
    assert "CONFERENCER_TODAY" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_bug_is_one_line_and_its_details_are_in_the_log(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("conferencer.commands.opening.show_places", broken)
    assert main(["where"]) == 1
    said = capsys.readouterr()
    log = home / "conferencer.log"
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert str(log) in said.err
    assert "ZeroDivisionError" in log.read_text("utf-8")
    if os.name == "posix":
        assert log.stat().st_mode & 0o777 == 0o600


def test_ctrl_c_ends_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("conferencer.commands.opening.show_places", interrupted)
    assert main(["where"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(os.name != "posix", reason="pipes of a POSIX shell")
def test_a_reader_that_goes_away_is_no_problem() -> None:
    command = [sys.executable, "-m", "conferencer", "where"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert done.stderr == ""


def test_a_path_in_no_known_encoding_is_shown_all_the_same(home: Path) -> None:
    done = run("where", PYTHONIOENCODING="ascii", CONFERENCER_HOME=f"{home}-ñ")
    assert done.returncode == 0
    assert "-\\xf1" in done.stdout


def test_the_paths_are_told_and_nothing_is_created(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["where"]) == 0
    told = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert told == {
        "notebook": str(home / "notebook.db"),
        "backups": str(home / "notebook.db.backups"),
        "settings": str(home / "settings.toml"),
        "guides": str(home / "guides"),
        "languages": str(home / "languages"),
        "log": str(home / "conferencer.log"),
    }
    assert not home.exists()


@pytest.mark.parametrize("before", [True, False])
def test_the_notebook_is_named_before_or_after_the_command(
    before: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = ["--notebook", str(tmp_path / "other.db")]
    assert main([*named, "where"] if before else ["where", *named]) == 0
    assert f"notebook  {tmp_path / 'other.db'}\n" in capsys.readouterr().out
