"""The notebook file: private, one transaction a time, and kind about what it is not."""

import os
import sqlite3
import stat
import struct
import threading
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from sqlmodel import select

from conferencer.core.clock import Clock
from conferencer.core.errors import ConferencerError, NotebookBusyError
from conferencer.core.migrations import APPLICATION_ID, LATEST
from conferencer.core.models import ClassGroup, Conference, Student
from conferencer.core.notebook import UI_WAIT, Notebook
from tests.conftest import TODAY


def mode(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_hands() -> Iterator[None]:
    """A umask that takes nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_hands")
def test_a_new_notebook_is_private_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "notebook.db"
    notebook = Notebook(path).open()
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700 and mode(path.parent.parent) == 0o700
    with notebook.write() as session:
        session.add(ClassGroup(name="Room 12"))
        journal = [p for p in path.parent.iterdir() if p != path]
        assert all(mode(p) == 0o600 for p in journal), "the journal holds the same words"
    assert list(path.parent.iterdir()) == [path], "nothing stays beside it"
    notebook.close()


@pytest.mark.usefixtures("open_hands")
def test_an_empty_file_becomes_a_private_notebook(tmp_path: Path) -> None:
    path = tmp_path / "notebook.db"
    path.touch(0o644)
    Notebook(path).open().close()
    assert mode(path) == 0o600
    assert path.stat().st_size > 0


def test_every_connection_has_the_pragmas(notebook: Notebook) -> None:
    wanted = {"foreign_keys": 1, "synchronous": 2, "journal_mode": "delete", "secure_delete": 1}
    with notebook.plain() as connection, notebook.session() as session:
        for name, value in wanted.items():
            assert connection.execute(f"PRAGMA {name}").fetchone()[0] == value
            row = session.connection().exec_driver_sql(f"PRAGMA {name}").fetchone()
            assert row is not None and row[0] == value
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert connection.execute("PRAGMA user_version").fetchone()[0] == LATEST


def foreign(path: Path) -> None:
    """Another program's database."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE music (title TEXT)")
    connection.commit()
    connection.close()


def newer(path: Path) -> None:
    """A notebook from the future."""
    Notebook(path).open().close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={LATEST + 1}")
    connection.close()


def text(path: Path) -> None:
    """A class list, given by mistake."""
    path.write_text("Ana Lopez\nBen Adeyemi\n" * 400)


def damaged(path: Path) -> None:
    """A notebook whose first page was overwritten behind its header."""
    Notebook(path).open().close()
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)


def cut_off(path: Path) -> None:
    """Half of a notebook's header."""
    Notebook(path).open().close()
    path.write_bytes(path.read_bytes()[:60])


def another_programs_number(path: Path) -> None:
    """A database with an application's own number and no table."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA application_id=7")
    connection.execute("VACUUM")
    connection.close()


@pytest.mark.parametrize("write", [foreign, newer, text, damaged, cut_off, another_programs_number])
def test_what_is_no_notebook_is_refused_in_a_sentence_and_not_touched(
    tmp_path: Path, write: object
) -> None:
    path = tmp_path / "notebook.db"
    assert callable(write)
    write(path)
    before = path.read_bytes()
    with pytest.raises(ConferencerError) as caught:
        Notebook(path).open()
    message = caught.value.message
    assert message.endswith(".") and "\n" not in message
    assert "newer" in message if write is newer else "not a Conferencer notebook" in message
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_and_a_place_out_of_reach_are_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "file" / "notebook.db"):
        with pytest.raises(ConferencerError, match="notebook"):
            Notebook(path).open()


def test_damage_deep_in_the_file_is_told_in_a_sentence(notebook: Notebook) -> None:
    with notebook.write() as session:
        session.add_all(Student(given_name=f"Learner {n}") for n in range(500))
    notebook.close()
    with notebook.path.open("r+b") as file:
        (size,) = struct.unpack(">H", notebook.path.read_bytes()[16:18])
        file.seek(size)
        file.write(b"\xff" * (notebook.path.stat().st_size - size))
    with pytest.raises(ConferencerError, match="damaged"), notebook.session() as session:
        session.exec(select(Student)).all()


def test_a_transaction_that_fails_keeps_nothing(notebook: Notebook) -> None:
    with pytest.raises(ConferencerError), notebook.write() as session:
        session.add(ClassGroup(name="Room 12"))
        session.flush()
        raise ConferencerError("No", "Something else came up.")
    with notebook.session() as session:
        assert session.exec(select(ClassGroup)).all() == []


def test_a_busy_notebook_is_told_and_nothing_is_written(notebook: Notebook) -> None:
    notebook.wait = 20
    other = sqlite3.connect(notebook.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotebookBusyError, match="nothing was changed"), notebook.write() as session:
        session.add(ClassGroup(name="Room 12"))
    with notebook.session() as session:
        assert session.exec(select(ClassGroup)).all() == [], "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    with notebook.write() as session:
        session.add(ClassGroup(name="Room 12"))


def test_rows_stay_usable_after_their_session(notebook: Notebook) -> None:
    with notebook.write() as session:
        group = ClassGroup(name="Room 12", outside_ids={"sis": "7"})
        session.add(group)
    assert (group.id, group.name, group.outside_ids) == (1, "Room 12", {"sis": "7"})


def test_a_row_that_points_nowhere_is_refused(notebook: Notebook) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"), notebook.write() as session:
        session.add(Conference(student_id=99, held_on=TODAY, started_at=notebook.now()))


def test_instants_come_back_aware_and_in_utc(notebook: Notebook) -> None:
    now = notebook.now()
    assert now.tzinfo is UTC
    with notebook.write() as session:
        session.add(Student(given_name="Ana"))
        session.flush()
        session.add(Conference(student_id=1, held_on=TODAY, started_at=now))
    with notebook.session() as session:
        conference = session.exec(select(Conference)).one()
    assert conference.started_at == now and conference.started_at.utcoffset() is not None
    assert conference.held_on == TODAY


def test_the_fixed_day_is_the_day_of_every_stamp() -> None:
    clock = Clock(TODAY)
    assert clock.today() == TODAY
    assert clock.now().astimezone().date() == TODAY
    assert Clock().today() != TODAY or Clock().now().astimezone().date() == TODAY


def test_a_missing_notebook_is_not_made_by_looking(tmp_path: Path) -> None:
    notebook = Notebook(tmp_path / "none.db")
    assert not notebook.exists
    with pytest.raises(ConferencerError, match="missing"), notebook.reading():
        pass
    assert list(tmp_path.iterdir()) == []


def test_what_a_key_asks_for_waits_for_a_thread_of_ours(notebook: Notebook) -> None:
    """However short the wait for other programs is: the search index is filled in a thread."""
    notebook.wait = UI_WAIT
    at_work, asked_for = threading.Event(), threading.Event()

    def fill() -> None:
        with notebook.write() as session:
            session.add(ClassGroup(name="in the thread"))
            session.flush()
            at_work.set()
            asked_for.wait(UI_WAIT * 4 / 1000)

    thread = threading.Thread(target=fill)
    thread.start()
    assert at_work.wait(10)
    with notebook.write() as session:
        session.add(ClassGroup(name="by a key"))
    thread.join()
    with notebook.session() as session:
        assert {group.name for group in session.exec(select(ClassGroup))} == {
            "in the thread",
            "by a key",
        }
