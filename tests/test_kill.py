"""A fire drill, and worse: the process is killed in the middle of typing."""

import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic

import pytest

from conferencer.core.clock import Clock
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student
from tests.conftest import TODAY
from tests.terminal import Terminal, needs_a_terminal

pytestmark = needs_a_terminal

NAME = "Amina"
RESUME = re.compile(rf"Resume with {NAME}\b.*\?")
FIELD = "victories"
KEY_EVERY = 0.05
"""Seconds between two keys: 20 a second, faster than anybody types for long."""
MAY_BE_LOST = 1.0
"""Seconds of typing that a kill may cost."""
WORDS = ("we", "read", "the", "longest", "page", "twice", "and", "then", "it", "was", "easy")
KILLS = 200
NOTEBOOKS = 4
"""Notebooks that are killed side by side: typing is mostly waiting."""


@dataclass
class Typed:
    """What was typed before the kill, and when each key was."""

    keys: list[tuple[float, str]] = field(default_factory=list)
    killed_at: float = 0.0

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(key for _, key in self.keys)

    @property
    def must_be_kept(self) -> str:
        """What was typed more than a second before the end."""
        return "".join(key for at, key in self.keys if at < self.killed_at - MAY_BE_LOST)


@dataclass
class Killed:
    """What had been typed when it was killed, and what the notebook holds of it."""

    typed: Typed
    before: str
    """The note as it was when typing began."""
    kept: str
    health: list[str]
    """What SQLite says of the file: `ok`, when all is well."""

    @property
    def is_whole(self) -> bool:
        """Whether the file is sound, and the note the beginning of what was typed."""
        return (self.before + self.typed.text).startswith(self.kept) and self.health == ["ok"]

    @property
    def seconds_lost(self) -> float:
        """How long before the kill the first key was typed that is not in the notebook."""
        lost = self.typed.keys[max(0, len(self.kept) - len(self.before)) :]
        return self.typed.killed_at - lost[0][0] if lost else 0.0

    @property
    def survived(self) -> bool:
        """Whether nothing older than a second is lost, and nothing else is changed."""
        return self.is_whole and self.seconds_lost <= MAY_BE_LOST


def a_class_of_one(path: Path) -> None:
    """A notebook with one learner."""
    notebook = Notebook(path, Clock(TODAY)).open()
    group = add_class(notebook, "Room 12")
    assert group.id is not None
    add_student(notebook, group.id, NAME, "Bello")
    notebook.close()


def note_in(path: Path) -> str:
    """The note, as any program finds it in the file."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT text FROM note WHERE field = ?", (FIELD,)).fetchall()
    return "".join(text for (text,) in rows)


def health_of(path: Path) -> list[str]:
    """What SQLite says of the file."""
    with closing(sqlite3.connect(path)) as connection:
        told = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        return told + [str(row) for row in connection.execute("PRAGMA foreign_key_check")]


def take_up_the_note(terminal: Terminal) -> None:
    """Begin with the learner, or resume."""
    terminal.wait_for("Who is next?")
    terminal.wait_for(NAME)
    terminal.settle()
    terminal.press("r" if terminal.shows(RESUME) else "enter")
    terminal.wait_for("Where are you right now?")
    terminal.settle()


def type_without_a_break(
    terminal: Terminal, seconds: float, next_key: Callable[[], str], typed: Typed
) -> None:
    """Type at an even pace, noting when each key was pressed."""
    begun = monotonic()
    while monotonic() - begun < seconds:
        key = next_key()
        typed.keys.append((monotonic(), key))
        terminal.type("\r" if key == "\n" else key)
        terminal.read_for(begun + KEY_EVERY * len(typed.keys) - monotonic())


def words_of(rng: Random) -> Callable[[], str]:
    """Key after key of random words, now and then on a new line."""
    waiting: list[str] = []

    def next_key() -> str:
        if not waiting:
            waiting.extend(rng.choice(WORDS) + ("\n" if rng.random() < 0.1 else " "))
        return waiting.pop(0)

    return next_key


def type_and_kill(home: Path, rng: Random, longest: float = 1.3) -> Killed:
    """Take up the note, type for a random while, kill without a warning, look at the file."""
    path = home / "notebook.db"
    typed = Typed()
    with Terminal(home=home) as terminal:
        take_up_the_note(terminal)
        before = note_in(path)
        type_without_a_break(terminal, rng.uniform(0.1, longest), words_of(rng), typed)
        typed.killed_at = monotonic()
        terminal.kill()
    return Killed(typed, before, note_in(path), health_of(path))


def kill_many(home: Path, seed: int, times: int) -> list[Killed]:
    """One notebook, killed again and again; the text grows."""
    rng = Random(seed)
    home.mkdir()
    a_class_of_one(home / "notebook.db")
    return [type_and_kill(home, rng) for _ in range(times)]


def test_a_kill_in_the_middle_of_typing_costs_less_than_a_second(home: Path) -> None:
    home.mkdir()
    a_class_of_one(home / "notebook.db")
    typed = Typed()
    with Terminal(home=home) as terminal:
        take_up_the_note(terminal)
        type_without_a_break(terminal, 3.0, words_of(Random(1)), typed)
        typed.killed_at = monotonic()
        terminal.kill()
    kept = note_in(home / "notebook.db")
    assert len(typed.must_be_kept) > 20
    assert kept.startswith(typed.must_be_kept)
    assert typed.text.startswith(kept)
    assert health_of(home / "notebook.db") == ["ok"]

    with Terminal(home=home) as terminal:
        terminal.wait_for(RESUME)


@pytest.mark.slow
def test_resuming_after_a_kill_goes_on_in_the_middle_of_the_same_line(home: Path) -> None:
    home.mkdir()
    a_class_of_one(home / "notebook.db")
    with Terminal(home=home) as terminal:
        take_up_the_note(terminal)
        terminal.press("tab")  # not the field that a conference begins with
        terminal.type("slow helps")
        terminal.wait_for("slow helps")
        terminal.press(*["left"] * len(" helps"))
        terminal.type("ing")
        terminal.wait_for("slowing helps")
        terminal.read_for(MAY_BE_LOST)
        terminal.kill()
    with Terminal(home=home) as terminal:
        terminal.wait_for(RESUME)
        take_up_the_note(terminal)
        assert terminal.shows("slowing helps")
        terminal.type(" down")
        terminal.wait_for("slowing down helps")


@pytest.mark.slow
@pytest.mark.alone
def test_two_hundred_kills_are_survived(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    begun = monotonic()
    with ProcessPoolExecutor(NOTEBOOKS, mp_context=get_context("spawn")) as pool:
        shares = [len(range(n, KILLS, NOTEBOOKS)) for n in range(NOTEBOOKS)]
        at_work = [
            pool.submit(kill_many, tmp_path / str(seed), seed, share)
            for seed, share in enumerate(shares)
        ]
        killed = [each for work in at_work for each in work.result()]
    survived = sum(each.survived for each in killed)
    lost = [each.seconds_lost for each in killed]
    with capsys.disabled():
        print(
            f"\n{survived} of {len(killed)} kills survived, in {monotonic() - begun:.0f} s; "
            f"typing lost: median {median(lost):.2f} s, most {max(lost):.2f} s"
        )
    assert all(each.is_whole for each in killed)
    assert max(lost) <= MAY_BE_LOST
