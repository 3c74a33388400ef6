"""Everything out but memory aids, whole or not at all; and back into an empty notebook."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from conferencer.core.clock import Clock
from conferencer.core.demo import demo_notebook
from conferencer.core.errors import ConferencerError
from conferencer.core.export import export
from conferencer.core.import_json import bring_in, read_export
from conferencer.core.memory_aid import keep_memory_aid
from conferencer.core.migrations import LATEST
from conferencer.core.models import Conference, Note, ProfileEntry, Removal
from conferencer.core.notebook import Notebook
from conferencer.core.tables import PRIVATE, described, tables
from conferencer.core.text import clean_note
from tests.conftest import TODAY
from tests.core.talks import talk, with_ana

SENTINEL = "quetzalcoatl"
"""Written into memory aids alone."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """The made-up class, with memory aids and something that was taken away."""
    notebook = demo_notebook(tmp_path_factory.mktemp("demo"), Clock(TODAY))
    keep_memory_aid(notebook, 1, SENTINEL)
    aid = {"id": 9, "student_id": 2, "conference_id": None, "text": SENTINEL}
    now = datetime.now(UTC)
    with notebook.write() as session:
        goal = {"id": 999, "student_id": 2, "wording": "Read aloud"}
        session.add(Removal(kind="rows", rows={"memory_aid": [aid]}, removed_at=now))
        kept = {"goal": [goal], "memory_aid": [aid]}
        session.add(Removal(kind="rows", rows=kept, student_id=2, removed_at=now))
        session.add(ProfileEntry(student_id=3, kind="support", text="Extra time", since=TODAY))
    yield notebook
    notebook.close()


@pytest.fixture(scope="module")
def exported(demo: Notebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the made-up class was written into."""
    folder = tmp_path_factory.mktemp("out") / "export"
    export(demo, folder, [("learner-0001.md", "# Łucja\n")])
    return folder


def empty(folder: Path) -> Notebook:
    """A notebook with nothing in it."""
    return Notebook(folder / "empty.db", Clock(TODAY)).open()


def rows(notebook: Notebook) -> dict[str, list[tuple[object, ...]]]:
    """Every table as the file holds it, memory aids apart."""
    with notebook.plain() as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name in SQLModel.metadata.tables and name not in PRIVATE
        ]
        return {name: list(connection.execute(f"SELECT * FROM {name}")) for name in names}


def without_stamp(folder: Path) -> list[str]:
    """The JSON's lines but the one that says when."""
    lines = (folder / "notebook.json").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith('"exported_at"')]


@pytest.fixture(scope="module")
def ana(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """A class of one learner, and one conference."""
    folder = tmp_path_factory.mktemp("ana")
    notebook = with_ana(Notebook(folder / "ana.db", Clock(TODAY)).open())
    talk(notebook, {"victories": "I read", "goal": "Write", "step": "Read"})
    yield notebook
    notebook.close()


@pytest.fixture(scope="module")
def whole(ana: Notebook, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What an export of it says."""
    folder = tmp_path_factory.mktemp("whole")
    export(ana, folder, [])
    return (folder / "notebook.json").read_text("utf-8")


def written(whole: str, tmp_path: Path, **changed: object) -> Path:
    """An export, changed, in a file."""
    told = json.loads(whole)
    for name, value in changed.items():
        (told["tables"] if name in told["tables"] or name == "moon" else told)[name] = value
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(told), "utf-8")
    return path


def bring(path: Path, notebook: Notebook) -> None:
    """Bring a file in that is an export."""
    found = read_export(path)
    assert found is not None
    bring_in(notebook, path, found)


def test_an_export_brought_into_an_empty_notebook_is_the_same_notebook(
    demo: Notebook, exported: Path, tmp_path: Path
) -> None:
    again = empty(tmp_path)
    bring(exported / "notebook.json", again)
    there, here = rows(demo), rows(again)
    removals, came = there.pop("removal"), here.pop("removal")
    assert here == there
    assert sum(map(len, here.values())) > 5000
    assert len(removals) == 2
    assert len(came) == 1
    assert SENTINEL not in str(came)
    assert "Read aloud" in str(came)
    export(again, tmp_path / "again", [])
    assert without_stamp(tmp_path / "again") == without_stamp(exported)
    for path in exported.glob("*.csv"):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
    again.close()


def test_memory_aids_are_in_no_file_and_supports_are(exported: Path) -> None:
    files = [path for path in exported.rglob("*") if path.is_file()]
    assert len(files) == len(tables()) + 4
    for path in files:
        assert SENTINEL.encode() not in path.read_bytes()
        assert "memory" not in path.name
    assert "Extra time" in (exported / "profile_entry.csv").read_text("utf-8")


def test_every_table_and_every_column_is_described(exported: Path) -> None:
    page = (exported / "columns.md").read_text("utf-8")
    for table in tables():
        known = described(table)
        assert known.about
        assert f"## {table.name}.csv" in page
        assert [name for name, about in known.columns.items() if not about] == [], table.name
        heads = (exported / f"{table.name}.csv").read_text("utf-8-sig").split("\n")[0]
        assert heads.strip().split(",") == list(known.columns)


def test_files_and_folders_are_for_their_owner_alone(ana: Notebook, tmp_path: Path) -> None:
    there_already = tmp_path / "there"
    there_already.mkdir(mode=0o755)
    before = os.umask(0)
    try:
        for folder in (tmp_path / "new", there_already):
            export(ana, folder, [("a.md", "a")])
    finally:
        os.umask(before)
    for folder in (tmp_path / "new", there_already):
        assert folder.stat().st_mode & 0o777 == 0o700
        for path in folder.rglob("*"):
            assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)
    assert not list(tmp_path.rglob("*.part"))


def test_nothing_is_written_over(ana: Notebook, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone" / "deeper")
    for name in ("full", "file", "none/deeper", "nowhere"):
        with pytest.raises(ConferencerError) as told:
            export(ana, tmp_path / name, [])
        assert str(tmp_path / name) in str(told.value) or "deeper" in str(told.value)
    left = sorted(path.name for path in tmp_path.rglob("*"))
    assert left == ["file", "full", "mine.txt", "nowhere"]


@pytest.mark.parametrize("is_there", [False, True])
def test_a_disk_that_fills_up_leaves_no_half_folder(
    demo: Notebook, tmp_path: Path, is_there: bool
) -> None:
    folder = tmp_path / "out"
    if is_there:
        folder.mkdir()
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(ConferencerError, match="was not written: file too large"):
            export(demo, folder, [])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert folder.exists() == is_there
    assert not any(tmp_path.rglob("*.*"))


NOTE = {
    **{"id": 1, "conference_id": 1, "field": "victories", "voice": "learner", "text": "I read"},
    "changed_at": "2026-11-22T09:00:00+00:00",
}
DAY = {"day": "2026-12-24", "label": "Winter break"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"version": LATEST + 1}, "newer Conferencer"),
        ({"version": "1"}, "its version or its tables are missing"),
        ({"version": None}, "its version or its tables are missing"),
        ({"tables": []}, "its version or its tables are missing"),
        ({"moon": []}, "it has a table moon that no notebook has"),
        ({"note": {}}, "note is not a list of rows"),
        ({"note": [NOTE | {"moon": 1}]}, "row 1 of note is not understood"),
        ({"note": [NOTE, NOTE | {"text": None}]}, "row 2 of note is not understood"),
        ({"note": [NOTE | {"text": 3}]}, "row 1 of note is not understood"),
        ({"note": [NOTE | {"id": "1"}]}, "row 1 of note is not understood"),
        ({"note": [NOTE | {"id": True}]}, "row 1 of note is not understood"),
        ({"note": [NOTE | {"id": 2**63}]}, "row 1 of note is not understood"),
        ({"note": [NOTE | {"changed_at": "2026-11-22"}]}, "row 1 of note is not understood"),
        ({"note": [{"id": 1}]}, "row 1 of note is not understood"),
        ({"note": ["I read"]}, "row 1 of note is not understood"),
        ({"school_day": [DAY | {"day": "24 Dec"}]}, "row 1 of school_day is not understood"),
    ],
)
def test_a_file_that_is_not_a_whole_export_is_refused(
    whole: str, tmp_path: Path, changed: dict[str, object], said: str
) -> None:
    with pytest.raises(ConferencerError, match=said) as told:
        read_export(written(whole, tmp_path, **changed))
    assert "othing was changed" in str(told.value)


def test_rows_that_do_not_fit_together_leave_the_notebook_as_it_was(
    whole: str, tmp_path: Path
) -> None:
    notebook = empty(tmp_path)
    for changed in ({"school_day": [DAY, DAY]}, {"note": [NOTE | {"conference_id": 77}]}):
        with pytest.raises(ConferencerError, match="its rows do not fit together"):
            bring(written(whole, tmp_path, **changed), notebook)
        assert not any(rows(notebook).values())
    bring(written(whole, tmp_path), notebook)
    assert len(rows(notebook)["student"]) == 1
    notebook.close()


def test_a_file_that_was_cut_short_is_told_apart_from_another_one(
    whole: str, tmp_path: Path
) -> None:
    content = whole.encode()
    path = tmp_path / "cut.json"
    for length in (30, 200, len(content) // 2, len(content) - 3):
        path.write_bytes(content[:length])
        with pytest.raises(ConferencerError, match="it cannot be read to its end"):
            read_export(path)
    path.write_bytes(b"\xef\xbb\xbf " + content)
    assert read_export(path) is not None, "an editor may put a mark in front"
    for other in ("", "Ana Lopez\n", "{Ana}\n", '{"conferencer": 1}', '[{"conferencer": 1}]'):
        path.write_text(other, "utf-8")
        assert read_export(path) is None
    assert read_export(tmp_path) is None


def test_an_export_comes_only_into_an_empty_notebook(exported: Path, tmp_path: Path) -> None:
    notebook = with_ana(empty(tmp_path))
    before = rows(notebook)
    with pytest.raises(ConferencerError, match="only comes into an empty one"):
        bring(exported / "notebook.json", notebook)
    assert rows(notebook) == before
    notebook.close()


def test_an_older_export_comes_in_with_what_was_added_since_at_its_default(
    whole: str, tmp_path: Path
) -> None:
    told = json.loads(whole)
    for name in ("version", "claimed_by", "claimed_at"):
        for row in told["tables"]["conference"]:
            del row[name]
    told["version"] = 1
    del told["tables"]["removal"]
    (tmp_path / "old.json").write_text(json.dumps(told), "utf-8")
    notebook = empty(tmp_path)
    bring(tmp_path / "old.json", notebook)
    with notebook.session() as session:
        conference = session.get_one(Conference, 1)
    assert (conference.version, conference.claimed_by, conference.claimed_at) == (0, "", None)
    notebook.close()


def test_texts_come_in_as_if_they_were_typed(whole: str, tmp_path: Path) -> None:
    hostile = "a\x1b[31m\ud800\x00b\r\nc"
    path = written(whole, tmp_path, note=[NOTE | {"text": hostile}])
    notebook = empty(tmp_path)
    bring(path, notebook)
    with notebook.session() as session:
        assert session.get_one(Note, 1).text == clean_note(hostile) == "a[31mb\nc"
    notebook.close()


def test_what_is_met_on_a_day_is_written_as_a_local_date(exported: Path) -> None:
    told = json.loads((exported / "notebook.json").read_text("utf-8"))
    assert (told["conferencer"], told["version"]) == ("notebook", LATEST)
    for row in told["tables"]["conference"]:
        assert date.fromisoformat(row["held_on"]) <= TODAY
        assert datetime.fromisoformat(row["started_at"]).utcoffset() is not None
