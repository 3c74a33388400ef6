"""A class kept for more than a year, with sentences planted that a purge has to find everywhere.

Whatever is to go holds `xqgone…0`, whatever is to stay `xqstays…0`, so that raw bytes can be
searched for it.
"""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from conferencer.core.amending import amend_note
from conferencer.core.backups import back_up, folder_of
from conferencer.core.clock import Clock
from conferencer.core.conferences import (
    Place,
    begin_conference,
    keep_words,
    leave_empty_draft,
    take_up_draft,
)
from conferencer.core.finishing import finish_conference
from conferencer.core.goals import active_goals, reword_goal
from conferencer.core.memory_aid import keep_memory_aid
from conferencer.core.models import Removal
from conferencer.core.next_steps import open_steps
from conferencer.core.notebook import Notebook
from conferencer.core.profile import add_entry, end_entry
from conferencer.core.roster import add_class, add_student, archive_class
from tests.conftest import TODAY

BEFORE = date(2026, 8, 1)
"""The day before which things go."""
GONE = re.compile(rb"xqgone[a-z]+0", re.IGNORECASE)
STAYS = re.compile(rb"xqstays[a-z]+0", re.IGNORECASE)
ANA, BEN, LEO = 1, 2, 3


@contextmanager
def on(path: Path, day: date) -> Iterator[Notebook]:
    """The notebook on some day; a backup is made at the end of it."""
    notebook = Notebook(path, Clock(day)).open()
    yield notebook
    notebook.close()
    back_up(path, datetime.combine(day, time(15), UTC), thin_out=False)


def talk_on(
    notebook: Notebook, words: dict[str, str], student_id: int = ANA, class_id: int = 2
) -> int:
    """A conference of the notebook's day."""
    draft = begin_conference(notebook, student_id, class_id, notebook.today())
    say_in(notebook, draft.id, words)
    finish_conference(notebook, draft.id)
    return draft.id


def say_in(notebook: Notebook, conference_id: int, words: dict[str, str]) -> None:
    """Words in a draft; an empty one takes a note away."""
    said = {field: ("learner", text) for field, text in words.items()}
    keep_words(notebook, conference_id, said, Place("now", "victories", "0:0"), 60)


def long_ago(path: Path) -> Path:
    """A notebook with two classes, of which one was archived, and a backup for each day in it."""
    with on(path, date(2025, 6, 2)) as notebook:
        add_class(notebook, "xqgoneclass0")
        add_class(notebook, "Room 12 xqstaysclass0")
        add_student(notebook, 2, "Ana", "xqstaysname0")
        add_student(notebook, 2, "Ben", "xqstaysbensname0")
        add_student(notebook, 1, "Leo", "xqgonename0", email="xqgonemail0@example.org")
        talk_on(notebook, {"victories": "xqgoneleo0", "goal": "xqgoneleogoal0"}, LEO, 1)
        talk_on(notebook, {"step": "xqgoneleostep0", "helper": "xqgoneleohelper0"}, LEO, 1)
        keep_memory_aid(notebook, LEO, "xqgoneleoaid0")
        archive_class(notebook, 1, notebook.today())
    _a_year(path)
    _since_then(path)
    return path


def _a_year(path: Path) -> None:
    with on(path, date(2025, 10, 5)) as notebook:
        ended = add_entry(notebook, ANA, "support", "xqgonesupport0", "teacher", notebook.today())
        add_entry(notebook, ANA, "interest", "xqstaysinterest0", "learner", notebook.today())
        keep_memory_aid(notebook, ANA, "xqgoneaid0")
        first = talk_on(
            notebook,
            {"goal": "xqgonewording0", "goal_why": "xqgonewhy0", "step": "xqgonestepwording0"},
        )
    with on(path, date(2025, 10, 6)) as notebook:
        amend_note(notebook, first, "step", "learner", "xqstaysopenstep0")
        amend_note(notebook, first, "victories", "learner", "xqgonebeforeamending0")
        amend_note(notebook, first, "victories", "learner", "xqgoneafteramending0")
    with on(path, date(2026, 1, 15)) as notebook:
        (goal,) = active_goals(notebook, ANA)
        assert goal.id is not None and ended.id is not None
        reword_goal(notebook, goal.id, "xqstayswording0", why="xqgonebecause0")
        end_entry(notebook, ended.id, notebook.today())
        dropped = begin_conference(notebook, ANA, 2, notebook.today()).id
        say_in(notebook, dropped, {"victories": "xqgonedraftnolongerthere0"})
    with on(path, date(2026, 2, 3)) as notebook:
        say_in(notebook, dropped, {"victories": ""})
        leave_empty_draft(notebook, dropped)
        talk_on(
            notebook,
            {
                "step": "xqgoneclosedstep0",
                "helper": "xqgonehelper0",
                "goal_choice": "keep",
                "goal_why": "xqstayswhy0",
                "next_meeting": "2026-03-03",
            },
        )
        second = [step for step in open_steps(notebook, ANA) if step.text == "xqgoneclosedstep0"]
        _removed(notebook, {"note": [{"id": 901, "conference_id": 9, "text": "xqgoneremoval0"}]})
    with on(path, date(2026, 5, 4)) as notebook:
        outcome = {f"follow_up_outcome.{second[0].uid}": "done"}
        talk_on(
            notebook,
            {
                **outcome,
                f"follow_up.{second[0].uid}": "xqgonefollowup0",
                "step": "xqstaysstepthatisaskedabout0",
                "resource": "xqstaysresource0",
            },
        )
        keep_memory_aid(notebook, ANA, "xqgonesecondaid0")
    with on(path, date(2026, 7, 20)) as notebook:
        across = begin_conference(notebook, ANA, 2, notebook.today()).id
        say_in(notebook, across, {"victories": "xqgonesaidfirst0", "noticed": "xqstaysacross0"})
        emptied = begin_conference(notebook, BEN, 2, notebook.today()).id
        say_in(notebook, emptied, {"victories": "xqgonebeforeitwasemptied0"})
    with on(path, date(2026, 9, 3)) as notebook:
        say_in(notebook, emptied, {"victories": ""})
        assert talk_on(notebook, {"victories": "xqstaysben0"}, BEN) == emptied
        take_up_draft(notebook, across, notebook.today())
        say_in(notebook, across, {"victories": "xqstayssaidlater0"})
        finish_conference(notebook, across)


def _since_then(path: Path) -> None:
    with on(path, date(2026, 10, 1)) as notebook:
        keep_memory_aid(notebook, ANA, "xqstaysaid0")
        asked = [s for s in open_steps(notebook, ANA) if s.text.endswith("thatisaskedabout0")]
        words = {
            f"follow_up_outcome.{asked[0].uid}": "done",
            f"follow_up.{asked[0].uid}": "xqstaysfollowup0",
            "victories": "xqstaysvictories0",
            "step": "xqstaysnewstep0",
        }
        late = talk_on(notebook, words)
    with on(path, date(2026, 10, 2)) as notebook:
        amend_note(notebook, late, "victories", "learner", "xqstaysamended0")
    with on(path, date(2026, 11, 1)) as notebook:
        old = {"id": 800, "uid": "old", "student_id": ANA, "held_on": "2026-03-03"}
        new = {"id": 801, "uid": "new", "student_id": ANA, "held_on": "2026-09-30"}
        rows = {
            "conference": [old, new],
            "note": [
                {"id": 802, "conference_id": 800, "text": "xqgoneinaremoval0"},
                {"id": 803, "conference_id": 801, "text": "xqstaysinaremoval0"},
            ],
        }
        _removed(notebook, rows)
        _removed(notebook, {"note": [{"id": 8, "conference_id": 1, "text": "xqgoneremovednote0"}]})


def _removed(notebook: Notebook, rows: dict[str, list[dict[str, object]]]) -> None:
    with notebook.write() as session:
        row = Removal(kind="rows", removed_at=notebook.now())
        row.rows = json.loads(json.dumps(rows))
        session.add(row)


_made: list[Path] = []


def made_once(factory: pytest.TempPathFactory) -> Path:
    """The planted class for all tests of a run; they work on copies."""
    if not _made:
        _made.append(long_ago(factory.mktemp("long") / "notebook.db"))
    return _made[0]


def planted(folder: Path, what: re.Pattern[bytes] = GONE) -> dict[str, set[str]]:
    """Planted word -> names of the files below a folder in whose bytes it stands."""
    found: dict[str, set[str]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        for word in what.findall(path.read_bytes()):
            found.setdefault(word.decode().lower(), set()).add(path.name)
    return found


def rows_of(path: Path, table: str) -> list[tuple[object, ...]]:
    """All rows of a table."""
    with closing(sqlite3.connect(path)) as file:
        return file.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def copy_of(path: Path, folder: Path) -> Path:
    """The notebook with everything beside it, in another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder_of(path), folder_of(folder / path.name))
    return Path(shutil.copy2(path, folder / path.name))


def today(path: Path) -> Notebook:
    """The notebook of today, open."""
    return Notebook(path, Clock(TODAY)).open()
