"""School years and months, as a history is told."""

from datetime import date

FIRST_MONTH = 8
"""A school year is taken to begin in August, also where lessons begin later."""
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def school_year_of(day: date) -> int:
    """The year in which a day's school year began."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def school_year_in_words(autumn: int) -> str:
    """`2025/26`."""
    return f"{autumn}/{(autumn + 1) % 100:02}"


def month_in_words(day: date) -> str:
    """`November 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"
