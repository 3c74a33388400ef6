"""The made-up class: the same every time, believable, and true to the record's own rules."""

import re
from collections import Counter, defaultdict
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from sqlmodel import select

from conferencer.core.clock import Clock
from conferencer.core.conferences import finish_conference
from conferencer.core.dates import understand
from conferencer.core.demo import demo_notebook, write_demo
from conferencer.core.errors import ConferencerError
from conferencer.core.first_rows import TodayRows, today_rows
from conferencer.core.guide import conference_types, voice_of
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
from conferencer.core.next_steps import steps_in_words
from conferencer.core.notebook import Notebook
from conferencer.settings import Settings
from tests.conftest import TODAY

DAYS = (
    TODAY,
    date(2026, 11, 24),
    date(2027, 1, 1),
    date(2026, 7, 15),
    date(2028, 2, 29),
    date(2026, 9, 1),
)
"""A Sunday, a Tuesday, a holiday, the middle of summer, a leap day, the first day of school."""


@pytest.fixture
def demo(tmp_path: Path) -> Notebook:
    """The made-up class of the tests' today."""
    return demo_notebook(tmp_path, Clock(TODAY))


@pytest.fixture(scope="module", params=DAYS, ids=str)
def any_day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """The made-up class of several todays; tests only read it."""
    return demo_notebook(tmp_path_factory.mktemp("demo"), Clock(request.param))


def dump(notebook: Notebook) -> list[str]:
    with notebook.plain() as connection:
        return list(connection.iterdump())


@lru_cache(maxsize=64)
def rows_of(notebook: Notebook, model):
    """A table's rows as they were when a test first asked."""
    with notebook.session() as session:
        return session.exec(select(model)).all()


def words_of(notebook: Notebook) -> dict[int, dict[str, str]]:
    words: dict[int, dict[str, str]] = defaultdict(dict)
    for note in rows_of(notebook, Note):
        words[note.conference_id][note.field] = note.text
    return words


def today_of(notebook: Notebook) -> TodayRows:
    return today_rows(notebook, Settings(), notebook.today())


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


@pytest.mark.parametrize("students", [26, 200])
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


def test_a_step_is_not_agreed_again_while_it_is_open(any_day):
    steps = [step for step in rows_of(any_day, NextStep) if step.status == "open"]
    assert len({(step.student_id, step.text) for step in steps}) == len(steps)


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
        r"appointment .* not kept yet",
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


def test_notes_have_the_voice_and_the_fields_that_their_conference_type_gives_them(any_day):
    conferences = {c.id: c for c in rows_of(any_day, Conference)}
    for note in rows_of(any_day, Note):
        assert note.text
        assert note.voice == ("learner" if note.field == "goal_about" else voice_of(note.field))
        conference = conferences[note.conference_id]
        panes = conference_types()[conference.type].panes.values()
        fields = {field for pane in panes for field in pane} | {"goal_about"}
        assert note.field.partition(".")[0] in fields


def test_next_steps_are_what_the_notes_say(any_day):
    words = words_of(any_day)
    steps = defaultdict(list)
    for step in rows_of(any_day, NextStep):
        steps[step.conference_id].append(step)
    for conference in rows_of(any_day, Conference):
        said = steps_in_words(words[conference.id])
        if conference.status != "met":
            assert not steps[conference.id]
            continue
        for told, step in zip(said, steps[conference.id], strict=True):
            assert (told.text, told.when_cue) == (step.text, step.when_cue)
            assert (told.obstacle, told.sign) == (step.obstacle, step.sign)
            assert (told.owner or "learner") == step.owner
            due = understand(told.due, conference.held_on) if told.due else None
            assert due == step.due_on
            assert due is None or due > conference.held_on


def test_follow_ups_are_what_the_notes_say_and_close_the_steps(any_day):
    words = words_of(any_day)
    steps = {step.id: step for step in rows_of(any_day, NextStep)}
    outcomes = defaultdict(list)
    for follow_up in rows_of(any_day, FollowUp):
        step, said = steps[follow_up.next_step_id], words[follow_up.conference_id]
        assert said[f"follow_up_outcome.{step.uid}"] == follow_up.outcome
        assert said.get(f"follow_up.{step.uid}", "") == follow_up.words
        assert step.conference_id < follow_up.conference_id
        new = steps.get(follow_up.changed_to_id)
        assert (follow_up.outcome == "changed") == (new is not None)
        assert new is None or new.conference_id == follow_up.conference_id
        outcomes[step.id].append(follow_up.outcome)
    assert {o for listed in outcomes.values() for o in listed} == {
        "done",
        "some",
        "not_yet",
        "changed",
    }
    for step in steps.values():
        told = outcomes[step.id]
        assert not set(told[:-1]) & {"done", "changed"}
        closed = told[-1] if told and told[-1] in ("done", "changed") else "open"
        assert step.status == closed
    open_steps = Counter(s.student_id for s in steps.values() if s.status == "open")
    assert max(open_steps.values()) <= 4


def test_every_open_step_is_asked_after_before_a_new_one_is_agreed(any_day):
    conferences = {c.id: c for c in rows_of(any_day, Conference)}
    asked = defaultdict(set)
    for follow_up in rows_of(any_day, FollowUp):
        asked[follow_up.conference_id].add(follow_up.next_step_id)
    latest = defaultdict(set)
    steps = defaultdict(list)
    for step in rows_of(any_day, NextStep):
        steps[step.conference_id].append(step)
    status = {step.id: step.status for step in rows_of(any_day, NextStep)}
    for number, conference in sorted(conferences.items()):
        if steps[number]:
            never = [s for s in latest[conference.student_id] if status[s] == "open"]
            assert set(never) <= asked[number]
            latest[conference.student_id] |= {step.id for step in steps[number]}


def test_goals_are_what_the_notes_say(any_day):
    words = words_of(any_day)
    goals = {goal.uid: goal for goal in rows_of(any_day, Goal)}
    by_learner = defaultdict(list)
    for goal in goals.values():
        by_learner[goal.student_id].append(goal)
        assert (goal.status == "active") == (goal.closed_on is None)
        assert goal.closed_on is None or goal.since < goal.closed_on
    assert {goal.status for goal in goals.values()} == {"active", "met", "parked", "changed"}
    revisions = defaultdict(list)
    for revision in rows_of(any_day, GoalRevision):
        revisions[revision.goal_id].append(revision.wording)
    for conference in rows_of(any_day, Conference):
        if conference.status != "met":
            continue
        said = words[conference.id]
        about, choice = goals.get(said.get("goal_about", "")), said.get("goal_choice", "")
        if about:
            assert about.student_id == conference.student_id
            assert about.since < conference.held_on
        if choice in ("met", "park"):
            assert about.status == {"met": "met", "park": "parked"}[choice]
            assert about.closed_on == conference.held_on
        if choice == "reword":
            assert said["goal"] == about.wording
        elif said.get("goal"):
            (new,) = (g for g in by_learner[conference.student_id] if g.since == conference.held_on)
            assert said["goal"] in (new.wording, *revisions[new.id])
            assert (said["goal_why"], said["goal_sign"]) == (new.why, new.sign)
            assert said["goal_chosen_by"] == new.chosen_by
    counts = Counter(len(listed) for listed in by_learner.values())
    assert counts[2] + counts[3] + counts[4] > 15
    for listed in by_learner.values():
        assert sum(goal.status == "active" for goal in listed) <= 1


def test_connections_are_the_helpers_and_resources_of_the_notes(any_day):
    words = words_of(any_day)
    steps = {step.id: step for step in rows_of(any_day, NextStep)}
    for connection in rows_of(any_day, Connection):
        said = words[steps[connection.next_step_id].conference_id]
        assert connection.label in (said.get("helper"), said.get("resource"))


def test_promised_meetings_are_what_the_notes_say_and_are_kept_by_the_next_one(any_day):
    words = words_of(any_day)
    conferences = {c.id: c for c in rows_of(any_day, Conference)}
    for appointment in rows_of(any_day, Appointment):
        promised_in = conferences[appointment.conference_id]
        said = words[promised_in.id]["next_meeting"]
        assert understand(said, promised_in.held_on) == appointment.planned_on
        later = [
            c.held_on
            for c in conferences.values()
            if c.student_id == appointment.student_id
            and c.status == "met"
            and c.held_on > promised_in.held_on
        ]
        assert appointment.kept_on == min(later, default=None)


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
