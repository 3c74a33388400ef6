"""A learner's conferences, newest first, the steps between them drawn as threads."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from conferencer.core.school_years import (
    month_in_words,
    school_year_in_words,
    school_year_of,
)
from conferencer.core.threads import Talk, Thread
from conferencer.ui.keys import hidden, shown
from conferencer.ui.widgets.lines_view import Block, LinesView, block_of
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.talk_lines import TalkInLines, places_of

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
        told: TalkInLines,
        nothing: str = "No conference yet.",
    ) -> None:
        """Show conferences.

        Args:
            told: puts each of them into lines.
            nothing: what is said where there is none.
        """
        self._talks = {talk.id: talk for talk in talks}
        self._spine = {}
        self._roomy = told.roomy

        def lay(width: int) -> list[Block]:
            if not talks:
                return [block_of([Content.styled(nothing, QUIET)])]
            return list(self._blocks(talks, told))

        self.show(lay)
        self.bar_moved()

    def _blocks(self, talks: Sequence[Talk], told: TalkInLines) -> Iterable[Block]:
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

    def _draw(self, talk: Talk, told: "TalkInLines", number: int) -> Callable[[int, int], Lines]:
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
