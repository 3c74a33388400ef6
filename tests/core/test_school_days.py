"""Days without school, in a teacher's words and in the notebook."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.errors import ConferencerError
from conferencer.core.notebook import Notebook
from conferencer.core.school_days import (
    DaysOff,
    add_days_off,
    days_off,
    days_off_in_words,
    remove_days_off,
    understand_days_off,
)
from tests.conftest import TODAY

WEEK = range(5)
WINTER = DaysOff(date(2026, 12, 21), date(2027, 1, 3), "Winter break")


@pytest.mark.parametrize(
    "text",
    [
        "21 dec - 3 jan Winter break",
        "21 Dec – 3 Jan  Winter break",
        "dec 21 to jan 3 Winter break",
        "21 dec until 3 jan Winter break",
        "21/12 - 3/1 Winter break",
        "2026-12-21 - 2027-01-03 Winter break",
    ],
)
def test_a_stretch_may_cross_the_new_year(text: str) -> None:
    assert understand_days_off(text, TODAY) == WINTER


@pytest.mark.parametrize("text", ["21 - 24 dec Fair", "21-24 dec Fair", "dec 21 - 24 Fair"])
def test_the_month_is_said_once(text: str) -> None:
    assert understand_days_off(text, TODAY) == DaysOff(
        date(2026, 12, 21), date(2026, 12, 24), "Fair"
    )


def test_a_single_day_has_a_label_with_a_dash_in_it() -> None:
    assert understand_days_off("fri Sports day - all out", TODAY) == DaysOff(
        date(2026, 11, 27), date(2026, 11, 27), "Sports day - all out"
    )


def test_words_without_a_date_are_refused_with_an_example() -> None:
    with pytest.raises(ConferencerError, match="21 dec - 3 jan"):
        understand_days_off("Winter break", TODAY)


def test_a_stretch_longer_than_any_holiday_is_questioned() -> None:
    with pytest.raises(ConferencerError, match="more than 200 days"):
        understand_days_off("1 dec 2026 - 1 dec 2027", TODAY)


def test_a_stretch_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ConferencerError, match="before the first"):
        understand_days_off("3 jan 2027 - 21 dec 2026", TODAY)


@given(st.text(max_size=80))
def test_any_words_are_days_or_one_sentence(text: str) -> None:
    try:
        off = understand_days_off(text, TODAY)
    except ConferencerError as error:
        assert error.message
    else:
        assert off.first <= off.last


def test_days_are_kept_as_one_stretch_without_their_weekends(notebook: Notebook) -> None:
    assert add_days_off(notebook, WINTER, WEEK) == 10
    assert days_off(notebook, WEEK) == [
        DaysOff(date(2026, 12, 21), date(2027, 1, 1), "Winter break")
    ]


def test_other_days_between_part_two_stretches(notebook: Notebook) -> None:
    for day in (date(2026, 12, 1), date(2026, 12, 3), date(2027, 12, 1)):
        add_days_off(notebook, DaysOff(day, day, "Snow"), WEEK)
    assert [off.first for off in days_off(notebook, WEEK)] == [
        date(2026, 12, 1),
        date(2026, 12, 3),
        date(2027, 12, 1),
    ]


def test_adding_the_same_days_again_only_renames_them(notebook: Notebook) -> None:
    add_days_off(notebook, WINTER, WEEK)
    add_days_off(notebook, DaysOff(WINTER.first, WINTER.last, "Snow"), WEEK)
    assert [off.label for off in days_off(notebook, WEEK)] == ["Snow"]


def test_removed_days_have_school_again(notebook: Notebook) -> None:
    add_days_off(notebook, WINTER, WEEK)
    remove_days_off(notebook, days_off(notebook, WEEK)[0])
    assert days_off(notebook, WEEK) == []


def test_a_weekend_alone_is_no_day_without_school(notebook: Notebook) -> None:
    with pytest.raises(ConferencerError, match="no school on these weekdays"):
        add_days_off(notebook, DaysOff(date(2026, 11, 28), date(2026, 11, 29)), WEEK)


def test_days_off_in_words_name_both_ends() -> None:
    assert days_off_in_words(WINTER, TODAY) == "Mon 21 Dec – Sun 3 Jan  Winter break"
