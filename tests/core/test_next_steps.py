"""Next steps come back until they are done or changed."""

from datetime import date

import pytest

from conferencer.core.models import FollowUp, NextStep
from conferencer.core.next_steps import (
    MOST_STEPS,
    close_step,
    open_steps,
    steps_called,
    steps_in_words,
    steps_listed,
    understood,
)
from conferencer.core.notebook import Notebook
from tests.conftest import TODAY
from tests.core.talks import ANA, all_of, talk, with_ana


@pytest.fixture
def notebook(notebook: Notebook) -> Notebook:
    """A notebook that knows Ana."""
    return with_ana(notebook)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("done", "done"),
        ("some", "open"),
        ("not_yet", "open"),
        ("changed", "changed"),
        ("?", "open"),
    ],
)
def test_done_and_changed_close_a_step_and_the_others_leave_it_open(
    notebook: Notebook, outcome: str, status: str
) -> None:
    talk(notebook, {"step": "Read"})
    (step,) = open_steps(notebook, ANA)
    words = {f"follow_up_outcome.{step.uid}": outcome, f"follow_up.{step.uid}": " I was ill "}
    conference = talk(notebook, words | {"step": "Write"})
    old, new = all_of(notebook, NextStep)
    assert (old.status, new.status) == (status, "open")
    told = all_of(notebook, FollowUp)
    if outcome == "?":
        assert told == []
        return
    (follow_up,) = told
    assert (follow_up.next_step_id, follow_up.conference_id) == (old.id, conference)
    assert (follow_up.outcome, follow_up.words) == (outcome, "I was ill")
    assert follow_up.changed_to_id == (new.id if outcome == "changed" else None)


def test_a_step_may_be_changed_into_nothing(notebook: Notebook) -> None:
    talk(notebook, {"step": "Read"})
    (step,) = open_steps(notebook, ANA)
    talk(notebook, {f"follow_up_outcome.{step.uid}": "changed"})
    assert all_of(notebook, FollowUp)[0].changed_to_id is None
    assert open_steps(notebook, ANA) == []


def test_a_step_that_is_not_asked_about_stays_open(notebook: Notebook) -> None:
    talk(notebook, {"step": "Read"})
    talk(notebook, {"victories": "I read"})
    assert [step.text for step in open_steps(notebook, ANA)] == ["Read"]


def test_the_earliest_by_when_comes_first_and_none_last(notebook: Notebook) -> None:
    words = {"step": "Third", "step.2": "Second", "step.3": "First"}
    talk(notebook, words | {"step_due.2": "in 2 weeks", "step_due.3": "fri"})
    assert [s.text for s in open_steps(notebook, ANA)] == ["First", "Second", "Third"]
    close_step(notebook, 1, "done")
    assert [s.text for s in steps_listed(notebook, only_open=True)] == ["First", "Second"]
    assert [s.text for s in steps_listed(notebook)] == ["First", "Second", "Third"]
    assert steps_listed(notebook, student_ids=[]) == []
    uid = steps_listed(notebook)[0].uid
    assert {u: s.text for u, s in steps_called(notebook, [uid, "no"]).items()} == {uid: "First"}


def test_a_step_says_what_to_do_or_is_none() -> None:
    words = {"step_when": "after lunch", "step.2": " Read ", "step_due.2": "fri", "step.3": "  "}
    (step,) = steps_in_words(words)
    assert (step.number, step.text, step.due, step.when_cue) == (2, "Read", "fri", "")


def test_no_more_than_eight_steps_are_made() -> None:
    words = {"step": "1"} | {f"step.{n}": str(n) for n in range(2, 12)}
    assert [step.number for step in steps_in_words(words)] == list(range(1, MOST_STEPS + 1))
    assert MOST_STEPS == 8


@pytest.mark.parametrize(
    ("text", "day"), [("fri", date(2026, 11, 27)), ("", None), ("  ", None), ("some day", None)]
)
def test_words_that_are_no_date_make_no_due_date(text: str, day: date | None) -> None:
    assert understood(text, TODAY, True) == day
