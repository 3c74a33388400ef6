"""Locking, unlocking and changing the passphrase, killed at any moment: the next opening heals."""

import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from random import Random
from threading import Timer
from time import monotonic

import pytest

from conferencer.core import keys
from conferencer.core.backups import backups_of
from conferencer.core.clock import Clock
from conferencer.core.locking import change_passphrase, lock_notebook, unlock_notebook
from conferencer.core.notebook import Notebook
from tests.conftest import TODAY
from tests.core.locks import (
    OTHER,
    PASSPHRASE,
    content_of,
    plant,
    readable_in,
    unfinished,
)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a kill is a matter of POSIX")

SEED = int(os.environ.get("CONFERENCER_SEED", "1122"))
ON_FILES = {"open", "os.rename", "os.remove", "os.truncate", "os.chmod"}
"""What Python tells its audit hooks of: everything that is done to a file by name."""
Change = Callable[[Notebook], object]
CHANGES: dict[str, tuple[bool, Change]] = {
    "lock": (False, lambda notebook: lock_notebook(notebook, PASSPHRASE)),
    "passphrase": (True, lambda notebook: change_passphrase(notebook, OTHER)),
    "unlock": (True, unlock_notebook),
}
"""Whether it begins with a locked notebook, and what is then done."""


class Folder:
    """A planted notebook in a folder of its own, put back before every kill."""

    def __init__(self, folder: Path, name: str) -> None:
        self.locked, self.change = CHANGES[name]
        self.path = folder / "now" / "notebook.db"
        self._kept = folder / "kept"
        notebook = Notebook(self.path, Clock(TODAY)).open()
        plant(notebook)
        for left in self.path.parent.rglob("*.partial"):
            left.unlink()
        self.paths = [self.path, *backups_of(self.path)[:2]]
        self.paths.append(self.path.with_name("notebook-repaired.db"))
        self.content = [content_of(path) for path in self.paths]
        if self.locked:
            lock_notebook(notebook, PASSPHRASE)
        shutil.copytree(self.path.parent, self._kept)

    def put_back(self) -> None:
        """Everything as it was in the beginning."""
        shutil.rmtree(self.path.parent)
        shutil.copytree(self._kept, self.path.parent)
        keys.forget()
        assert not self.locked or keys.give(self.path, PASSPHRASE)

    def killed(self, at: int = 0, after: float = 0.0) -> bool:
        """Do the change in a process that is killed; False where it ended before.

        Args:
            at: the kill comes just before so many things were done to files.
            after: or after so many seconds.
        """
        self.put_back()
        process = get_context("fork").Process(target=self._change, args=(at, after))
        process.start()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL)
        return process.exitcode != 0

    def _change(self, at: int, after: float) -> None:
        notebook = Notebook(self.path, Clock(TODAY)).open()
        done = 0

        def count(event: str, _: object) -> None:
            nonlocal done
            done += event in ON_FILES
            if done == at and event in ON_FILES:
                os.kill(os.getpid(), signal.SIGKILL)

        if at:
            sys.addaudithook(count)
        if after:
            Timer(after, os.kill, (os.getpid(), signal.SIGKILL)).start()
        self.change(notebook)
        os._exit(0)

    def healed(self) -> str:
        """Open it again, as any program would, and look at everything; the state it is in."""
        keys.forget()
        state = "plain"
        if keys.locked_file(self.path):
            state = "new" if keys.give(self.path, OTHER) else "old"
            assert state == "new" or keys.give(self.path, PASSPHRASE)
        Notebook(self.path, Clock(TODAY)).open().close()
        assert [content_of(path) for path in self.paths] == self.content
        left = [path for path in unfinished(self.path) if path.suffix != ".sealed"]
        assert [path for path in left if not path.name.endswith(".damaged-journal")] == []
        assert state == "plain" or readable_in(self.path) == []
        return state


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=[] if one == "lock" else [pytest.mark.slow]) for one in CHANGES],
)
def test_killed_now_and_then_it_is_the_one_or_the_other(name: str, tmp_path: Path) -> None:
    folder = Folder(tmp_path, name)
    states = {folder.healed() for at in (50, 140) if folder.killed(at=at)}
    assert states == ({"plain", "old"} if name != "passphrase" else {"old", "new"})


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_killed_at_many_steps_it_is_the_one_or_the_other(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, rng = Folder(tmp_path, name), Random(SEED)
    states: Counter[str] = Counter()
    at = 1
    while folder.killed(at=at):
        states[folder.healed()] += 1
        at += rng.randint(1, 9) if at > 100 else 30  # the exchange, and what follows
    with capsys.disabled():
        print(f"\n{name}: killed {states.total()} times before step 1 to {at}: {dict(states)}")
    assert len(states) == 2 and states.total() > 8


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_killed_at_random_moments_it_is_the_one_or_the_other(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Folder(tmp_path, name)
    rng = Random(SEED)
    states: Counter[str] = Counter()
    begun = monotonic()
    assert not folder.killed()
    longest = 1.1 * (monotonic() - begun)
    for _ in range(8):
        killed = folder.killed(after=rng.uniform(0.02, longest))
        states[folder.healed() + ("" if killed else ", done")] += 1
    with capsys.disabled():
        print(f"\n{name}: killed at random moments (seed {SEED}): {dict(states)}")
    assert states.total() == 8, "healed each time"
