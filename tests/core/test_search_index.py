"""The search index keeps in step with the notes, can be forgotten, and can be made anew."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from conferencer.core.checkup import examine
from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.notebook import Notebook
from conferencer.core.profile import add_entry
from conferencer.core.repair import save_what_is_left
from conferencer.core.roster import add_class, add_student
from conferencer.core.search import driver_of, make_anew, prepare, search
from conferencer.core.search_index import forget, has_index, is_in_step
from conferencer.core.search_texts import Place as Where
from conferencer.core.search_texts import mark, number_of, place_of
from tests.conftest import TODAY
from tests.core.talks import ANA, CLASS, talk, with_ana


@pytest.fixture
def room(notebook: Notebook) -> Notebook:
    """Ana, with a conference and a strength, read into the index."""
    with_ana(notebook)
    talk(notebook, {"victories": "I read plums", "goal": "Read pears", "step": "Read to Ben"})
    add_entry(notebook, ANA, "strength", "listens", "teacher", TODAY)
    assert prepare(notebook) == 0
    return notebook


def said_of_index(notebook: Notebook) -> bool:
    """What the doctor says of the search index."""
    (finding,) = (one for one in examine(notebook.path) if one.name == "search index")
    return finding.is_well


def test_a_draft_costs_the_index_one_row_however_often_it_is_written(room: Notebook) -> None:
    draft = begin_conference(room, ANA, CLASS, TODAY)
    keep_words(room, draft.id, {"victories": ("learner", "p")}, Place(), 1)
    with room.plain() as connection:
        before = connection.execute("SELECT owner FROM search_pending").fetchall()
        for text in ("pl", "plu", "plum"):
            keep_words(room, draft.id, {"victories": ("learner", text)}, Place(), 2)
        assert connection.execute("SELECT owner FROM search_pending").fetchall() == before
    assert before == [(draft.id,)]


CHANGES = (
    "UPDATE note SET text = 'cherries' WHERE field = 'victories'",
    "DELETE FROM note WHERE field = 'victories'",
    "INSERT INTO note VALUES (99, 1, 'noticed', 'teacher', 'cherries', '2026-11-22')",
    "UPDATE conference SET held_on = '2026-01-07'",
    "UPDATE conference SET discarded_at = '2026-01-07'",
    "UPDATE goal SET why = 'cherries'",
    "UPDATE next_step SET obstacle = 'cherries'",
    "UPDATE profile_entry SET kind = 'support'",
    "DELETE FROM profile_entry",
    "INSERT OR REPLACE INTO note VALUES (1, 1, 'victories', 'learner', 'x', '2026-11-22')",
)


def test_whoever_changes_a_row_the_index_follows(room: Notebook) -> None:
    for change in CHANGES:
        with driver_of(room, writing=True) as connection:
            connection.execute(change)
            assert connection.execute("SELECT count(*) FROM search_pending").fetchone()[0], change
        assert prepare(room) == 0
        with room.plain() as connection:
            assert is_in_step(connection), change
    assert said_of_index(room)


def test_an_entrys_number_says_where_it_comes_from() -> None:
    where = Where("next_step", "obstacle", 123_456_789, TODAY)
    assert place_of(number_of(where.day, where.source, where.column, where.row)) == where
    later = number_of(TODAY, "note", "text", 1)
    assert later > number_of(TODAY.replace(day=1), "profile_entry", "text", 1 << 33)
    marks = {mark(kind, n) for kind in ("student", "goal") for n in (*range(99), 11_999, 12_000)}
    assert len(marks) == 2 * 101 and len(mark("class", 7)) == 1


def test_a_purged_word_leaves_no_trace(room: Notebook) -> None:
    talk(room, {"noticed": "only plumsecret here"})
    assert prepare(room) == 0
    assert b"plumsecret" in room.path.read_bytes()
    with driver_of(room, writing=True) as connection:
        connection.execute("DELETE FROM note WHERE field = 'noticed'")
        forget(connection)
    room.close()
    assert b"plumsecret" not in room.path.read_bytes()
    assert search(room, "plums").hits == [] and prepare(room) == 0
    assert len(search(room, "plums").hits) == 1 and said_of_index(room)


def test_a_notebook_without_an_index_has_nothing_to_forget(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        forget(connection)
        assert is_in_step(connection)


def test_the_doctor_sees_an_entry_that_is_wrong_and_it_is_made_anew(room: Notebook) -> None:
    assert said_of_index(room)
    with driver_of(room, writing=True) as connection:
        connection.execute("UPDATE search_entry SET words = 'i read prunes' WHERE owner = 1")
    assert not said_of_index(room)
    make_anew(room)
    assert said_of_index(room) and len(search(room, "plums").hits) == 1


def test_a_damaged_index_keeps_nobody_from_finding(room: Notebook) -> None:
    with driver_of(room, writing=True) as connection:
        connection.execute("UPDATE search_index_data SET block = x'ffff' WHERE id > 10")
    room.close()
    assert [hit.text for hit in search(room, "plums").hits] == ["I read plums"]
    assert not said_of_index(room)
    assert prepare(room) == 0 and said_of_index(room)
    assert [hit.text for hit in search(room, "plums").hits] == ["I read plums"]


def test_a_repaired_copy_gets_an_index_of_its_own(room: Notebook) -> None:
    room.close()
    saved = save_what_is_left(room.path)
    assert not any(table.startswith("search") for table in saved.rows)
    copy = Notebook(saved.path, room.clock).open()
    assert prepare(copy) == 0
    assert [hit.text for hit in search(copy, "plums").hits] == ["I read plums"]
    copy.close()


def test_a_part_at_a_time_is_read(notebook: Notebook) -> None:
    group = add_class(notebook, "5A")
    for number in range(5):
        ben = add_student(notebook, group.id or 0, f"Ben {number}")
        add_entry(notebook, ben.id or 0, "interest", "plums", "learner", TODAY)
    assert prepare(notebook, at_most=2) == 3
    with notebook.plain() as connection:
        assert has_index(connection)
    assert prepare(notebook, at_most=2) == 1 and prepare(notebook, at_most=2) == 0


@pytest.mark.slow
def test_after_any_changes_the_index_is_as_if_made_anew(notebook: Notebook) -> None:
    with_ana(notebook)
    rng, words = Random(7), ("plums", "pears", "读完", "Łódź", "a")
    for _ in range(60):
        draft = begin_conference(notebook, ANA, CLASS, TODAY)
        said = {f: ("learner", " ".join(rng.choices(words, k=4))) for f in ("goal", "step")}
        keep_words(notebook, draft.id, said, Place(), 1)
        if rng.random() < 0.7:
            finish_conference(notebook, draft.id, rng.choice(("met", "absent")))
        if rng.random() < 0.3:
            with driver_of(notebook, writing=True) as connection:
                id = rng.randint(1, draft.id)
                connection.execute("DELETE FROM note WHERE conference_id = ?", (id,))
        if rng.random() < 0.5:
            prepare(notebook, at_most=2)
    while prepare(notebook):
        pass
    assert said_of_index(notebook)
    kept = {word: [hit.id for hit in search(notebook, word).hits] for word in words}
    make_anew(notebook)
    assert kept == {word: [hit.id for hit in search(notebook, word).hits] for word in words}
