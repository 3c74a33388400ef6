"""A purge and the whole class: groups, answers in passing, plans, a yes to helping."""

from datetime import date

from conferencer.core.backups import back_up, folder_of
from conferencer.core.class_steps import answer_in_passing
from conferencer.core.clock import Clock
from conferencer.core.conferences import begin_conference
from conferencer.core.finishing import finish_conference
from conferencer.core.goals import add_goal, close_goal
from conferencer.core.groups import begin_group_talk, end_group, finish_group_talk, make_group
from conferencer.core.models import (
    AnswerInPassing,
    Conference,
    Goal,
    Group,
    GroupMember,
    PeerExpert,
    PlannedTurn,
)
from conferencer.core.notebook import Notebook
from conferencer.core.peer_experts import helpers_for, say_yes, take_back_yes
from conferencer.core.planning import keep_plan
from conferencer.core.purge import purge, what_would_go
from conferencer.core.roster import add_class, add_student
from tests.core.talks import CLASS, all_of, talk

OLD, NOW, BEFORE = date(2026, 3, 2), date(2026, 11, 23), date(2026, 8, 1)


def test_what_is_over_goes_and_who_said_yes_is_still_offered(notebook: Notebook) -> None:
    notebook.clock = Clock(OLD)
    add_class(notebook, "Room 12")
    for name in ("Ana", "Ben"):
        add_student(notebook, CLASS, name)
    met = add_goal(notebook, 1, "xqold goal", OLD)
    close_goal(notebook, met.id or 0, "met", OLD)
    say_yes(notebook, 1, "Finding clues", OLD, met.id)
    regretted = say_yes(notebook, 2, "xqold yes", OLD)
    keep_plan(notebook, CLASS, OLD, [1])
    talk(notebook, {"step": "read"}, day=OLD)
    answer_in_passing(notebook, 1, "some", OLD)
    over = make_group(notebook, CLASS, "xqold need", [1, 2], OLD)
    drafts = [draft.id for _, draft in begin_group_talk(notebook, over, OLD).drafts]
    finish_group_talk(notebook, dict.fromkeys(drafts, "met"))
    back_up(notebook.path, notebook.now())
    notebook.clock = Clock(NOW)
    end_group(notebook, over, OLD)
    take_back_yes(notebook, regretted)
    goes_on = make_group(notebook, CLASS, "xqnew need", [1, 2], NOW)
    finish_conference(notebook, begin_conference(notebook, 1, CLASS, NOW).id)
    purge(notebook, what_would_go(notebook, BEFORE))
    assert [group.need for group in all_of(notebook, Group)] == ["xqnew need"]
    assert {row.group_id for row in all_of(notebook, GroupMember)} == {goes_on}
    for table in (AnswerInPassing, PlannedTurn, Goal):
        assert all_of(notebook, table) == []
    assert [(one.text, one.goal_id) for one in all_of(notebook, PeerExpert)] == [
        ("Finding clues", None)
    ]
    assert helpers_for(notebook, 2, CLASS, "", NOW) == ["Ana"]
    assert {row.held_on for row in all_of(notebook, Conference)} == {NOW}
    for path in (notebook.path, *folder_of(notebook.path).glob("*.db")):
        assert b"xqold" not in path.read_bytes(), path.name
