"""A class's slips, each measured as it will be printed and made to fit its paper."""

from collections.abc import Sequence

from conferencer.core.slips import SlipFacts
from conferencer.paper.parts import Slip
from conferencer.paper.pdf import as_json, asked_of, has_typst, slip_data
from conferencer.paper.slip import Look, slip_of

_FULL = 0.8
"""Of the room, by count; slips with fewer words fit without being measured (`test_fit.py`)."""
_ENOUGH = -0.5
"""Points."""


def slips_of(facts: Sequence[SlipFacts], look: Look) -> list[Slip]:
    """A slip for each, in order. Words are counted first; what is nearly full is then measured.

    Counting is a hundred times quicker, but only the print itself knows how wide a letter of every
    script is.
    """
    slips = [slip_of(one, look) for one in facts]
    doubtful = [n for n, slip in enumerate(slips) if slip.fullness > _FULL or slip.cut]
    if look.layout.is_roll or not has_typst():
        return slips
    while doubtful:
        free = _free([slips[n] for n in doubtful])
        doubtful = [n for n, points in zip(doubtful, free, strict=True) if points < _ENOUGH]
        tightened = []
        for n in doubtful:
            tighter = slip_of(facts[n], look, slips[n].tight + 1)
            if tighter.tight > slips[n].tight:
                slips[n] = tighter
                tightened.append(n)
        doubtful = tightened
    return slips


def _free(slips: Sequence[Slip]) -> list[float]:
    """How much height each slip leaves in the smallest type, in points; less than 0: too little."""
    found = asked_of("slips.typ", as_json(slip_data(slips, measure=True)), "<free>")
    return [float(str(value)) for value in found]
