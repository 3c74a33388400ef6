"""Goals span conferences: kept, reworded, met, parked, added."""

from datetime import timedelta

import pytest

from conferencer.core.goals import (
    active_goals,
    add_goal,
    close_goal,
    goal_choice,
    reword_goal,
    wording_then,
)
from conferencer.core.models import Goal, GoalRevision, NextStep
from conferencer.core.notebook import Notebook
from tests.conftest import TODAY
from tests.core.talks import ANA, all_of, talk, with_ana

STEP = {"step": "Begin"}


@pytest.fixture
def notebook(notebook: Notebook) -> Notebook:
    """A notebook that knows Ana, who has a goal."""
    add_goal(with_ana(notebook), ANA, "Read every day", TODAY - timedelta(days=30))
    return notebook


def goals(notebook: Notebook) -> list[tuple[str, str]]:
    """Wording and status of every goal."""
    return [(goal.wording, goal.status) for goal in all_of(notebook, Goal)]


@pytest.mark.parametrize("choice", ["", "keep"])
def test_a_goal_that_is_kept_stays_and_the_step_serves_it(notebook: Notebook, choice: str) -> None:
    talk(notebook, STEP | {"goal_choice": choice, "goal_why": "I like it"})
    assert goals(notebook) == [("Read every day", "active")]
    assert all_of(notebook, Goal)[0].why == "I like it"
    assert all_of(notebook, NextStep)[0].goal_id == 1


def test_a_reworded_goal_keeps_the_old_wording_with_its_date(notebook: Notebook) -> None:
    uid, before = all_of(notebook, Goal)[0].uid, notebook.now()
    talk(
        notebook,
        STEP | {"goal_choice": "reword", "goal": "Read each morning", "goal_chosen_by": "learner"},
    )
    (goal,) = all_of(notebook, Goal)
    assert (goal.uid, goal.wording, goal.chosen_by) == (uid, "Read each morning", "learner")
    (revision,) = all_of(notebook, GoalRevision)
    assert revision.wording == "Read every day"
    assert before <= revision.changed_at <= notebook.now()
    assert wording_then(notebook, uid, before) == "Read every day"
    assert wording_then(notebook, uid, notebook.now()) == "Read each morning"


@pytest.mark.parametrize("words", ["", "  ", "Read every day"])
def test_rewording_to_nothing_new_keeps_no_revision(notebook: Notebook, words: str) -> None:
    talk(notebook, {"goal_choice": "reword", "goal": words})
    reword_goal(notebook, 1, words)
    assert goals(notebook) == [("Read every day", "active")]
    assert all_of(notebook, GoalRevision) == []


@pytest.mark.parametrize(("choice", "status"), [("met", "met"), ("park", "parked")])
def test_a_goal_is_met_or_parked_with_or_without_another(
    notebook: Notebook, choice: str, status: str
) -> None:
    talk(notebook, STEP | {"goal_choice": choice})
    assert goals(notebook) == [("Read every day", status)]
    assert all_of(notebook, Goal)[0].closed_on == TODAY
    assert all_of(notebook, NextStep)[0].goal_id is None
    talk(notebook, {"goal": "Write a poem"})
    close_goal(notebook, 1, "active", TODAY)
    assert [g.wording for g in active_goals(notebook, ANA)] == ["Write a poem", "Read every day"]
    assert all_of(notebook, Goal)[0].closed_on is None


def test_a_goal_is_met_and_the_next_chosen_in_one_conference(notebook: Notebook) -> None:
    talk(notebook, STEP | {"goal_choice": "met", "goal": "Write a poem"})
    assert goals(notebook) == [("Read every day", "met"), ("Write a poem", "active")]
    assert all_of(notebook, NextStep)[0].goal_id == 2


@pytest.mark.parametrize("choice", ["", "add", "keep"])
def test_typing_a_goal_is_choosing_one(notebook: Notebook, choice: str) -> None:
    talk(notebook, STEP | {"goal_choice": choice, "goal": "Write a poem"})
    assert goals(notebook) == [("Read every day", "active"), ("Write a poem", "active")]
    assert all_of(notebook, NextStep)[0].goal_id == 2


@pytest.mark.parametrize(
    ("choice", "typed", "has_goal", "means"),
    [
        ("", "", False, ""),
        ("", "Write", False, "add"),
        ("met", "Write", False, "add"),
        ("", "", True, "keep"),
        ("", "Write", True, "add"),
        ("keep", "Write", True, "add"),
        ("reword", "Write", True, "reword"),
        ("met", "", True, "met"),
        ("park", "Write", True, "park"),
        ("add", "", True, "add"),
    ],
)
def test_what_was_chosen_about_the_goal(
    choice: str, typed: str, has_goal: bool, means: str
) -> None:
    assert goal_choice({"goal_choice": choice, "goal": typed}, has_goal) == means


def test_the_goal_that_was_talked_about_is_the_one_that_changes(notebook: Notebook) -> None:
    second = add_goal(notebook, ANA, "Write a poem", TODAY)
    first = all_of(notebook, Goal)[0]
    talk(notebook, {"goal_choice": "met", "goal_about": first.uid})
    assert goals(notebook) == [("Read every day", "met"), ("Write a poem", "active")]
    talk(notebook, {"goal_choice": "park", "goal_about": "unknown"})
    assert goals(notebook)[1] == (second.wording, "parked")
