"""Today's rows, read by plain SQL: the same facts that the record holds."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from conferencer.core.conferences import begin_conference, discard_draft
from conferencer.core.first_rows import Glance, TodayRows, glance, today_rows
from conferencer.core.models import ClassGroup, SchoolDay
from conferencer.core.notebook import Notebook
from conferencer.core.roster import (
    add_class,
    add_student,
    archive_class,
    archive_student,
    end_enrollment,
    update_class,
    update_student,
)
from conferencer.core.turns import ask_to_meet
from conferencer.settings import Settings
from tests.conftest import TODAY
from tests.core.talks import ANA, CLASS, talk, with_ana

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def notebook(notebook: Notebook) -> Notebook:
    """A notebook that knows Ana."""
    return with_ana(notebook)


def rows(notebook: Notebook, day: date = TUESDAY, **settings: object) -> TodayRows:
    """What Today shows."""
    return today_rows(notebook, Settings(**settings), day)


def reason(notebook: Notebook, day: date = TUESDAY, **settings: object) -> str:
    """Why Ana is where she is."""
    (turn,) = rows(notebook, day, **settings).turns
    return turn.reason


def test_a_missing_notebook_shows_as_an_empty_one(tmp_path: Path) -> None:
    shown = today_rows(Notebook(tmp_path / "none.db"), Settings(), TODAY)
    assert (shown.classes, shown.group, shown.turns, shown.drafts, shown.reached) == (
        [],
        None,
        [],
        [],
        0,
    )
    assert not (tmp_path / "none.db").exists()


def test_reading_the_rows_loads_neither_sqlmodel_nor_textual() -> None:
    code = "import sys, conferencer.core.first_rows as f; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"sqlmodel", "sqlalchemy", "pydantic", "textual"} & set(loaded.stdout.split())


def test_what_a_conference_made_is_what_today_says(notebook: Notebook) -> None:
    assert reason(notebook) == "not met yet"
    talk(notebook, {"step": "Read", "step_due": "tomorrow", "next_meeting": "in 2 days"})
    assert reason(notebook, TODAY) == "met today"
    monday = TODAY + timedelta(days=1)
    assert reason(notebook, monday) == "next step due today"
    assert reason(notebook, TUESDAY) == "appointment today"
    assert reason(notebook, date(2026, 11, 26)) == "you meant to meet on Tue 24 Nov"
    assert rows(notebook, TODAY).reached == 1


def test_absent_and_postponed_come_back_and_declined_rests(notebook: Notebook) -> None:
    talk(notebook, {}, "postponed")
    assert reason(notebook) == "postponed on Sun 22 Nov"
    talk(notebook, {}, "absent")
    assert reason(notebook) == "absent on Sun 22 Nov", "the latest word counts"
    talk(notebook, {"victories": "I read"}, day=date(2026, 11, 23))
    assert reason(notebook) == "met 1 school day ago"
    talk(notebook, {}, "declined")
    assert reason(notebook) == "met 1 school day ago"


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ("absent", "absent today"),
        ("postponed", "postponed today"),
        ("declined", "met 1 school day ago"),
    ],
)
def test_an_appointment_that_came_to_nothing_is_no_longer_kept_waiting(
    notebook: Notebook, ending: str, said: str
) -> None:
    talk(notebook, {"next_meeting": "tomorrow"}, day=date(2026, 11, 23))
    assert reason(notebook) == "appointment today"
    talk(notebook, {}, ending, day=TUESDAY)
    assert reason(notebook) == said


def test_who_asked_is_told_until_they_were_met(notebook: Notebook) -> None:
    ask_to_meet(notebook, ANA, date(2026, 11, 23))
    assert reason(notebook) == "asked to meet yesterday"
    talk(notebook, {}, day=TUESDAY)
    assert reason(notebook) == "met today"


def test_the_cadence_is_the_learners_else_the_classs_else_the_settings(notebook: Notebook) -> None:
    talk(notebook, {}, day=date(2026, 11, 9))
    assert reason(notebook) == "not met for 11 school days"
    assert reason(notebook, cadence=20) == "met 11 school days ago"
    update_class(notebook, CLASS, cadence=15)
    assert reason(notebook) == "met 11 school days ago"
    update_student(notebook, ANA, cadence=5)
    assert reason(notebook, cadence=20) == "not met for 11 school days"


def test_days_off_and_school_weekdays_are_not_counted(notebook: Notebook) -> None:
    talk(notebook, {}, day=date(2026, 11, 9))
    weekdays = ("monday", "tuesday")
    assert reason(notebook, school_weekdays=weekdays) == "met 5 school days ago"
    with notebook.write() as session:
        session.add_all(SchoolDay(day=date(2026, 11, n)) for n in (16, 17, 18))
    assert reason(notebook) == "met 8 school days ago"


def test_who_left_and_who_is_archived_is_not_shown(notebook: Notebook) -> None:
    ben = add_student(notebook, CLASS, "Ben")
    cy = add_student(notebook, CLASS, "Cy")
    assert ben.id and cy.id
    end_enrollment(notebook, ben.id, CLASS, TODAY)
    archive_student(notebook, cy.id, TODAY)
    assert [turn.standing.given_name for turn in rows(notebook).turns] == ["Ana"]


def test_the_class_that_was_shown_last_is_shown_again(notebook: Notebook) -> None:
    second = add_class(notebook, "alpha")
    shown = today_rows(notebook, Settings(), TODAY)
    assert shown.group is not None and shown.group.name == "alpha", "the first by name"
    with notebook.session() as session:
        room = session.exec(select(ClassGroup).where(ClassGroup.name == "Room 12")).one()
    again = today_rows(notebook, Settings(), TODAY, room.uid)
    assert again.group is not None and again.group.name == "Room 12"
    assert second.id is not None
    archive_class(notebook, second.id, TODAY)
    assert [c.name for c in today_rows(notebook, Settings(), TODAY, second.uid).classes] == [
        "Room 12"
    ]


def test_drafts_with_words_wait_the_latest_first(notebook: Notebook) -> None:
    add_student(notebook, CLASS, "Ben")
    empty = begin_conference(notebook, 2, CLASS, TODAY)
    assert rows(notebook).drafts == []
    talk(notebook, {"victories": "I read"}, "draft")
    (draft,) = rows(notebook).drafts
    assert (draft.given_name, draft.pane, draft.held_on) == ("Ana", "now", TODAY)
    assert draft.conference_id != empty.id
    discard_draft(notebook, draft.conference_id)
    assert rows(notebook).drafts == []


def test_a_glance_tells_the_meeting_the_goal_and_three_steps(notebook: Notebook) -> None:
    assert glance(notebook, ANA) == Glance(None, "", [])
    words = {"goal": "Write", "step": "1", "step.2": "2", "step_due.2": "fri", "step.3": "3"}
    talk(notebook, words | {"step.4": "4"})
    seen = glance(notebook, ANA)
    assert (seen.last_met, seen.goal) == (TODAY, "Write")
    assert seen.steps == [("2", date(2026, 11, 27)), ("1", None), ("3", None)]
