"""Leaving a class, and coming back to it."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from conferencer.core.clock import Clock
from conferencer.core.errors import ConferencerError
from conferencer.core.leaving import bring_class_back, come_back, leavers_of
from conferencer.core.models import Enrollment
from conferencer.core.notebook import Notebook
from conferencer.core.roster import (
    add_class,
    add_student,
    archive_class,
    archive_student,
    classes,
    end_enrollment,
    students_of,
)
from tests.conftest import TODAY


@pytest.fixture
def class_id(notebook: Notebook) -> int:
    group = add_class(notebook, "Room 12")
    assert group.id
    for given, family in (("Ana", "Lopez"), ("Ben", "Adeyemi")):
        add_student(notebook, group.id, given, family)
    return group.id


def firsts(notebook: Notebook, class_id: int) -> list[str]:
    return [student.given_name for student in students_of(notebook, class_id)]


def student_id(notebook: Notebook, class_id: int, given: str) -> int:
    return next(one.id or 0 for one in students_of(notebook, class_id) if one.given_name == given)


def enrollments(notebook: Notebook) -> list[Enrollment]:
    with notebook.session() as session:
        return list(session.exec(select(Enrollment)))


def test_who_left_is_told_with_the_day(notebook: Notebook, class_id: int) -> None:
    end_enrollment(notebook, student_id(notebook, class_id, "Ana"), class_id, TODAY)
    assert [(one.student.given_name, one.left_on) for one in leavers_of(notebook, class_id)] == [
        ("Ana", TODAY)
    ]


def test_coming_back_on_the_same_day_leaves_no_trace(notebook: Notebook, class_id: int) -> None:
    ana = student_id(notebook, class_id, "Ana")
    end_enrollment(notebook, ana, class_id, TODAY)
    come_back(notebook, ana, class_id)
    assert leavers_of(notebook, class_id) == []
    assert len(enrollments(notebook)) == 2


def test_coming_back_later_begins_another_enrollment(notebook: Notebook, class_id: int) -> None:
    ana = student_id(notebook, class_id, "Ana")
    archive_student(notebook, ana, TODAY)
    notebook.clock = Clock(TODAY + timedelta(days=7))
    come_back(notebook, ana, class_id)
    assert firsts(notebook, class_id) == ["Ben", "Ana"]
    assert leavers_of(notebook, class_id) == []
    ours = [(one.joined_on, one.left_on) for one in enrollments(notebook) if one.student_id == ana]
    assert ours == [(TODAY, TODAY), (date(2026, 11, 29), None)]


def test_a_class_comes_back_with_those_who_were_in_it(notebook: Notebook, class_id: int) -> None:
    notebook.clock = Clock(TODAY + timedelta(days=1))
    end_enrollment(notebook, student_id(notebook, class_id, "Ana"), class_id, TODAY)
    archive_class(notebook, class_id, notebook.today())
    assert classes(notebook) == []
    bring_class_back(notebook, class_id)
    assert firsts(notebook, class_id) == ["Ben"]


def test_a_class_whose_name_is_taken_stays_away(notebook: Notebook, class_id: int) -> None:
    archive_class(notebook, class_id, TODAY)
    add_class(notebook, "room 12")
    with pytest.raises(ConferencerError, match="another class"):
        bring_class_back(notebook, class_id)
    assert [group.name for group in classes(notebook)] == ["room 12"]
