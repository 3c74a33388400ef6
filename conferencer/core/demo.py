"""A made-up class with a year of history: for the demo, the tests and the pictures."""

from datetime import date
from math import ceil
from pathlib import Path
from random import Random

from sqlmodel import Session, select

from conferencer.core.clock import Clock
from conferencer.core.demo_calendar import DemoCalendar, Visit, plan_visits, share_out
from conferencer.core.demo_learners import (
    DemoLearner,
    demo_learners,
    profile_of,
    read_sentences,
)
from conferencer.core.demo_rows import DemoRows, Row
from conferencer.core.demo_story import Story
from conferencer.core.errors import ConferencerError
from conferencer.core.models import Student
from conferencer.core.notebook import Notebook

_SEED = "Room 12"
_A_YEAR = 90
"""Conferences that fit into a learner's year: every second school day."""


def demo_notebook(folder: Path, clock: Clock) -> Notebook:
    """A new notebook in a folder, open, with the made-up class in it."""
    notebook = Notebook(folder / "notebook.db", clock).open()
    write_demo(notebook, clock.today())
    return notebook


def write_demo(
    notebook: Notebook,
    today: date,
    students: int = 26,
    conferences: int = 300,
    guide: str = "reading",
) -> None:
    """Fill a new notebook with a made-up class, the same every time for one today.

    All or nothing is written. Conferences of more than a year are spread over several.

    Args:
        conferences: drafts and conferences that did not take place included.
        guide: the class's guide; the sentences are about reading all the same.

    Raises:
        ConferencerError: there are learners in the notebook, or fewer than one was asked for.
    """
    if students < 1 or conferences < 0:
        raise ConferencerError(
            "No such class",
            "A made-up class needs at least one learner, and no fewer than 0 conferences.",
        )
    rng = Random(f"{_SEED} {today.isoformat()}")
    learners = demo_learners(students, rng)
    with notebook.write() as session:
        if session.exec(select(Student.id).limit(1)).first() is not None:
            raise ConferencerError(
                "Learners in it",
                "There are learners in this notebook, so nothing was written; the made-up class "
                "needs a new file.",
            )
        _write_class(session, today, learners, conferences, guide, rng)


def _write_class(
    session: Session,
    today: date,
    learners: list[DemoLearner],
    conferences: int,
    guide: str,
    rng: Random,
) -> None:
    endings = [learner.ending for learner in learners]
    drafts = [n for n, ending in enumerate(endings) if ending.draft][:conferences]
    counts = share_out(conferences - len(drafts), endings, rng)
    calendar = DemoCalendar(today, years=max(1, ceil(max(counts) / _A_YEAR)))
    rows = DemoRows(session, rng)
    rows.add("class_group", _class_group(today, guide, rows))
    rows.add_days(calendar.holidays)
    stories = [
        Story(_student(learner, rows, calendar, guide, rng), learner.ending, rows, calendar, rng)
        for learner in learners
    ]
    for visit in _in_order(counts, learners, calendar, rng):
        stories[visit.learner].visit(visit)
    for story in stories:
        story.ask()
    for number in drafts:
        stories[number].begin(today)
    rows.write_all()


def _in_order(
    counts: list[int], learners: list[DemoLearner], calendar: DemoCalendar, rng: Random
) -> list[Visit]:
    """Every learner's visits, day by day."""
    visits = [
        visit
        for number, (count, learner) in enumerate(zip(counts, learners, strict=True))
        for visit in plan_visits(number, count, learner.ending, calendar, rng)
    ]
    return sorted(visits, key=lambda visit: (visit.held_on, visit.learner))


def _class_group(today: date, guide: str, rows: DemoRows) -> Row:
    told = read_sentences("class")
    autumn = today.year if today.month >= 8 else today.year - 1
    return {
        "uid": rows.new_uid(),
        "name": told["class_name"],
        "subject": told["subject"],
        "school_year": f"{autumn}/{(autumn + 1) % 100:02}",
        "type": "full",
        "guide": guide,
        "cadence": None,
        "outside_ids": {},
        "archived_on": None,
    }


def _student(
    learner: DemoLearner, rows: DemoRows, calendar: DemoCalendar, guide: str, rng: Random
) -> Row:
    student = rows.add(
        "student",
        {
            "uid": rows.new_uid(),
            **learner.values(),
            "outside_ids": {"id": str(rng.randint(100_000, 999_999))},
            "type": "",
            "cadence": None,
            "archived_on": None,
        },
    )
    enrollment = {"student_id": student["id"], "class_id": 1, "joined_on": calendar.past[0]}
    rows.add("enrollment", {**enrollment, "left_on": None, "placed_on": None, "place": None})
    for entry in profile_of(calendar.past, rng):
        rows.add("profile_entry", {"student_id": student["id"], **entry})
    return {"id": student["id"], "guide": guide}
