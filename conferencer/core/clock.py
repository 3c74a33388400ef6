"""Today and now, as the program understands them.

`CONFERENCER_TODAY=YYYY-MM-DD` sets the date of every stamp for demos, pictures and tests; the
time of day stays real.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Clock:
    """Tells the date and the instant."""

    fixed: date | None = None
    """The date to pretend it is; None for the real one."""

    def today(self) -> date:
        """The local date."""
        return self.fixed or datetime.now().astimezone().date()

    def now(self) -> datetime:
        """This instant, aware, in UTC; on the fixed date if there is one."""
        now = datetime.now(UTC)
        return datetime.combine(self.fixed, now.timetz()) if self.fixed else now
