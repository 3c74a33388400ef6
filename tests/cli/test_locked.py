"""A locked notebook on the command line: asked for in the terminal, and then as any other."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conferencer.commands.letting_in import ask_new, let_in
from conferencer.core import keys
from conferencer.core.backups import backups_of
from conferencer.core.clock import Clock
from conferencer.core.errors import ConferencerError, LockedNotebookError
from conferencer.core.locking import lock_notebook
from conferencer.core.notebook import Notebook
from conferencer.paths import places
from conferencer.settings import Settings, write_settings
from tests.cli.conftest import Ask, meet
from tests.conftest import TODAY
from tests.core.locks import OTHER, PASSPHRASE, SAID, content_of, readable_in
from tests.terminal import ROOT, Terminal, needs_a_terminal

READING = [
    ("students", "--json"),
    ("students",),
    ("next", "--json"),
    ("next",),
    ("steps", "--json"),
    ("history", "1"),
    ("history", "1", "--format", "markdown"),
    ("history", "1", "--json"),
    ("slips", "--format", "text"),
]


@pytest.fixture
def kept(class_4b: Path) -> Notebook:
    """A class, and a conference with planted words."""
    notebook = Notebook(class_4b, Clock(TODAY)).open()
    meet(notebook, 1, victories=SAID[0], my_strength=SAID[1], goal=SAID[2], step="Planted step")
    notebook.close()
    return notebook


@pytest.fixture
def locked(kept: Notebook) -> Path:
    """The same, locked, as a program finds it that has just begun."""
    lock_notebook(kept, PASSPHRASE)
    keys.forget()
    return kept.path


def without_terminal(
    *args: str | Path, path: tuple[Path, ...] = (), **environment: str
) -> "subprocess.CompletedProcess[str]":
    """The program without any terminal."""
    return subprocess.run(
        [sys.executable, "-m", "conferencer", *map(str, args)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
        env={
            **os.environ,
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT))),
            **environment,
        },
    )


def test_every_command_answers_for_a_locked_notebook_as_for_an_open_one(
    ask: Ask, kept: Notebook
) -> None:
    before = [ask(*command) for command in READING]
    assert any(SAID[0] in answer.out for answer in before)
    lock_notebook(kept, PASSPHRASE)
    assert [ask(*command) for command in READING] == before
    assert readable_in(kept.path) == []


@pytest.mark.slow
def test_importing_backing_up_restoring_and_examining_go_on(
    ask: Ask, kept: Notebook, tmp_path: Path
) -> None:
    lock_notebook(kept, PASSPHRASE)
    stick = tmp_path / "stick.db"
    assert ask("backup", stick).code == 0
    more = tmp_path / "5C.csv"
    more.write_text("First,Last\nEmil,Novák\n", "utf-8")
    assert ask("import", more, "--yes").code == 0
    assert "Emil" in ask("students").out
    examined = ask("doctor")
    assert examined.code == 0 and "is locked, and so is" in examined.out
    assert ask("restore", stick, "--yes").code == 0
    assert "Emil" not in ask("students").out
    more.unlink()
    assert readable_in(kept.path) == [] and keys.locked_file(stick) is not None
    pdf = tmp_path / "slips.pdf"
    assert ask("slips", "--out", pdf).code == 0 and pdf.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("command", [("students",), ("doctor",), ("history", "1"), ("unlock",)])
def test_without_a_terminal_one_sentence_says_that_it_is_locked(
    command: tuple[str, ...], locked: Path
) -> None:
    before = locked.read_bytes()
    done = without_terminal(*command)
    assert done.returncode == 1 and done.stdout == "" and done.stderr.count("\n") == 1
    assert "passphrase" in done.stderr
    assert locked.read_bytes() == before


def test_a_new_passphrase_needs_a_terminal_as_well(kept: Notebook) -> None:
    done = without_terminal("lock")
    assert done.returncode == 1 and "there is none here" in done.stderr
    assert keys.locked_file(kept.path) is None


@pytest.mark.slow
def test_without_sqlcipher_a_sentence_says_what_to_install(locked: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    missing.mkdir()
    (missing / "sqlcipher3.py").write_text("raise ImportError('not installed')\n")
    for command in ("lock", "unlock", "passphrase", "students"):
        done = without_terminal(command, path=(missing,))
        assert done.returncode == 1 and "conferencer[encrypt]" in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_each_wrong_passphrase_costs_twice_the_wait_of_the_one_before(
    locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tries = iter(["a", "b", "c", "d", PASSPHRASE])
    waited: list[float] = []
    let_in(locked, lambda _: next(tries), waited.append)
    assert waited == [1, 2, 4, 8] and keys.are_in_use()
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("was not it") == 4
    let_in(locked, lambda _: pytest.fail("it is open already"), waited.append)


def test_typing_nothing_gives_up(locked: Path) -> None:
    with pytest.raises(LockedNotebookError):
        let_in(locked, lambda _: "")


def test_a_new_passphrase_is_asked_for_twice() -> None:
    for said in (["one", "other"], [""]):
        typed = iter(said)
        with pytest.raises(ConferencerError, match="nothing was changed"):
            ask_new(lambda _, typed=typed: next(typed))
    assert ask_new(lambda _: "one") == "one"


def test_a_damaged_locked_notebook_offers_its_newest_backup(locked: Path, ask: Ask) -> None:
    data = bytearray(locked.read_bytes())
    data[100] ^= 1
    locked.write_bytes(data)
    assert keys.give(locked, PASSPHRASE), "that of its backups"
    answer = ask("students")
    assert answer.code == 1 and str(backups_of(locked)[0]) in answer.err
    assert locked.read_bytes() == data


def test_a_damaged_salt_is_made_up_for_by_the_backups(locked: Path, ask: Ask) -> None:
    data = bytearray(locked.read_bytes())
    data[:16] = os.urandom(16)
    locked.write_bytes(data)
    assert keys.give(locked, PASSPHRASE)
    assert ask("history", "1").code == 0


def test_a_cut_locked_notebook_offers_its_newest_backup(locked: Path, ask: Ask) -> None:
    data = locked.read_bytes()
    assert keys.give(locked, PASSPHRASE)
    for end in (len(data) - 1, len(data) - 4096, len(data) // 2, 5000):
        locked.write_bytes(data[:end])
        answer = ask("students")
        assert answer.code == 1 and str(backups_of(locked)[0]) in answer.err
        assert locked.read_bytes() == data[:end]


# In a real terminal


@pytest.mark.slow
@needs_a_terminal
def test_locking_opening_and_unlocking_in_a_terminal(kept: Notebook, home: Path) -> None:
    before = content_of(kept.path)
    with Terminal("lock", home=home) as terminal:
        terminal.wait_for("passphrase is forgotten")
        for _ in range(2):
            terminal.wait_for("A passphrase" if _ == 0 else "Once more")
            terminal.type(PASSPHRASE + "\r")
        assert terminal.wait_for_end() == 0
        assert terminal.shows("Locked:") and not terminal.shows("quartz")
    assert readable_in(kept.path) == []
    with Terminal("history", "1", home=home, size=(100, 60)) as terminal:
        terminal.wait_for("is locked. Passphrase:")
        terminal.type("wrong\r")
        terminal.wait_for("again in 1 s")
        terminal.wait_for("Passphrase:", seconds=20)
        terminal.type(PASSPHRASE + "\r")
        assert terminal.wait_for_end() == 0
        assert terminal.shows(SAID[0])
        assert not terminal.shows("quartz") and not terminal.shows("wrong")
    with Terminal("passphrase", home=home) as terminal:
        for words, typed in (
            ("is locked", PASSPHRASE),
            ("A passphrase, four", OTHER),
            ("Once", OTHER),
        ):
            terminal.wait_for(words)
            terminal.type(typed + "\r")
        assert terminal.wait_for_end() == 0
    assert readable_in(kept.path) == [] and not keys.give(kept.path, PASSPHRASE)
    with Terminal("unlock", home=home) as terminal:
        terminal.wait_for("is locked")
        terminal.type(OTHER + "\r")
        assert terminal.wait_for_end() == 0 and terminal.shows("Unlocked:")
    assert content_of(kept.path) == before


@needs_a_terminal
def test_the_app_asks_before_it_draws(locked: Path, home: Path) -> None:
    with Terminal(home=home) as terminal:
        terminal.wait_for("is locked. Passphrase:")
        terminal.type("wrong\r")
        terminal.wait_for("again in 1 s")
        shown = terminal.watch()
        terminal.type(PASSPHRASE + "\r")
        terminal.wait_for("Who is next?")
        assert not any("wrong" in one or "quartz" in one for one in shown)
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0
    assert readable_in(locked) == []


@pytest.mark.slow
@needs_a_terminal
def test_a_passphrase_may_come_from_the_terminal_while_a_roster_comes_from_a_pipe(
    locked: Path, home: Path
) -> None:
    shell = f'printf x | {sys.executable} -m conferencer students > "{home}/told" 2> "{home}/err"'
    with Terminal("-c", shell, home=home, program=("/bin/sh",)) as terminal:
        terminal.wait_for("is locked. Passphrase:")
        terminal.type(PASSPHRASE + "\r")
        assert terminal.wait_for_end() == 0
    assert "4B" in (home / "told").read_text("utf-8")
    assert (home / "err").read_text("utf-8") == ""


# The keyring of the computer


def with_keyring(home: Path, kind: str = "KeptInFile") -> dict[str, str]:
    """The environment in which the keyring is one of ours."""
    return {
        "PYTHON_KEYRING_BACKEND": f"tests.kept_passphrases.{kind}",
        "CONFERENCER_TEST_KEYRING": str(home.parent / "keyring.json"),
    }


@pytest.mark.slow
@needs_a_terminal
def test_with_a_keyring_nobody_is_asked(kept: Notebook, home: Path) -> None:
    ring = with_keyring(home)
    with Terminal("lock", "--keyring", home=home, environment=ring) as terminal:
        terminal.wait_for("A passphrase")
        terminal.type(PASSPHRASE + "\r")
        terminal.wait_for("Once more")
        terminal.type(PASSPHRASE + "\r")
        assert terminal.wait_for_end() == 0
    assert PASSPHRASE not in places().settings.read_text("utf-8")
    done = without_terminal("students", **ring)
    assert (done.returncode, done.stderr) == (0, "") and "4B" in done.stdout
    copied = Path(shutil.copy(kept.path, home.parent / "copy.db"))
    assert without_terminal("students", "--notebook", copied, **ring).returncode == 0
    assert without_terminal("unlock", **ring).returncode == 0
    assert Path(ring["CONFERENCER_TEST_KEYRING"]).read_text() == "{}"
    assert content_of(kept.path)


@pytest.mark.slow
def test_a_keyring_that_does_not_answer_is_one_sentence_and_then_the_prompt(
    locked: Path, home: Path
) -> None:
    write_settings(places().settings, Settings(keyring=True))
    for kind, words in (("OutOfOrder", "cannot be used"), ("KeptInFile", "holds no passphrase")):
        done = without_terminal("students", **with_keyring(home, kind))
        lines = done.stderr.splitlines()
        assert done.returncode == 1 and len(lines) == 2
        assert words in lines[0] and "terminal" in lines[1]
