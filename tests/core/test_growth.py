"""Growth without a sum: views on their days, steps by month, conferences by week."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.comparing import first_and_latest, neighbour, side_by_side
from conferencer.core.goal_threads import GoalThread
from conferencer.core.growth import by_month, steps_by_month, views_of_goals, weeks_of
from conferencer.core.models import Goal
from conferencer.core.threads import Talk, Thread
from tests.conftest import TODAY

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def met(number: int, day: date, status: str = "met", **words: str) -> Talk:
    """A conference."""
    return Talk(number, day, "full", status, words=words)


def test_views_stand_on_their_days_oldest_first_and_only_those_of_talks_that_were_met() -> None:
    goal = Goal(id=1, student_id=1, wording="Ask", since=TODAY)
    talks = [
        met(4, date(2026, 11, 4), my_view="4"),
        met(3, date(2026, 11, 3), "absent", my_view="1"),
        met(2, date(2026, 11, 2)),
        met(1, date(2026, 11, 1), my_view="2"),
    ]
    (told,) = views_of_goals([GoalThread(goal, talks=talks), GoalThread(goal)])
    assert [(view.on.day, view.value) for view in told.views] == [(1, "2"), (4, "4")]


def test_steps_are_told_by_the_month_they_were_set_in() -> None:
    def step(number: int, day: date | None, status: str) -> Thread:
        return Thread(number, "Ask", status, set_on=day)

    months = steps_by_month(
        [
            step(1, date(2026, 9, 30), "open"),
            step(2, date(2026, 9, 1), "done"),
            step(3, date(2026, 10, 1), "changed"),
            step(4, None, "done"),
        ]
    )
    assert [(m.month, len(m.steps), m.kept) for m in months] == [
        (date(2026, 10, 1), 1, 0),
        (date(2026, 9, 1), 2, 1),
    ]
    assert [step.step_id for step in months[1].steps] == [2, 1], "the kept ones first"


@given(DAYS, DAYS, st.lists(DAYS, max_size=9))
def test_every_conference_between_two_days_is_in_exactly_one_week(
    one: date, other: date, days: list[date]
) -> None:
    first, last = min(one, other), max(one, other)
    talks = [met(n, day) for n, day in enumerate(days)]
    weeks = weeks_of(talks, first, last)
    assert weeks[0].monday <= first and (last - weeks[-1].monday).days in range(7)
    told = [talk.id for week in weeks for talk in week.talks]
    assert sorted(told) == [
        t.id for t in talks if 0 <= (t.held_on - weeks[0].monday).days < 7 * len(weeks)
    ]
    assert [week for _, its in by_month(weeks) for week in its] == weeks


def test_a_week_says_by_its_shape_whether_we_met() -> None:
    monday = date(2026, 11, 2)
    talks = [
        met(1, monday),
        met(2, date(2026, 11, 9), "absent"),
        met(3, date(2026, 11, 16), "draft"),
    ]
    assert [week.sign for week in weeks_of(talks, monday, date(2026, 11, 27))] == list("●○··")


# Comparing


def test_the_first_talk_of_this_school_year_stands_beside_the_latest() -> None:
    talks = [
        met(5, date(2026, 11, 4), "absent"),
        met(4, date(2026, 11, 3)),
        met(3, date(2026, 10, 2)),
        met(2, date(2026, 9, 1)),
        met(1, date(2026, 5, 1)),
    ]
    pair = first_and_latest(talks, TODAY)
    assert pair is not None and [talk.id for talk in pair] == [2, 4]
    last_year = first_and_latest([talks[1], talks[4]], TODAY)
    assert last_year is not None and [talk.id for talk in last_year] == [1, 4]
    assert first_and_latest(talks[:2], TODAY) is None
    assert neighbour(talks, 2, 1, but=4) == 1 and neighbour(talks, 1, 1, but=4) == 1
    assert neighbour(talks, 3, -1, but=4) == 3, "never the one on the other side"


def test_a_field_is_told_when_one_of_the_two_says_something() -> None:
    order = [("a", "A", "learner"), ("b", "B", "teacher"), ("c", "C", "teacher")]
    pairs = side_by_side(order, {"a": "then", "b": " "}, {"a": "now", "c": "new"})
    assert [(p.field, p.then, p.now) for p in pairs] == [("a", "then", "now"), ("c", "", "new")]
