"""The made-up class's school days, and on which of them each learner was met."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from conferencer.core.demo_learners import Ending

UNMET = ("absent", "postponed", "declined")
_STATUSES = ("met", *UNMET)
_STATUS_WEIGHTS = (90, 4, 4, 2)
_TYPES = ("full", "quick", "compliment", "check-in")
_TYPE_WEIGHTS = (78, 11, 6, 5)
_AHEAD = 200
"""Days after today for which holidays are known: longer than any summer and a month."""


@dataclass(slots=True)
class Visit:
    """One planned talk with one learner."""

    learner: int
    """The learner's place in the class, from 0."""
    held_on: date
    status: str
    type: str = "full"
    is_last: bool = False
    """Whether it is the last time that they met."""
    then: date | None = None
    """The day of the visit after this one."""


class DemoCalendar:
    """School days around today, at least one year back.

    Args:
        years: how many years back.
    """

    def __init__(self, today: date, years: int = 1) -> None:
        self.today = today
        first, last = today - timedelta(days=365 * years), today + timedelta(days=_AHEAD)
        self.holidays = {
            day: label
            for year in range(first.year - 1, last.year + 1)
            for day, label in _holidays(year)
            if first <= day <= last and day.weekday() < 5
        }
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        school = [day for day in days if day.weekday() < 5 and day not in self.holidays]
        self.past = school[: bisect_left(school, today)]
        """School days before today, the earliest first."""
        self._school = school

    def school_day(self, offset: int) -> date:
        """The day so many school days after today (before it, if negative); 0 is today."""
        if offset == 0:
            return self.today
        if offset < 0:
            return self.past[max(offset, -len(self.past))]
        return self.after(self.today, offset)

    def after(self, day: date, count: int) -> date:
        """The school day that is `count` after a day."""
        return self._school[min(bisect_right(self._school, day) + count, len(self._school)) - 1]

    def before(self, day: date, count: int) -> date:
        """The school day that is `count` before a day."""
        return self._school[max(bisect_left(self._school, day) - count, 0)]


def _holidays(autumn: int) -> Iterator[tuple[date, str]]:
    """The days off of the school year that begins in this autumn."""
    spring = autumn + 1
    yield from _days(_monday(date(autumn, 10, 26)), 5, "Autumn break")
    yield from _days(date(autumn, 12, 21), 14, "Winter break")
    yield from _days(_monday(date(spring, 4, 5)), 5, "Spring break")
    yield from _days(date(spring, 6, 21), 72, "Summer break")


def _days(first: date, count: int, label: str) -> Iterator[tuple[date, str]]:
    for number in range(count):
        yield first + timedelta(days=number), label


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def share_out(conferences: int, endings: list[Ending], rng: Random) -> list[int]:
    """How many conferences each learner has; together they make exactly that many.

    Learners who are hardly ever met keep to their few, unless nobody else is there.
    """
    shares = [rng.uniform(0.75, 1.25) if end.at_most is None else 0.0 for end in endings]
    few = [min(end.at_most or 0, conferences) for end in endings]
    rest = conferences - sum(few)
    if rest < 0 or not any(shares):
        few, rest, shares = [0] * len(endings), conferences, [1.0] * len(endings)
    counts, given, weight, whole = [], 0, 0.0, sum(shares)
    for share, least in zip(shares, few, strict=True):
        weight += share
        upto = round(rest * weight / whole)
        counts.append(least + upto - given)
        given = upto
    return counts


def plan_visits(
    learner: int, count: int, ending: Ending, calendar: DemoCalendar, rng: Random
) -> list[Visit]:
    """A learner's visits, the earliest first, ending as the class list says."""
    if count == 0:
        return []
    last = max(len(calendar.past) - ending.last_met, 0)
    met = Visit(learner, calendar.past[last], "met", is_last=True)
    visits = [met]
    if ending.unmet and count > 1:
        visits.append(Visit(learner, calendar.school_day(-ending.unmet_days), ending.unmet))
    if ending.at_most is not None:
        met.type = "compliment"
    earlier = count - len(visits)
    visits[:0] = [
        _earlier(learner, calendar.past[place], number == 0, rng)
        for number, place in enumerate(_spread(earlier, last, rng))
    ]
    for visit, following in zip(visits, visits[1:], strict=False):
        visit.then = following.held_on
    return visits


def _spread(count: int, below: int, rng: Random) -> Iterator[int]:
    """So many places below a number, rising, roughly as far from each other."""
    place, width = -1, below / max(count, 1)
    for number in range(count):
        place = max(place + 1, int((number + rng.random()) * width))
        yield min(place, max(below - 1, 0))


def _earlier(learner: int, day: date, is_first: bool, rng: Random) -> Visit:
    if is_first:
        return Visit(learner, day, "met")
    status = rng.choices(_STATUSES, _STATUS_WEIGHTS)[0]
    kind = rng.choices(_TYPES, _TYPE_WEIGHTS)[0] if status == "met" else "full"
    return Visit(learner, day, status, kind)
