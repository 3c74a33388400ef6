"""Planning: the list of a day to come, the week with those who are rolled on, the calendar file."""

from datetime import UTC, date, datetime, timedelta

import pytest

from conferencer.core.calendar_file import Event, initials, write_calendar
from conferencer.core.conferences import begin_conference
from conferencer.core.due import SchoolCalendar
from conferencer.core.errors import ConferencerError
from conferencer.core.finishing import finish_conference
from conferencer.core.first_rows import today_rows
from conferencer.core.models import Appointment, PlannedTurn, SchoolDay, Student
from conferencer.core.notebook import Notebook
from conferencer.core.planning import (
    keep_plan,
    move_appointment,
    next_school_day,
    promise,
    promised_from,
    take_appointment_back,
    week_of,
)
from conferencer.core.removals import bring_back, recent_removals
from conferencer.core.roster import add_class, add_student
from conferencer.core.turns import ask_to_meet, pin, skip, unplace
from conferencer.settings import Settings
from tests.core.talks import CLASS, all_of

MONDAY = date(2026, 11, 23)
TUESDAY, FRIDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
WEEK = frozenset(range(5))
SCHOOL = SchoolCalendar(WEEK)
ANA, BEN, CHIDI = 1, 2, 3


@pytest.fixture
def three(notebook: Notebook) -> Notebook:
    """Room 12 with Ana, Ben and Chidi, on a Monday."""
    object.__setattr__(notebook.clock, "fixed", MONDAY)
    add_class(notebook, "Room 12")
    for name in ("Ana", "Ben", "Chidi"):
        add_student(notebook, CLASS, name)
    return notebook


def turns(notebook: Notebook, day: date) -> list[tuple[str, str]]:
    found = today_rows(notebook, Settings(), day, seen_from=MONDAY).turns
    return [(turn.standing.given_name, turn.reason) for turn in found]


def names(notebook: Notebook, day: date) -> str:
    return " ".join(name for name, _ in turns(notebook, day))


def ended(notebook: Notebook, student_id: int, status: str, day: date = MONDAY) -> None:
    finish_conference(notebook, begin_conference(notebook, student_id, CLASS, day).id, status)


def week(notebook: Notebook, make_up: int | None = None, today: date = MONDAY) -> dict[str, str]:
    standings = [turn.standing for turn in today_rows(notebook, Settings(), today).turns]
    days = week_of(notebook, CLASS, standings, MONDAY, today, SCHOOL, make_up)
    first = {1: "Ana", 2: "Ben", 3: "Chidi"}
    return {
        f"{day.day:%a}": ", ".join(f"{first[e.student_id]} {e.words}" for e in day.entries)
        for day in days
        if day.entries
    }


def test_the_next_school_day_is_after_weekends_and_holidays() -> None:
    assert next_school_day(FRIDAY, SCHOOL) == MONDAY + timedelta(days=7)
    closed = SchoolCalendar(WEEK, frozenset({TUESDAY}))
    assert next_school_day(MONDAY, closed) == MONDAY + timedelta(days=2)
    assert next_school_day(MONDAY, SCHOOL, weekday=4) == FRIDAY
    no_fridays = SchoolCalendar(WEEK, frozenset(FRIDAY + timedelta(weeks=n) for n in range(3)))
    assert next_school_day(MONDAY, no_fridays, weekday=4) == TUESDAY, "not three weeks later"
    assert next_school_day(MONDAY, SchoolCalendar(frozenset())) == TUESDAY


def test_what_is_settled_for_tomorrow_stands_tomorrow_and_leaves_today_alone(
    three: Notebook,
) -> None:
    pin(three, CLASS, ANA, MONDAY)
    keep_plan(three, CLASS, TUESDAY, [CHIDI, BEN], skipped=[ANA])
    assert names(three, MONDAY) == "Ana Ben Chidi"
    assert turns(three, TUESDAY) == [
        ("Chidi", "your choice for tomorrow · not met yet"),
        ("Ben", "your choice for tomorrow · not met yet"),
        ("Ana", "skipped for tomorrow · not met yet"),
    ]
    assert "your choice for today" in today_rows(three, Settings(), TUESDAY).turns[0].reason


def test_when_the_day_has_come_today_has_the_last_word(three: Notebook) -> None:
    keep_plan(three, CLASS, TUESDAY, [CHIDI, BEN], skipped=[ANA])
    object.__setattr__(three.clock, "fixed", TUESDAY)
    pin(three, CLASS, ANA, TUESDAY)
    assert names(three, TUESDAY) == "Chidi Ben Ana", "below those pinned before"
    unplace(three, CLASS, CHIDI)
    skip(three, CLASS, BEN, TUESDAY)
    assert names(three, TUESDAY) == "Ana Chidi Ben"
    assert all_of(three, PlannedTurn) == []


def test_who_was_met_lets_go_of_the_plan(three: Notebook) -> None:
    keep_plan(three, CLASS, TUESDAY, [CHIDI])
    ended(three, CHIDI, "met", TUESDAY)
    assert names(three, TUESDAY).split()[-1] == "Chidi"
    keep_plan(three, CLASS, FRIDAY, [BEN])
    keep_plan(three, CLASS, FRIDAY, [ANA])
    assert [(row.day, row.student_id) for row in all_of(three, PlannedTurn)] == [(FRIDAY, ANA)]


def test_who_was_absent_is_rolled_on_by_itself_and_not_counted_as_met(three: Notebook) -> None:
    ended(three, ANA, "absent")
    ended(three, BEN, "declined")
    assert week(three) == {"Tue": "Ana absent today"}
    assert week(three, make_up=4) == {"Fri": "Ana absent today"}
    assert week(three, today=TUESDAY) == {"Tue": "Ana absent yesterday"}
    assert [t.standing.last_met for t in today_rows(three, Settings(), MONDAY).turns] == [None] * 3
    ended(three, ANA, "met", TUESDAY)
    assert week(three, today=TUESDAY) == {}


def test_appointments_and_requests_stand_in_one_week(three: Notebook) -> None:
    promise(three, ANA, FRIDAY, MONDAY, SCHOOL)
    promise(three, BEN, MONDAY, MONDAY, SCHOOL)
    ask_to_meet(three, CHIDI, MONDAY)
    assert week(three) == {"Mon": "Ben appointment, Chidi asked today", "Fri": "Ana appointment"}
    ended(three, BEN, "met")
    assert week(three)["Mon"] == "Ben met, Chidi asked today"
    ended(three, ANA, "absent")
    assert "Ana absent" not in str(week(three)), "she waits for her appointment"
    late = week(three, today=FRIDAY + timedelta(days=1))
    assert late["Fri"] == "Ana appointment, not kept"


def test_an_appointment_missed_is_rolled_on(three: Notebook) -> None:
    promise(three, ANA, MONDAY, MONDAY, SCHOOL)
    assert week(three, today=TUESDAY)["Tue"] == "Ana meant to meet yesterday"


def test_a_meeting_is_promised_moved_and_taken_back_on_school_days_to_come(
    three: Notebook,
) -> None:
    closed = SchoolCalendar(WEEK, frozenset({TUESDAY}))
    for day, why in ((TUESDAY, "no school"), (MONDAY - timedelta(days=1), "has been")):
        with pytest.raises(ConferencerError, match=why):
            promise(three, ANA, day, MONDAY, closed)
    promise(three, ANA, FRIDAY, MONDAY, closed)
    (one,) = promised_from(three, CLASS, MONDAY)
    move_appointment(three, one.id or 0, MONDAY, MONDAY, closed)
    assert promised_from(three, CLASS, MONDAY)[0].planned_on == MONDAY
    assert promised_from(three, CLASS, TUESDAY) == []
    take_appointment_back(three, one.id or 0)
    assert all_of(three, Appointment) == []
    bring_back(three, recent_removals(three)[0].id)
    assert promised_from(three, CLASS, MONDAY)[0].uid == one.uid


def test_a_holiday_is_named_in_the_week(three: Notebook) -> None:
    with three.write() as session:
        session.add(SchoolDay(day=TUESDAY, label="Sports day"))
    calendar = SchoolCalendar(WEEK, frozenset({TUESDAY}))
    days = week_of(three, CLASS, [], MONDAY, MONDAY, calendar)
    assert [(d.has_school, d.label) for d in days[:2]] == [(True, ""), (False, "Sports day")]
    assert not days[5].has_school


def test_the_calendar_file_holds_initials_only_and_folds_long_lines() -> None:
    assert initials(Student(given_name="Ana", family_name="Lopez")) == "A. L."
    assert initials(Student(given_name="李雷")) == "李."
    assert initials(Student(given_name="Ana", preferred_name="ñandú", family_name="")) == "Ñ."
    event = Event("é" * 60 + ",;\\", FRIDAY, "A. L.")
    data = write_calendar([event], datetime(2026, 11, 23, 8, 5, tzinfo=UTC))
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in lines) and b"\n" not in b"".join(lines)
    whole = data.decode().replace("\r\n ", "").split("\r\n")
    assert "UID:" + "é" * 60 + "\\,\\;\\\\@conferencer" in whole
    assert "DTSTART;VALUE=DATE:20261127" in whole and "DTEND;VALUE=DATE:20261128" in whole
    assert "DTSTAMP:20261123T080500Z" in whole and "SUMMARY:Conference A. L." in whole
