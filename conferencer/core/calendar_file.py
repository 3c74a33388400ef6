"""Appointments as an iCalendar file (RFC 5545), for a teacher's own calendar.

Initials only: a calendar is shared more easily than a notebook. All-day events need no time zone,
so a few lines of our own do what the `icalendar` package would be installed for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from conferencer.core.names import Named, first_name

_OCTETS = 75
"""The longest line, without its end (RFC 5545, section 3.1)."""


@dataclass(frozen=True)
class Event:
    """One meeting."""

    uid: str
    day: date
    initials: str


def initials(student: Named) -> str:
    """`A. L.`: the first letters of what the learner is called and of the family name."""
    parts = dict.fromkeys((first_name(student), student.family_name))
    return " ".join(f"{part.strip()[0].upper()}." for part in parts if part.strip())


def write_calendar(events: Iterable[Event], stamp: datetime) -> bytes:
    """The file, in UTF-8 with CRLF line ends.

    Args:
        stamp: when the file is made, aware.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Conferencer//Appointments//EN",
        "CALSCALE:GREGORIAN",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(event.uid)}@conferencer",
            f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(f'Conference {event.initials}')}",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) + "\r\n" for line in lines).encode("utf-8")


def _text(words: str) -> str:
    """A TEXT value (section 3.3.11)."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 octets; what is left goes on below, behind a space. No letter is cut."""
    pieces, piece = [], ""
    for char in line:
        if len((piece + char).encode("utf-8")) > _OCTETS:
            pieces.append(piece)
            piece = " "
        piece += char
    return "\r\n".join([*pieces, piece])
