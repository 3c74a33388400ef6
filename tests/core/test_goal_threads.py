"""Goals as threads; their order; and two that are the same."""

from datetime import timedelta

import pytest

from conferencer.core.errors import ConferencerError
from conferencer.core.goal_threads import (
    GoalThread,
    connections_of,
    goal_threads,
    merge_goals,
    move_goal,
    same_as,
    take_apart,
)
from conferencer.core.goals import active_goals, add_goal, close_goal, reword_goal
from conferencer.core.history import page_of
from conferencer.core.notebook import Notebook
from conferencer.core.purge import purge, what_would_go
from conferencer.core.threads import GOAL_FIELDS, story_of
from tests.conftest import TODAY
from tests.core.talks import ANA, talk, with_ana

ASK = {
    "goal": "Ask more",
    "goal_why": "to understand",
    "goal_standard": "SL.3.1",
    "step": "Ask twice",
    "helper": "Ben",
    "my_view": "2",
}


def threads_of(notebook: Notebook) -> list[GoalThread]:
    """A learner's goals as threads."""
    story, page = story_of(notebook, ANA), page_of(notebook, ANA)
    story.read(story.talks, GOAL_FIELDS, 300)
    return goal_threads(story, page.goals, page.goal_revisions, connections_of(notebook, ANA))


def wordings(notebook: Notebook) -> list[str]:
    """The goals of now, in their order."""
    return [goal.wording for goal in active_goals(notebook, ANA)]


def ids(notebook: Notebook) -> dict[str, int]:
    """Wording -> id."""
    return {goal.wording: goal.id or 0 for goal in page_of(notebook, ANA).goals}


def test_all_that_hangs_on_a_goal_is_told_under_it(notebook: Notebook) -> None:
    number = talk(with_ana(notebook), ASK, day=TODAY - timedelta(days=9))
    reword_goal(notebook, ids(notebook)["Ask more"], "Ask better", why="more was easy")
    (thread,) = threads_of(notebook)
    assert (thread.goal.wording, thread.goal.why) == ("Ask better", "to understand")
    assert [(r.wording, r.why) for r in thread.revisions] == [("Ask more", "more was easy")]
    assert [talk.id for talk in thread.talks] == [number]
    assert [step.text for step in thread.steps] == ["Ask twice"]
    assert thread.tied_to == ["SL.3.1"] and thread.helped_by == ["Ben"]


def test_goals_are_moved_and_a_new_one_comes_on_top(notebook: Notebook) -> None:
    with_ana(notebook)
    for wording in ("a", "b", "c"):
        add_goal(notebook, ANA, wording, TODAY)
    assert wordings(notebook) == ["c", "b", "a"]
    move_goal(notebook, ids(notebook)["a"], -1)
    assert wordings(notebook) == ["c", "a", "b"]
    move_goal(notebook, ids(notebook)["c"], 1)
    move_goal(notebook, ids(notebook)["b"], 9)
    assert wordings(notebook) == ["a", "c", "b"]
    add_goal(notebook, ANA, "new", TODAY)
    assert wordings(notebook) == ["new", "a", "c", "b"]
    close_goal(notebook, ids(notebook)["a"], "met", TODAY)
    move_goal(notebook, ids(notebook)["a"], -1)
    assert wordings(notebook) == ["new", "c", "b"], "a goal that was met has no place"


def test_merged_goals_keep_both_histories_and_come_apart_as_they_were(notebook: Notebook) -> None:
    with_ana(notebook)
    old = talk(notebook, ASK, day=TODAY - timedelta(days=20))
    new = talk(notebook, {**ASK, "goal": "Ask a question", "goal_choice": "add"})
    reword_goal(notebook, ids(notebook)["Ask more"], "Ask much more")
    before = [(t.goal.wording, len(t.talks), len(t.steps)) for t in threads_of(notebook)]
    merge_goals(notebook, ids(notebook)["Ask much more"], ids(notebook)["Ask a question"], TODAY)
    (thread,) = threads_of(notebook)
    assert wordings(notebook) == ["Ask a question"]
    assert [goal.wording for goal in thread.merged] == ["Ask much more"]
    assert [r.wording for r in thread.revisions] == ["Ask more"]
    assert [talk.id for talk in thread.talks] == [new, old] and len(thread.steps) == 2
    take_apart(notebook, ids(notebook)["Ask much more"])
    after = [(t.goal.wording, len(t.talks), len(t.steps)) for t in threads_of(notebook)]
    assert after == before and len(wordings(notebook)) == 2


def test_a_met_goal_stays_met_when_it_is_merged_and_taken_apart(notebook: Notebook) -> None:
    with_ana(notebook)
    add_goal(notebook, ANA, "a", TODAY)
    add_goal(notebook, ANA, "b", TODAY)
    close_goal(notebook, ids(notebook)["a"], "met", TODAY)
    merge_goals(notebook, ids(notebook)["a"], ids(notebook)["b"], TODAY)
    take_apart(notebook, ids(notebook)["a"])
    assert [(g.wording, g.status) for g in page_of(notebook, ANA).goals if g.wording == "a"] == [
        ("a", "met")
    ]


def test_a_goal_is_not_merged_into_itself_nor_in_a_ring(notebook: Notebook) -> None:
    with_ana(notebook)
    for wording in ("a", "b"):
        add_goal(notebook, ANA, wording, TODAY)
    a, b = ids(notebook)["a"], ids(notebook)["b"]
    merge_goals(notebook, a, b, TODAY)
    for one, other in ((a, a), (b, a), (a, b)):
        with pytest.raises(ConferencerError, match="one goal already"):
            merge_goals(notebook, one, other, TODAY)
    goals = page_of(notebook, ANA).goals
    assert same_as(goals, next(g for g in goals if g.id == b)) == []


def test_a_goal_stands_on_its_own_again_when_the_one_it_was_merged_into_is_purged(
    notebook: Notebook,
) -> None:
    with_ana(notebook)
    long_ago = TODAY - timedelta(days=900)
    add_goal(notebook, ANA, "old", long_ago)
    add_goal(notebook, ANA, "new", TODAY)
    close_goal(notebook, ids(notebook)["old"], "met", long_ago)
    merge_goals(notebook, ids(notebook)["new"], ids(notebook)["old"], TODAY)
    purge(notebook, what_would_go(notebook, TODAY - timedelta(days=400)))
    (goal,) = page_of(notebook, ANA).goals
    assert (goal.wording, goal.merged_into_id) == ("new", None)
