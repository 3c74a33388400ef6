"""The sheet on which a learner prepares for the next conference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from conferencer.core.text import clean_line, isolated
from conferencer.paper.lines import fitted
from conferencer.paper.parts import Line, Part, Slip
from conferencer.paper.room import NAME_LINES, room_of
from conferencer.paper.slip import Look
from conferencer.paper.widths import print_width

_QUESTIONS = ("where_now", "where_going", "how_there")


@dataclass(frozen=True)
class BeforeFacts:
    """What the sheet may know of a learner."""

    student_id: int
    first_name: str
    day: date
    """For which day it is printed."""
    steps: Sequence[str] = ()
    """Next steps that are still open, the latest first."""


def before_slip(facts: BeforeFacts, look: Look) -> Slip:
    """The three questions in the learner's language, each with room to write."""
    words, layout = look.words, look.layout
    dated = words.day_and_year(facts.day)
    room = room_of(layout, None, dated)
    said = " ".join(clean_line(facts.first_name).split()) or "—"
    name, name_cut = fitted(said, NAME_LINES, room.name_width, print_width)
    cut = ["the name"] if name_cut else []
    parts = []
    step = facts.steps[0].replace("\n", " ") if facts.steps else ""
    if step:
        text, was_cut = fitted(step, 1 if layout.inline else 3, room.width, print_width)
        if was_cut:
            cut.append(words["last_step"])
        parts.append(Part("last_step", words["last_step"], (Line(isolated(text)),)))
    parts += [Part("question", words[key], to_write=("",)) for key in _QUESTIONS]
    return Slip(
        name=isolated(name),
        date=dated,
        parts=tuple(parts),
        words=words,
        layout=layout,
        title=words["before_title"],
        hint="" if layout.inline else words["before_hint"],
        cut=tuple(cut),
    )
