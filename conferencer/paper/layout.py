"""Which papers there are, and what each of so many slips has of one.

Lengths are millimetres, sizes of type points. Cut lines stand at whole halves and quarters of the
sheet, so that a stack can be cut at once; printing must not scale it.
"""

from dataclasses import dataclass

from conferencer.core.errors import AskedWronglyError

MM = 72 / 25.4
"""Points in a millimetre."""
PAPERS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4), "a5": (148.0, 210.0), "roll80": (80.0, 0)}
"""Width and height; a roll is as long as its words."""
PAPER_NAMES = {"a4": "A4", "letter": "Letter", "a5": "A5", "roll80": "80 mm roll"}
COUNTS = (1, 2, 4, 8)
"""How many slips a page may have."""
LEAST = 8.0
"""No text is smaller; in large print none is smaller than `LEAST_LARGE`."""
LEAST_LARGE = 14.0


@dataclass(frozen=True)
class Layout:
    """How slips stand on their paper."""

    paper: str
    per_page: int
    columns: int
    rows: int
    margin: tuple[float, float, float]
    """Beside, above and below the words of one slip."""
    size: float
    """The usual type."""
    least: float
    """The smallest type, also for labels."""
    ruling: float
    """Between two lines to write on."""
    tear_off: str
    """`wide`: a line a word below a cut; `rows`: three short lines; `line`: one line for all."""
    inline: bool = False
    """Whether a label stands in the line of its words: little paper."""
    large: bool = False

    @property
    def wide(self) -> float:
        """The width of one slip, its margins with it."""
        return PAPERS[self.paper][0] / self.columns

    @property
    def high(self) -> float:
        """The height of one slip; 0 on a roll."""
        return PAPERS[self.paper][1] / self.rows

    @property
    def inner_wide(self) -> float:
        """What the words have."""
        return self.wide - 2 * self.margin[0]

    @property
    def inner_high(self) -> float:
        """What the words have; 0 on a roll."""
        return self.high - self.margin[1] - self.margin[2] if self.high else 0

    @property
    def is_roll(self) -> bool:
        """Whether the paper ends where the words end."""
        return not PAPERS[self.paper][1]


_SHEET = {
    1: Layout("a4", 1, 1, 1, (30, 26, 18), 16.5, 11.2, 10, "wide"),
    2: Layout("a4", 2, 1, 2, (22, 11, 9), 12.5, 8.6, 8, "rows"),
    4: Layout("a4", 4, 2, 2, (10, 9, 8), 10.5, LEAST, 7, "rows"),
    8: Layout("a4", 8, 2, 4, (8, 6, 5), 9.5, LEAST, 6.5, "line", inline=True),
}
_A5 = {
    1: Layout("a5", 1, 1, 1, (16, 14, 11), 12.5, 8.6, 8, "rows"),
    2: Layout("a5", 2, 1, 2, (12, 7, 6), 10.5, LEAST, 7, "line"),
    4: Layout("a5", 4, 2, 2, (6, 6, 5), 9, LEAST, 6.5, "line", inline=True),
}
_ROLL = Layout("roll80", 1, 1, 1, (4, 5, 8), 11, 11, 8, "rows")
_LARGE = {
    1: Layout("a4", 1, 1, 1, (22, 18, 14), 22, LEAST_LARGE, 13, "rows", large=True),
    2: Layout("a4", 2, 1, 2, (16, 8, 7), 18, LEAST_LARGE, 11, "line", inline=True, large=True),
}
_LARGE_A5 = Layout("a5", 1, 1, 1, (11, 9, 8), 18, LEAST_LARGE, 11, "line", inline=True, large=True)
_LARGE_ROLL = Layout("roll80", 1, 1, 1, (4, 5, 8), 18, 18, 10, "rows", large=True)


def layout_for(paper: str = "a4", per_page: int = 1, large: bool = False) -> Layout:
    """The layout for a paper, slips a page and large print (18 pt and more).

    Raises:
        AskedWronglyError: so many do not fit on this paper; the message says how many do.
    """
    from dataclasses import replace

    known = layouts_on(paper, large)
    found = next((one for one in known if one.per_page == per_page), None)
    if found is None:
        counts = " or ".join(str(one.per_page) for one in known)
        print_ = " in large print" if large else ""
        raise AskedWronglyError(
            "Too many for the paper",
            f"{PAPER_NAMES[paper]}{print_} takes {counts} a page, not {per_page}.",
        )
    return replace(found, paper=paper)


def nearest_layout(paper: str, per_page: int, large: bool = False) -> Layout:
    """The layout with the most slips a page that the paper takes, up to `per_page`."""
    fitting = [one.per_page for one in layouts_on(paper, large) if one.per_page <= per_page]
    return layout_for(paper, max(fitting), large)


def layouts_on(paper: str, large: bool = False) -> list[Layout]:
    """All layouts that a paper takes, fewest slips a page first."""
    if paper == "roll80":
        return [_LARGE_ROLL if large else _ROLL]
    if paper == "a5":
        return [_LARGE_A5] if large else list(_A5.values())
    return list((_LARGE if large else _SHEET).values())
