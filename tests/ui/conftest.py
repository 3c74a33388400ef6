"""What the screens need: a desk with an empty notebook, and one with a small class."""

import pytest

from conferencer.core.notebook import UI_WAIT, Notebook
from conferencer.core.roster import add_class, add_student
from conferencer.paths import places
from conferencer.settings import read_settings
from conferencer.ui.desk import Desk

LEARNERS = (
    ("Ana", "Lopez"),
    ("Ben", "Adeyemi"),
    ("Chidi", "Okafor"),
    ("Dara", "Sok"),
    ("Emil", "Novák"),
    ("李雷", ""),
)
"""The learners of Room 12."""


@pytest.fixture
def desk(notebook: Notebook) -> Desk:
    """A desk with an empty notebook."""
    notebook.wait = UI_WAIT
    where = places()
    return Desk(notebook, where, read_settings(where.settings))


@pytest.fixture
def class_desk(desk: Desk) -> Desk:
    """A desk with the class “Room 12” of six learners."""
    group = add_class(desk.notebook, "Room 12")
    assert group.id is not None
    for given, family in LEARNERS:
        add_student(desk.notebook, group.id, given, family)
    return desk


@pytest.fixture
def ana_desk(desk: Desk) -> Desk:
    """A desk with a class of one: Ana."""
    group = add_class(desk.notebook, "Room 12")
    assert group.id is not None
    add_student(desk.notebook, group.id, "Ana", "Lopez")
    return desk
