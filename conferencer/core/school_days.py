"""Days without school: holidays, trips, closures. Weekends are in the settings."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, select

from conferencer.core.dates import DateNotUnderstoodError, in_words, understand
from conferencer.core.errors import ConferencerError
from conferencer.core.models import SchoolDay
from conferencer.core.notebook import Notebook
from conferencer.core.removals import note_removal
from conferencer.core.text import clean_line

_LONGEST = 200
"""Days in one stretch: longer than any summer."""
_TO = ("-", "to", "until", "till")
_EXAMPLE = "Write it like this: 21 dec - 3 jan Winter break."


@dataclass(frozen=True)
class DaysOff:
    """A stretch of days without school; weekends in it do not count."""

    first: date
    last: date
    label: str = ""

    @property
    def days(self) -> Iterator[date]:
        """Every day from the first to the last."""
        return (self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


def understand_days_off(text: str, today: date, day_first: bool = True) -> DaysOff:
    """What a teacher's words mean: a day or a stretch of days, then what it is.

    `21 dec - 3 jan Winter break`, `fri Sports day`. Each end is understood as everywhere
    (`core.dates.understand`); the last day counts from the first, so that the year may turn.

    Raises:
        DateNotUnderstoodError: no date in front.
        ConferencerError: the stretch ends before it begins, or is longer than any holiday.
    """
    words = _spaced(clean_line(text)).split()
    found = _span(words, today, day_first) or _span(_loosened(words), today, day_first)
    if found is None:
        raise DateNotUnderstoodError(f"Not understood as days. {_EXAMPLE}")
    if found.last < found.first:
        raise ConferencerError(
            "Days not understood", "The last day is before the first; nothing was changed."
        )
    if (found.last - found.first).days >= _LONGEST:
        raise ConferencerError(
            "Too many days",
            f"{days_off_in_words(found, today)} is more than {_LONGEST} days; please check it.",
        )
    return found


def _spaced(text: str) -> str:
    return re.sub(r"[–—−]", " - ", text)


def _loosened(words: list[str]) -> list[str]:
    """`21-24 dec` as `21 - 24 dec`."""
    return re.sub(r"(?<=[0-9])-(?=[0-9])", " - ", " ".join(words)).split()


def _span(words: list[str], today: date, day_first: bool) -> DaysOff | None:
    for count in range(min(len(words), 6), 0, -1):
        rest = words[count:]
        is_span = len(rest) > 1 and rest[0].lower() in _TO
        start = " ".join(words[:count])
        if is_span and start.isdecimal():
            start = f"{start} {_month_in(rest[1:4])}"
        first = _date(start, today, day_first)
        if first is None:
            continue
        if not is_span:
            return DaysOff(first, first, " ".join(rest))
        for upto in range(min(len(rest), 7), 1, -1):
            end = " ".join(rest[1:upto])
            if end.isdecimal():
                end = f"{end} {_month_in(words[:count])}"
            last = _date(end, first, day_first)
            if last is not None:
                return DaysOff(first, last, " ".join(rest[upto:]))
    return None


def _month_in(words: list[str]) -> str:
    return next((word for word in words if word.isalpha() and word.lower() != "of"), "")


def _date(words: str, today: date, day_first: bool) -> date | None:
    try:
        return understand(words, today, day_first)
    except DateNotUnderstoodError:
        return None


def days_off(notebook: Notebook, weekdays: Collection[int]) -> list[DaysOff]:
    """The days without school as stretches, the latest last; a weekend does not part them.

    Args:
        weekdays: the weekdays with school, Monday 0.
    """
    stretches: list[DaysOff] = []
    with notebook.session() as session:
        rows = list(session.exec(select(SchoolDay).order_by(col(SchoolDay.day))))
    for row in rows:
        last = stretches[-1] if stretches else None
        if last and last.label == row.label and not _has_school(last.last, row.day, weekdays):
            stretches[-1] = DaysOff(last.first, row.day, row.label)
        else:
            stretches.append(DaysOff(row.day, row.day, row.label))
    return stretches


def _has_school(after: date, before: date, weekdays: Collection[int]) -> bool:
    """Whether a day with school lies between two others."""
    gap = range(1, min((before - after).days, 8))
    return any((after + timedelta(n)).weekday() in weekdays for n in gap)


def add_days_off(notebook: Notebook, off: DaysOff, weekdays: Collection[int]) -> int:
    """Keep the days without school; weekends need no row.

    Returns:
        how many school days are without school now.

    Raises:
        ConferencerError: there is no school on any of them anyway.
    """
    days = [day for day in off.days if day.weekday() in weekdays]
    if not days:
        raise ConferencerError(
            "No school anyway", "There is no school on these weekdays; nothing was changed."
        )
    with notebook.write() as session:
        for day in days:
            session.merge(SchoolDay(day=day, label=off.label))
    return len(days)


def remove_days_off(notebook: Notebook, off: DaysOff) -> None:
    """There is school on these days after all."""
    with notebook.write() as session:
        query = select(SchoolDay).where(SchoolDay.day >= off.first, SchoolDay.day <= off.last)
        rows = list(session.exec(query))
        if rows:
            note_removal(session, notebook, "rows", rows)
        for row in rows:
            session.delete(row)


def days_off_in_words(off: DaysOff, today: date) -> str:
    """`Mon 21 Dec – Sun 3 Jan  Winter break`."""
    first, last = in_words(off.first, today), in_words(off.last, today)
    span = first if off.first == off.last else f"{first} – {last}"
    return f"{span}  {off.label}" if off.label else span
