"""Who is next, and why: every tier, its order, and its reason in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.due import SchoolCalendar, Standing, reached, who_is_next

TUESDAY = date(2026, 11, 24)
CALENDAR = SchoolCalendar(range(5))
LONG_AGO = date(2026, 9, 1)


def standing(name: str = "Ana", **known: object) -> Standing:
    """A learner met yesterday, with nothing that presses."""
    plain = Standing(
        student_id=1,
        given_name=name,
        family_name="",
        preferred_name="",
        grade="",
        sort_name=name.lower(),
        search_name=name.lower(),
        cadence=10,
        joined_on=LONG_AGO,
        last_met=TUESDAY - timedelta(days=1),
    )
    return replace(plain, **known)


def day(text: str) -> date:
    """A day of November 2026."""
    return date(2026, 11, int(text))


IN_ORDER: list[tuple[str, dict[str, object]]] = [
    ("your choice for today · met 1 school day ago", {"place": 0}),
    ("your choice for today · appointment today", {"place": 1, "appointment": TUESDAY}),
    ("appointment today", {"appointment": TUESDAY}),
    ("you meant to meet yesterday", {"appointment": day("23")}),
    ("you meant to meet on Thu 19 Nov", {"appointment": day("19")}),
    ("next step due since Fri 20 Nov", {"step_due": day("20")}),
    ("next step due since yesterday", {"step_due": day("23")}),
    ("next step due today", {"step_due": TUESDAY}),
    ("asked to meet on Wed 18 Nov", {"asked_on": day("18")}),
    ("asked to meet today", {"asked_on": TUESDAY}),
    ("absent on Thu 19 Nov", {"missed_on": day("19"), "missed_as": "absent", "last_met": None}),
    ("postponed yesterday", {"missed_on": day("23"), "missed_as": "postponed", "last_met": None}),
    ("not met yet, 60 school days in the class", {"last_met": None}),
    ("not met for 17 school days", {"last_met": date(2026, 10, 30)}),
    ("not met for 11 school days", {"last_met": day("9")}),
    ("not met yet", {"last_met": None, "joined_on": day("20")}),
    ("met 10 school days ago", {"last_met": day("10")}),
    ("met 1 school day ago", {"last_met": day("23")}),
    ("met today", {"last_met": TUESDAY}),
    ("absent today", {"missed_on": TUESDAY, "missed_as": "absent"}),
    (
        "skipped for today · appointment today",
        {"place": -1, "appointment": TUESDAY},
    ),
]


def test_every_tier_comes_in_its_order_with_its_reason_in_words() -> None:
    listed = [standing(f"{n:02}", **known) for n, (_, known) in enumerate(IN_ORDER)]
    turns = who_is_next(reversed(listed), TUESDAY, CALENDAR)
    assert [turn.reason for turn in turns] == [reason for reason, _ in IN_ORDER]
    assert [turn.standing for turn in turns] == listed


def test_an_earlier_reason_hides_the_later_ones() -> None:
    pressing: dict[str, object] = {
        "appointment": TUESDAY,
        "step_due": day("20"),
        "asked_on": day("18"),
        "missed_on": day("23"),
        "missed_as": "absent",
        "last_met": None,
    }
    said = []
    for known in ("appointment", "step_due", "asked_on", "missed_on"):
        said.append(who_is_next([standing(**pressing)], TUESDAY, CALENDAR)[0].reason)
        del pressing[known]
    assert said == [
        "appointment today",
        "next step due since Fri 20 Nov",
        "asked to meet on Wed 18 Nov",
        "absent yesterday",
    ]


def test_a_step_that_was_talked_about_today_waits_until_tomorrow() -> None:
    still_open = standing(step_due=day("20"), last_met=TUESDAY)
    assert who_is_next([still_open], TUESDAY, CALENDAR)[0].reason == "met today"
    tomorrow = who_is_next([still_open], TUESDAY + timedelta(days=1), CALENDAR)
    assert tomorrow[0].reason == "next step due since Fri 20 Nov"


def test_a_step_due_later_does_not_press() -> None:
    (turn,) = who_is_next([standing(step_due=day("25"))], TUESDAY, CALENDAR)
    assert turn.reason == "met 1 school day ago"


def test_learners_alike_come_by_family_name() -> None:
    turns = who_is_next([standing(name) for name in ("Zoe", "Ana", "Mia")], TUESDAY, CALENDAR)
    assert [turn.standing.given_name for turn in turns] == ["Ana", "Mia", "Zoe"]


def test_a_learner_of_their_own_cadence_comes_sooner() -> None:
    often = standing("Often", cadence=2, last_met=day("19"))
    seldom = standing("Seldom", cadence=20, last_met=day("5"))
    turns = who_is_next([seldom, often], TUESDAY, CALENDAR)
    assert [turn.reason for turn in turns] == [
        "not met for 3 school days",
        "met 13 school days ago",
    ]


def test_holidays_and_weekends_are_no_school_days() -> None:
    holidays = SchoolCalendar(range(5), frozenset(day(str(n)) for n in range(16, 21)))
    away = standing(last_met=day("9"))
    assert who_is_next([away], TUESDAY, CALENDAR)[0].reason == "not met for 11 school days"
    assert who_is_next([away], TUESDAY, holidays)[0].reason == "met 6 school days ago"


@pytest.mark.parametrize(("last", "counts"), [("11", True), ("10", False), ("24", True)])
def test_reached_looks_at_the_last_ten_school_days(last: str, counts: bool) -> None:
    assert reached([standing(last_met=day(last))], TUESDAY, CALENDAR) == int(counts)


def test_nobody_is_reached_without_a_meeting() -> None:
    assert reached([standing(last_met=None)], TUESDAY, CALENDAR) == 0
    assert reached([], TUESDAY, CALENDAR) == 0
    assert who_is_next([], TUESDAY, CALENDAR) == []


days = st.none() | st.dates(date(2020, 1, 1), TUESDAY)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "last_met": days,
                "step_due": days,
                "appointment": days,
                "asked_on": days,
                "missed_on": days,
                "place": st.none() | st.integers(-1, 40),
            }
        ),
        max_size=12,
    )
)
def test_every_learner_is_listed_once_with_a_reason(known: list[dict[str, object]]) -> None:
    listed = [replace(standing(**each), student_id=n) for n, each in enumerate(known)]
    turns = who_is_next(listed, TUESDAY, CALENDAR)
    assert sorted(turn.standing.student_id for turn in turns) == list(range(len(known)))
    assert all(turn.reason.strip() for turn in turns)
