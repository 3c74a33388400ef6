"""A purge goes through every file beside the notebook, and one that was cut off is finished."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from conferencer.core.backups import back_up, backups_of, folder_of, is_whole, verify
from conferencer.core.clock import Clock
from conferencer.core.notebook import Notebook
from conferencer.core.purge import Plan, Purged, purge, what_would_go
from conferencer.core.restoring import keep_aside, restore
from tests.conftest import TODAY
from tests.core.long_ago import (
    BEFORE,
    STAYS,
    copy_of,
    made_once,
    planted,
    rows_of,
    talk_on,
    today,
)
from tests.core.test_migrations import VERSION_1

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SEED = int(os.environ.get("CONFERENCER_SEED", "1122"))
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def kept_for_long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted class, not to be changed."""
    return made_once(tmp_path_factory)


@pytest.fixture
def planted_class(kept_for_long: Path, tmp_path: Path) -> Path:
    """A copy of the planted class with its backups; the notebook's path."""
    return copy_of(kept_for_long, tmp_path / "here")


def purge_all(path: Path, before: date = BEFORE, day: date = TODAY) -> tuple[Plan, Purged]:
    """Look, and do it."""
    notebook = Notebook(path, Clock(day)).open()
    plan = what_would_go(notebook, before)
    done = purge(notebook, plan)
    notebook.close()
    return plan, done


def change(path: Path, sql: str) -> None:
    """Change a row of a file by hand."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(sql)


def texts(path: Path) -> str:
    """Every cell of every table, one after the other."""
    with closing(sqlite3.connect(path)) as file:
        return "\n".join(file.iterdump())


def test_each_backup_is_whole_private_and_as_old_as_it_was(planted_class: Path) -> None:
    names = [path.name for path in backups_of(planted_class)]
    _, done = purge_all(planted_class)
    assert [path.name for path in backups_of(planted_class)] == names, "and no new one was made"
    assert [one.path.name for one in done.files] == names
    for path in (planted_class, *backups_of(planted_class)):
        assert is_whole(path) and stat.S_IMODE(path.stat().st_mode) == 0o600
        with closing(sqlite3.connect(path)) as file:
            assert file.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert sorted(path.name for path in planted_class.parent.iterdir()) == [
        "notebook.db",
        "notebook.db.backups",
    ]


def test_a_goal_that_stays_reads_in_an_older_backup_as_it_was_worded_since(
    planted_class: Path,
) -> None:
    oldest_with_it = backups_of(planted_class)[-2]
    assert [row[3] for row in rows_of(oldest_with_it, "goal")][1:] == ["xqgonewording0"]
    purge_all(planted_class)
    assert [row[3:6] for row in rows_of(oldest_with_it, "goal")] == [
        ("xqstayswording0", "xqstayswhy0", "")
    ]


def test_a_backup_that_is_brought_back_holds_what_stays(planted_class: Path) -> None:
    purge_all(planted_class)
    told = texts(planted_class)
    restore(planted_class, backups_of(planted_class)[0], NOON)
    assert texts(planted_class) == told
    assert planted(planted_class.parent) == {}


def test_a_backup_with_nothing_of_it_stays_byte_for_byte(planted_class: Path) -> None:
    purge_all(planted_class)
    file = back_up(planted_class, NOON)
    before = file.read_bytes()
    _, done = purge_all(planted_class)
    assert not any(one.is_changed for one in done.files) and file.read_bytes() == before


def test_what_is_known_only_to_a_backup_goes_by_its_own_dates(
    planted_class: Path, kept_for_long: Path
) -> None:
    """The notebook was purged, and an older backup turns up again."""
    purge_all(planted_class)
    shutil.rmtree(folder_of(planted_class))
    shutil.copytree(folder_of(kept_for_long), folder_of(planted_class))
    change(backups_of(planted_class)[0], "UPDATE enrollment SET left_on = NULL")
    assert planted(planted_class.parent)
    plan, done = purge_all(planted_class)
    assert plan.total.total() == 0 and done.left == []
    assert planted(planted_class.parent) == {}
    newest = backups_of(planted_class)[0]
    assert "xqstaysopenstep0" in texts(newest) and "xqstaysname0" in texts(newest)


def test_the_notebook_decides_and_not_what_a_backup_has_of_later_days(planted_class: Path) -> None:
    backup = backups_of(planted_class)[0]
    change(backup, "INSERT INTO request (student_id, asked_on) VALUES (3, '2026-10-10')")
    change(
        backup,
        "INSERT INTO connection (next_step_id, kind, label, target) SELECT id, 'person', "
        "'xqgonesinceitwasset0', '' FROM next_step WHERE text = 'xqstaysopenstep0'",
    )
    purge_all(planted_class)
    assert planted(planted_class.parent) == {}
    assert {row[2] for row in rows_of(backup, "student")} == {"Ana", "Ben"}
    assert "xqstaysresource0" in texts(backup)


def test_a_backup_of_version_1_stays_of_version_1(tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_1, tmp_path / "notebook.db"))
    Notebook(path, Clock(date(2026, 11, 23))).open().close()  # makes the backup first
    (backup,) = backups_of(path)
    assert verify(backup) == 1 and b"I read to my sister" in backup.read_bytes()
    assert "'Read aloud'" in texts(backup)
    plan, done = purge_all(path, NEW_YEAR, day=date(2027, 2, 1))
    assert plan.total["conference"] == 3 and plan.drafts == 1
    assert verify(backup) == 1 and done.left == []
    for file in (path, backup):
        assert "I read to my sister" not in texts(file) and "'Read aloud'" not in texts(file)
        assert b"I read to my sister" not in file.read_bytes()
        assert "Read one poem to Ben" in texts(file)
        assert "Read aloud every morning" in texts(file)


def test_another_notebooks_backup_of_version_1_goes_by_its_own_dates(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path / "notebook.db", Clock(date(2027, 2, 1))).open()
    folder_of(notebook.path).mkdir(0o700)
    older = folder_of(notebook.path) / "copied by hand.db"
    shutil.copy(VERSION_1, older)
    notebook.close()
    purge_all(notebook.path, NEW_YEAR, day=date(2027, 2, 1))
    for table in ("student", "conference", "note", "goal", "next_step", "class_group"):
        assert rows_of(older, table) == []
    assert verify(older) == 1


def test_what_cannot_be_written_anew_is_named_and_the_rest_is_done(planted_class: Path) -> None:
    folder = folder_of(planted_class)
    damaged = backups_of(planted_class)[3]
    damaged.write_bytes(damaged.read_bytes()[:9000])
    kept = keep_aside(damaged, NOON).rename(folder / "notebook-2026-01-01_00-00-00.damaged")
    shutil.rmtree(folder_of(damaged))
    newer = backups_of(planted_class)[0]
    with closing(sqlite3.connect(newer)) as file:
        file.execute("PRAGMA user_version=99")
    (folder / "shopping.txt").write_text("xqgoneeggs0 is not ours")
    before = {path: path.read_bytes() for path in (damaged, kept, newer)}
    plan, done = purge_all(planted_class)
    assert {one.path for one in done.left} == set(before)
    assert {one.path for one in plan.files if one.problem} == set(before)
    assert {path: path.read_bytes() for path in before} == before
    where = {name for names in planted(planted_class.parent).values() for name in names}
    assert where <= {damaged.name, kept.name, newer.name, "shopping.txt"}
    again = what_would_go(today(planted_class), BEFORE)
    assert again.is_empty and {one.path for one in again.files if one.problem} == set(before)


def test_what_was_repaired_is_written_anew_and_what_is_unfinished_goes(planted_class: Path) -> None:
    beside = planted_class.parent
    shutil.copy(planted_class, beside / "notebook-repaired.db")
    shutil.copy(planted_class, beside / "notebook-repaired-2.db")
    shutil.copy(planted_class, beside / "notebook.db.0a1b2c3d.partial")
    left = folder_of(planted_class) / "notebook-2026-03-03_00-00-00.db.0a1b2c3d.partial"
    shutil.copy(planted_class, left)
    shutil.copy(planted_class, left.with_name(left.name + "-journal"))
    _, done = purge_all(planted_class)
    assert planted(beside) == {} and len(done.unfinished) == 3
    assert "xqstaysvictories0" in texts(beside / "notebook-repaired-2.db")
    assert not list(beside.rglob("*.partial*"))


def test_a_link_to_a_backup_stays_a_link(planted_class: Path, tmp_path: Path) -> None:
    backup = backups_of(planted_class)[0]
    elsewhere = shutil.move(backup, tmp_path / "elsewhere.db")
    backup.symlink_to(elsewhere)
    purge_all(planted_class)
    assert backup.is_symlink() and planted(tmp_path) == {}


def test_a_backup_that_another_window_makes_meanwhile_is_gone_through_as_well(
    planted_class: Path,
) -> None:
    made: list[Path] = []

    def another_window() -> None:
        if not made:
            made.append(back_up(planted_class, NOON, thin_out=False))
            shutil.copy(made[0], made[0].with_name(f"{made[0].name}.0a1b2c3d.partial"))

    notebook = today(planted_class)
    done = purge(notebook, what_would_go(notebook, BEFORE), another_window)
    notebook.close()
    assert made[0] in [one.path for one in done.files if one.is_changed]
    assert planted(planted_class.parent) == {} and is_whole(made[0])


def test_words_kept_since_are_not_lost_from_a_backup(planted_class: Path) -> None:
    notebook = today(planted_class)
    about = {"goal_choice": "reword", "goal": "xqstayslaterwording0"}
    talk_on(notebook, {"victories": "xqstaysforgotten0", **about})
    notebook.close()
    file = back_up(planted_class, NOON)
    restore(planted_class, backups_of(planted_class)[1], NOON)
    assert "xqstaysforgotten0" not in texts(planted_class)
    purge_all(planted_class)
    assert "xqstaysforgotten0" in texts(file)
    assert [row[3] for row in rows_of(file, "goal")] == ["xqstayslaterwording0"]


CUT_OFF = """
import os, signal, sys
from datetime import date
from pathlib import Path
from conferencer.core.clock import Clock
from conferencer.core.notebook import Notebook
from conferencer.core.purge import purge, what_would_go
notebook = Notebook(Path(sys.argv[1]), Clock(date(2026, 11, 22))).open()
plan = what_would_go(notebook, date(2026, 8, 1))
left = int(sys.argv[2])
def count_down(event, details):
    global left
    if event in ("open", "os.rename", "os.remove", "sqlite3.connect", "shutil.copyfile"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count_down)
purge(notebook, plan)
print("done", left)
"""
"""A purge that is killed before it opens, renames or deletes its n-th file."""


def cut_off(path: Path, at: int) -> bool:
    """Purge in another process, killed at a point; whether it came to that point."""
    command = [sys.executable, "-c", CUT_OFF, str(path), str(at)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def check_that_the_second_time_finishes_it(path: Path, stays: dict[str, set[str]]) -> None:
    """After a kill: nothing that stays is lost, and purging again leaves nothing that goes."""
    for name in ("notebook.db", *(one.name for one in backups_of(path))):
        assert is_whole(next(path.parent.rglob(name))) or (path.parent / f"{name}-journal").exists()
    purge_all(path)
    assert planted(path.parent) == {}
    after = planted(path.parent, STAYS)
    assert all(stays[word] <= after[word] for word in stays)
    assert not list(path.parent.rglob("*-journal")) and not list(path.parent.rglob("*.partial"))
    assert all(is_whole(one) for one in (path, *backups_of(path)))


@pytest.mark.slow
def test_a_purge_that_was_killed_is_finished_by_the_next(planted_class: Path) -> None:
    stays = planted(planted_class.parent, STAYS)
    assert cut_off(planted_class, at=60), "in the middle of its backups"
    names = {name for where in planted(planted_class.parent).values() for name in where}
    backups = {path.name for path in backups_of(planted_class)}
    assert "notebook.db" in names and 0 < len(names & backups) < len(backups)
    check_that_the_second_time_finishes_it(planted_class, stays)


@pytest.mark.slow
def test_a_purge_is_finished_by_the_next_wherever_it_was_killed(
    kept_for_long: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stays = planted(kept_for_long.parent, STAYS)
    killed = 0
    for at in range(1, 400, 19):
        path = copy_of(kept_for_long, tmp_path / str(at))
        if not cut_off(path, at):
            break
        killed += 1
        check_that_the_second_time_finishes_it(path, stays)
    with capsys.disabled():
        print(f"\n{killed} purges killed at {killed} points; each was finished by the next")
    assert killed > 6


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_a_purge_that_is_killed_at_any_moment_is_finished_by_the_next(
    kept_for_long: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stays, rng, middle = planted(kept_for_long.parent, STAYS), Random(SEED), 0
    for number in range(8):
        path = copy_of(kept_for_long, tmp_path / str(number))
        command = [sys.executable, "-c", CUT_OFF.replace("purge(", "print(1, flush=True);purge(")]
        with subprocess.Popen(
            [*command, str(path), "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as program:
            assert program.stdout is not None
            program.stdout.readline()  # it begins
            try:
                program.wait(rng.uniform(0, 0.6))
            except subprocess.TimeoutExpired:
                program.kill()
        found = {name for where in planted(path.parent).values() for name in where}
        middle += 0 < len(found) < 12
        check_that_the_second_time_finishes_it(path, stays)
    with capsys.disabled():
        print(f"\n8 purges killed at random, {middle} of them half-way; seed {SEED}")
    assert middle > 0
