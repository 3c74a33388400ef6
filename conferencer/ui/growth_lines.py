"""Growth, drawn with characters: pictures that a learner may see, and read without colour."""

from collections.abc import Callable, Sequence
from datetime import date

from textual.content import Content

from conferencer.core.dates import in_words
from conferencer.core.growth import (
    VIEWS,
    StepsOfMonth,
    ViewsOfGoal,
    Week,
    by_month,
    steps_by_month,
    views_of_goals,
    weeks_of,
)
from conferencer.core.school_years import (
    FIRST_MONTH,
    MONTHS,
    month_in_words,
    school_year_in_words,
    school_year_of,
)
from conferencer.core.text import isolated
from conferencer.core.threads import Thread
from conferencer.ui.learner_room import LearnerRoom
from conferencer.ui.widgets.lines_view import Block, block_of, wrapped
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.talk_lines import STATUS, TalkInLines, cut

_APART = 3
"""Cells from one view to the next."""
_MONTH = 10
"""Cells of a month's name."""


def growth_lines(room: LearnerRoom, width: int) -> list[Block]:
    """The pictures, one below the other."""
    if not any(talk.status != "draft" for talk in room.story.talks):
        nothing = "Nothing to draw yet: pictures begin with the first conference."
        return [block_of(wrapped(Content.styled(nothing, QUIET), width))]
    blocks = [*_calendar(room, width), *_views(room, width)]
    return [*blocks, *_steps(room, width), *_met(room, width)]


def _heading(words: str) -> Block:
    return block_of([Content.styled(words, "bold $accent"), Content("")])


# The calendar


def strip_of(weeks: Sequence[Week], at: Week | None = None) -> Content:
    """`Sep ··●· Oct ●··●`: a sign for each week; the one we are at is framed by weight."""
    parts: list[Content | str | tuple[str, str]] = []
    for month, its in by_month(weeks):
        parts.append((f"{MONTHS[month.month - 1][:3]} ", QUIET))
        for week in its:
            style = "bold reverse" if week is at else "$primary" if week.talks else QUIET
            parts.append((week.sign, style))
        parts.append(" ")
    return Content.assemble(*parts)


def last_weeks(room: LearnerRoom, width: int) -> Content:
    """The weeks until today, as many months as there is room for."""
    today = room.desk.today()
    first = date(school_year_of(today), FIRST_MONTH, 1)
    weeks = weeks_of(room.story.talks, first.replace(year=first.year - 1), today)
    months = by_month(weeks)
    cells = [4 + len(its) + 1 for _, its in months]
    fitting = next(n for n in range(len(months) + 1) if sum(cells[n:]) <= width)
    return strip_of([week for _, its in months[fitting:] for week in its])


def _calendar(room: LearnerRoom, width: int) -> list[Block]:
    today, talks = room.desk.today(), room.story.talks
    blocks = [_heading("Our conferences, week by week")]
    oldest = min(talk.held_on for talk in talks)
    for autumn in range(school_year_of(today), school_year_of(oldest) - 1, -1):
        first, last = date(autumn, FIRST_MONTH, 1), date(autumn + 1, FIRST_MONTH, 7)
        every = weeks_of(talks, first, min(last, today))
        weeks = [week for week in every if school_year_of(week.thursday) == autumn]
        if not weeks:
            continue
        blocks.append(_year(weeks, autumn, room, width))
    legend = "● we met   ○ planned, and did not meet   · no conference"
    return [*blocks, block_of([Content.styled(legend, QUIET), Content("")])]


def _year(weeks: list[Week], autumn: int, room: LearnerRoom, width: int) -> Block:
    months = by_month(weeks)
    rows: list[list[Week]] = [[]]
    used = 0
    for _, its in months:
        cells = 4 + len(its) + 1
        if used + cells > width - _MONTH and rows[-1]:
            rows.append([])
            used = 0
        rows[-1] += its
        used += cells

    def draw(width: int, column: int) -> list[Content]:
        at = weeks[column] if 0 <= column < len(weeks) else weeks[-1]
        year = school_year_in_words(autumn).ljust(_MONTH)
        lines = [
            Content.assemble((year if n == 0 else " " * _MONTH, "bold"), strip_of(row, at))
            for n, row in enumerate(rows)
        ]
        words = " " * _MONTH + cut(_week_in_words(at, room), max(width - _MONTH, 8))
        return [*lines, Content.styled(words, QUIET), Content("")]

    return Block(len(rows) + 2, draw, f"weeks-{autumn}", columns=len(weeks))


def _week_in_words(week: Week, room: LearnerRoom) -> str:
    today = room.desk.today()
    told = [
        f"{in_words(talk.held_on, today)} {STATUS.get(talk.status, 'met')}"
        + (f", {talk.minutes} min" if talk.status == "met" and talk.minutes else "")
        for talk in reversed(week.talks)
    ]
    return f"Week of {in_words(week.monday, today)}: " + (" · ".join(told) or "no conference")


# My view


def _views(room: LearnerRoom, width: int) -> list[Block]:
    told = views_of_goals(room.goals)
    if not told:
        return []
    return [_heading("How it looked to me"), *(_chart(one, room, width) for one in told)]


def _chart(told: ViewsOfGoal, room: LearnerRoom, width: int) -> Block:
    guide = told.views[-1].guide
    labels = {value: room.view_in_words(guide, value) for value in VIEWS}
    head = max(Content(label).cell_length for label in labels.values()) + 3
    views = list(told.views)[-max((width - head) // _APART, 1) :]
    title = wrapped(Content.styled(isolated(told.goal.wording), "bold"), width)

    def draw(width: int, column: int) -> list[Content]:
        at = min(max(column, 0), len(views) - 1)
        rows = []
        for value in reversed(VIEWS):
            label = labels[value] + " " * (head - Content(labels[value]).cell_length)
            signs = [
                (("◆" if n == at else "●") if view.value == value else "·")
                for n, view in enumerate(views)
            ]
            cells = [
                (sign.ljust(_APART), "$primary bold" if sign != "·" else "$foreground 30%")
                for sign in signs
            ]
            rows.append(Content.assemble((label, QUIET), *cells))
        seen = views[at]
        said = room.view_in_words(seen.guide, seen.value)
        words = f"◆ {in_words(seen.on, room.desk.today())}: “{said}”"
        axis = Content.styled(" " * head + _months_below([v.on for v in views]), QUIET)
        return [*title, *rows, axis, Content.styled(words), Content("")]

    return Block(len(title) + len(VIEWS) + 3, draw, f"view-{told.goal.id}", columns=len(views))


def _months_below(days: Sequence[date]) -> str:
    """The month's name below its first column, where there is room for it."""
    line, month = "", (0, 0)
    for number, day in enumerate(days):
        if (day.year, day.month) != month:
            month = (day.year, day.month)
            if len(line) <= number * _APART:
                line = line.ljust(number * _APART) + MONTHS[day.month - 1][:3] + " "
    return line


# Steps and goals


def _steps(room: LearnerRoom, width: int) -> list[Block]:
    months = steps_by_month(room.story.threads)
    if not months:
        return []
    told = TalkInLines(room.desk.today(), room.types)
    blocks = [_heading("Steps I set, and steps I kept")]
    blocks += [
        Block(2, _month(month, told), f"steps-{month.month}", columns=len(month.steps))
        for month in months
    ]
    legend = "■ kept   □ open, or done another way"
    return [*blocks, block_of([Content.styled(legend, QUIET), Content("")])]


def _month(month: StepsOfMonth, told: TalkInLines) -> Callable[[int, int], list[Content]]:
    def draw(width: int, column: int) -> list[Content]:
        at = min(max(column, 0), len(month.steps) - 1)
        signs = [
            ("■" if step.status == "done" else "□", "bold reverse" if n == at else "$primary")
            for n, step in enumerate(month.steps)
        ]
        name = month_in_words(month.month)
        name = f"{name[:3]} {name[-4:]}".ljust(_MONTH)
        cells = [part for sign in signs for part in (sign, " ")]
        words = f"  {len(month.steps)} set, {month.kept} kept"
        line = Content.assemble((name, "bold"), *cells, (words, QUIET))
        return [line, _step_in_words(month.steps[at], told, width)]

    return draw


def _step_in_words(step: Thread, told: TalkInLines, width: int) -> Content:
    on = f"{in_words(step.set_on, told.today)}: " if step.set_on else ""
    came = f"  {told.came_of(step)}"
    room = max(width - _MONTH - len(on) - len(came), 8)
    return Content.styled(" " * _MONTH + on + isolated(cut(step.text, room)) + came, QUIET)


def _met(room: LearnerRoom, width: int) -> list[Block]:
    met = [
        goal
        for goal in sorted(room.page.goals, key=lambda g: g.closed_on or g.since, reverse=True)
        if goal.status == "met"
    ]
    if not met:
        return []
    today = room.desk.today()
    blocks = [_heading("Goals I met")]
    for goal in met:
        on = f"  {in_words(goal.closed_on, today)}" if goal.closed_on else ""
        line = Content.assemble("✓ ", isolated(goal.wording), (on, QUIET))
        blocks.append(block_of([*wrapped(line, width, 2), Content("")], f"goal-{goal.id}"))
    return blocks
