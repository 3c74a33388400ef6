"""An older notebook is brought up to date, whole or not at all."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import SQLModel, select

from conferencer.core import migrations, models
from conferencer.core.class_steps import steps_of_class
from conferencer.core.clock import Clock
from conferencer.core.conferences import read_draft
from conferencer.core.first_rows import today_rows
from conferencer.core.goal_standards import standards_of
from conferencer.core.goals import active_goals
from conferencer.core.groups import groups_of
from conferencer.core.history import history_of
from conferencer.core.next_steps import open_steps
from conferencer.core.notebook import Notebook
from conferencer.core.peer_experts import helpers_for
from conferencer.core.search import prepare, search
from conferencer.settings import Settings
from tests.conftest import TODAY

VERSION_1 = Path(__file__).parent.parent / "data" / "notebook-version-1.db"
"""Made by the program at version 1: see `tests/data/README.md`."""

VERSION_2 = VERSION_1.with_name("notebook-version-2.db")
VERSION_3 = VERSION_1.with_name("notebook-version-3.db")
VERSION_4 = VERSION_1.with_name("notebook-version-4.db")
VERSION_5 = VERSION_1.with_name("notebook-version-5.db")
VERSION_6 = VERSION_1.with_name("notebook-version-6.db")
STORED = {
    **{1: VERSION_1, 2: VERSION_2, 3: VERSION_3},
    **{4: VERSION_4, 5: VERSION_5, 6: VERSION_6},
}
"""A notebook of every version."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of the stored notebook."""
    return Path(shutil.copy(VERSION_1, tmp_path / "notebook.db"))


def test_the_stored_notebook_of_version_1_opens_with_all_its_words(old: Path) -> None:
    with sqlite3.connect(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    connection.close()
    notebook = Notebook(old, Clock(TODAY)).open()
    rows = today_rows(notebook, Settings(), TODAY)
    assert rows.group is not None and rows.group.name == "Room 12"
    assert len(rows.turns) == 3 and [draft.given_name for draft in rows.drafts] == ["李雷"]
    assert read_draft(notebook, rows.drafts[0].conference_id).words == {"victories": "我读完了"}
    told = history_of(notebook, 1)
    said = {note.field: note.text for note in told.conferences[0].notes}
    assert said["victories"] == "I read to my sister"
    assert [goal.wording for goal in active_goals(notebook, 1)] == ["Read aloud every morning"]
    assert [revision.wording for revision in told.goal_revisions] == ["Read aloud"]
    (step,) = open_steps(notebook, 1)
    assert (step.text, step.due_on) == ("Read one poem to Ben", date(2026, 11, 27))
    notebook.close()


def test_a_notebook_of_every_version_is_stored() -> None:
    assert set(STORED) == set(range(1, migrations.LATEST + 1))
    for version, path in STORED.items():
        header = path.read_bytes()[:100]
        assert int.from_bytes(header[60:64], "big") == version


def test_the_stored_notebook_of_version_2_opens_with_all_its_words(tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_2, tmp_path / "notebook.db"))
    notebook = Notebook(path, Clock(TODAY)).open()
    told = history_of(notebook, 1)
    said = {note.field: note.text for note in told.conferences[0].notes}
    assert said["victories"] == "I read to my sister"
    with notebook.session() as session:
        (aid,) = session.exec(select(models.MemoryAid)).all()
        (removal,) = session.exec(select(models.Removal)).all()
        claimed = session.exec(select(models.Conference).where(models.Conference.version == 3))
        assert claimed.one().claimed_by == "desk:1"
    assert aid.text == "Asked me to wait before answering"
    assert removal.rows == {"profile_entry": [{"id": 9, "text": "likes maps"}]}
    notebook.close()


def test_the_stored_notebook_of_version_3_finds_its_words(tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_3, tmp_path / "notebook.db"))
    notebook = Notebook(path, Clock(TODAY)).open()
    assert [hit.text for hit in search(notebook, "lodz").hits] == [
        "Reads the signs at the Łódź stop"
    ]
    assert search(notebook, "我读").unread == 1 and prepare(notebook) == 0
    assert [hit.is_draft for hit in search(notebook, "我读").hits] == [True]
    assert search(notebook, "front").hits == []
    notebook.close()


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_notebook_is_searched_once_its_words_are_read(
    version: int, tmp_path: Path
) -> None:
    path = Path(shutil.copy(STORED[version], tmp_path / "notebook.db"))
    notebook = Notebook(path, Clock(TODAY)).open()
    assert search(notebook, "sister").unread > 0 and prepare(notebook) == 0
    assert [hit.text for hit in search(notebook, "sister").hits] == ["I read to my sister"]
    notebook.close()


def test_the_stored_notebook_with_groups_opens_with_all_of_them(tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_4, tmp_path / "notebook.db"))
    notebook = Notebook(path, Clock(date(2026, 11, 26))).open()
    (group,) = groups_of(notebook, 1)
    assert group.group.need == "Reading aloud" and group.last_met == date(2026, 11, 26)
    assert [member.id for member in group.members] and len(group.members) == 2
    assert helpers_for(notebook, 1, 1, "", date(2026, 11, 26)) != []
    answered = steps_of_class(notebook, 1, date(2026, 11, 26)).answered
    assert [(one.text, one.answer and one.answer.outcome) for one in answered] == [
        ("Read one poem to Ben", "some")
    ]
    turns = today_rows(notebook, Settings(), date(2026, 11, 27)).turns
    assert (turns[0].standing.student_id, turns[-1].standing.student_id) == (2, 1)
    notebook.close()


def test_the_stored_notebook_of_version_5_opens_with_its_goals_in_order(tmp_path: Path) -> None:
    path = Path(shutil.copy(VERSION_5, tmp_path / "notebook.db"))
    notebook = Notebook(path, Clock(TODAY)).open()
    first, second = active_goals(notebook, 1)
    assert (first.wording, first.position) == ("Read aloud every morning", 1)
    assert (second.wording, second.position) == ("Read aloud", 3)
    merged = [goal for goal in history_of(notebook, 1).goals if goal.merged_into_id == first.id]
    assert [goal.wording for goal in merged] == ["Read aloud at breakfast"]
    notebook.close()


def test_the_stored_notebook_of_version_6_opens_with_the_standards_of_its_goals(
    tmp_path: Path,
) -> None:
    path = Path(shutil.copy(VERSION_6, tmp_path / "notebook.db"))
    notebook = Notebook(path, Clock(TODAY)).open()
    (goal,) = [goal for goal in active_goals(notebook, 1) if goal.position == 1]
    linked = standards_of(notebook, 1)[goal.id or 0]
    assert [(one.code, one.withdrawn_on) for one in linked] == [
        ("RF.4.4", None),
        ("RF.4.3", date(2026, 11, 27)),
    ]
    assert linked[0].statement == "Lis avec aisance:\n½ page sans s’arrêter"
    notebook.close()


def test_the_stored_notebook_can_be_written_to(old: Path) -> None:
    notebook = Notebook(old, Clock(TODAY)).open()
    with notebook.write() as session:
        student = session.exec(select(models.Student)).first()
        assert student is not None
        student.say_name = "AH-na"
    notebook.close()
    with Notebook(old, Clock(TODAY)).open().session() as session:
        assert session.get_one(models.Student, student.id).say_name == "AH-na"


def columns(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool, bool]]:
    """Name -> type, not null, primary key."""
    rows = connection.execute(f"PRAGMA table_info({table})")
    return {name: (kind, bool(not_null), bool(key)) for _, name, kind, not_null, _, key in rows}


def indexes(connection: sqlite3.Connection, table: str) -> set[tuple[bool, tuple[str, ...]]]:
    """Whether unique, and the columns."""
    found = set()
    for _, name, unique, *_ in connection.execute(f"PRAGMA index_list({table})").fetchall():
        info = connection.execute(f"PRAGMA index_info({name})")
        found.add((bool(unique), tuple(row[2] for row in info)))
    return found


def test_the_models_match_the_migrated_tables(notebook: Notebook) -> None:
    with notebook.plain() as connection:
        made = {
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not row[0].startswith(("sqlite_", "search_"))  # the index has no models
        }
        assert made == set(SQLModel.metadata.tables)
        for name, table in SQLModel.metadata.tables.items():
            wanted = {
                column.name: (
                    column.type.compile(),
                    not column.nullable,
                    column.primary_key,
                )
                for column in table.columns
            }
            assert columns(connection, name) == wanted, name
            wanted_indexes = {
                (bool(index.unique), tuple(c.name for c in index.columns))
                for index in table.indexes
                if isinstance(index, Index)
            } | {
                (True, tuple(c.name for c in constraint.columns))
                for constraint in table.constraints
                if isinstance(constraint, UniqueConstraint)
            }
            found = {
                (unique, names)
                for unique, names in indexes(connection, name)
                if names != tuple(c.name for c in table.primary_key.columns)
            }
            assert found == wanted_indexes, name
            links = {
                (row[3], row[2], row[4])
                for row in connection.execute(f"PRAGMA foreign_key_list({name})")
            }
            assert links == {
                (key.parent.name, key.column.table.name, key.column.name)
                for key in table.foreign_keys
            }, name


def test_a_step_that_fails_leaves_the_notebook_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE student ADD COLUMN shoe_size INTEGER")
        connection.execute("DELETE FROM note")
        raise sqlite3.OperationalError("database or disk is full")

    before = old.read_bytes()
    monkeypatch.setattr(migrations, "STEPS", (migrations.STEPS[0], breaks))
    monkeypatch.setattr(migrations, "LATEST", 2)
    with pytest.raises(sqlite3.OperationalError), Notebook(old).plain() as connection:
        migrations.migrate(connection, 1)
    assert old.read_bytes() == before


def test_a_step_that_leaves_a_dangling_row_is_undone(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dangles(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM student WHERE id = 1")

    before = old.read_bytes()
    monkeypatch.setattr(migrations, "STEPS", (migrations.STEPS[0], dangles))
    monkeypatch.setattr(migrations, "LATEST", 2)
    with (
        pytest.raises(sqlite3.IntegrityError, match="dangling"),
        Notebook(old).plain() as connection,
    ):
        migrations.migrate(connection, 1)
    assert old.read_bytes() == before


def test_a_step_that_works_is_run_once(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def widens(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE student ADD COLUMN shoe_size INTEGER")

    monkeypatch.setattr(migrations, "STEPS", (migrations.STEPS[0], widens))
    monkeypatch.setattr(migrations, "LATEST", 2)
    with Notebook(old).plain() as connection:
        migrations.migrate(connection, 1)
        migrations.migrate(connection, 1)
        assert migrations.version_of(connection) == 2
        assert "shoe_size" in columns(connection, "student")
        assert connection.execute("SELECT count(*) FROM note").fetchone()[0] > 0
