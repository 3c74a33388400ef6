"""The Big List of Naughty Strings on the screen: as names and notes, through every room."""

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from conferencer.core.models import (
    Conference,
    Enrollment,
    Goal,
    NextStep,
    Note,
    ProfileEntry,
    Student,
)
from conferencer.core.names import search_name, sort_name
from conferencer.core.roster import add_class, archive_student
from conferencer.core.text import clean_line, clean_note, is_visible
from conferencer.ui.desk import Desk
from conferencer.ui.moves import OpenLearner
from tests.conftest import TODAY
from tests.ui.rooms import CLASS, Room, app_of, on_screen, settled
from tests.ui.test_hard_names import reaching_out

DATA = Path(__file__).parents[1] / "data/blns/blns.json"
STRINGS: list[str] = json.loads(DATA.read_text("utf-8"))
SIZE = (100, 30)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@pytest.fixture
def naughty(desk: Desk) -> dict[int, str]:
    """A class named by every string that can be a name; each says itself in a conference."""
    notebook, now = desk.notebook, desk.notebook.now()
    add_class(notebook, "Room 12")
    said: dict[int, str] = {}
    with notebook.write() as session:  # as `add_student` and finishing do, in one go
        for text in STRINGS:
            if not is_visible(clean_line(text)) or len(clean_line(text)) > 200:
                continue
            student = Student(given_name=clean_line(text))
            student.sort_name, student.search_name = sort_name(student), search_name(student)
            session.add(student)
            session.flush()
            assert student.id is not None
            said[student.id] = text
            about = {"student_id": student.id, "class_id": CLASS}
            talk = Conference(**about, status="met", held_on=TODAY, finished_at=now, started_at=now)
            session.add_all((talk, Enrollment(**about, joined_on=TODAY)))
            session.flush()
            words = {"conference_id": talk.id, "voice": "learner", "text": clean_note(text)}
            for field in ("victories", "my_strength", "goal", "step", "helper", "taught"):
                session.add(Note(**words, field=field, changed_at=now))
            ours = {"student_id": student.id, "conference_id": talk.id}
            session.add(Goal(student_id=student.id, wording=clean_note(text), since=TODAY))
            session.add(NextStep(**ours, text=clean_note(text)))
            session.add(
                ProfileEntry(
                    student_id=student.id,
                    kind="helps_me",
                    text=clean_line(text),
                    said_by="learner",
                    since=TODAY,
                )
            )
    return said


def look(pilot: Room, but: str = "") -> None:
    """What is on the screen is text: no controls, no line too wide, nothing turned round.

    Args:
        but: what stands in a box that is typed into, as it was typed.
    """
    shown = on_screen(pilot)
    if but:
        shown = "\n".join(line for line in shown.splitlines() if line.strip() != but.strip())
    assert shown.strip()
    assert not _CONTROLS.search(shown.replace("\n", "")), ascii(shown)
    assert all(cell_len(line.rstrip()) <= SIZE[0] for line in shown.splitlines()), shown
    assert reaching_out(shown) == []


async def press(pilot: Room, *keys: str) -> None:
    """Press keys, and look after each."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)
        look(pilot)


async def through_the_pages(pilot: Room, pages: int) -> None:
    """Down the list under the bar."""
    for _ in range(pages):
        await press(pilot, "pagedown")
    await press(pilot, "home")


@pytest.mark.slow
async def test_every_string_walks_through_the_rooms_of_the_class(
    desk: Desk, naughty: dict[int, str]
) -> None:
    pages = len(naughty) // 20
    async with app_of(desk).run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await through_the_pages(pilot, pages)
        await press(pilot, "b")
        await through_the_pages(pilot, pages)
        await press(pilot, "2")
        await through_the_pages(pilot, pages)
        for view in "3456":
            await press(pilot, view, "pagedown", "pagedown", "end", "home")
        await press(pilot, "escape", "l", "right", "pagedown", "pagedown", "end", "escape")
        await press(pilot, "s", "escape", "y", "escape")
        for student_id in list(naughty)[:40]:
            archive_student(desk.notebook, student_id, TODAY)
        await press(pilot, "U", "pagedown", "pagedown", "end", "escape")


@pytest.mark.slow
async def test_every_string_can_be_searched_for_and_changes_nothing(
    desk: Desk, naughty: dict[int, str]
) -> None:
    async with app_of(desk).run_test(size=SIZE, notifications=True) as pilot:
        await settled(pilot)
        await press(pilot, "f")
        for text in [text for text in naughty.values() if "\n" not in text][::4]:
            box = pilot.app.screen.query_one("SearchBox")
            box.value = text[:80]  # type: ignore[attr-defined]
            await settled(pilot)
            look(pilot, text[:80])


@pytest.mark.slow
async def test_naughty_strings_walk_through_a_learners_room_and_onto_paper(
    desk: Desk, naughty: dict[int, str]
) -> None:
    for student_id in list(naughty)[::60]:
        async with app_of(desk).run_test(size=SIZE, notifications=True) as pilot:
            await settled(pilot)
            pilot.app.screen.post_message(OpenLearner(student_id, CLASS))
            await settled(pilot)
            await press(pilot, "2", "3", "4", "5", "6", "1", "P")
            await pilot.app.workers.wait_for_complete()
            await settled(pilot)
            look(pilot)
