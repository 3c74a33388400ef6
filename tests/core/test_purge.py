"""A purge takes what it says, all of it, and leaves everything else as it was."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from conferencer.core.as_json import history_as_json
from conferencer.core.backups import back_up
from conferencer.core.claims import claim, this_window
from conferencer.core.clock import Clock
from conferencer.core.conferences import begin_conference
from conferencer.core.demo import write_demo
from conferencer.core.errors import ConferencerError, NotebookBusyError
from conferencer.core.history import history_of
from conferencer.core.memory_aid import keep_memory_aid, memory_aid_of
from conferencer.core.next_steps import close_step, open_steps
from conferencer.core.notebook import Notebook
from conferencer.core.purge import purge, what_would_go
from conferencer.core.purge_rows import CHILDREN_FIRST, forget_words
from conferencer.core.roster import add_class, add_student, archive_student
from tests.conftest import TODAY
from tests.core.long_ago import (
    ANA,
    BEFORE,
    GONE,
    STAYS,
    copy_of,
    made_once,
    planted,
    talk_on,
    today,
)

DAYS = [date(2025, 12, 1), date(2026, 3, 9), date(2026, 5, 1), date(2026, 9, 15)]
"""In the demo's year: early, in the middle, and late."""


@pytest.fixture
def kept_for_long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted class, not to be changed."""
    return made_once(tmp_path_factory)


@pytest.fixture
def planted_class(kept_for_long: Path, tmp_path: Path) -> Path:
    """A copy of the planted class with its backups; the notebook's path."""
    return copy_of(kept_for_long, tmp_path / "here")


@pytest.fixture(scope="module")
def whole_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up class with a year of history; tests work on copies."""
    path = tmp_path_factory.mktemp("demo") / "notebook.db"
    notebook = Notebook(path, Clock(TODAY)).open()
    write_demo(notebook, TODAY)
    notebook.close()
    return path


def test_nothing_of_what_goes_is_left_in_any_byte_of_any_file(planted_class: Path) -> None:
    folder = planted_class.parent
    before, stays = planted(folder), planted(folder, STAYS)
    assert len(before) >= 25 and len(stays) > 15
    notebook = today(planted_class)
    plan = what_would_go(notebook, BEFORE)
    assert planted(folder) == before, "looking changes nothing"
    done = purge(notebook, plan)
    assert done.left == [] and all(one.is_changed for one in done.files)
    assert planted(folder) == {}
    after = planted(folder, STAYS)
    assert stays.keys() == after.keys()
    assert all(stays[word] <= after[word] for word in stays), "in every file that had it"
    assert what_would_go(notebook, BEFORE).is_empty
    notebook.close()


def test_the_plan_names_who_goes_whole_and_counts_for_the_others(planted_class: Path) -> None:
    plan = what_would_go(today(planted_class), BEFORE)
    assert plan.learners == ["Leo xqgonename0"]
    ((name, counts),) = plan.of_others
    assert name == "Ana xqstaysname0" and counts["conference"] == 3 and counts["next_step"] == 1
    assert (plan.open_steps, plan.asked_about, plan.active_goals) == (1, 1, 1)
    assert plan.total["student"] == plan.total["class_group"] == 1


def test_an_open_step_an_active_goal_and_an_answered_step_read_as_before(
    planted_class: Path,
) -> None:
    notebook = today(planted_class)
    before = history_of(notebook, ANA)
    purge(notebook, what_would_go(notebook, BEFORE))
    after = history_of(notebook, ANA)
    assert {"xqstaysopenstep0", "xqstaysnewstep0"} == {s.text for s in open_steps(notebook, ANA)}
    assert [(g.wording, g.why) for g in after.goals] == [("xqstayswording0", "xqstayswhy0")]
    late = after.conferences[0]
    (answer,) = late.follow_ups
    asked = after.step(answer.next_step_id)
    assert asked is not None and asked.text == "xqstaysstepthatisaskedabout0"
    assert asked.conference_id is None, "the conference that set it is gone"
    assert before.conferences[0].notes == late.notes
    assert [r.text for r in late.revisions] == ["xqstaysvictories0"]
    assert memory_aid_of(notebook, ANA) == "xqstaysaid0"
    notebook.close()


def rows(path: Path, select: str) -> set[tuple[object, ...]]:
    """What a query finds in a file."""
    with closing(sqlite3.connect(path)) as file:
        return set(file.execute(select))


def what_must_stay(path: Path, day: date) -> dict[str, set[tuple[object, ...]]]:
    """Rows as values, by a query for each table that says what is of the day or later, or open.

    The links that may be cut are left out.
    """
    late = f"held_on >= '{day}'"
    talks = f"SELECT id FROM conference WHERE {late}"
    steps = (
        f"SELECT id FROM next_step WHERE status = 'open' OR conference_id IN ({talks}) "
        f"OR id IN (SELECT next_step_id FROM follow_up WHERE conference_id IN ({talks}))"
    )
    goals = f"SELECT id FROM goal WHERE status = 'active' OR closed_on >= '{day}'"
    step = "id, uid, student_id, text, when_cue, obstacle, sign, owner, due_on, status"
    queries = {
        "student": "SELECT * FROM student",
        "class_group": "SELECT * FROM class_group",
        "enrollment": "SELECT * FROM enrollment",
        "school_day": "SELECT * FROM school_day",
        "profile_entry": f"SELECT * FROM profile_entry WHERE coalesce(until, '9') >= '{day}'",
        "conference": f"SELECT * FROM conference WHERE {late}",
        "note": f"SELECT * FROM note WHERE conference_id IN ({talks})",
        "note_revision": f"SELECT * FROM note_revision WHERE changed_at >= '{day}' "
        f"AND conference_id IN ({talks})",
        "goal": f"SELECT * FROM goal WHERE id IN ({goals})",
        "goal_revision": f"SELECT * FROM goal_revision WHERE changed_at >= '{day}' "
        f"AND goal_id IN ({goals})",
        "next_step": f"SELECT {step} FROM next_step WHERE id IN ({steps})",
        "follow_up": f"SELECT * FROM follow_up WHERE conference_id IN ({talks})",
        "connection": f"SELECT * FROM connection WHERE next_step_id IN ({steps}) "
        f"OR goal_id IN ({goals})",
        "appointment": "SELECT id, uid, student_id, planned_on, kept_on FROM appointment "
        f"WHERE planned_on >= '{day}'",
        "request": f"SELECT * FROM request WHERE asked_on >= '{day}'",
    }
    return {table: rows(path, query) for table, query in queries.items()}


def everything(path: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every row of the file, less the links that may be cut."""
    return what_must_stay(path, date.min)


def histories(notebook: Notebook, day: date) -> list[object]:
    """Each learner's history, as it is given to other programs, of the conferences since a day."""
    told = []
    for student_id in range(1, 27):
        history = history_as_json(history_of(notebook, student_id))
        talks = history["conferences"]
        assert isinstance(talks, list)
        who = history["student"]
        assert isinstance(who, dict)
        who["profile"] = [e for e in who["profile"] if (e["until"] or "9") >= day.isoformat()]
        told.append([who, [talk for talk in talks if talk["held_on"] >= day.isoformat()]])
    return told


def check_that_the_rest_stays(whole_demo: Path, tmp_path: Path, day: date) -> None:
    """Purge a copy of the demo, and compare every row and every history with what was before."""
    path = Path(shutil.copy2(whole_demo, tmp_path / f"{day}.db"))
    notebook = Notebook(path, Clock(TODAY)).open()
    backup = back_up(path, notebook.now())
    before, told, stays = everything(path), histories(notebook, day), what_must_stay(path, day)
    purge(notebook, what_would_go(notebook, day))
    assert everything(path) == everything(backup) == stays
    assert histories(notebook, day) == told
    assert sum(map(len, stays.values())) < sum(map(len, before.values()))
    for file in (path, backup):
        assert rows(file, "PRAGMA integrity_check") == {("ok",)}
        assert not rows(file, "PRAGMA foreign_key_check")
        assert rows(file, "PRAGMA freelist_count") == {(0,)}
    notebook.close()


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_everything_else_in_a_years_history_stays_by_value(
    whole_demo: Path, tmp_path: Path, day: date
) -> None:
    check_that_the_rest_stays(whole_demo, tmp_path, day)


@pytest.mark.slow
def test_everything_else_stays_whatever_the_day(whole_demo: Path, tmp_path: Path) -> None:
    days = [date(2025, 12, 1) + timedelta(days=35 * n) for n in range(10)]
    for day in days:
        check_that_the_rest_stays(whole_demo, tmp_path, day)


def test_every_table_has_a_place_in_the_rule() -> None:
    assert set(CHILDREN_FIRST) == set(SQLModel.metadata.tables) - {
        *("school_day", "framework", "standard"),  # nobody's
    }


def test_what_was_purged_once_is_not_found_again_by_an_earlier_or_the_same_day(
    planted_class: Path,
) -> None:
    notebook = today(planted_class)
    purge(notebook, what_would_go(notebook, BEFORE))
    after = everything(planted_class)
    for day in (BEFORE, BEFORE - timedelta(days=100)):
        assert what_would_go(notebook, day).is_empty
    later = what_would_go(notebook, date(2026, 11, 15))
    purge(notebook, later)
    assert "xqstaysstepthatisaskedabout0" not in planted(planted_class.parent, STAYS)
    assert after["next_step"] > everything(planted_class)["next_step"]
    notebook.close()


def test_a_learner_who_left_stays_while_anything_is_dated_later(notebook: Notebook) -> None:
    add_class(notebook, "Room 12")
    for name in ("Ana", "Ben", "Cem", "Dia"):
        add_student(notebook, 1, name)
    notebook.clock = Clock(date(2026, 12, 1))
    for student_id in (1, 2, 3):
        archive_student(notebook, student_id, notebook.today())
    notebook.clock = Clock(date(2027, 3, 1))
    keep_memory_aid(notebook, 2, "Ben comes back in May")
    plan = what_would_go(notebook, date(2027, 1, 1))
    assert plan.learners == ["Ana", "Cem"]
    assert what_would_go(notebook, date(2026, 12, 1)).learners == []
    purge(notebook, plan)
    with notebook.plain() as connection:
        names = connection.execute("SELECT given_name FROM student").fetchall()
    assert names == [("Ben",), ("Dia",)]


def test_a_draft_counts_by_its_last_day(notebook: Notebook) -> None:
    add_class(notebook, "Room 12")
    add_student(notebook, 1, "Ana")
    notebook.clock = Clock(date(2026, 12, 1))
    begin_conference(notebook, 1, 1, notebook.today())
    assert what_would_go(notebook, date(2026, 12, 1)).is_empty
    plan = what_would_go(notebook, date(2026, 12, 2))
    assert (plan.drafts, plan.total["conference"]) == (1, 1)


def test_a_conference_in_another_window_stops_the_purge(planted_class: Path) -> None:
    notebook = today(planted_class)
    plan = what_would_go(notebook, BEFORE)
    draft = begin_conference(notebook, ANA, 2, TODAY)
    claim(notebook, draft.id, this_window())
    before = planted_class.read_bytes()
    for attempt in (lambda: what_would_go(notebook, BEFORE), lambda: purge(notebook, plan)):
        with pytest.raises(ConferencerError, match="another window"):
            attempt()
    assert planted_class.read_bytes() == before and planted(planted_class.parent)
    notebook.close()


def test_a_window_that_writes_just_now_stops_the_purge(planted_class: Path) -> None:
    notebook = Notebook(planted_class, Clock(TODAY), wait=50).open()
    plan = what_would_go(notebook, BEFORE)
    before = planted(planted_class.parent)
    with closing(sqlite3.connect(planted_class, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotebookBusyError):
            purge(notebook, plan)
    assert planted(planted_class.parent) == before
    purge(notebook, plan)
    assert planted(planted_class.parent) == {}
    notebook.close()


def test_what_was_changed_since_it_was_shown_is_shown_again(planted_class: Path) -> None:
    notebook = today(planted_class)
    plan = what_would_go(notebook, BEFORE)
    close_step(notebook, open_steps(notebook, ANA)[0].id or 0, "done")
    before = planted(planted_class.parent)
    with pytest.raises(ConferencerError, match="look again"):
        purge(notebook, plan)
    assert planted(planted_class.parent) == before
    notebook.close()


def test_a_conference_begun_since_it_was_shown_is_no_reason_to_stop(planted_class: Path) -> None:
    notebook = today(planted_class)
    plan = what_would_go(notebook, BEFORE)
    talk_on(notebook, {"victories": "xqstaysjustsaid0"})
    purge(notebook, plan)
    assert planted(planted_class.parent) == {}
    assert "xqstaysjustsaid0" in planted(planted_class.parent, STAYS)
    notebook.close()


def test_a_search_index_forgets_what_went(notebook: Notebook) -> None:
    with notebook.plain() as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE note_search USING fts5(text, content='note', content_rowid='id')"
        )
        add_class(notebook, "Room 12")
        add_student(notebook, 1, "Ana")
        talk_on(notebook, {"victories": "xqgoneword0"}, class_id=1)
        forget_words(connection)
        find = "SELECT count(*) FROM note_search WHERE note_search MATCH 'xqgoneword0'"
        assert connection.execute(find).fetchone() == (1,)
        connection.execute("DELETE FROM note")
        forget_words(connection)
        assert connection.execute(find).fetchone() == (0,)
        connection.execute("VACUUM")
    assert not GONE.search(notebook.path.read_bytes())
