"""The teacher's say in who is next."""

from datetime import timedelta

import pytest

from conferencer.core.first_rows import today_rows
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, add_student
from conferencer.core.turns import ask_to_meet, pin, put_in_order, skip, unplace
from conferencer.settings import Settings
from tests.conftest import TODAY

ANA, BEN, CY, ROOM = 1, 2, 3, 1


@pytest.fixture
def notebook(notebook: Notebook) -> Notebook:
    """Three learners."""
    add_class(notebook, "Room 12")
    for name in ("Ana", "Ben", "Cy"):
        add_student(notebook, ROOM, name)
    return notebook


def order(notebook: Notebook, days_later: int = 0) -> list[int]:
    """Today's list, by the learners' ids."""
    day = TODAY + timedelta(days=days_later)
    return [t.standing.student_id for t in today_rows(notebook, Settings(), day).turns]


def reasons(notebook: Notebook) -> dict[int, str]:
    """Why each is where they are."""
    turns = today_rows(notebook, Settings(), TODAY).turns
    return {turn.standing.student_id: turn.reason for turn in turns}


def test_pinned_learners_come_first_in_the_order_they_were_pinned(notebook: Notebook) -> None:
    assert order(notebook) == [ANA, BEN, CY]
    pin(notebook, ROOM, CY, TODAY)
    pin(notebook, ROOM, BEN, TODAY)
    assert order(notebook) == [CY, BEN, ANA]
    assert reasons(notebook)[CY] == "your choice for today · not met yet"
    pin(notebook, ROOM, CY, TODAY)
    assert order(notebook) == [BEN, CY, ANA], "pinned again it goes below the others"
    unplace(notebook, ROOM, BEN)
    assert order(notebook) == [CY, ANA, BEN]


def test_a_skipped_learner_goes_to_the_end_and_comes_back(notebook: Notebook) -> None:
    skip(notebook, ROOM, ANA, TODAY)
    assert order(notebook) == [BEN, CY, ANA]
    assert reasons(notebook)[ANA] == "skipped for today · not met yet"
    unplace(notebook, ROOM, ANA)
    assert order(notebook) == [ANA, BEN, CY]


def test_the_teachers_order_holds_for_one_day(notebook: Notebook) -> None:
    put_in_order(notebook, ROOM, [CY, ANA], TODAY)
    assert order(notebook) == [CY, ANA, BEN]
    assert order(notebook, days_later=1) == [ANA, BEN, CY]


def test_another_class_keeps_its_own_order(notebook: Notebook) -> None:
    other = add_class(notebook, "Room 13")
    assert other.id is not None
    skip(notebook, other.id, ANA, TODAY)
    assert order(notebook) == [ANA, BEN, CY]


def test_asking_again_takes_the_request_back(notebook: Notebook) -> None:
    assert ask_to_meet(notebook, CY, TODAY)
    assert order(notebook) == [CY, ANA, BEN]
    assert reasons(notebook)[CY] == "asked to meet today"
    assert not ask_to_meet(notebook, CY, TODAY)
    assert order(notebook) == [ANA, BEN, CY]


def test_who_has_waited_longest_since_asking_comes_first(notebook: Notebook) -> None:
    ask_to_meet(notebook, CY, TODAY - timedelta(days=3))
    ask_to_meet(notebook, ANA, TODAY - timedelta(days=1))
    assert order(notebook) == [CY, ANA, BEN]
