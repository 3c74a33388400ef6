"""What a learner may see of a year: their own views in words, steps kept, conferences by week.

Nothing here is summed, averaged or compared: a view stays one of four statements, on its day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from conferencer.core.goal_threads import GoalThread
from conferencer.core.models import Goal
from conferencer.core.threads import Talk, Thread

VIEWS = ("1", "2", "3", "4")
"""The values of *my view*, as the guide lists its statements."""


@dataclass(frozen=True)
class ViewOn:
    """How it looked to the learner on a day."""

    on: date
    value: str
    """One of `VIEWS`."""
    guide: str = ""
    """The guide that worded it."""


@dataclass(frozen=True)
class ViewsOfGoal:
    """The learner's views while a goal was talked about, oldest first."""

    goal: Goal
    views: Sequence[ViewOn]


def views_of_goals(threads: Iterable[GoalThread]) -> list[ViewsOfGoal]:
    """Goals with at least one view, in the order given."""
    told = [
        ViewsOfGoal(
            thread.goal,
            [
                ViewOn(talk.held_on, talk.words["my_view"], talk.guide)
                for talk in reversed(thread.talks)
                if talk.status == "met" and talk.words.get("my_view", "") in VIEWS
            ],
        )
        for thread in threads
    ]
    return [one for one in told if one.views]


@dataclass
class StepsOfMonth:
    """The steps that were set in a month, and which of them were kept by now."""

    month: date
    """Its first day."""
    steps: list[Thread] = field(default_factory=list)

    @property
    def kept(self) -> int:
        """How many of them are done."""
        return sum(step.status == "done" for step in self.steps)


def steps_by_month(threads: Iterable[Thread]) -> list[StepsOfMonth]:
    """Months in which steps were set, newest first; within a month the kept ones first."""
    months: dict[date, StepsOfMonth] = {}
    for thread in threads:
        if thread.set_on is not None:
            first = thread.set_on.replace(day=1)
            months.setdefault(first, StepsOfMonth(first)).steps.append(thread)
    for month in months.values():
        month.steps.sort(key=lambda step: step.status != "done")
    return sorted(months.values(), key=lambda month: month.month, reverse=True)


@dataclass
class Week:
    """A calendar week and the conferences in it."""

    monday: date
    talks: list[Talk] = field(default_factory=list)

    @property
    def thursday(self) -> date:
        """The day that says to which month and year a week belongs, as in ISO 8601."""
        return self.monday + timedelta(days=3)

    @property
    def sign(self) -> str:
        """● met, ○ only missed ones, · none."""
        if any(talk.status == "met" for talk in self.talks):
            return "●"
        return "○" if any(talk.status != "draft" for talk in self.talks) else "·"


def weeks_of(talks: Iterable[Talk], first: date, last: date) -> list[Week]:
    """Every week from that of `first` to that of `last`, with its conferences."""
    monday = first - timedelta(days=first.weekday())
    weeks = [Week(monday + timedelta(weeks=n)) for n in range((last - monday).days // 7 + 1)]
    for talk in talks:
        at = (talk.held_on - monday).days // 7
        if 0 <= at < len(weeks):
            weeks[at].talks.append(talk)
    return weeks


def by_month(weeks: Iterable[Week]) -> list[tuple[date, list[Week]]]:
    """Weeks under the month of their Thursday, oldest first."""
    months: dict[date, list[Week]] = {}
    for week in weeks:
        months.setdefault(week.thursday.replace(day=1), []).append(week)
    return list(months.items())
