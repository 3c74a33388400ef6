"""The coverage board in words: its rows, its orders, what it leaves out, the map of weeks."""

from collections.abc import Callable, Sequence
from datetime import date

from textual.content import Content

from conferencer.core.coverage import DUE, FRESH, OVERDUE, Board, Coverage
from conferencer.core.coverage_weeks import Weeks
from conferencer.core.dates import in_words
from conferencer.ui.class_views.view import QUIET, named

SIGNS = {FRESH: "○", DUE: "◐", OVERDUE: "●"}
_STYLES = {FRESH: "$text-success", DUE: "bold $text-warning", OVERDUE: "bold $text-error"}

Order = Callable[[Coverage], tuple[float, str]]
ORDERS: tuple[tuple[str, Order], ...] = (
    ("the longest wait first", lambda row: (-row.school_days_since / row.cadence, row.sort_name)),
    ("by name", lambda row: (0, row.sort_name)),
    ("the fewest minutes first", lambda row: (row.seconds, row.sort_name)),
    ("the most overdue steps first", lambda row: (-row.overdue_steps, row.sort_name)),
)
"""How the rows may be ordered; names settle what is equal."""
FILTERS: tuple[tuple[str, Callable[[Coverage], bool]], ...] = (
    ("everybody", lambda row: True),
    ("due and overdue only", lambda row: row.state != FRESH),
    ("overdue only", lambda row: row.state == OVERDUE),
    ("with overdue steps only", lambda row: row.overdue_steps > 0),
)
"""Whom the board may leave out."""
FIGURES = (("last met", 16), ("days", 5), ("met", 5), ("min", 5), ("open", 6), ("overdue", 8))
"""The columns of figures and their cells; `days` are school days since."""
_STATE_CELLS = 10


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def summary(board: Board, today: date) -> str:
    """How many are fresh, due and overdue, and how long a round takes."""
    states = [row.state for row in board.rows]
    counted = " · ".join(
        f"{SIGNS[state]} {states.count(state)} {state}" for state in (FRESH, DUE, OVERDUE)
    )
    return f"{counted} · counted since {in_words(board.term_start, today)}"


def one_round(board: Board) -> str:
    """How long one round takes, in a sentence."""
    pace = board.pace
    lately = _count(pace.school_days, "school day")
    if pace.one_round is None:
        return f"Nobody was met in the last {lately}."
    days = _count(pace.one_round, "school day")
    met = _count(pace.met, "conference")
    return f"One round takes about {days} at your pace: {met} in the last {lately}."


def figures(row: Coverage, today: date) -> tuple[str, ...]:
    """The columns of figures, in words."""
    return (
        in_words(row.last_met, today) if row.last_met else "not yet",
        *map(str, (row.school_days_since, row.count, row.minutes)),
        *(str(n) if n else "–" for n in (row.open_steps, row.overdue_steps)),
    )


def column_heads(cells: int, with_figures: bool, weeks: Weeks | None) -> Content:
    """The line above the rows."""
    parts: list[Content | tuple[str, str]] = [(" " * (_STATE_CELLS + cells + 2), QUIET)]
    if with_figures:
        first, *rest = FIGURES
        parts.append((first[0].ljust(first[1]), QUIET))
        parts += [(name.rjust(width), QUIET) for name, width in rest]
    if weeks:
        parts.append((("  " if with_figures else "") + _months(weeks.mondays), QUIET))
    return Content.assemble(*parts)


def _months(mondays: Sequence[date]) -> str:
    """The months over the map, each where its first whole week begins."""
    line = ""
    for at, monday in enumerate(mondays):
        is_first = monday.day <= 7 or at == 0
        if is_first and len(line) <= at and len(mondays) - at >= 3:
            line = line.ljust(at) + in_words(monday, monday).split()[2] + " "
    return line.ljust(len(mondays))


def board_row(
    row: Coverage, name: str, cells: int, today: date, with_figures: bool, weeks: Weeks | None
) -> Content:
    """One learner's line."""
    style = _STYLES[row.state]
    parts: list[Content | tuple[str, str] | str] = [
        (f"{SIGNS[row.state]} {row.state}".ljust(_STATE_CELLS), style),
        named(name, cells),
    ]
    if with_figures:
        last, *rest = figures(row, today)
        parts.append(last.ljust(FIGURES[0][1]))
        parts += [said.rjust(width) for said, (_, width) in zip(rest, FIGURES[1:], strict=True)]
    if weeks:
        parts += ["  " if with_figures else "", week_map(weeks, row.student_id)]
    return Content.assemble(*parts)


def week_map(weeks: Weeks, student_id: int) -> Content:
    """A character a week: `█` twice or more, `▄` once, `·` not met, a gap for no school."""
    line = ""
    for met, has_school in zip(weeks.of(student_id), weeks.has_school, strict=True):
        line += "█" if met > 1 else "▄" if met else "·" if has_school else " "
    return Content.styled(line, "$accent")
