"""The words teachers use for dates. Today is Sunday, 22 November 2026, unless a test says so."""

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conferencer.core.dates import (
    DateNotUnderstoodError,
    in_words,
    is_past,
    nearby,
    school_days_back,
    school_days_between,
    understand,
    understand_past,
)
from conferencer.core.errors import ConferencerError
from tests.conftest import TODAY

WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)
SCHOOL_WEEK = frozenset(range(5))


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("today", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
        ("tmrw", "2026-11-26"),
        ("the day after tomorrow", "2026-11-27"),
        ("yesterday", "2026-11-24"),
        ("next week", "2026-12-02"),
        ("next month", "2026-12-25"),
        ("in 2 weeks", "2026-12-09"),
        ("2 weeks", "2026-12-09"),
        ("2w", "2026-12-09"),
        ("in two weeks", "2026-12-09"),
        ("two weeks from now", "2026-12-09"),
        ("in a week", "2026-12-02"),
        ("in 3 days", "2026-11-28"),
        ("3d", "2026-11-28"),
        ("twelve days", "2026-12-07"),
        ("a month", "2026-12-25"),
        ("1 month", "2026-12-25"),
        ("in a fortnight", "2026-12-09"),
        ("in a year", "2027-11-25"),
    ],
)
def test_words_told_from_today_on(words: str, meant: str) -> None:
    assert understand(words, WEDNESDAY) == day(meant)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("fri", "2026-11-27"),
        ("friday", "2026-11-27"),
        ("on friday", "2026-11-27"),
        ("by friday", "2026-11-27"),
        ("this fri", "2026-11-27"),
        ("tue", "2026-12-01"),
        ("Thurs.", "2026-11-26"),
        ("weds", "2026-12-02"),
    ],
)
def test_a_weekday_is_the_next_one_after_today(words: str, meant: str) -> None:
    assert understand(words, WEDNESDAY) == day(meant)


@pytest.mark.parametrize("words", ["fri", "friday", "this friday", "on fri"])
def test_on_a_friday_friday_is_a_week_later(words: str) -> None:
    assert understand(words, FRIDAY) == FRIDAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("today", "words", "meant"),
    [
        ("2026-11-22", "next tuesday", "2026-11-24"),  # A Sunday ends its week.
        ("2026-11-23", "next tuesday", "2026-12-01"),
        ("2026-11-24", "next tuesday", "2026-12-01"),
        ("2026-11-25", "next tuesday", "2026-12-01"),
        ("2026-11-25", "next fri", "2026-12-04"),
        ("2026-11-25", "next sunday", "2026-12-06"),
        ("2026-11-25", "tuesday next week", "2026-12-01"),
        ("2026-11-25", "next week on friday", "2026-12-04"),
    ],
)
def test_next_tuesday_is_the_tuesday_of_next_calendar_week(
    today: str, words: str, meant: str
) -> None:
    assert understand(words, day(today)) == day(meant)


@pytest.mark.parametrize(
    ("today", "words", "meant"),
    [
        ("2026-11-25", "end of week", "2026-11-27"),
        ("2026-11-25", "by the end of the week", "2026-11-27"),
        ("2026-11-27", "end of week", "2026-11-27"),
        ("2026-11-28", "end of week", "2026-12-04"),
        ("2026-11-25", "end of next week", "2026-12-04"),
        ("2026-11-25", "end of month", "2026-11-30"),
        ("2026-11-30", "end of month", "2026-11-30"),
        ("2028-02-03", "end of this month", "2028-02-29"),
        ("2026-11-30", "end of next month", "2026-12-31"),
    ],
)
def test_the_end_of_a_week_is_its_friday_and_of_a_month_its_last_day(
    today: str, words: str, meant: str
) -> None:
    assert understand(words, day(today)) == day(meant)


def test_a_month_after_the_31st_ends_with_the_month() -> None:
    assert understand("next month", date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "words",
    [
        "3 dec",
        "3 Dec",
        "  DEC 3 ",
        "dec. 3",
        "december 3",
        "December 3rd",
        "3rd of december",
        "the 3rd of December",
        "3. december",
        "3dec",
        "3-dec",
        "3/12",
        "03/12",
        "3.12.",
        "3. 12.",
        "3.12",
        "3-12",
        "Thu 3 Dec",
        "thursday, 3 december",
        "Thu, Dec 3, 2026",
        "by 3 dec",
        "2026-12-03",
        "2026/12/3",
        "3/12/2026",
        "3.12.2026",
        "3/12/26",
        "3 dec 2026",
        "dec 3 '26",
        "3 dec at 10:30",
        "thu 3 dec, 3pm",
    ],
)
def test_the_third_of_december_in_many_spellings(words: str) -> None:
    assert understand(words, TODAY) == date(2026, 12, 3)


def test_day_or_month_first_follows_the_setting() -> None:
    assert understand("3/12", TODAY, day_first=True) == date(2026, 12, 3)
    assert understand("3/12", TODAY, day_first=False) == date(2027, 3, 12)
    assert understand("12.3.2027", TODAY, day_first=False) == date(2027, 12, 3)


@pytest.mark.parametrize("day_first", [True, False])
def test_an_iso_date_is_never_swapped(day_first: bool) -> None:
    assert understand("2026-12-03", TODAY, day_first) == date(2026, 12, 3)


def test_a_month_that_cannot_be_is_not_swapped_in_silence() -> None:
    with pytest.raises(DateNotUnderstoodError, match="no month 25; the day comes first here"):
        understand("12/25", TODAY, day_first=True)
    with pytest.raises(DateNotUnderstoodError, match="try 12/25"):
        understand("25/12", TODAY, day_first=False)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("22 nov", "2026-11-22"),
        ("21 nov", "2027-11-21"),
        ("3 jan", "2027-01-03"),
        ("1/9", "2027-09-01"),
        ("29 feb", "2028-02-29"),
    ],
)
def test_a_day_and_month_without_a_year_is_the_next_to_come(words: str, meant: str) -> None:
    assert understand(words, TODAY) == day(meant)


@pytest.mark.parametrize("words", ["yesterday", "3 nov 2026", "2025-12-03", "3/12/25"])
def test_a_past_date_comes_back_and_is_known_as_past(words: str) -> None:
    assert is_past(understand(words, TODAY), TODAY)


def test_today_is_not_past() -> None:
    assert not is_past(understand("today", TODAY), TODAY)


@pytest.mark.parametrize("words", ["5", "5th", "the 5th", "on 5.", "fri 27"])
def test_a_number_alone_is_asked_for_its_month(words: str) -> None:
    with pytest.raises(DateNotUnderstoodError, match="add the month"):
        understand(words, TODAY)


def test_a_weekday_that_contradicts_its_date_is_said() -> None:
    with pytest.raises(DateNotUnderstoodError, match="28 Nov 2026 is a Saturday, not a Friday"):
        understand("Fri 28 Nov", TODAY)


@pytest.mark.parametrize(
    ("words", "said"),
    [("30 feb", "February has no day 30"), ("29 feb 2027", "February 2027 has no day 29")],
)
def test_a_day_that_its_month_does_not_have_is_said(words: str, said: str) -> None:
    with pytest.raises(DateNotUnderstoodError, match=said):
        understand(words, TODAY)


@pytest.mark.parametrize(
    "words", ["3 dec 2037", "2015-01-01", "600 weeks", "9999 years", "0000-1-1"]
)
def test_more_than_ten_years_away_is_not_understood(words: str) -> None:
    with pytest.raises(DateNotUnderstoodError):
        understand(words, TODAY)


@pytest.mark.parametrize(
    "words",
    ["", "   ", "soon", "after the play", "dec", "fr", "3pm", "0/0", "13/13", "1/2/3/4", "next",
     "when I have read it", "in 3 school days", "3 dec or 4 dec", "٣/١٢", "x" * 50_000,
     "1" * 5_000],
)  # fmt: skip
def test_other_words_are_not_a_date(words: str) -> None:
    with pytest.raises(DateNotUnderstoodError) as caught:
        understand(words, TODAY)
    assert isinstance(caught.value, ConferencerError)
    assert len(str(caught.value)) <= 80 and str(caught.value).endswith(".")


PIECES = st.sampled_from(
    [
        *(
            "today",
            "next",
            "this",
            "week",
            "end",
            "of",
            "month",
            "fri",
            "tuesday",
            "in",
            "a",
            "two",
        ),
        *("2", "31", "0", "99", "9999", "dec", "feb", "3rd", "the", "by", "on", "d", "w", "years"),
        *(
            "/",
            "-",
            ".",
            ",",
            ":",
            "'",
            "2026",
            "26",
            "12",
            "30",
            "pm",
            "10:30",
            "from now",
            "noon",
        ),
        *("st", "²", "٣", "\n", "[", "\\"),
    ]
)


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        st.text(max_size=20),
        st.text(alphabet="0123456789/-. dwmyfri", max_size=14),
        st.lists(PIECES, max_size=6).map(" ".join),
        st.lists(PIECES, max_size=6).map("".join),
    ),
    st.one_of(st.just(TODAY), st.dates()),
    st.booleans(),
)
@example("9999 weeks", date.max, True)
@example("next month", date.max, True)
@example("end of week", date.max, True)
@example("fri", date.max, True)
@example("yesterday", date.min, True)
@example("next tuesday", date.min, True)
def test_no_words_raise_anything_else(words: str, today: date, day_first: bool) -> None:
    try:
        found = understand(words, today, day_first)
    except DateNotUnderstoodError:
        return
    assert type(found) is date
    assert abs(found.year - today.year) <= 10


@settings(deadline=None)
@given(st.integers(0, 3000), st.booleans())
def test_what_we_say_is_understood_again(days: int, day_first: bool) -> None:
    when = TODAY + timedelta(days=days)
    assert understand(in_words(when, TODAY), TODAY, day_first) == when
    assert understand(when.isoformat(), TODAY, day_first) == when


def test_a_date_is_told_with_its_year_when_it_is_far() -> None:
    assert in_words(FRIDAY, TODAY) == "Fri 27 Nov"
    assert in_words(TODAY + timedelta(days=180), TODAY) == "Fri 21 May"
    assert in_words(TODAY + timedelta(days=181), TODAY) == "Sat 22 May 2027"
    assert in_words(date(2025, 12, 3), TODAY) == "Wed 3 Dec 2025"


def test_days_nearby_have_names() -> None:
    told = [nearby(TODAY + timedelta(days=n), TODAY) for n in (-2, -1, 0, 1, 2)]
    assert told == ["Fri 20 Nov", "yesterday", "today", "tomorrow", "Tue 24 Nov"]


def test_school_days_leave_out_weekends_and_holidays() -> None:
    thanksgiving = {date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28)}
    friday, tuesday = date(2026, 11, 20), date(2026, 12, 1)
    assert school_days_between(friday, tuesday, SCHOOL_WEEK, frozenset()) == 7
    assert school_days_between(friday, tuesday, SCHOOL_WEEK, thanksgiving) == 5
    assert school_days_between(friday, friday, SCHOOL_WEEK, thanksgiving) == 0
    assert school_days_between(tuesday, friday, SCHOOL_WEEK, thanksgiving) == 0


DAYS = st.dates(date(2020, 1, 1), date(2028, 1, 1))
WEEKDAYS = st.frozensets(st.integers(0, 6))


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(-5, 900), WEEKDAYS, st.lists(DAYS, max_size=30))
def test_school_days_between_is_what_counting_gives(
    first: date, length: int, weekdays: frozenset[int], closed: list[date]
) -> None:
    counted = [first + timedelta(days=n) for n in range(1, length + 1)]
    school = [one for one in counted if one.weekday() in weekdays and one not in closed]
    last = first + timedelta(days=length)
    assert school_days_between(first, last, weekdays, closed) == len(school)


def test_the_window_of_ten_school_days_reaches_back_over_holidays() -> None:
    assert school_days_back(FRIDAY, 1, SCHOOL_WEEK, set()) == FRIDAY
    assert school_days_back(FRIDAY, 10, SCHOOL_WEEK, set()) == date(2026, 11, 16)
    assert school_days_back(FRIDAY, 10, SCHOOL_WEEK, {date(2026, 11, 26)}) == date(2026, 11, 13)
    assert school_days_back(TODAY, 5, SCHOOL_WEEK, set()) == date(2026, 11, 16)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(1, 40), WEEKDAYS.filter(bool), st.lists(DAYS, max_size=30))
def test_the_window_holds_just_as_many_school_days(
    today: date, count: int, weekdays: frozenset[int], closed: list[date]
) -> None:
    start = school_days_back(today, count, weekdays, closed)
    assert school_days_between(start - timedelta(days=1), today, weekdays, closed) == count
    assert school_days_between(start, today, weekdays, closed) == count - 1


def test_without_school_days_the_window_ends_at_once() -> None:
    assert school_days_back(TODAY, 10, frozenset(), set()) == TODAY
    assert school_days_back(date(1, 1, 3), 10, SCHOOL_WEEK, set()) == date.min


def test_telling_dates_loads_no_dateutil() -> None:
    program = (
        "import sys; from datetime import date; from conferencer.core import dates as d;"
        "t = date(2026, 11, 22); d.in_words(t, t); d.nearby(t, t);"
        "d.school_days_back(t, 10, {0}, ()); d.school_days_between(t, t, {0}, ());"
        "sys.exit('dateutil' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("fri", date(2026, 11, 20)),
        ("20 nov", date(2026, 11, 20)),
        ("24 nov", date(2026, 11, 24)),
        ("29 feb", date(2024, 2, 29)),
        ("today", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 23)),
        ("2026-11-03", date(2026, 11, 3)),
    ],
)
def test_asked_about_the_past_words_mean_the_most_recent_such_day(words: str, day: date) -> None:
    assert understand_past(words, date(2026, 11, 24)) == day
