"""Planning: the list of a day to come, and what is promised in a week.

Who was absent or put off is rolled on by itself: to the make-up day where there is one, else to the
next school day. Nothing that is planned ever counts as met.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session, col, or_, select

from conferencer.core.class_steps import enrolled
from conferencer.core.dates import in_words, nearby
from conferencer.core.due import SchoolCalendar, Standing
from conferencer.core.errors import ConferencerError
from conferencer.core.models import Appointment, Enrollment, PlannedTurn, SchoolDay, Student
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal

_LONGEST = 400
"""Days that a next school day is looked for in."""
APPOINTMENT, KEPT, ASKED, ROLLED = "appointment", "kept", "asked", "rolled"


# The list of a day to come


def next_school_day(after: date, calendar: SchoolCalendar, weekday: int | None = None) -> date:
    """The first school day after a day; the day after it where there is no school at all.

    Args:
        weekday: only this weekday, Monday 0; any school day where it has none for two weeks.
    """
    first: date | None = None
    for days in range(1, _LONGEST):
        day = after + timedelta(days=days)
        if first is not None and days > 14:
            break
        if not calendar.days_since(day - timedelta(days=1), day):
            continue
        if weekday is None or day.weekday() == weekday:
            return day
        first = first or day
    return first or after + timedelta(days=1)


def keep_plan(
    notebook: Notebook,
    class_id: int,
    day: date,
    order: Sequence[int],
    skipped: Collection[int] = (),
) -> None:
    """These learners come first on that day, in this order; the skipped stand at the end."""
    with notebook.write() as session:
        gone = or_(PlannedTurn.day == day, col(PlannedTurn.day) < notebook.today())
        for row in session.exec(select(PlannedTurn).where(PlannedTurn.class_id == class_id, gone)):
            session.delete(row)
        session.flush()
        places = [*enumerate(order), *((-1, student_id) for student_id in skipped)]
        for place, student_id in places:
            session.add(PlannedTurn(class_id=class_id, student_id=student_id, day=day, place=place))


def adopt_plan(session: Session, class_id: int, today: date) -> None:
    """The day has come: what was planned for it is Today's own from now on, inside a session."""
    planned = select(PlannedTurn).where(PlannedTurn.class_id == class_id, PlannedTurn.day == today)
    for plan in session.exec(planned).all():
        rows = select(Enrollment).where(
            Enrollment.class_id == class_id,
            Enrollment.student_id == plan.student_id,
            col(Enrollment.left_on).is_(None),
        )
        for row in session.exec(rows):
            if row.placed_on != today:
                row.placed_on, row.place = today, plan.place
        session.delete(plan)
    session.flush()


# What is promised in a week


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on a day of the week."""

    kind: str
    """appointment, kept, asked or rolled."""
    student_id: int
    words: str
    appointment_id: int | None = None


@dataclass
class Day:
    """A day of the week, with who is on it."""

    day: date
    has_school: bool
    label: str = ""
    """What the day without school is."""
    entries: list[Entry] = field(default_factory=list)


def week_of(
    notebook: Notebook,
    class_id: int,
    standings: Iterable[Standing],
    monday: date,
    today: date,
    calendar: SchoolCalendar,
    make_up: int | None = None,
) -> list[Day]:
    """Appointments, requests, and who is rolled on, day by day.

    Whoever has an appointment to come waits for that, and is on no other day.

    Args:
        standings: how each learner stands today.
        make_up: the weekday for those who were away; None for the next school day.
    """
    dates = [monday + timedelta(days=n) for n in range(7)]
    with notebook.session() as session:
        labels = {
            row.day: row.label
            for row in session.exec(select(SchoolDay).where(col(SchoolDay.day).in_(dates)))
        }
        promised = session.exec(
            select(Appointment)
            .join(Student, col(Student.id) == col(Appointment.student_id))
            .where(enrolled(class_id, today), col(Appointment.planned_on).in_(dates))
            .order_by(col(Student.sort_name), col(Appointment.id))
        ).all()
    days = {
        day: Day(day, bool(calendar.days_since(day - timedelta(1), day)), labels.get(day, ""))
        for day in dates
    }
    for one in promised:
        days[one.planned_on].entries.append(_promised(one, today))
    has_one = {one.student_id for one in promised_from(notebook, class_id, today)}
    waiting = [who for who in standings if who.student_id not in has_one]
    for entry_day, entry in _waiting(waiting, today, calendar, make_up):
        if entry_day in days:
            days[entry_day].entries.append(entry)
    return list(days.values())


def _promised(one: Appointment, today: date) -> Entry:
    if one.kept_on:
        late = "" if one.kept_on == one.planned_on else f" {nearby(one.kept_on, today)}"
        return Entry(KEPT, one.student_id, f"met{late}", one.id)
    words = "appointment, not kept" if one.planned_on < today else "appointment"
    return Entry(APPOINTMENT, one.student_id, words, one.id)


def _waiting(
    standings: Iterable[Standing], today: date, calendar: SchoolCalendar, make_up: int | None
) -> Iterable[tuple[date, Entry]]:
    """Who asked, and who was away: on a day to come, so that nobody is forgotten."""
    eve = today - timedelta(days=1)
    soon, later = (next_school_day(day, calendar, make_up) for day in (eve, today))
    next_day = next_school_day(eve, calendar)
    for who in standings:
        if who.appointment and who.appointment < today:
            words = f"meant to meet {nearby(who.appointment, today)}"
            yield soon, Entry(ROLLED, who.student_id, words)
        elif who.missed_on and not who.appointment:
            words = f"{who.missed_as} {nearby(who.missed_on, today)}"
            day = later if who.missed_on == today else soon
            yield day, Entry(ROLLED, who.student_id, words)
        if who.asked_on:
            words = f"asked {nearby(who.asked_on, today)}"
            yield next_day, Entry(ASKED, who.student_id, words)


def promised_from(notebook: Notebook, class_id: int, today: date) -> list[Appointment]:
    """The meetings that are still to come, the earliest first."""
    query = (
        select(Appointment)
        .join(Student, col(Student.id) == col(Appointment.student_id))
        .where(enrolled(class_id, today), col(Appointment.kept_on).is_(None))
        .where(col(Appointment.planned_on) >= today)
        .order_by(col(Appointment.planned_on), col(Student.sort_name), col(Appointment.id))
    )
    with notebook.session() as session:
        return list(session.exec(query))


def promise(
    notebook: Notebook, student_id: int, day: date, today: date, calendar: SchoolCalendar
) -> None:
    """Promise a learner a meeting.

    Raises:
        ConferencerError: the day has been, or has no school; nothing was changed.
    """
    _refuse(day, today, calendar)
    with notebook.write() as session:
        session.add(Appointment(student_id=student_id, planned_on=day))


def move_appointment(
    notebook: Notebook, appointment_id: int, day: date, today: date, calendar: SchoolCalendar
) -> None:
    """Put a promised meeting on another day.

    Raises:
        ConferencerError: the day has been, or has no school; nothing was changed.
    """
    _refuse(day, today, calendar)
    with notebook.write() as session:
        _still_promised(session, appointment_id).planned_on = day


def take_appointment_back(notebook: Notebook, appointment_id: int) -> None:
    """The meeting is not promised any more; for 30 days it can come back.

    Raises:
        ConferencerError: another window took it back; nothing was changed.
    """
    with notebook.write() as session:
        one = _still_promised(session, appointment_id)
        note_removal(session, notebook, "rows", [one], student_id=one.student_id)
        session.delete(one)


def _still_promised(session: Session, appointment_id: int) -> Appointment:
    if (one := session.get(Appointment, appointment_id)) is None:
        raise ConferencerError(
            "Not there any more", "This meeting was taken back already; nothing was changed."
        )
    return one


def _refuse(day: date, today: date, calendar: SchoolCalendar) -> None:
    if day < today:
        raise ConferencerError(
            "In the past", f"{in_words(day, today)} has been; nothing was changed."
        )
    if not calendar.days_since(day - timedelta(days=1), day):
        raise ConferencerError(
            "No school", f"There is no school on {in_words(day, today)}; nothing was changed."
        )
