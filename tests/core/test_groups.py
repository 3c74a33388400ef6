"""Strategy groups: made for a need, met with once, a record for each, ended."""

from datetime import timedelta

import pytest

from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.errors import ConferencerError
from conferencer.core.finishing import finish_conference
from conferencer.core.groups import (
    begin_group_talk,
    end_group,
    finish_group_talk,
    groups_of,
    make_group,
    needs_of_class,
    take_back_end,
)
from conferencer.core.models import Conference, NextStep, Note
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student, end_enrollment
from tests.conftest import TODAY
from tests.core.talks import CLASS, all_of


@pytest.fixture
def three(notebook: Notebook) -> Notebook:
    """Room 12 with Ana, Ben and Chidi."""
    add_class(notebook, "Room 12")
    for name in ("Ana", "Ben", "Chidi"):
        add_student(notebook, CLASS, name)
    return notebook


def said(notebook: Notebook, conference_id: int, words: dict[str, str]) -> None:
    keep_words(notebook, conference_id, {k: ("teacher", v) for k, v in words.items()}, Place(), 300)


def met(notebook: Notebook, student_id: int, words: dict[str, str], days_ago: int = 0) -> None:
    draft = begin_conference(notebook, student_id, CLASS, TODAY - timedelta(days=days_ago))
    said(notebook, draft.id, words)
    finish_conference(notebook, draft.id)


def drafts_of(notebook: Notebook, group: int) -> dict[int | None, int]:
    """Student -> draft of a talk with the group."""
    return {s.id: draft.id for s, draft in begin_group_talk(notebook, group, TODAY).drafts}


def test_needs_come_from_goals_steps_standards_and_what_was_taught_lately(three: Notebook) -> None:
    met(three, 1, {"goal": "Add clues to my guess", "goal_standard": "RL.4.1"})
    met(three, 2, {"taught": "Guessing from two clues"})
    met(three, 3, {"strategy": "Guess by the clues"}, days_ago=90)
    (need,) = needs_of_class(three, CLASS, TODAY).needs
    assert need.student_ids == [1, 2], "what was taught in August is no need of now"
    met(three, 3, {"goal_standard": "RL.4.1"})
    needs = needs_of_class(three, CLASS, TODAY).needs
    assert [(n.words, n.student_ids) for n in needs][0] == (("RL.4.1",), [1, 3])


def test_who_left_and_a_goal_that_was_met_are_no_evidence(three: Notebook) -> None:
    for student in (1, 2, 3):
        met(three, student, {"goal": "Add clues to my guess"})
    end_enrollment(three, 3, CLASS, TODAY)
    met(three, 2, {"goal_choice": "met"})
    assert needs_of_class(three, CLASS, TODAY).needs == []


def test_one_talk_leaves_each_member_a_record_and_a_step_of_their_own(three: Notebook) -> None:
    group = make_group(three, CLASS, "clues", [1, 2, 3], TODAY)
    drafts = drafts_of(three, group)
    for student, step in ((1, "find one clue"), (2, "draw it"), (3, "")):
        said(three, drafts[student], {"taught": "Two clues", "step": step})
    assert drafts_of(three, group) == drafts, "taken up"
    endings = {d: "absent" if s == 3 else "met" for s, d in drafts.items()}
    finish_group_talk(three, endings)
    assert [(s.student_id, s.text) for s in all_of(three, NextStep)] == [
        (1, "find one clue"),
        (2, "draw it"),
    ]
    conferences = {c.student_id: c for c in all_of(three, Conference)}
    assert [conferences[n].status for n in (1, 2, 3)] == ["met", "met", "absent"]
    assert {c.group_id for c in conferences.values()} == {group}
    assert conferences[1].seconds == 300
    taught = {n.conference_id for n in all_of(three, Note) if n.field == "taught"}
    assert taught == {conferences[1].id, conferences[2].id}, "who was away was taught nothing"
    (now,) = groups_of(three, CLASS)
    assert now.last_met == TODAY and [m.given_name for m in now.members] == ["Ana", "Ben", "Chidi"]


def test_a_group_ends_and_its_records_stay(three: Notebook) -> None:
    group = make_group(three, CLASS, "clues", [1, 2], TODAY)
    finish_group_talk(three, dict.fromkeys(drafts_of(three, group).values(), "met"))
    end_group(three, group, TODAY)
    assert groups_of(three, CLASS) == [] and len(all_of(three, Conference)) == 2
    take_back_end(three, group)
    assert len(groups_of(three, CLASS)) == 1


def test_a_group_needs_words_and_two_learners(three: Notebook) -> None:
    for need, members in (("  ", [1, 2]), ("clues", [1]), ("clues", [2, 2])):
        with pytest.raises(ConferencerError, match="was made"):
            make_group(three, CLASS, need, members, TODAY)
    assert groups_of(three, CLASS) == []
