"""A learner's conferences, newest first, the steps between them drawn as threads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from conferencer.core.dates import in_words, nearby
from conferencer.core.school_years import (
    month_in_words,
    school_year_in_words,
    school_year_of,
)
from conferencer.core.text import first_line, isolated
from conferencer.core.threads import Answer, Talk, Thread
from conferencer.ui.keys import hidden, shown
from conferencer.ui.widgets.lines_view import Block, LinesView, block_of
from conferencer.ui.widgets.note_view import QUIET

LEARNER_FIRST = (
    "victories",
    "lessons_learned",
    "needs_and_concerns",
    "my_strength",
    "goal",
    "step",
)
"""Which of the learner's words stand in the timeline: the first that were said."""
TAUGHT_FIRST = ("taught", "strategy")
"""What was taught, or the name of it."""
TEACHER_FIRST = ("noticed", "strength", "looked_at")
"""What stands there where nothing was taught."""
STATUS = {
    "draft": "unfinished",
    "absent": "absent",
    "declined": "declined",
    "postponed": "put off",
}
"""How a conference that was not met is called."""
OUTCOMES = {
    "done": "✓ done",
    "some": "◐ some of it",
    "not_yet": "○ not yet",
    "changed": "→ changed",
}
"""What came of a step, with a shape of its own."""
LONGEST = 300
"""Characters of a note that a row may need; the screen cuts them to its width."""
_DATE_CELLS = 17
_GUTTER = 2

Lines = Sequence[Content]


class Timeline(LinesView):
    """Conferences newest first, the learner's words set apart from the teacher's."""

    HELP = """\
    The timeline has the newest conference on top; the learner’s words stand in quotes. `↳` is a
    step that was set, `←` one that was answered; a line at the edge joins them, and `t` follows it.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("timeline", "enter", "choose", "Open", "Read this conference, or go on with it"),
        hidden("timeline", "full_stop", "jump('month', 1)", "Month", "To the month before"),
        hidden("timeline", "comma", "jump('month', -1)", "Later", "To the month after"),
        hidden("timeline", "y", "jump('year', 1)", "Year", "To the school year before"),
        hidden("timeline", "Y", "jump('year', -1)", "Later", "To the school year after"),
        hidden("timeline", "t", "follow", "Thread", "Follow the step to where it was answered"),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._talks: dict[int, Talk] = {}
        self._spine: dict[int, str] = {}
        self._roomy = True

    def tell(
        self,
        talks: Sequence[Talk],
        today: date,
        types: Mapping[str, str],
        nothing: str = "No conference yet.",
        roomy: bool = True,
    ) -> None:
        """Show conferences.

        Args:
            types: a type's key -> its name.
            nothing: what is said where there is none.
            roomy: whether an empty line stands between two.
        """
        self._talks = {talk.id: talk for talk in talks}
        self._spine = {}
        self._roomy = roomy
        told = TalkInLines(today, types, roomy)

        def lay(width: int) -> list[Block]:
            if not talks:
                return [block_of([Content.styled(nothing, QUIET)])]
            return list(self._blocks(talks, told, today))

        self.show(lay)
        self.bar_moved()

    def _blocks(
        self, talks: Sequence[Talk], told: "TalkInLines", today: date
    ) -> Iterable[Block]:
        year, month = school_year_of(talks[0].held_on), (0, 0)
        number = 0
        for talk in talks:
            day = talk.held_on
            if (day.year, day.month) != month:
                heading = _heading(talk, school_year_of(day) != year, number == 0, told.roomy)
                yield heading
                number += 1
                year, month = school_year_of(day), (day.year, day.month)
            yield Block(told.height(talk), self._draw(talk, told, number), f"conference-{talk.id}")
            number += 1

    def _draw(
        self, talk: Talk, told: "TalkInLines", number: int
    ) -> Callable[[int, int], Lines]:
        def draw(width: int, column: int) -> Lines:
            lines = told.lines(talk, width - _GUTTER)
            top = self._laid.starts[number]
            return [
                Content.assemble((self._spine.get(top + n, "  "), "$primary"), line)
                for n, line in enumerate(lines)
            ]

        return draw

    # Threads

    @property
    def talk(self) -> Talk | None:
        """The conference under the bar."""
        number = self.key.removeprefix("conference-")
        return self._talks.get(int(number)) if number else None

    def bar_moved(self) -> None:
        """Draw the threads of the conference under the bar."""
        talk = self.talk
        spine: dict[int, str] = {}
        if talk is not None:
            for thread in (*talk.sets, *(thread for thread, _ in talk.answers)):
                self._draw_thread(thread, spine)
        if spine != self._spine:
            self._spine = spine
            self.redraw()

    def _draw_thread(self, thread: Thread, spine: dict[int, str]) -> None:
        starts = {block.key: self._laid.starts[n] for n, block in enumerate(self.blocks)}
        ends = []
        for talk_id in {thread.set_in, *(answer.conference_id for answer in thread.answers)}:
            talk, top = self._talks.get(talk_id or 0), starts.get(f"conference-{talk_id}")
            if talk is not None and top is not None:
                ends += [top + at for at in places_of(talk, thread, self._roomy)]
        if len(ends) < 2:
            return
        first, last = min(ends), max(ends)
        for line in range(first, last + 1):
            sign = "│ "
            if line in ends:
                sign = "╭╴" if line == first else "╰╴" if line == last else "├╴"
            before = spine.get(line, "│ ")
            spine[line] = sign if before in ("│ ", sign) else before if sign == "│ " else "├╴"

    def action_follow(self) -> None:
        """To the conference on the other end of this one's threads, the next older first."""
        if (talk := self.talk) is None:
            return
        keys = [block.key for block in self.blocks]
        ends = sorted(keys.index(k) for n in talk.linked if (k := f"conference-{n}") in keys)
        if ends:
            self.at = next((end for end in ends if end > self.at), ends[0])
            self._keep_in_view()

    def action_jump(self, mark: str, by: int) -> None:
        """To another month or school year."""
        self.jump(mark, by)


def _heading(talk: Talk, is_new_year: bool, is_first: bool, roomy: bool) -> Block:
    """The month, and the school year where it changes; nothing above the newest conference."""
    day = talk.held_on
    year = f"School year {school_year_in_words(school_year_of(day))}"
    lines: list[Content] = []
    if is_new_year and not is_first:
        lines.append(Content.styled(f"  {year}", "bold $accent"))
    if not is_first:
        lines.append(Content.styled(f"  {month_in_words(day)}", f"bold {QUIET}"))
    mark = "month year" if is_first or is_new_year else "month"
    return block_of(lines, mark=mark)


class TalkInLines:
    """Puts a conference into lines: how many is known before any of them is drawn.

    Args:
        types: a type's key -> its name.
        roomy: whether an empty line follows.
    """

    def __init__(self, today: date, types: Mapping[str, str], roomy: bool = True) -> None:
        self.today, self.types, self.roomy = today, types, roomy

    def height(self, talk: Talk) -> int:
        """How many lines it takes."""
        if not self.roomy:
            return 1 + bool(first_said(talk.words, LEARNER_FIRST)) + len(talk.sets)
        return (
            1
            + bool(first_said(talk.words, LEARNER_FIRST))
            + bool(_teacher(talk)[1])
            + len(talk.answers)
            + len(talk.sets)
            + 1
        )

    def lines(self, talk: Talk, width: int) -> list[Content]:
        """The lines, none wider than `width`.

        Where there is little room, what was taught stands beside the date, and what came of a
        step only with the conference that set it.
        """
        label, taught = _teacher(talk)
        lines = [self._head(talk, "" if self.roomy else label + taught, width)]
        if said := first_said(talk.words, LEARNER_FIRST):
            quoted = f"“{isolated(cut(said, width - 4))}”"
            lines.append(Content.assemble(("▎ ", "$accent"), quoted))
        if taught and self.roomy:
            room = width - 2 - len(label)
            lines.append(Content.styled(f"  {label}{isolated(cut(taught, room))}", QUIET))
        if self.roomy:
            lines += [self._answered(thread, answer, width) for thread, answer in talk.answers]
        lines += [self._set(thread, width) for thread in talk.sets]
        if self.roomy:
            lines.append(Content(""))
        return lines

    def _head(self, talk: Talk, taught: str, width: int) -> Content:
        kind = self.types.get(talk.type, talk.type)
        minutes = f" · {talk.minutes} min" if talk.minutes else ""
        parts: list[Content | str | tuple[str, str]] = [
            (nearby(talk.held_on, self.today).ljust(_DATE_CELLS), "bold"),
            (kind + minutes, QUIET),
        ]
        if status := STATUS.get(talk.status, ""):
            style = "bold $accent" if talk.status == "draft" else QUIET
            parts.append((f"  {status}", style))
        head = Content.assemble(*parts)
        room = width - head.cell_length - 2
        if taught and room > 8:
            head = Content.assemble(head, (f"  {isolated(cut(taught, room))}", QUIET))
        return head

    def _answered(self, thread: Thread, answer: Answer, width: int) -> Content:
        came = OUTCOMES.get(answer.outcome, answer.outcome)
        since = f"from {nearby(thread.set_on, self.today)}  " if thread.set_on else ""
        return _with_end(("← " + since, QUIET), thread.text, "  " + came, width)

    def _set(self, thread: Thread, width: int) -> Content:
        return _with_end(("↳ ", "$primary"), thread.text, "  " + self.came_of(thread), width)

    def came_of(self, thread: Thread) -> str:
        """What became of a step, in words."""
        answer = thread.answers[-1] if thread.answers else None
        if answer:
            sign, _, words = OUTCOMES.get(answer.outcome, f" {answer.outcome}").partition(" ")
            return f"{sign} {words} on {in_words(answer.on, self.today)}"
        if thread.status == "open":
            due = f", by {nearby(thread.due_on, self.today)}" if thread.due_on else ""
            return f"○ open{due}"
        return "✓ done" if thread.status == "done" else "→ changed"


def _with_end(head: tuple[str, str], text: str, end: str, width: int) -> Content:
    """A line whose end stays: the text in the middle is cut where it is too long."""
    before, after = Content.styled(*head), Content.styled(end, QUIET)
    room = max(width - before.cell_length - after.cell_length, 8)
    words = isolated(cut(first_line(text, LONGEST), room))
    return Content.assemble(before, words, after)


def cut(text: str, width: int) -> str:
    """One line of at most `width` cells; what was cut ends in …

    Cut before it is isolated: a bidi control that lost its end would reach beyond its own text.
    """
    content = Content(text)
    if content.cell_length <= width:
        return text
    return content.truncate(max(width, 1), ellipsis=True).plain


def places_of(talk: Talk, thread: Thread, roomy: bool) -> list[int]:
    """In which of a conference's lines a thread stands, from its first."""
    top = 1 + bool(first_said(talk.words, LEARNER_FIRST))
    answered = [one.step_id for one, _ in talk.answers]
    sets = [one.step_id for one in talk.sets]
    if roomy:
        top += bool(_teacher(talk)[1])
        sets = answered + sets
    places = [top + n for n, step_id in enumerate(sets) if step_id == thread.step_id]
    return places or ([0] if thread.step_id in answered else [])


def _teacher(talk: Talk) -> tuple[str, str]:
    """What was taught, with its label; else what the teacher noticed."""
    if taught := first_said(talk.words, TAUGHT_FIRST):
        return "taught  ", taught
    return "", first_said(talk.words, TEACHER_FIRST)


def first_said(words: Mapping[str, str], fields: Iterable[str]) -> str:
    """The first line of the first of these fields that says anything."""
    lines = (first_line(words.get(name, ""), LONGEST) for name in fields)
    return next((line for line in lines if line), "")
