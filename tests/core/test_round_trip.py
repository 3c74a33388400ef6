"""Out and in again: what a class has beside conferences comes back as it was."""

from datetime import timedelta
from pathlib import Path

import pytest

from conferencer.core.class_steps import answer_in_passing, steps_of_class
from conferencer.core.clock import Clock
from conferencer.core.export import export
from conferencer.core.goal_threads import merge_goals, move_goal
from conferencer.core.goals import active_goals, add_goal, close_goal, reword_goal
from conferencer.core.groups import begin_group_talk, finish_group_talk, groups_of, make_group
from conferencer.core.models import NextStep
from conferencer.core.notebook import Notebook
from conferencer.core.peer_experts import say_yes
from conferencer.core.planning import Appointment, keep_plan, take_appointment_back
from conferencer.core.roster import add_student
from conferencer.core.turns import ask_to_meet, pin, skip
from tests.conftest import TODAY
from tests.core.talks import ANA, CLASS, all_of, say, talk, with_ana
from tests.core.test_export import bring, rows, without_stamp

BEN = 2


@pytest.fixture
def full(notebook: Notebook) -> Notebook:
    """Ana and Ben: goals in an order, two merged, answers in passing, a group, plans."""
    with_ana(notebook)
    add_student(notebook, CLASS, "Ben", "Ito")
    talk(notebook, {"step": "Read a poem", "next_meeting": "mon", "goal": "Read aloud"})
    talk(notebook, {"step": "Ask Ben"}, day=TODAY - timedelta(days=1))
    for wording in ("Read aloud every day", "Spell", "Write more"):
        add_goal(notebook, ANA, wording, TODAY)
    first, second, third, *_ = (goal.id or 0 for goal in active_goals(notebook, ANA))
    move_goal(notebook, third, -2)
    reword_goal(notebook, third, "Read aloud to a friend", "more to the point")
    merge_goals(notebook, second, third, TODAY)
    close_goal(notebook, first, "met", TODAY)
    poem, ben = all_of(notebook, NextStep)
    answer_in_passing(notebook, poem.id, "some", TODAY)
    answer_in_passing(notebook, ben.id, "done", TODAY)
    group = make_group(notebook, CLASS, "#commas", [ANA, BEN], TODAY)
    group_talk = begin_group_talk(notebook, group, TODAY)
    for _, draft in group_talk.drafts:
        say(notebook, draft.id, {"taught": "commas in a list", "step": "Find three commas"})
    (_, anas), (_, bens) = group_talk.drafts
    finish_group_talk(notebook, {anas.id: "met", bens.id: "absent"})
    say_yes(notebook, ANA, "poems", TODAY, first)
    keep_plan(notebook, CLASS, TODAY + timedelta(days=1), [BEN], skipped=[ANA])
    pin(notebook, CLASS, BEN, TODAY)
    skip(notebook, CLASS, ANA, TODAY)
    ask_to_meet(notebook, BEN, TODAY)
    take_appointment_back(notebook, all_of(notebook, Appointment)[0].id)
    return notebook


def test_merged_goals_answers_groups_and_plans_come_back_as_they_were(
    full: Notebook, tmp_path: Path
) -> None:
    export(full, tmp_path / "out", [])
    again = Notebook(tmp_path / "again.db", Clock(TODAY)).open()
    bring(tmp_path / "out" / "notebook.json", again)
    there, here = rows(full), rows(again)
    assert here == there
    for table in (
        *("goal_revision", "answer_in_passing", "strategy_group", "group_member"),
        *("planned_turn", "peer_expert", "request", "removal"),
    ):
        assert there[table], table
    assert [g.wording for g in active_goals(again, ANA)] == [
        g.wording for g in active_goals(full, ANA)
    ]
    assert steps_of_class(again, CLASS, TODAY) == steps_of_class(full, CLASS, TODAY)
    assert [one.last_met for one in groups_of(again, CLASS)] == [TODAY]
    export(again, tmp_path / "twice", [])
    assert without_stamp(tmp_path / "twice") == without_stamp(tmp_path / "out")
    again.close()
