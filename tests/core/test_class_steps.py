"""The steps of a whole class: in which list each stands, and answering one across the room."""

from datetime import date, timedelta

import pytest

from conferencer.core.class_steps import (
    ClassSteps,
    answer_in_passing,
    steps_of_class,
    take_back_answer,
)
from conferencer.core.errors import ConferencerError
from conferencer.core.first_rows import today_rows
from conferencer.core.models import AnswerInPassing, Conference, NextStep
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_student, end_enrollment
from conferencer.settings import Settings
from tests.conftest import TODAY
from tests.core.talks import ANA, CLASS, all_of, talk, with_ana


def words_in(steps: ClassSteps) -> dict[str, list[str]]:
    lists = {
        "overdue": steps.overdue,
        "due": steps.due,
        "open": steps.open,
        "answered": steps.answered,
    }
    return {name: [step.text for step in part] for name, part in lists.items() if part}


@pytest.fixture
def steps(notebook: Notebook) -> Notebook:
    """Ana's four steps, agreed ten days ago."""
    words = {"step": "read", "step_due": "2026-11-19"}
    words |= {"step.2": "ask", "step_due.2": "2026-11-22"}
    words |= {"step.3": "write", "step_due.3": "2026-11-25", "step.4": "think"}
    talk(with_ana(notebook), words, day=TODAY - timedelta(days=10))
    return notebook


def now(notebook: Notebook, today: date = TODAY) -> dict[str, list[str]]:
    return words_in(steps_of_class(notebook, CLASS, today))


def test_a_step_is_overdue_from_the_day_after_its_by_when(steps: Notebook) -> None:
    assert now(steps) == {"overdue": ["read"], "due": ["ask"], "open": ["write", "think"]}
    assert now(steps, TODAY + timedelta(days=1))["overdue"] == ["read", "ask"]


def test_done_in_passing_closes_a_step_and_the_others_leave_it_open(steps: Notebook) -> None:
    for step_id, outcome in ((1, "done"), (2, "some"), (4, "not_yet")):
        answer_in_passing(steps, step_id, outcome, TODAY)
    told = now(steps)
    assert told["answered"] == ["read", "ask", "think"]
    assert told["due"] == ["ask"] and told["open"] == ["write", "think"]
    assert [step.status for step in all_of(steps, NextStep)] == ["done", "open", "open", "open"]


def test_an_answer_in_passing_is_no_conference(steps: Notebook) -> None:
    answer_in_passing(steps, 1, "done", TODAY)
    assert len(all_of(steps, Conference)) == 1
    (turn,) = today_rows(steps, Settings(), TODAY).turns
    assert turn.standing.last_met == TODAY - timedelta(days=10)


def test_an_answer_can_be_bettered_and_taken_back_on_its_day(steps: Notebook) -> None:
    answer_in_passing(steps, 1, "done", TODAY)
    answer_in_passing(steps, 1, "not_yet", TODAY)
    (answer,) = all_of(steps, AnswerInPassing)
    assert answer.outcome == "not_yet" and now(steps)["overdue"] == ["read"]
    answer_in_passing(steps, 1, "done", TODAY)
    assert not take_back_answer(steps, 1, TODAY + timedelta(days=1)), "yesterday's stands"
    assert take_back_answer(steps, 1, TODAY)
    assert now(steps)["overdue"] == ["read"] and all_of(steps, AnswerInPassing) == []


def test_a_step_that_was_closed_elsewhere_is_not_answered_again(steps: Notebook) -> None:
    talk(steps, {f"follow_up_outcome.{all_of(steps, NextStep)[0].uid}": "done"})
    with pytest.raises(ConferencerError, match="no longer open"):
        answer_in_passing(steps, 1, "some", TODAY)


def test_what_was_answered_counts_from_monday_in_a_talk_as_in_passing(steps: Notebook) -> None:
    uid = all_of(steps, NextStep)[0].uid
    talk(steps, {f"follow_up_outcome.{uid}": "some"}, day=date(2026, 11, 16))
    answer_in_passing(steps, 2, "done", date(2026, 11, 15))
    told = steps_of_class(steps, CLASS, TODAY)
    assert words_in(told)["answered"] == ["read"], "the 15th was the Sunday before"
    answer = told.answered[0].answer
    assert answer is not None and answer.in_passing_id is None
    assert "answered" not in now(steps, TODAY + timedelta(days=1)), "the 23rd is a Monday"


def test_only_the_steps_of_learners_who_are_in_the_class_are_told(steps: Notebook) -> None:
    add_student(steps, CLASS, "Ben", "Adeyemi")
    end_enrollment(steps, ANA, CLASS, TODAY)
    assert now(steps) == {}
