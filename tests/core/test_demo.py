"""The made-up class: the same every time, believable, and true to the record's own rules."""

import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from sqlmodel import select

from conferencer.core.clock import Clock
from conferencer.core.demo import demo_notebook, write_demo
from conferencer.core.errors import ConferencerError
from conferencer.core.finishing import finish_conference
from conferencer.core.models import (
    Appointment,
    ClassGroup,
    Conference,
    Connection,
    Enrollment,
    FollowUp,
    Goal,
    GoalRevision,
    NextStep,
    Note,
    NoteRevision,
    ProfileEntry,
    Request,
    SchoolDay,
    Student,
)
from conferencer.core.names import full_name, search_name, sort_name
from conferencer.core.notebook import Notebook
from tests.conftest import TODAY
from tests.core.made_up_class import DAYS, dump, rows_of, today_of, words_of


@pytest.fixture
def demo(tmp_path: Path) -> Notebook:
    """The made-up class of the tests' today."""
    return demo_notebook(tmp_path, Clock(TODAY))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def any_day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """The made-up class of several todays; tests only read it."""
    return demo_notebook(tmp_path_factory.mktemp("demo"), Clock(request.param))


def test_the_demo_is_the_same_every_time_for_one_today(tmp_path):
    first, second = (demo_notebook(tmp_path / name, Clock(TODAY)) for name in "ab")
    assert dump(first) == dump(second)


def test_the_demo_of_another_today_is_another(tmp_path):
    first = demo_notebook(tmp_path / "a", Clock(TODAY))
    second = demo_notebook(tmp_path / "b", Clock(date(2026, 11, 23)))
    assert dump(first) != dump(second)


def test_a_class_of_26_has_300_conferences_of_every_status_and_type(any_day):
    assert len(rows_of(any_day, Student)) == len(rows_of(any_day, Enrollment)) == 26
    conferences = rows_of(any_day, Conference)
    assert len(conferences) == 300
    statuses = Counter(conference.status for conference in conferences)
    assert set(statuses) == {"met", "absent", "declined", "postponed", "draft"}
    assert statuses["met"] > 240
    types = Counter(conference.type for conference in conferences)
    assert set(types) == {"full", "quick", "compliment", "check-in"}
    assert types["full"] > 200


def test_every_table_has_rows(any_day):
    for model in (ClassGroup, ProfileEntry, GoalRevision, FollowUp, Connection, NoteRevision):
        assert rows_of(any_day, model), model.__name__


def test_two_learners_share_a_name_and_differ_otherwise(demo):
    names = Counter(full_name(student) for student in rows_of(demo, Student))
    assert [name for name, count in names.items() if count > 1] == ["Sofia Garcia"]
    one, other = (s for s in rows_of(demo, Student) if full_name(s) == "Sofia Garcia")
    assert one.grade != other.grade
    assert one.uid != other.uid
    assert one.email != other.email
    assert one.outside_ids != other.outside_ids


def test_two_learners_are_hardly_ever_met(any_day):
    met = Counter(c.student_id for c in rows_of(any_day, Conference))
    counts = sorted(met[student.id] for student in rows_of(any_day, Student))
    assert counts[:2] == [0, 1]
    assert counts[2] >= 5


def test_names_can_be_found_and_sorted_as_the_program_does_it(demo):
    for student in rows_of(demo, Student):
        assert student.search_name == search_name(student)
        assert student.sort_name == sort_name(student)
        assert re.fullmatch(r"[a-z0-9.]+@school\.example", student.email)


@pytest.mark.parametrize("students", [26, pytest.param(200, marks=pytest.mark.slow)])
def test_no_word_names_a_learner(tmp_path, students):
    notebook = Notebook(tmp_path / "notebook.db", Clock(TODAY)).open()
    write_demo(notebook, TODAY, students=students, conferences=students * 12)
    names = {
        part.casefold()
        for student in rows_of(notebook, Student)
        for name in (student.given_name, student.preferred_name, student.family_name)
        for part in (name, *name.split())
        if part
    }
    names -= {"de", "la", "dos", "van", "der", "st."}
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")
    texts = {note.text for note in rows_of(notebook, Note)}
    texts |= {revision.text for revision in rows_of(notebook, NoteRevision)}
    texts |= {entry.text for entry in rows_of(notebook, ProfileEntry)}
    texts |= {connection.label for connection in rows_of(notebook, Connection)}
    for goal in rows_of(notebook, Goal):
        texts |= {goal.wording, goal.why, goal.sign}
    for step in rows_of(notebook, NextStep):
        texts |= {step.text, step.when_cue, step.obstacle, step.sign}
    assert [text for text in texts if named.search(text.casefold())] == []


def test_no_slot_is_left_unfilled_and_no_step_is_longer_than_a_slip_allows(demo):
    assert [note.text for note in rows_of(demo, Note) if re.search(r"[{}]", note.text)] == []
    assert max(len(step.text) for step in rows_of(demo, NextStep)) <= 140


def test_learners_say_many_different_things(demo):
    spoken = Counter(n.text for n in rows_of(demo, Note) if " " in n.text)
    assert len(spoken) > 700
    by_learner = defaultdict(list)
    conferences = {c.id: c for c in rows_of(demo, Conference)}
    for note in rows_of(demo, Note):
        if note.field in ("lessons_learned", "strength", "step"):
            by_learner[conferences[note.conference_id].student_id, note.field].append(note.text)
    again = [a == b for texts in by_learner.values() for a, b in pairwise(texts)]
    assert sum(again) < 0.01 * len(again)


def test_conferences_are_held_on_school_days_of_the_last_year(any_day):
    today = any_day.today()
    off = {row.day for row in rows_of(any_day, SchoolDay)}
    for conference in rows_of(any_day, Conference):
        if conference.status == "draft":
            assert conference.held_on == today
        else:
            assert conference.held_on.weekday() < 5
            assert conference.held_on not in off
            assert 0 < (today - conference.held_on).days <= 366
        assert conference.started_at.date() == conference.held_on


@pytest.mark.slow
def test_nothing_but_promises_is_dated_after_today(any_day):
    today = any_day.today()
    dated = {
        Enrollment: ("joined_on",),
        ProfileEntry: ("since", "until"),
        Conference: ("held_on", "started_at", "finished_at", "planned_on"),
        Note: ("changed_at",),
        NoteRevision: ("changed_at",),
        Goal: ("since", "closed_on"),
        GoalRevision: ("changed_at",),
        Appointment: ("kept_on",),
        Request: ("asked_on", "answered_on"),
    }
    for model, columns in dated.items():
        for row in rows_of(any_day, model):
            for column in columns:
                value = getattr(row, column)
                day = value.date() if hasattr(value, "date") else value
                assert day is None or day <= today, (model.__name__, column)


def test_every_reason_for_who_is_next_occurs(any_day):
    reasons = [turn.reason for turn in today_of(any_day).turns]
    for said in (
        r"appointment today",
        r"you meant to meet .*",
        r"next step due today",
        r"next step due since",
        r"asked to meet",
        r"absent",
        r"postponed",
        r"not met for \d+ school days",
        r"not met yet",
        r"^met ",
    ):
        assert any(re.search(said, reason) for reason in reasons), said


def test_about_half_of_the_class_was_reached_lately(any_day):
    assert 11 <= today_of(any_day).reached <= 16


def test_one_conference_was_left_in_the_middle_of_a_line(any_day):
    (draft,) = today_of(any_day).drafts
    conference = next(c for c in rows_of(any_day, Conference) if c.id == draft.conference_id)
    words = words_of(any_day)[draft.conference_id]
    assert (conference.pane, conference.field, conference.cursor) == ("going", "goal_why", "0:12")
    assert len(words["goal_why"]) == 12
    assert len(words) >= 5
    assert conference.finished_at is None


def test_the_conference_that_was_left_can_be_finished(demo):
    (draft,) = today_of(demo).drafts
    words = words_of(demo)[draft.conference_id]
    finish_conference(demo, draft.conference_id)
    with demo.session() as session:
        goal = session.exec(select(Goal).where(Goal.since == TODAY)).one()
    assert goal.wording == words["goal"]
    assert (goal.student_id, goal.why) == (draft.student_id, "Then I could")


def test_every_row_belongs_to_another(any_day):
    with any_day.plain() as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(("students", "conferences"), [(1, 0), (1, 1), (3, 400), (26, 1), (40, 9)])
def test_any_size_is_kept_to_exactly(tmp_path, students, conferences):
    notebook = Notebook(tmp_path / "notebook.db", Clock(TODAY)).open()
    write_demo(notebook, TODAY, students, conferences)
    assert len(rows_of(notebook, Student)) == students
    assert len(rows_of(notebook, Conference)) == conferences


def test_the_demo_is_not_written_over_a_real_class(notebook):
    with notebook.write() as session:
        session.add(Student(given_name="Ada"))
    before = dump(notebook)
    with pytest.raises(ConferencerError, match="nothing was written"):
        write_demo(notebook, TODAY)
    assert dump(notebook) == before


def test_a_class_without_learners_is_refused(notebook):
    with pytest.raises(ConferencerError, match="at least one learner"):
        write_demo(notebook, TODAY, students=0)


@pytest.mark.slow
def test_200_learners_with_50000_conferences_are_written(tmp_path):
    notebook = Notebook(tmp_path / "notebook.db", Clock(TODAY)).open()
    began = perf_counter()
    write_demo(notebook, TODAY, students=200, conferences=50_000)
    print(f"200 learners, 50,000 conferences: {perf_counter() - began:.1f} s")
    with notebook.plain() as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("student", "conference")
        ]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert counts == [200, 50_000]
