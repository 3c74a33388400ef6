"""Names that are hard on a screen walk through every room."""

import pytest

from conferencer.core.roster import add_class, add_student
from conferencer.ui.desk import Desk
from tests.ui.rooms import (
    CLASS,
    HOSTILE,
    Room,
    app_of,
    conferring,
    listed,
    on_screen,
    settled,
    today_screen,
)

RTL = "\u202eאנה\u2067"
FAMILY = "👩‍👩‍👧‍👦"


LONG = ("Wolfeschlegelsteinhausenbergerdorff " * 5)[:175].strip()


@pytest.fixture
def hard_desk(desk: Desk) -> Desk:
    """A class whose names are hard on a screen."""
    add_class(desk.notebook, f"Room {HOSTILE} {RTL}")
    for given, family in ((HOSTILE, RTL), (RTL, HOSTILE), (FAMILY, ""), (LONG, "Long")):
        add_student(desk.notebook, CLASS, given, family)
    return desk


def reaching_out(text: str) -> list[str]:
    """The lines in which a bidi control reaches beyond its own text."""
    return [
        line
        for line in text.splitlines()
        if sum(c in "\u202a\u202b\u202d\u202e" for c in line) != line.count("\u202c")
        or sum(c in "\u2066\u2067\u2068" for c in line) != line.count("\u2069")
    ]


async def walk_through(pilot: Room, name: str) -> list[str]:
    """Through Today, finding, a conference, its dialogs and cards; what was seen."""
    seen = []

    async def press(*keys: str) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
            seen.append(on_screen(pilot))

    await press("p", "a", "slash")
    letters = "".join(c for c in name if c.isprintable())
    today_screen(pilot).find_box.insert_text_at_cursor(letters)
    await settled(pilot)
    assert listed(pilot)
    await press("ctrl+p", "escape", "enter")
    assert conferring(pilot).beside.name == name
    await press("x", "escape", "enter", "r", "ctrl+s", "enter", "enter")
    return seen


@pytest.mark.parametrize(
    "top",
    [
        pytest.param(0, id="markup"),
        pytest.param(1, id="right-to-left", marks=pytest.mark.slow),
        pytest.param(2, id="emoji", marks=pytest.mark.slow),
        pytest.param(3, id="long", marks=pytest.mark.slow),
    ],
)
async def test_hard_names_walk_through_every_room(hard_desk: Desk, top: int) -> None:
    names = (HOSTILE, RTL, FAMILY, LONG)
    async with app_of(hard_desk).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        for _ in range(4):
            if today_screen(pilot).turns.student_id == top + 1:
                break
            await pilot.press("down")
        else:
            raise AssertionError("the learner is not in the list")
        seen = await walk_through(pilot, names[top])
    everything = "\n".join(seen)
    assert reaching_out(everything) == []
    if top == 0:
        assert HOSTILE in everything, "as it was written, and no markup or emoji made of it"
        assert f"Finish with {HOSTILE}?" in everything
        assert f"Thank you, {HOSTILE}." in everything
        assert "asked to meet" in everything
    if top == 2:
        assert f"Thank you, {FAMILY}." in everything
