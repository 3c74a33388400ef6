"""Who is next, and why: pure functions on plain rows.

The order is the product's promise: an appointment today; a next step due or overdue; the learner
asked (longest waiting first); absent or postponed when planned; beyond the cadence; least recent.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from conferencer.core.dates import in_words, nearby, school_days_back, school_days_between

WINDOW = 10
"""School days over which a class is said to be reached."""


@dataclass(frozen=True)
class SchoolCalendar:
    """Which days have school."""

    weekdays: Collection[int]
    """Monday is 0."""
    closed: Collection[date] = frozenset()

    def days_since(self, day: date, today: date) -> int:
        """School days after `day` up to and including `today`."""
        return school_days_between(day, today, self.weekdays, self.closed)

    def window_start(self, today: date, days: int = WINDOW) -> date:
        """The first day of the last `days` school days."""
        return school_days_back(today, days, self.weekdays, self.closed)


@dataclass(frozen=True)
class _Remembered(SchoolCalendar):
    """A calendar that counts each stretch of days once."""

    counted: dict[tuple[date, date], int] = field(default_factory=dict)

    def days_since(self, day: date, today: date) -> int:
        """School days after `day` up to and including `today`."""
        if (day, today) not in self.counted:
            self.counted[day, today] = super().days_since(day, today)
        return self.counted[day, today]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one enrolled learner when asking who is next."""

    student_id: int
    given_name: str
    family_name: str
    preferred_name: str
    grade: str
    sort_name: str
    search_name: str
    cadence: int
    """School days: the learner's own, else the class's, else the notebook's."""
    joined_on: date
    last_met: date | None = None
    step_due: date | None = None
    """The earliest by-when of an open next step."""
    appointment: date | None = None
    """The earliest promised meeting up to today that has not been kept."""
    asked_on: date | None = None
    missed_on: date | None = None
    missed_as: str = ""
    """absent or postponed, when the latest plan came to nothing."""
    place: int | None = None
    """What the teacher decided for today: pinned at this place; -1 skipped."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A learner and the reason for their place in the list."""

    standing: Standing
    reason: str
    rank: tuple[int, int, str]


def who_is_next(
    standings: Iterable[Standing],
    today: date,
    calendar: SchoolCalendar,
    seen_from: date | None = None,
) -> list[Turn]:
    """Every learner, most urgent first, each with the reason in words.

    Args:
        today: the day of the list, which may be one to come.
        seen_from: the day on which the words are read, if it is another.
    """
    seen = seen_from or today
    remembered = _Remembered(calendar.weekdays, calendar.closed)  # many were met on the same day
    turns = [_turn(standing, today, remembered, seen) for standing in standings]
    return sorted(turns, key=lambda turn: turn.rank)


def _turn(standing: Standing, today: date, calendar: SchoolCalendar, seen: date) -> Turn:
    tier, order, reason = _reason(standing, today, calendar, seen)
    if standing.place is not None:
        day = nearby(today, seen)
        if standing.place < 0:
            tier, order, reason = 99, 0, f"skipped for {day} · {reason}"
        else:
            tier, order, reason = -1, standing.place, f"your choice for {day} · {reason}"
    return Turn(standing, reason, (tier, order, standing.sort_name))


def _reason(
    who: Standing, today: date, calendar: SchoolCalendar, seen: date
) -> tuple[int, int, str]:
    """The tier, the order within it, and the reason in words."""
    if who.appointment:
        if who.appointment == today:
            return 0, who.appointment.toordinal(), f"appointment {_on(today, seen)}"
        missed = f"you meant to meet {_on(who.appointment, seen)}"
        return 0, today.toordinal() + (today - who.appointment).days, missed
    if who.step_due and who.step_due <= today and who.last_met != today:
        is_now = who.step_due == today
        word = f"due {_on(today, seen)}" if is_now else f"due since {_day(who.step_due, seen)}"
        return 1, who.step_due.toordinal(), f"next step {word}"
    if who.asked_on:
        return 2, who.asked_on.toordinal(), f"asked to meet {_on(who.asked_on, seen)}"
    if who.missed_on == today:
        return 6, 0, f"{who.missed_as} {_on(today, seen)}"
    if who.missed_on:
        return 3, who.missed_on.toordinal(), f"{who.missed_as} {_on(who.missed_on, seen)}"
    waited = calendar.days_since(who.last_met or who.joined_on, today)
    if waited > who.cadence:
        if who.last_met:
            return 4, -waited, f"not met for {waited} school days"
        return 4, -waited, f"not met yet, {waited} school days in the class"
    if not who.last_met:
        return 5, 0, "not met yet"
    return 5, who.last_met.toordinal(), _recently(who.last_met, today, waited, seen)


def _recently(last_met: date, today: date, waited: int, seen: date) -> str:
    if last_met == today or waited == 0:
        return f"met {_on(last_met, seen)}"
    days = "1 school day" if waited == 1 else f"{waited} school days"
    return f"met {days} ago"


def _on(day: date, today: date) -> str:
    words = nearby(day, today)
    return words if words in ("today", "yesterday", "tomorrow") else f"on {words}"


def _day(day: date, today: date) -> str:
    words = nearby(day, today)
    return words if words in ("yesterday", "tomorrow") else in_words(day, today)


def reached(standings: Iterable[Standing], today: date, calendar: SchoolCalendar) -> int:
    """How many of the learners were met in the last ten school days."""
    start = calendar.window_start(today)
    return sum(1 for who in standings if who.last_met and start <= who.last_met <= today)
