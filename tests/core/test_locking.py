"""A locked notebook: nothing of it can be read without the passphrase, and with it everything."""

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from conferencer.core import keys
from conferencer.core.backups import back_up, back_up_daily, backups_of, folder_of, is_whole
from conferencer.core.checkup import examine
from conferencer.core.clock import Clock
from conferencer.core.conferences import read_draft
from conferencer.core.errors import ConferencerError, LockedNotebookError
from conferencer.core.files import open_file
from conferencer.core.first_rows import today_rows
from conferencer.core.history import history_of
from conferencer.core.locking import (
    change_passphrase,
    is_locked,
    lock_notebook,
    unlock_notebook,
)
from conferencer.core.migrations import LATEST, version_of
from conferencer.core.models import Note
from conferencer.core.notebook import Notebook
from conferencer.core.repair import save_what_is_left
from conferencer.core.restoring import restore
from conferencer.core.rewriting import prepare
from conferencer.settings import Settings
from tests.conftest import TODAY
from tests.core.locks import (
    BESIDE,
    NOON,
    OTHER,
    PASSPHRASE,
    SAID,
    content_of,
    files_of,
    others_may_read,
    plant,
    readable_in,
    rows_of,
    unfinished,
)
from tests.core.talks import all_of, say
from tests.core.test_migrations import VERSION_1
from tests.terminal import ROOT

LOCKING = "from conferencer.core import locking; "
DAMAGED_JOURNAL = "notebook-2026-01-06_10-00-00.damaged-journal"


@pytest.fixture
def planted(notebook: Notebook) -> Notebook:
    """A notebook with planted words in it and beside it."""
    plant(notebook)
    return notebook


def opened_again(path: Path, passphrase: str = PASSPHRASE) -> Notebook:
    """The notebook as a new program opens it, with nothing but the passphrase."""
    keys.forget()
    assert keys.give(path, passphrase)
    return Notebook(path, Clock(TODAY)).open()


def run(code: str, notebook: Path) -> str:
    """What another program says, that was given a notebook's path."""
    start = (
        "import sys; from pathlib import Path; from conferencer.core import keys; "
        "from conferencer.core.notebook import Notebook; "
        "path = Path(sys.argv[1]); n = Notebook(path)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", start + code, str(notebook)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_no_planted_word_can_be_read_in_any_file_after_locking(planted: Notebook) -> None:
    before = readable_in(planted.path)
    assert {line.split(" in ")[0] for line in before} >= {*SAID, BESIDE, "Lopez"}
    done = lock_notebook(planted, PASSPHRASE)
    assert readable_in(planted.path) == []
    assert done.backups == 6 and done.left == []
    assert not [path for path in files_of(planted.path) if others_may_read(path)]
    assert [p for p in unfinished(planted.path) if not p.name.endswith(".sealed")] == []


def test_locking_changing_and_unlocking_keep_every_row_of_every_file(planted: Notebook) -> None:
    paths = [planted.path, *backups_of(planted.path)[:2]]
    before = [content_of(path) for path in paths]
    lock_notebook(planted, PASSPHRASE)
    assert [content_of(path) for path in paths] == before
    change_passphrase(planted, OTHER)
    assert readable_in(planted.path) == []
    assert [content_of(path) for path in paths] == before
    unlock_notebook(planted)
    assert not keys.are_in_use() and [content_of(path) for path in paths] == before
    assert unfinished(planted.path) == [folder_of(planted.path) / DAMAGED_JOURNAL]


def test_what_a_damage_left_comes_back_byte_for_byte(planted: Notebook) -> None:
    kept = {
        path: path.read_bytes()
        for path in folder_of(planted.path).iterdir()
        if "damaged" in path.name or "01-05" in path.name
    }
    assert len(kept) == 3
    lock_notebook(planted, PASSPHRASE)
    assert not any(path.exists() for path in kept)
    change_passphrase(planted, OTHER)
    unlock_notebook(planted)
    assert {path: path.read_bytes() for path in kept} == kept


def test_nothing_but_the_file_and_the_passphrase_is_needed(
    planted: Notebook, tmp_path: Path
) -> None:
    before = content_of(planted.path)
    lock_notebook(planted, PASSPHRASE)
    alone = Path(shutil.copy(planted.path, tmp_path / "alone.db"))
    with closing(sqlcipher3.connect(str(alone))) as connection:
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")  # SQLCipher's own way, not ours
        assert rows_of(connection) == before
    assert content_of(opened_again(alone).path) == before


def test_without_the_passphrase_nothing_opens_and_nothing_changes(planted: Notebook) -> None:
    lock_notebook(planted, PASSPHRASE)
    before = {path: path.read_bytes() for path in files_of(planted.path)}
    keys.forget()
    for wrong in ("", PASSPHRASE + " ", "a'; DROP TABLE note; --"):
        assert not keys.give(planted.path, wrong)
        with pytest.raises(LockedNotebookError, match="locked"):
            Notebook(planted.path).open()
        assert newest_error(planted.path)
    assert {path: path.read_bytes() for path in files_of(planted.path)} == before


def newest_error(path: Path) -> str:
    """What a backup says without a passphrase."""
    with pytest.raises(LockedNotebookError) as said:
        back_up(path, NOON)
    return str(said.value)


def test_every_backup_of_a_locked_notebook_is_locked(planted: Notebook) -> None:
    lock_notebook(planted, PASSPHRASE)
    notebook = opened_again(planted.path)
    made = [back_up(notebook.path, NOON), back_up_daily(notebook.path, NOON + timedelta(days=1))]
    assert all(path and is_whole(path) for path in made)
    assert readable_in(planted.path) == []
    assert len(backups_of(planted.path)) == 4


def test_reading_writing_and_todays_rows_go_on_after_each_change(planted: Notebook) -> None:
    ways: list[Any] = [
        lambda: lock_notebook(planted, PASSPHRASE),
        lambda: change_passphrase(planted, OTHER),
        lambda: unlock_notebook(planted),
    ]
    draft = today_rows(planted, Settings(), TODAY).drafts[0].conference_id
    for number, change in enumerate(ways):
        change()
        assert len(today_rows(planted, Settings(), TODAY).drafts) == 1
        say(planted, draft, {"needs_and_concerns": f"after change {number}"})
        assert read_draft(planted, draft).words["needs_and_concerns"] == f"after change {number}"
        assert len(history_of(planted, 1).conferences) == 2
        assert is_locked(planted) == (number < 2)


def test_a_locked_notebook_without_any_backup_gets_a_locked_one(notebook: Notebook) -> None:
    lock_notebook(notebook, PASSPHRASE)
    (made,) = backups_of(notebook.path)
    assert is_whole(made) and readable_in(notebook.path) == []


def test_an_older_locked_notebook_is_brought_up_to_date_and_stays_locked(home: Path) -> None:
    home.mkdir()
    path = Path(shutil.copy(VERSION_1, home / "notebook.db"))
    key = keys.remember(PASSPHRASE, keys.new_salt())
    assert prepare(path, key)
    path.with_name("notebook.db.changed").replace(path)
    notebook = opened_again(path)
    with notebook.plain() as connection:
        assert version_of(connection) == LATEST
    (made,) = backups_of(path)
    with closing(open_file(made, read_only=True)) as connection:
        assert version_of(connection) == 1
    assert readable_in(path) == []
    assert [note.text for note in all_of(notebook, Note)]


def test_a_plain_file_that_turns_up_beside_a_locked_notebook_is_locked_at_the_next_opening(
    planted: Notebook, tmp_path: Path
) -> None:
    stick = Path(shutil.copy(backups_of(planted.path)[0], tmp_path / "stick.db"))
    lock_notebook(planted, PASSPHRASE)
    back = folder_of(planted.path) / "notebook-2026-10-01_08-00-00.db"
    shutil.copy(stick, back)
    before = content_of(stick)
    findings = {one.name: one for one in examine(planted.path)}
    assert not findings["lock"].is_well and back.name in findings["lock"].sentence
    opened_again(planted.path)
    assert readable_in(planted.path) == [] and content_of(back) == before
    assert all(one.is_well for one in examine(planted.path))


def test_a_plain_backup_brought_back_into_a_locked_notebook_is_locked(
    planted: Notebook, tmp_path: Path
) -> None:
    stick = Path(shutil.copy(backups_of(planted.path)[1], tmp_path / "stick.db"))
    before = content_of(stick)
    lock_notebook(planted, PASSPHRASE)
    restore(planted.path, stick, NOON)
    assert readable_in(planted.path) == []
    assert content_of(opened_again(planted.path).path) == before


def test_a_locked_backup_brought_back_where_nothing_is_stays_locked(
    planted: Notebook, tmp_path: Path
) -> None:
    lock_notebook(planted, PASSPHRASE)
    new = tmp_path / "new" / "notebook.db"
    restore(new, backups_of(planted.path)[0], NOON)
    assert content_of(opened_again(new).path) and readable_in(new) == []


def test_what_can_be_saved_of_a_damaged_locked_notebook_is_saved_locked(planted: Notebook) -> None:
    lock_notebook(planted, PASSPHRASE)
    with planted.plain() as connection:
        find = "SELECT rootpage FROM sqlite_master WHERE type = 'table' ORDER BY rowid DESC"
        (page,) = connection.execute(find).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    data = bytearray(planted.path.read_bytes())
    data[(int(page) - 1) * int(size) + 1000] ^= (
        1  # of the last table: one of the schema would take everything along
    )
    planted.path.write_bytes(data)
    assert not all(one.is_well for one in examine(planted.path))
    saved = save_what_is_left(planted.path)
    assert saved.rows["note"] > 0 and is_whole(saved.path)
    assert readable_in(planted.path) == []


def test_an_unlocked_opening_knows_nothing_of_locks(planted: Notebook) -> None:
    said = run(
        "n.open().close(); print([m for m in sys.modules if 'sqlcipher' in m or 'keyring' in m "
        "or m in ('conferencer.core.cipher', 'conferencer.core.locking')])",
        planted.path,
    )
    assert said == "[]\n"


@pytest.mark.slow
def test_opening_a_locked_notebook_makes_its_key_once(planted: Notebook) -> None:
    lock_notebook(planted, PASSPHRASE)
    keys.forget()
    made = 0

    def count(frame: Any, event: str, _: object) -> None:
        nonlocal made
        made += event == "call" and frame.f_code.co_name == "_raw_key"

    sys.setprofile(count)
    try:
        assert keys.give(planted.path, PASSPHRASE)
        notebook = Notebook(planted.path, Clock(TODAY)).open()
        today_rows(notebook, Settings(), TODAY)
        all_of(notebook, Note)
        back_up(notebook.path, NOON)
        examine(notebook.path)
    finally:
        sys.setprofile(None)
    assert made == 1


def test_a_wrong_passphrase_writes_nothing_anywhere(planted: Notebook) -> None:
    lock_notebook(planted, PASSPHRASE)
    said = run(
        "print(keys.give(path, 'wrong'))\n"
        "from conferencer.core.cipher import connect_with_key\n"
        "key = \"x'\" + '00' * 48 + \"'\"\n"
        "try: connect_with_key(path.as_uri() + '?mode=ro', key, 50).execute('SELECT * FROM note')\n"
        "except Exception as error: print(type(error).__module__, error)",
        planted.path,
    )
    assert said == "False\nsqlite3 file is not a database\n"


# What is refused


def test_asked_wrongly_nothing_changes(planted: Notebook) -> None:
    before = planted.path.read_bytes()
    for refused in (
        lambda: unlock_notebook(planted),
        lambda: change_passphrase(planted, OTHER),
        lambda: lock_notebook(planted, ""),
    ):
        with pytest.raises(ConferencerError):
            refused()
    assert planted.path.read_bytes() == before and not keys.are_in_use()
    lock_notebook(planted, PASSPHRASE)
    with pytest.raises(ConferencerError, match="locked already"):
        lock_notebook(planted, OTHER)


@pytest.mark.slow
def test_a_file_of_somebody_else_among_the_backups_is_left_and_told_of(planted: Notebook) -> None:
    foreign = folder_of(planted.path) / "read me.txt"
    foreign.write_text("somebody's file")
    assert lock_notebook(planted, PASSPHRASE).left == [foreign]
    opened_again(planted.path)
    assert foreign.read_text() == "somebody's file"


def test_a_notebook_whose_name_is_a_pattern_is_locked_with_all_that_is_beside_it(
    tmp_path: Path,
) -> None:
    notebook = Notebook(tmp_path / "4[B]*.db", Clock(TODAY)).open()
    made = back_up(notebook.path, NOON)
    saved = Path(shutil.copy(made, tmp_path / "4[B]*-repaired.db"))
    lock_notebook(notebook, PASSPHRASE)
    assert readable_in(notebook.path) == [] and is_whole(saved)


def test_a_damaged_notebook_is_not_locked(planted: Notebook) -> None:
    data = planted.path.read_bytes()
    planted.path.write_bytes(data[:-4096])
    with pytest.raises(ConferencerError, match="damaged"):
        lock_notebook(planted, PASSPHRASE)
    assert planted.path.read_bytes() == data[:-4096]


def test_the_same_letters_from_another_keyboard_open_it(planted: Notebook) -> None:
    lock_notebook(planted, "A\u0308pfel und Birnen")
    opened_again(planted.path, "\u00c4pfel und Birnen")


def test_a_damaged_file_that_looks_like_chance_is_not_taken_for_locked(
    planted: Notebook,
) -> None:
    for path in (planted.path, planted.path.with_name("foreign.db")):
        path.write_bytes(bytes(range(256)) * 64)
    assert keys.locked_file(planted.path) is None, "its backups are plain"
    assert keys.looks_locked(planted.path.with_name("foreign.db"))
