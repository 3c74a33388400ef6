"""A notebook that is locked or unlocked while another window has it open."""

import subprocess
import sys

import pytest

from conferencer.core import keys
from conferencer.core.claims import claim
from conferencer.core.conferences import read_draft
from conferencer.core.errors import ConferencerError, LockedNotebookError, NotebookBusyError
from conferencer.core.first_rows import today_rows
from conferencer.core.locking import (
    lock_notebook,
)
from conferencer.core.notebook import UI_WAIT, Notebook
from conferencer.settings import Settings
from tests.conftest import TODAY
from tests.core.locks import (
    PASSPHRASE,
    files_of,
    readable_in,
)
from tests.core.talks import say
from tests.core.test_locking import LOCKING, opened_again, planted, run

__all__ = ["planted"]


def test_another_window_that_writes_just_now_keeps_the_notebook_as_it_is(planted: Notebook) -> None:
    before = {path: path.read_bytes() for path in files_of(planted.path)}
    planted.wait = UI_WAIT
    holding = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
            "c.execute('BEGIN'); c.execute('SELECT * FROM note').fetchone(); print(flush=True); "
            "sys.stdin.read()",
            str(planted.path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holding.stdin and holding.stdout
    with holding:
        holding.stdout.readline()
        with pytest.raises(ConferencerError, match="open in another window"):
            lock_notebook(planted, PASSPHRASE)
        holding.stdin.close()
    assert {path: path.read_bytes() for path in files_of(planted.path)} == before
    assert not keys.are_in_use()


def test_a_draft_open_in_another_window_keeps_the_notebook_as_it_is(planted: Notebook) -> None:
    draft = today_rows(planted, Settings(), TODAY).drafts[0].conference_id
    assert claim(planted, draft, "another computer 12 abc") is None
    with pytest.raises(ConferencerError, match="open in another window"):
        lock_notebook(planted, PASSPHRASE, window="this computer 13 def")
    assert claim(planted, draft, "another computer 12 abc") is None
    lock_notebook(planted, PASSPHRASE, window="another computer 12 abc")


def test_words_typed_in_a_window_after_another_locked_are_refused_and_not_lost(
    planted: Notebook,
) -> None:
    draft = today_rows(planted, Settings(), TODAY).drafts[0].conference_id
    say(planted, draft, {"victories": "before"})
    run(LOCKING + f"locking.lock_notebook(n.open(), {PASSPHRASE!r})", planted.path)
    with pytest.raises(LockedNotebookError, match="is locked"):
        say(planted, draft, {"victories": "after"})
    assert readable_in(planted.path) == []
    assert keys.give(planted.path, PASSPHRASE)
    say(planted, draft, {"victories": "after"})
    assert read_draft(opened_again(planted.path), draft).words["victories"] == "after"


@pytest.mark.slow
def test_a_window_writes_on_after_another_unlocked(planted: Notebook) -> None:
    lock_notebook(planted, PASSPHRASE)
    draft = today_rows(planted, Settings(), TODAY).drafts[0].conference_id
    say(planted, draft, {"victories": "before"})
    run(
        LOCKING + f"keys.give(path, {PASSPHRASE!r}); locking.unlock_notebook(n.open())",
        planted.path,
    )
    say(planted, draft, {"victories": "after"})
    keys.forget()
    assert read_draft(Notebook(planted.path).open(), draft).words["victories"] == "after"


@pytest.mark.slow
def test_a_write_begun_before_the_exchange_says_to_try_again(planted: Notebook) -> None:
    lock_notebook(planted, PASSPHRASE)
    with pytest.raises(NotebookBusyError), planted.session() as session:
        session.connection()
        run(
            LOCKING + f"keys.give(path, {PASSPHRASE!r}); locking.unlock_notebook(n.open())",
            planted.path,
        )
        session.connection().exec_driver_sql("SELECT * FROM note")
