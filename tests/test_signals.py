"""The bell rings: what was typed just before a signal, a hang-up or a bug is in the notebook."""

import os
import signal
import sys
from pathlib import Path
from time import monotonic

import psutil
import pytest

from tests.terminal import Terminal, needs_a_terminal
from tests.test_kill import a_class_of_one, health_of, note_in, take_up_the_note

pytestmark = needs_a_terminal

BUGGY = """
import sys
from conferencer.cli import main
from conferencer.ui.screens.conference import ConferenceScreen

def bug(screen):
    words = "SECRET in a local variable"
    raise RuntimeError("a bug")

ConferenceScreen.action_starter = bug
sys.exit(main())
"""
AT_ONCE = "the last words"


def type_the_last_words(terminal: Terminal) -> None:
    """Write a note, and do not wait for it to be kept."""
    take_up_the_note(terminal)
    terminal.type(AT_ONCE)
    terminal.wait_for(AT_ONCE)


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, pytest.param(signal.SIGHUP, marks=pytest.mark.slow)]
)
def test_a_signal_to_stop_keeps_every_word(tmp_path: Path, number: int) -> None:
    path = tmp_path / "home" / "notebook.db"
    a_class_of_one(path)
    with Terminal(home=path.parent) as terminal:
        type_the_last_words(terminal)
        terminal.kill(number)
        assert note_in(path) == AT_ONCE
    assert health_of(path) == ["ok"]


@pytest.mark.slow
def test_closing_the_terminal_keeps_every_word(tmp_path: Path) -> None:
    path = tmp_path / "home" / "notebook.db"
    a_class_of_one(path)
    with Terminal(home=path.parent) as terminal:
        type_the_last_words(terminal)
        terminal.hang_up()
        terminal.wait_for_end()
    assert note_in(path) == AT_ONCE
    assert health_of(path) == ["ok"]


@pytest.mark.slow
def test_going_to_sleep_keeps_every_word_and_waking_goes_on_in_the_same_place(
    tmp_path: Path,
) -> None:
    path = tmp_path / "home" / "notebook.db"
    a_class_of_one(path)
    with Terminal(home=path.parent) as terminal:
        type_the_last_words(terminal)
        process, begun = psutil.Process(terminal.pid), monotonic()
        os.kill(terminal.pid, signal.SIGTSTP)
        while process.status() != psutil.STATUS_STOPPED:
            assert monotonic() - begun < 20
            terminal.read_for(0.02)
        assert note_in(path) == AT_ONCE
        shown = terminal.watch()
        os.kill(terminal.pid, signal.SIGCONT)
        while len(shown) < 2:
            assert monotonic() - begun < 20
            terminal.read_for(0.02)
        terminal.settle()
        terminal.type(" of today")
        terminal.wait_for(AT_ONCE + " of today")
        terminal.kill(signal.SIGTERM)
    assert note_in(path) == AT_ONCE + " of today"


@pytest.mark.slow
def test_a_bug_keeps_every_word_and_shows_none(tmp_path: Path) -> None:
    path = tmp_path / "home" / "notebook.db"
    a_class_of_one(path)
    with Terminal(home=path.parent, program=(sys.executable, "-c", BUGGY)) as terminal:
        type_the_last_words(terminal)
        terminal.type("\x07")  # ctrl+g, which has the bug
        terminal.wait_for("something went wrong")
        assert terminal.wait_for_end() != 0
        assert "SECRET" not in str(terminal)
    assert note_in(path) == AT_ONCE
    for file in path.parent.rglob("*"):
        if file.is_file() and file != path and "backups" not in str(file):
            assert b"SECRET" not in file.read_bytes() and AT_ONCE.encode() not in file.read_bytes()
