"""The words teachers use for dates, and school days.

Text becomes a date by `understand`: relative words, weekdays, and a day with its month. Whether
3/12 is in December or in March follows a setting, never a guess. Today's first frame imports this
module, so patterns are compiled and dateutil is imported only once somebody types a date.
"""

import re
from calendar import isleap
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import date, timedelta

from conferencer.core.errors import ConferencerError

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_FRIDAY = 4

_COUNTS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6},
    **{"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12},
}
_MONTH = (0, 1)
_UNITS = {
    **{"d": (1, 0), "day": (1, 0), "w": (7, 0), "wk": (7, 0), "week": (7, 0)},
    **{"m": _MONTH, "month": _MONTH, "y": (0, 12), "year": (0, 12)},
}
"""Days and months."""
_DAY_WORDS = {
    **{"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "yesterday": -1},
    **{"day after tomorrow": 2, "day before yesterday": -2},
    **{"next week": 7, "fortnight": 14, "in a fortnight": 14},
}
_YEARS_AROUND = 10
_FAR = 180
"""Days from which a date is told with its year."""
_LONGEST = 60
"""Characters; no date is longer, and every pattern stays quick."""

_NOT_A_DATE = "Not understood as a date; try fri, next tuesday, in 2 weeks or 3 dec."


class DateNotUnderstoodError(ConferencerError):
    """The words are no date that is known here; the message says what to write instead."""

    def __init__(self, message: str = _NOT_A_DATE) -> None:
        super().__init__("Date not understood", message)


def understand(text: str, today: date, day_first: bool = True) -> date:
    """The date that a teacher's words mean.

    A weekday is the next one after today; *next tuesday* is the Tuesday of next calendar week
    (Monday first); a day and month without a year is the next to come, today included. A past date
    comes back as it is: the caller questions it (`is_past`).

    Args:
        day_first: whether 3/12 is the third of December; `2026-12-03` is never swapped.

    Raises:
        DateNotUnderstoodError: for any other text, and for dates more than ten years away.
    """
    words = _tidy(text)
    try:
        day = _relative(words, today)
        if day is None:
            day = _calendar_date(words, today, day_first)
    except (ValueError, OverflowError) as error:
        raise DateNotUnderstoodError() from error
    if day is None:
        raise DateNotUnderstoodError()
    _checked(day.year, today)
    return day


def _tidy(text: str) -> str:
    """Lower case, one space between words, and without by, on, the, commas and a time of day."""
    if len(text) > _LONGEST:
        return ""
    words = text.lower().replace(",", " ")
    words = re.sub(r"(?<=[a-z])\.", " ", words)
    words = re.sub(r"(?: at)? ([01]?[0-9]|2[0-3]):[0-5][0-9](?: ?[ap]m)?\s*$", "", words)
    words = re.sub(r"(?: at)? (?:(?:1[0-2]|[1-9]) ?[ap]m|noon)\s*$", "", words)
    words = " ".join(word for word in words.split() if word != "the")
    return re.sub(r"^(?:(?:by|on|until|till|due) )+", "", words)


def _relative(words: str, today: date) -> date | None:
    """A date told from today on, or None."""
    if words in _DAY_WORDS:
        return today + timedelta(days=_DAY_WORDS[words])
    if words == "next month":
        return _later(today, 1, _MONTH)
    if found := re.fullmatch(
        r"(?:in )?([0-9]{1,4}|[a-z]+) ?([a-z]+)(?: from (?:now|today))?", words
    ):
        count = int(found[1]) if found[1].isdecimal() else _COUNTS.get(found[1])
        unit = _UNITS.get(found[2].removesuffix("s"))
        if count is not None and unit:
            return _later(today, count, unit)
    if found := re.fullmatch(r"end of (this |next )?(week|month)", words):
        return _end(found[2], found[1] == "next ", today)
    return _weekday(words, today)


def _later(day: date, count: int, unit: tuple[int, int]) -> date:
    from dateutil.relativedelta import relativedelta  # not before a date is typed: 5 ms

    days, months = unit
    return day + relativedelta(days=days * count, months=months * count)


def _end(unit: str, is_next: bool, today: date) -> date:
    """Friday of the week, or the last day of the month."""
    if unit == "month":
        first = _later(today.replace(day=1), 2 if is_next else 1, _MONTH)
        return first - timedelta(days=1)
    friday = _monday(today) + timedelta(days=_FRIDAY)
    return friday + timedelta(days=7) if is_next or friday < today else friday


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekday(words: str, today: date) -> date | None:
    """The next one after today; with *next*, the one of next calendar week."""
    number = _place(re.sub(r"^(?:this |coming )+", "", words), _WEEKDAYS)
    if number is not None:
        return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    found = re.fullmatch(r"next (?:week (?:on )?)?([a-z]+)|([a-z]+) (?:of )?next week", words)
    number = _place(found[1] or found[2], _WEEKDAYS) if found else None
    return None if number is None else _monday(today) + timedelta(days=7 + number)


def _place(word: str, names: tuple[str, ...]) -> int | None:
    """Which of the names is meant by a word of three letters or more: dec, thurs, sept."""
    word = "wed" if word == "weds" else word
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(word)), None)


def _calendar_date(words: str, today: date, day_first: bool) -> date | None:
    """A day with its month, perhaps with its weekday before it; or None."""
    first, _, rest = words.partition(" ")
    weekday = _place(first, _WEEKDAYS)
    if weekday is None:
        rest = words
    if re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th|\.)?", rest):
        raise DateNotUnderstoodError("A number alone is no date; please add the month: 3 dec.")
    found = _in_figures(rest, day_first) or _in_letters(rest)
    if not found:
        return None
    day = _on(*found, today)
    if weekday is not None and day.weekday() != weekday:
        told, is_day, said = in_words(day, day)[4:], _WEEKDAYS[day.weekday()], _WEEKDAYS[weekday]
        raise DateNotUnderstoodError(
            f"{told} {day.year} is a {is_day.title()}, not a {said.title()}; please check it."
        )
    return day


def _in_figures(words: str, day_first: bool) -> tuple[int, int, str] | None:
    """Day, month and the year's figures from 2026-12-03, 3/12, 3.12. or 3-12-26."""
    if found := re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", words):
        return int(found[4]), int(found[3]), found[1]
    numbers = r"([0-9]{1,2}) ?([-/.]) ?([0-9]{1,2})(?: ?\2 ?([0-9]{4}|[0-9]{2}))?"
    found = re.fullmatch(numbers, words.removesuffix("."))
    if not found:
        return None
    first, second = int(found[1]), int(found[3])
    day, month = (first, second) if day_first else (second, first)
    if month > 12 >= day:
        order = "the day" if day_first else "the month"
        raise DateNotUnderstoodError(
            f"There is no month {month}; {order} comes first here, so try {second}/{first}."
        )
    return day, month, found[4] or ""


def _in_letters(words: str) -> tuple[int, int, str] | None:
    """Day, month and the year's figures from 3 dec, 3rd of december 2026 or dec 3."""
    day, gap = r"([0-9]{1,2})(?:st|nd|rd|th|\.)?", r"[ /-]?"
    year = r"(?:[ /-]'?([0-9]{4}|[0-9]{2}))?"
    if found := re.fullmatch(rf"{day}{gap}(?:of )?([a-z]+){year}", words):
        figures, name = found[1], found[2]
    elif found := re.fullmatch(rf"([a-z]+){gap}{day}{year}", words):
        figures, name = found[2], found[1]
    else:
        return None
    month = _place(name, _MONTHS)
    return None if month is None else (int(figures), month + 1, found[3] or "")


def _on(day: int, month: int, year: str, today: date) -> date:
    """The date; without a year the next to come.

    Raises:
        DateNotUnderstoodError: there is no such day, or it is more than ten years away.
    """
    # The 29th of February may be up to eight years away.
    years = range(today.year, today.year + 9)
    if year:
        given = int(year) + (today.year - today.year % 100 if len(year) == 2 else 0)
        years = range(_checked(given, today), given + 1)
    for candidate in years:
        with suppress(ValueError):
            found = date(candidate, month, day)
            if year or found >= today:
                return found
    if not 1 <= month <= 12:
        raise DateNotUnderstoodError()
    name = _MONTHS[month - 1].title()
    name = f"{name} {years[0]}" if year else name
    raise DateNotUnderstoodError(f"{name} has no day {day}; please check it.")


def _checked(year: int, today: date) -> int:
    if abs(year - today.year) > _YEARS_AROUND:
        raise DateNotUnderstoodError(
            f"That would be in {year}, more than ten years away; please check the year."
        )
    return year


def understand_past(text: str, today: date, day_first: bool = True) -> date:
    """The same words, asked about what has been: the most recent such day, today included.

    Raises:
        DateNotUnderstoodError: with one clear sentence.
    """
    day = understand(text, today, day_first)
    if day <= today:
        return day
    if not any(c.isdigit() for c in text):
        return day - timedelta(days=7 * (1 + ((day - today).days - 1) // 7))
    years = (today.year - n for n in range(5) if _exists(n, day, today))
    years_before = (date(year, day.month, day.day) for year in years)
    return next((one for one in years_before if one <= today), day)


def _exists(years: int, day: date, today: date) -> bool:
    return (day.month, day.day) != (2, 29) or isleap(today.year - years)


def month_named(word: str) -> int | None:
    """The number of the month that a word of three letters or more means: dec, sept; else None."""
    place = _place(word.strip().lower().removesuffix("."), _MONTHS)
    return None if place is None else place + 1


def is_past(day: date, today: date) -> bool:
    """Whether the day lies before today, so that it wants a second look."""
    return day < today


def in_words(day: date, today: date) -> str:
    """`Fri 27 Nov`; with the year when it is more than about half a year away."""
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    words = f"{weekday[:3].title()} {day.day} {month[:3].title()}"
    return f"{words} {day.year}" if abs((day - today).days) > _FAR else words


def nearby(day: date, today: date) -> str:
    """`today`, `tomorrow`, `yesterday`, else the date in words."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    return near.get((day - today).days) or in_words(day, today)


def school_days_between(
    first: date, last: date, weekdays: Collection[int], closed: Collection[date]
) -> int:
    """School days after `first` up to and including `last`; 0 when `last` is not later.

    Args:
        weekdays: the weekdays with school, Monday 0.
        closed: days without school; those on other weekdays make no difference.
    """
    days = (last - first).days
    if days <= 0:
        return 0
    school = frozenset(weekdays)
    weeks, rest = divmod(days, 7)
    count = weeks * len(school) + sum((last.weekday() - n) % 7 in school for n in range(rest))
    off = closed if isinstance(closed, AbstractSet) else frozenset(closed)
    return count - sum(1 for day in off if first < day <= last and day.weekday() in school)


def school_days_back(
    today: date, count: int, weekdays: Collection[int], closed: Collection[date]
) -> date:
    """The first of the last `count` school days, today included when it is one.

    Today itself when no weekday has school or nothing is asked for.
    """
    school = frozenset(weekdays)
    off = closed if isinstance(closed, AbstractSet) else frozenset(closed)
    if not school or count < 1:
        return today
    day = today
    # In any (count + days off) weeks there are enough days with school.
    for _ in range(min(7 * (count + len(off)), today.toordinal() - 1)):
        if day.weekday() in school and day not in off:
            count -= 1
            if count == 0:
                break
        day -= timedelta(days=1)
    return day
