"""What was taken away comes back as it stood, for 30 days."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import SQLModel, select

from conferencer.core.clock import Clock
from conferencer.core.conferences import begin_conference, discard_draft
from conferencer.core.due import SchoolCalendar
from conferencer.core.errors import ConferencerError
from conferencer.core.first_rows import today_rows
from conferencer.core.goal_standards import set_standards
from conferencer.core.goals import add_goal
from conferencer.core.leaving import bring_class_back, come_back
from conferencer.core.memory_aid import keep_memory_aid, memory_aid_of
from conferencer.core.models import Conference, Enrollment, Note, Removal, Request, SchoolDay
from conferencer.core.notebook import Notebook
from conferencer.core.peer_experts import say_yes, take_back_yes
from conferencer.core.planning import move_appointment, promise, take_appointment_back
from conferencer.core.removals import bring_back, forget_removals, recent_removals
from conferencer.core.roster import (
    add_class,
    add_student,
    apply,
    archive_class,
    archive_student,
    end_enrollment,
    preview,
    students_of,
)
from conferencer.core.school_days import DaysOff, add_days_off, remove_days_off
from conferencer.core.standards import apply as apply_standards
from conferencer.core.standards import catalogue
from conferencer.core.standards import preview as preview_standards
from conferencer.core.turns import ask_to_meet
from conferencer.rosters.reading import read_pasted
from conferencer.settings import Settings
from conferencer.standards.reading import read_bytes
from tests.conftest import TODAY
from tests.core.talks import ANA, CLASS, all_of, say, talk, with_ana

MONDAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7)
SCHOOL = SchoolCalendar(frozenset(range(5)))
OFF = DaysOff(date(2026, 12, 21), date(2026, 12, 24), "Winter break")


@pytest.fixture
def notebook(notebook: Notebook) -> Notebook:
    """Ana and Ben in Room 12, Ana in a second class as well; something of everything."""
    with_ana(notebook)
    add_student(notebook, CLASS, "Ben", "Adeyemi")
    choir = add_class(notebook, "Choir")
    come_back(notebook, ANA, choir.id or 0)
    talk(notebook, {"victories": "I read", "step": "Read on"})
    talk(notebook, {"victories": "half a word"}, "draft")
    keep_memory_aid(notebook, ANA, "mine alone")
    ask_to_meet(notebook, ANA, TODAY - timedelta(days=5))
    add_days_off(notebook, OFF, frozenset(range(5)))
    say_yes(notebook, ANA, "Finding clues", TODAY)
    promise(notebook, ANA, MONDAY, TODAY, SCHOOL)
    (read,) = read_bytes(b"code,statement\nRF.4.1,Read\n", "standards.csv")
    apply_standards(notebook, preview_standards(notebook, read))
    goal = add_goal(notebook, ANA, "Read aloud", TODAY)
    set_standards(notebook, goal.id or 0, [catalogue(notebook).standards[0].uid], TODAY)
    return notebook


def everything(notebook: Notebook) -> dict[str, list[object]]:
    """Every row of every table by its values, but for the removals."""
    with notebook.session() as session:
        return {
            str(table.__tablename__): [row.model_dump() for row in session.exec(select(table))]
            for table in SQLModel.__subclasses__()
            if "__table__" in vars(table) and table is not Removal
        }


TAKEN_AWAY: dict[str, Callable[[Notebook], object]] = {
    "draft": lambda notebook: discard_draft(notebook, 2),
    "student": lambda notebook: archive_student(notebook, ANA, TODAY),
    "enrollment": lambda notebook: end_enrollment(notebook, ANA, CLASS, TODAY),
    "class": lambda notebook: archive_class(notebook, CLASS, TODAY),
    "memory_aid": lambda notebook: keep_memory_aid(notebook, ANA, ""),
    "peer_expert": lambda notebook: take_back_yes(notebook, 1),
    "appointment": lambda notebook: take_appointment_back(notebook, 1),
    "request": lambda notebook: ask_to_meet(notebook, ANA, TODAY),
    "goal_standard": lambda notebook: set_standards(notebook, 1, [], TODAY),
    "school_day": lambda notebook: remove_days_off(notebook, OFF),
}


@pytest.mark.parametrize("kind", TAKEN_AWAY)
def test_what_was_taken_away_comes_back_as_it_stood(notebook: Notebook, kind: str) -> None:
    before = everything(notebook)
    TAKEN_AWAY[kind](notebook)
    gone = everything(notebook)
    assert gone != before
    [recent] = recent_removals(notebook)
    assert (recent.kind, recent.days_left) == (kind, 30)
    assert bring_back(notebook, recent.id).kind == kind
    assert everything(notebook) == before
    assert recent_removals(notebook) == []
    with pytest.raises(ConferencerError, match="nothing was changed"):
        bring_back(notebook, recent.id)
    assert everything(notebook) == before


def test_all_of_it_comes_back_in_any_order(notebook: Notebook) -> None:
    before = everything(notebook)
    for take_away in TAKEN_AWAY.values():
        take_away(notebook)
    listed = recent_removals(notebook)
    assert [one.kind for one in listed][0] == "school_day", "the latest first"
    for one in reversed(listed):
        bring_back(notebook, one.id)
    assert everything(notebook) == before


def test_a_learner_who_left_before_the_class_was_put_away_does_not_come_back_with_it(
    notebook: Notebook,
) -> None:
    end_enrollment(notebook, 2, CLASS, TODAY)
    left = everything(notebook)
    archive_class(notebook, CLASS, TODAY)
    bring_back(notebook, recent_removals(notebook)[0].id)
    assert everything(notebook) == left


def test_what_came_back_another_way_is_no_longer_listed(notebook: Notebook) -> None:
    archive_class(notebook, CLASS, TODAY)
    bring_class_back(notebook, CLASS)
    end_enrollment(notebook, 2, CLASS, TODAY)
    come_back(notebook, 2, CLASS)
    assert recent_removals(notebook) == []


def test_a_class_whose_name_was_given_again_stays_away_and_says_so(notebook: Notebook) -> None:
    archive_class(notebook, CLASS, TODAY)
    add_class(notebook, "Room 12")
    before = everything(notebook)
    [recent] = recent_removals(notebook)
    with pytest.raises(ConferencerError, match="Rename one first"):
        bring_back(notebook, recent.id)
    assert everything(notebook) == before


def test_what_took_its_place_loses_nothing(notebook: Notebook) -> None:
    keep_memory_aid(notebook, ANA, "")
    keep_memory_aid(notebook, 2, "about Ben")  # SQLite gives it the number of Ana's
    ask_to_meet(notebook, ANA, TODAY)
    ask_to_meet(notebook, ANA, TODAY)
    for one in recent_removals(notebook):
        bring_back(notebook, one.id)
    assert memory_aid_of(notebook, ANA) == "mine alone"
    assert memory_aid_of(notebook, 2) == "about Ben"
    assert [one.asked_on for one in all_of(notebook, Request)] == [TODAY - timedelta(days=5)]
    keep_memory_aid(notebook, ANA, "")
    keep_memory_aid(notebook, ANA, "another")
    bring_back(notebook, recent_removals(notebook)[0].id)
    assert memory_aid_of(notebook, ANA) == "another\n\nmine alone"


def test_after_thirty_days_it_is_gone_for_good(notebook: Notebook) -> None:
    for take_away in TAKEN_AWAY.values():
        take_away(notebook)
    path = notebook.path
    notebook.close()
    on_the_last_day = Notebook(path, Clock(TODAY + timedelta(days=29))).open()
    assert forget_removals(on_the_last_day) == 0
    assert {one.days_left for one in recent_removals(on_the_last_day)} == {1}
    on_the_last_day.close()
    after = Notebook(path, Clock(TODAY + timedelta(days=31))).open()
    assert recent_removals(after) == []
    assert forget_removals(after) == len(TAKEN_AWAY) and forget_removals(after) == 0
    assert [one.status for one in all_of(after, Conference)] == ["met"]
    assert {one.conference_id for one in all_of(after, Note)} == {1}
    assert all_of(after, Removal) == all_of(after, SchoolDay) == []
    assert all_of(after, Enrollment), "who was put away stays, and can come back from the roster"
    after.close()
    for word in (b"half a word", b"mine alone", b"Winter break"):
        assert word not in path.read_bytes()


def test_a_draft_that_came_back_is_not_forgotten(notebook: Notebook) -> None:
    draft = begin_conference(notebook, 2, CLASS, TODAY)
    say(notebook, draft.id, {"victories": "mine"})
    discard_draft(notebook, draft.id)
    bring_back(notebook, recent_removals(notebook)[0].id)
    path = notebook.path
    notebook.close()
    later = Notebook(path, Clock(TODAY + timedelta(days=99))).open()
    forget_removals(later)
    assert [one.id for one in all_of(later, Conference)] == [1, 2, draft.id]
    later.close()


def bring_in(notebook: Notebook, names: str) -> None:
    apply(notebook, preview(notebook, read_pasted(names).classes[0], "Room 12"))


@pytest.mark.parametrize("names", ["Ana Lopez\nBen Adeyemi\n", "Ana Lopez\n", "Eva Nowak\n"])
def test_whom_a_list_took_out_of_a_class_comes_back_in_one_go(
    notebook: Notebook, names: str
) -> None:
    before = [row.model_dump() for row in all_of(notebook, Enrollment)]
    bring_in(notebook, names)
    ended = sum(row.left_on is not None for row in all_of(notebook, Enrollment))
    listed = recent_removals(notebook)
    assert [len(one.rows) for one in listed] == ([ended] if ended else [])
    for one in listed:
        assert (one.student is None) == (ended > 1), "one learner is named, more are counted"
        bring_back(notebook, one.id)
    assert [row.model_dump() for row in all_of(notebook, Enrollment)][: len(before)] == before


def test_who_went_again_is_listed_once_and_comes_back_as_they_went_last(
    notebook: Notebook,
) -> None:
    archive_student(notebook, ANA, TODAY - timedelta(days=3))
    come_back(notebook, ANA, CLASS)
    before = everything(notebook)
    archive_student(notebook, ANA, TODAY)
    [recent] = recent_removals(notebook)
    bring_back(notebook, recent.id)
    assert everything(notebook) == before
    assert recent_removals(notebook) == []


def test_what_another_window_took_back_is_said_in_a_sentence(notebook: Notebook) -> None:
    take_back_yes(notebook, 1)
    take_appointment_back(notebook, 1)
    before = everything(notebook)
    for again in (
        lambda: take_back_yes(notebook, 1),
        lambda: take_appointment_back(notebook, 1),
        lambda: move_appointment(notebook, 1, MONDAY, TODAY, SCHOOL),
    ):
        with pytest.raises(ConferencerError, match="nothing was changed"):
            again()
    assert everything(notebook) == before
    assert len(recent_removals(notebook)) == 2


def test_who_is_in_a_present_class_too_stays_when_one_is_put_away(notebook: Notebook) -> None:
    archive_class(notebook, CLASS, TODAY)
    choir = students_of(notebook, 2)
    assert [one.id for one in choir] == [ANA]
    rows = today_rows(notebook, Settings(), TODAY)
    assert [turn.standing.given_name for turn in rows.turns] == ["Ana"]
