"""Text of any length, drawn by the lines that are seen; a bar goes from block to block."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from conferencer.core.text import isolated
from conferencer.ui.keys import shown

_STEP = 3
"""Lines by which a block that is taller than the view moves."""


@dataclass(frozen=True)
class Block:
    """Some lines that belong together.

    Attributes:
        height: how many lines `draw` gives.
        draw: width and column -> lines; asked only once the block is seen.
        key: who it is; empty for a block that the bar passes over.
        columns: how many places `←` and `→` go through, for a picture; 0 for none.
        mark: `month` or `year` for a heading that a key jumps to.
    """

    height: int
    draw: Callable[[int, int], Sequence[Content]]
    key: str = ""
    columns: int = 0
    mark: str = ""


def block_of(lines: Sequence[Content], key: str = "", mark: str = "") -> Block:
    """A block whose lines are known already."""
    return Block(len(lines), lambda width, column: lines, key, mark=mark)


def wrapped(content: Content, width: int, indent: int = 0) -> list[Content]:
    """A text in as many lines as it needs; those after the first begin further in."""
    if "\n" not in content.plain and content.cell_length <= width:
        return [content]  # most texts are short, and wrapping is dear
    lines = [closed(line) for line in content.wrap(max(width - indent, 8))]
    return [lines[0], *(Content(" " * indent) + line for line in lines[1:])] if lines else [content]


def closed(line: Content) -> Content:
    """A line cut out of a text: a bidi control that lost its end must not reach beyond it."""
    plain = line.plain
    if plain.isascii() or isolated(plain) == plain:
        return line
    opened = sum(c in "\u2066\u2067\u2068" for c in plain)
    embedded = sum(c in "\u202a\u202b\u202d\u202e" for c in plain)
    if opened == plain.count("\u2069") and embedded == plain.count("\u202c"):
        return line
    return Content(isolated(plain))


@dataclass
class _Laid:
    blocks: Sequence[Block] = ()
    starts: list[int] = field(default_factory=list)
    height: int = 0
    width: int = -1


class LinesView(ScrollView, can_focus=True):
    """Blocks of lines; enter or a click chooses one."""

    DEFAULT_CSS = """
    LinesView { height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1;
        scrollbar-gutter: stable; text-wrap: nowrap; text-overflow: ellipsis;
        & > .lines--bar { background: $panel; }
        &:blur > .lines--bar { background: $background; }
        &:ansi > .lines--bar { text-style: reverse; }
        &:ansi:blur > .lines--bar { text-style: none; }
        &:nocolor > .lines--bar { text-style: reverse; }
        &:nocolor:blur > .lines--bar { text-style: none; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--bar"}
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("lines", "enter", "choose", "Open", "Open what is under the bar"),
        Binding("up", "go(-1)", "Up", show=False),
        Binding("down", "go(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "end(-1)", "Top", show=False),
        Binding("end", "end(1)", "Bottom", show=False),
        Binding("left", "across(-1)", "Earlier", show=False),
        Binding("right", "across(1)", "Later", show=False),
    ]

    at: reactive[int] = reactive(-1, repaint=False)
    """Which block is under the bar; -1 for none."""

    @dataclass
    class Chosen(Message):
        """A block was chosen."""

        view: "LinesView"
        key: str

        @property
        def control(self) -> "LinesView":
            """The view."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lay: Callable[[int], Sequence[Block]] = lambda width: ()
        self._laid = _Laid()
        self._drawn: dict[int, list[Strip]] = {}
        self._columns: dict[str, int] = {}

    # What is shown

    def show(self, lay: Callable[[int], Sequence[Block]], at: str = "") -> None:
        """Show blocks; the bar goes to `at`, else stays on its block, else near it.

        Args:
            lay: width -> blocks, asked again when the width changes.
        """
        before = at or self.key
        self._lay = lay
        self._lay_out(before)

    def _lay_out(self, key: str = "") -> None:
        width = self.scrollable_content_region.width
        if width <= 0:
            self._laid = _Laid()
            return
        blocks = self._lay(width)
        heights = list(accumulate((block.height for block in blocks), initial=0))
        self._laid = _Laid(blocks, heights[:-1], heights[-1], width)
        self._drawn.clear()
        self.virtual_size = Size(width, self._laid.height)
        same = next((n for n, block in enumerate(blocks) if key and block.key == key), None)
        if same is None:
            near = [n for n, block in enumerate(blocks) if block.key]
            same = min(near, key=lambda n: abs(n - max(self.at, 0)), default=-1)
        moved = self.at != same
        self.at = same
        if moved or key:
            self._keep_in_view()
        self.refresh()

    def on_resize(self) -> None:
        """Another width: other lines."""
        if self.scrollable_content_region.width != self._laid.width:
            self._lay_out(self.key)

    @property
    def blocks(self) -> Sequence[Block]:
        """What is laid out."""
        return self._laid.blocks

    @property
    def key(self) -> str:
        """The key of the block under the bar; empty for none."""
        return self.blocks[self.at].key if 0 <= self.at < len(self.blocks) else ""

    @property
    def column(self) -> int:
        """Where in the picture under the bar we are, from 0."""
        return self._column(self.at)

    def _column(self, number: int) -> int:
        block = self.blocks[number]
        return self._columns.get(block.key, block.columns - 1)

    def text(self) -> str:
        """Every line in words, seen or not."""
        return "\n".join(
            line.plain
            for number, block in enumerate(self.blocks)
            for line in block.draw(self._laid.width, self._column(number))
        )

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The line at a row of the view."""
        at = y + self.scroll_offset.y
        laid = self._laid
        if not 0 <= at < laid.height:
            return Strip.blank(self.size.width, self.rich_style)
        number = bisect_right(laid.starts, at) - 1
        return self._strips(number)[at - laid.starts[number]]

    def _strips(self, number: int) -> list[Strip]:
        if number not in self._drawn:
            block, width = self.blocks[number], self._laid.width
            barred = number == self.at and bool(block.key)
            style = self.get_visual_style("lines--bar") if barred else self.visual_style
            lines = block.draw(width, self._column(number))
            self._drawn[number] = [
                strip
                for line in lines
                for strip in Visual.to_strips(self, line or Content(" "), width, 1, style, pad=True)
            ]
        return self._drawn[number]

    def notify_style_update(self) -> None:
        """Another theme: drawn anew."""
        self._drawn.clear()
        super().notify_style_update()

    def watch_has_focus(self, has_focus: bool) -> None:
        """The bar shows where the keys go."""
        self._drawn.pop(self.at, None)
        super().watch_has_focus(has_focus)

    def redraw(self) -> None:
        """Draw again what is seen."""
        self._drawn.clear()
        self.refresh()

    # Moving

    def watch_at(self, before: int, at: int) -> None:
        """The bar has moved."""
        for number in (before, at):
            self._drawn.pop(number, None)
        self.refresh()
        self.refresh_bindings()
        self.bar_moved()

    def bar_moved(self) -> None:
        """For views that show more of what is under the bar."""

    def _keep_in_view(self) -> None:
        if not 0 <= self.at < len(self.blocks):
            return
        top, height = self._laid.starts[self.at], self.blocks[self.at].height
        if all(not block.key for block in self.blocks[: self.at]):
            top, height = 0, top + height  # the headings above the first one come along
        room = self.scrollable_content_region.height
        y = self.scroll_offset.y
        if height >= room or top < y:
            y = top
        elif top + height > y + room:
            y = top + height - room
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def action_go(self, by: int) -> None:
        """To the next block or the one before; first through one taller than the view."""
        y, room = self.scroll_offset.y, self.scrollable_content_region.height
        if 0 <= self.at < len(self.blocks):
            top = self._laid.starts[self.at]
            bottom = top + self.blocks[self.at].height
            if (by > 0 and bottom > y + room) or (by < 0 and top < y):
                self.scroll_to(y=y + by * _STEP, animate=False, immediate=True)
                return
        at = self.at + by
        while 0 <= at < len(self.blocks) and not self.blocks[at].key:
            at += by
        if 0 <= at < len(self.blocks):
            self.at = at
            self._keep_in_view()
        else:
            self.scroll_to(y=y + by * _STEP, animate=False, immediate=True)

    def action_page(self, by: int) -> None:
        """By a page; the bar comes along."""
        room = self.scrollable_content_region.height
        y = min(max(self.scroll_offset.y + by * room, 0), max(self._laid.height - room, 0))
        self.scroll_to(y=y, animate=False, immediate=True)
        starts = self._laid.starts
        seen = [
            n for n, b in enumerate(self.blocks) if b.key and y <= starts[n] <= y + room - b.height
        ]
        if seen:
            self.at = seen[0]

    def action_end(self, by: int) -> None:
        """To the first or the last block."""
        keyed = [n for n, block in enumerate(self.blocks) if block.key]
        if keyed:
            self.at = keyed[0 if by < 0 else -1]
            self._keep_in_view()
        else:
            self.scroll_to(y=0 if by < 0 else self._laid.height, animate=False)

    def jump(self, mark: str, by: int) -> None:
        """To the next heading of a kind, or the one before: its first block gets the bar."""
        marks = [n for n, block in enumerate(self.blocks) if block.mark and mark in block.mark]
        keyed = [n for n, block in enumerate(self.blocks) if block.key]
        firsts = [next((n for n in keyed if n > at), None) for at in marks]
        starts = sorted({*keyed[:1], *(n for n in firsts if n is not None)})
        there = [n for n in starts if (n > self.at if by > 0 else n < self.at)]
        if there:
            self.at = there[0] if by > 0 else there[-1]
            head = max((n for n in marks if n < self.at), default=0)
            self.scroll_to(y=self._laid.starts[head] if self.at != keyed[0] else 0, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter needs something to choose; ← and → a picture."""
        block = self.blocks[self.at] if 0 <= self.at < len(self.blocks) else None
        if action == "across":
            return bool(block and block.columns)
        return action != "choose" or bool(block and block.key and not block.columns)

    def action_across(self, by: int) -> None:
        """To another day of the picture."""
        block = self.blocks[self.at]
        self._columns[block.key] = min(max(self.column + by, 0), block.columns - 1)
        self._drawn.pop(self.at, None)
        self.refresh()

    def action_choose(self) -> None:
        """Choose what is under the bar."""
        if self.key and not self.blocks[self.at].columns:
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """A click chooses, as in every list."""
        at = event.y + self.scroll_offset.y
        if not 0 <= at < self._laid.height:
            return
        number = bisect_right(self._laid.starts, at) - 1
        if self.blocks[number].key:
            self.at = number
            self.action_choose()
