"""Backups: made by themselves, opened before they count, and few enough to keep."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conferencer.core import migrations
from conferencer.core.backups import (
    back_up,
    back_up_daily,
    back_up_to,
    backups_of,
    folder_of,
    let_go_of_old,
    made_on,
    newest_good,
    verify,
)
from conferencer.core.clock import Clock
from conferencer.core.errors import ConferencerError, DamagedNotebookError
from conferencer.core.notebook import Notebook
from conferencer.core.restoring import check_restorable, kept_aside, restore
from tests.conftest import TODAY
from tests.core.talks import talk, with_ana
from tests.core.test_migrations import VERSION_1

NOON = datetime(2026, 11, 22, 12, 0, 0).astimezone()
WORDS = "I read to my sister"


@pytest.fixture
def ana(notebook: Notebook) -> Path:
    """A notebook with one conference in it, closed."""
    talk(with_ana(notebook), {"victories": WORDS})
    notebook.close()
    return notebook.path


@pytest.fixture
def open_hands() -> Iterator[None]:
    """A umask that takes nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def words_in(path: Path) -> list[str]:
    """Every note in a file."""
    with closing(sqlite3.connect(path)) as file:
        return [row[0] for row in file.execute("SELECT text FROM note")]


def say(path: Path, text: str) -> None:
    """Another note in a notebook."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE note SET text = ?", (text,))


def test_a_backup_opens_and_holds_every_word(ana: Path) -> None:
    made = back_up(ana, NOON)
    assert made == folder_of(ana) / "notebook-2026-11-22_12-00-00.db"
    assert verify(made) == migrations.LATEST
    assert words_in(made) == [WORDS]
    assert list(folder_of(ana).iterdir()) == [made], "nothing stays beside it"


@pytest.mark.usefixtures("open_hands")
@pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")
def test_backups_are_private_whatever_the_umask(ana: Path, tmp_path: Path) -> None:
    made = back_up(ana, NOON)
    back_up_to(ana, tmp_path / "copy.db")
    restore(ana, made, NOON)
    ana.write_bytes(b"x" * 5000)
    kept = restore(ana, made, NOON).kept
    assert kept is not None and not kept.name.endswith(".db")
    files = [ana, tmp_path / "copy.db", *folder_of(ana).iterdir()]
    assert len(files) == 5
    assert {mode(path) for path in files} == {0o600}
    assert mode(folder_of(ana)) == 0o700


def test_backups_of_the_same_second_do_not_meet(ana: Path) -> None:
    made = [back_up(ana, NOON) for _ in range(12)]
    assert len(set(made)) == 12
    assert backups_of(ana)[:10] == made[::-1][:10], "the newest first, also the tenth and later"


def test_one_is_made_a_day(ana: Path) -> None:
    assert back_up_daily(ana, NOON) is not None
    assert back_up_daily(ana, NOON + timedelta(hours=3)) is None
    assert back_up_daily(ana, NOON + timedelta(days=1)) is not None
    assert len(backups_of(ana)) == 2


def test_the_last_ten_and_one_a_month_are_kept(ana: Path) -> None:
    made = back_up(ana, NOON)
    for days in range(1, 200):
        shutil.copy(made, folder_of(ana) / f"notebook-{TODAY - timedelta(days)}_08-00-00.db")
    stranger = folder_of(ana) / "notebook-of-my-own.db"
    stranger.write_text("mine")
    let_go_of_old(ana)
    days = [made_on(path, ana) for path in backups_of(ana)]
    assert days[:10] == [TODAY - timedelta(days) for days in range(10)]
    assert [day.isoformat() for day in days[10:]] == [
        "2026-11-12",
        "2026-10-31",
        "2026-09-30",
        "2026-08-31",
        "2026-07-31",
        "2026-06-30",
        "2026-05-31",
    ]
    assert stranger.exists(), "what is not a backup of ours is left alone"


def test_what_a_killed_program_left_unfinished_goes_after_an_hour(ana: Path) -> None:
    back_up(ana, NOON)
    old = folder_of(ana) / "notebook-2026-11-21_08-00-00.db.0badcafe.partial"
    beside = ana.with_name("notebook.db.0badcafe.partial")
    new = folder_of(ana) / "notebook-2026-11-22_08-00-00.db.0badcafe.partial"
    theirs = ana.with_name("essay.partial")
    for path in (old, beside, new, theirs):
        path.write_bytes(b"half")
    for path in (old, beside, theirs):
        os.utime(path, (0, 0))
    let_go_of_old(ana)
    assert [path.exists() for path in (old, beside, new, theirs)] == [False, False, True, True]


def test_the_list_leaves_out_what_is_unfinished(ana: Path) -> None:
    made = back_up(ana, NOON)
    made.with_name("notebook-2026-11-23_12-00-00.db").touch()
    made.with_name("notebook-2026-11-23_12-00-00.db.abcd.partial").write_bytes(b"half")
    made.with_name("notebook-2026-99-23_12-00-00.db").write_bytes(b"no such day")
    assert backups_of(ana) == [made]


def test_a_damaged_notebook_makes_no_backup(ana: Path) -> None:
    good = back_up(ana, NOON)
    ana.write_bytes(ana.read_bytes()[:5000])
    with pytest.raises(DamagedNotebookError, match="No backup was made"):
        back_up(ana, NOON)
    assert list(folder_of(ana).iterdir()) == [good]


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(ana: Path) -> None:
    folder_of(ana).write_text("somebody's file")
    before = ana.read_bytes()
    with pytest.raises(ConferencerError, match="The notebook itself is safe"):
        back_up_daily(ana, NOON)
    assert ana.read_bytes() == before


def test_a_full_disk_leaves_no_half_backup(ana: Path) -> None:
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(ConferencerError, match="No backup of the notebook could be made"):
            back_up(ana, NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert list(folder_of(ana).iterdir()) == []
    assert words_in(ana) == [WORDS]


def test_an_older_notebook_is_backed_up_before_it_is_brought_up(tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_1, tmp_path / "notebook.db"))
    old = words_in(path)
    Notebook(path, Clock(TODAY)).open().close()
    (made,) = backups_of(path)
    assert verify(made) == 1 and verify(path) == migrations.LATEST
    assert words_in(made) == words_in(path) == old


def test_an_older_notebook_is_not_brought_up_without_a_backup(tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_1, tmp_path / "notebook.db"))
    folder_of(path).write_text("somebody's file")
    with pytest.raises(ConferencerError, match="only brought up to date after a backup"):
        Notebook(path, Clock(TODAY)).open()
    assert path.read_bytes() == VERSION_1.read_bytes()


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM note")
        connection.execute("ALTER TABLE no_such_table ADD COLUMN shoe_size INTEGER")

    path = Path(shutil.copy(VERSION_1, tmp_path / "notebook.db"))
    monkeypatch.setattr(migrations, "STEPS", (migrations.STEPS[0], breaks))
    with pytest.raises(ConferencerError, match="it is as it was"):
        Notebook(path, Clock(TODAY)).open()
    assert path.read_bytes() == VERSION_1.read_bytes()
    assert len(backups_of(path)) == 1


def test_a_new_notebook_needs_no_backup(notebook: Notebook) -> None:
    assert not folder_of(notebook.path).exists()


def test_restoring_keeps_what_was_there(ana: Path) -> None:
    made = back_up(ana, NOON)
    say(ana, "I wrote a poem")
    done = restore(ana, made, NOON)
    assert words_in(ana) == [WORDS]
    assert done.was_whole and done.kept in backups_of(ana)
    assert words_in(done.kept) == ["I wrote a poem"]
    assert restore(ana, done.kept, NOON).was_whole, "and back again"
    assert words_in(ana) == ["I wrote a poem"]


def test_restoring_keeps_a_damaged_notebook_byte_for_byte(ana: Path) -> None:
    made = back_up(ana, NOON)
    ana.write_bytes(b"not a notebook at all" * 500)
    journal = ana.with_name("notebook.db-journal")
    journal.write_bytes(b"and its journal")
    damaged = ana.read_bytes()
    done = restore(ana, made, NOON)
    assert not done.was_whole and done.kept is not None
    assert done.kept.read_bytes() == damaged
    assert [path.read_bytes() for path in kept_aside(ana)] == [damaged, b"and its journal"]
    assert not journal.exists(), "it would be rolled back into the restored file"
    assert words_in(ana) == [WORDS]


def test_restoring_the_oldest_backup_does_not_lose_it(ana: Path) -> None:
    made = [back_up(ana, NOON + timedelta(minutes=n)) for n in range(10)]
    restore(ana, made[0], NOON + timedelta(hours=1))
    assert made[0].exists() and words_in(ana) == [WORDS]


def test_restoring_where_there_is_no_notebook(ana: Path) -> None:
    made = back_up(ana, NOON)
    ana.unlink()
    assert restore(ana, made, NOON).kept is None
    assert words_in(ana) == [WORDS]


def test_a_wrong_file_is_never_restored(ana: Path, tmp_path: Path) -> None:
    good = back_up(ana, NOON)
    foreign, newer, cut, text, empty, folder = (
        tmp_path / name for name in ("foreign", "newer", "cut", "text", "empty", "folder")
    )
    with closing(sqlite3.connect(foreign)) as file, file:
        file.execute("CREATE TABLE bookmark (url TEXT)")
    shutil.copy(good, newer)
    with closing(sqlite3.connect(newer)) as file, file:
        file.execute("PRAGMA user_version=99")
    cut.write_bytes(good.read_bytes()[:9000])
    text.write_text("First,Last\nAna,Lopez\n" * 200)
    empty.touch()
    folder.mkdir()
    before = ana.read_bytes()
    wrong = (foreign, newer, cut, text, empty, folder, tmp_path / "none", ana)
    for file in wrong:
        bytes_before = file.read_bytes() if file.is_file() else None
        with pytest.raises(ConferencerError, match="nothing was changed|Nothing was changed"):
            restore(ana, file, NOON)
        assert ana.read_bytes() == before
        assert (file.read_bytes() if file.is_file() else None) == bytes_before
    assert backups_of(ana) == [good]
    assert not list(ana.parent.glob("*.partial"))


def test_a_notebook_being_written_to_is_not_replaced(
    ana: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(ana, NOON)
    monkeypatch.setattr("conferencer.core.restoring.PATIENT_WAIT", 20)
    with closing(sqlite3.connect(ana, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ConferencerError, match="The notebook is as it was"):
            restore(ana, made, NOON)
    assert words_in(ana) == [WORDS]
    check_restorable(ana, made)


def test_the_newest_backup_that_opens_is_the_one_offered(ana: Path) -> None:
    good = back_up(ana, NOON)
    bad = back_up(ana, NOON + timedelta(hours=1))
    bad.write_bytes(bad.read_bytes()[:-4096])
    assert newest_good(ana) == good


def test_names_tell_the_local_time(ana: Path) -> None:
    instant = datetime(2026, 1, 31, 12, tzinfo=UTC)
    made = back_up(ana, instant)
    assert f"{instant.astimezone():%Y-%m-%d_%H-%M-%S}" in made.name
    assert made_on(made, ana) == instant.astimezone().date()
