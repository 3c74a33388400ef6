"""What one slip says: a learner's words under their labels, cut to the room that the paper has."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from conferencer.core.slips import SlipFacts, StepFacts
from conferencer.core.text import clean_line, clean_note, is_visible, isolated
from conferencer.paper.layout import Layout, layout_for
from conferencer.paper.lines import fitted
from conferencer.paper.parts import Line, Part, Slip
from conferencer.paper.qr import address_in, qr_code
from conferencer.paper.room import (
    BETWEEN,
    DAY_WIDTH,
    NAME_LINES,
    ON_A_ROLL,
    SHORT_WIDTH,
    TIGHTER,
    Limits,
    height,
    how_part,
    room_of,
    step_width,
)
from conferencer.paper.widths import print_width
from conferencer.paper.wording import Wording, listed, wording

__all__ = ["Look", "Slip", "cut_words", "slip_of"]


@dataclass(frozen=True)
class Look:
    """How a slip is to be printed."""

    layout: Layout
    words: Wording
    progress: bool = False
    """Whether the steps done on the way to the goal are drawn."""


def usual_look(paper: str = "a4", per_page: int = 1) -> Look:
    """In English, without a picture of progress."""
    return Look(layout_for(paper, per_page), wording())


def slip_of(facts: SlipFacts, look: Look | None = None, tighter: int = 0) -> Slip:
    """A slip, cut to the room that it has in its layout.

    Args:
        tighter: the first of the limits that are tried, in `TIGHTER`.
    """
    look = look or usual_look()
    writer = _Writer(_readable(facts), look)
    limits = ON_A_ROLL if look.layout.is_roll else TIGHTER
    for tight in range(min(tighter, len(limits) - 1), len(limits)):
        parts = writer.parts(limits[tight])
        tall = height(parts, writer.room, writer.qr_side)
        if tall <= writer.room.height:
            break
    name, cut = writer.name()
    return Slip(
        name=name,
        date=writer.date,
        parts=tuple(parts),
        words=look.words,
        layout=look.layout,
        cut=tuple(dict.fromkeys((*cut, *writer.cut))),
        left_out=writer.left_out,
        tight=tight,
        fullness=tall / writer.room.height,
    )


def cut_words(cuts: Iterable[str]) -> str:
    """One sentence that names the labels that were cut; empty when nothing was."""
    names = [f"“{label}”" for label in dict.fromkeys(cuts)]
    if not names:
        return ""
    was = "was" if len(names) == 1 else "were"
    return f"{listed(names)} {was} too long for the slip and {was} cut."


class _Writer:
    """Puts one learner's words into their parts, and remembers what it had to cut."""

    def __init__(self, facts: SlipFacts, look: Look) -> None:
        self.facts = facts
        self.words = look.words
        self.layout = look.layout
        self.progress = look.progress
        self.how = how_part(look.words)
        self.date = look.words.day_and_year(facts.held_on)
        self.room = room_of(look.layout, self.how, self.date)
        self.cut: list[str] = []
        self.limits = TIGHTER[0]
        self.address = address_in(f"{facts.resource} {facts.helper}")
        code = qr_code(self.address, self.layout.tear_off) if self.address else None
        self.qr_side = code.side if code else 0.0
        self.left_out = (
            ("The link is too long for a QR code on this paper.",)
            if self.address and not code
            else ()
        )

    def name(self) -> tuple[str, tuple[str, ...]]:
        """The name as it fits, and what to say when it had to be cut."""
        said = self.facts.first_name or "—"
        name, was_cut = fitted(said, NAME_LINES, self.room.name_width, print_width)
        return isolated(name), ("the name",) if was_cut else ()

    def parts(self, limits: Limits) -> list[Part]:
        """The parts in their order, without those that would be empty."""
        self.cut, self.limits = [], limits
        facts = self.facts
        shown = facts.steps[: limits.steps]
        days = [self._day_of(step) for step in shown]
        shared = days[0] if len(set(days)) == 1 else ""
        meeting = (
            self.words.day(facts.next_meeting, facts.held_on)
            if facts.next_meeting
            else facts.next_meeting_words
        )
        rest = {
            "help": facts.helper or facts.resource,
            "next_meeting": meeting,
            "progress": self.progress and facts.goal and facts.goal_steps[1],
        }
        if not limits.rest:
            self.cut += [self.words[key] for key, said in rest.items() if said]
            few = (
                self._part("my_goal", limits.words, facts.goal),
                self._steps(shown, [] if shared else days),
                self._part("by_when", 1, shared, width=SHORT_WIDTH),
            )
            return [*(part for part in few if part.lines), self.how]
        parts: tuple[Part, ...] = (
            self._strength(),
            self._part("my_goal", limits.words, facts.goal),
            self._progress(),
            self._steps(shown, [] if shared else days),
            self._help(),
            self._part("by_when", 1, shared, width=SHORT_WIDTH),
            self._part("next_meeting", 1, meeting, width=SHORT_WIDTH),
        )
        return [*(part for part in parts if part.lines or part.steps), self.how]

    def _day_of(self, step: StepFacts) -> str:
        return self.words.day(step.due_on, self.facts.held_on) if step.due_on else step.due_words

    def _strength(self) -> Part:
        if self.facts.strength and not self.limits.strength:
            self.cut.append(self.words["my_strength"])
            return Part("my_strength", "")
        return self._part("my_strength", self.limits.words, self.facts.strength)

    def _progress(self) -> Part:
        done, steps = self.facts.goal_steps
        if not self.progress or not self.facts.goal or not steps:
            return Part("progress", "")
        if not self.limits.progress:
            self.cut.append(self.words["progress"])
            return Part("progress", "")
        label = self.words["progress"]
        return Part(
            "progress",
            label,
            done=done,
            steps=steps,
            lines=(Line(self.words.steps_done(done, steps)),),
        )

    def _help(self) -> Part:
        facts = self.facts
        width = self.room.width
        if self.qr_side:
            width -= self.room.ems((self.qr_side + 3) * 72 / 25.4)
        texts = dict.fromkeys((facts.helper, facts.resource))
        part = self._part("help", self.limits.help, *texts, width=width)
        return replace(part, link=self.address if self.qr_side else "")

    def _part(self, key: str, lines: int, *texts: str, width: float = 0) -> Part:
        label = self.words[key]
        width = min(width or self.room.width, self.room.width)
        kept = [self._fit(label, text, lines, width, key) for text in texts if text]
        return Part(key, label, tuple(Line(text) for text in kept))

    def _steps(self, shown: "tuple[StepFacts, ...]", days: list[str]) -> Part:
        label = self.words["my_next_step" if len(self.facts.steps) == 1 else "my_next_steps"]
        if len(shown) < len(self.facts.steps):
            self.cut.append(label)
        width = step_width(self.room, max(len(shown), 1), any(days))
        lines = []
        for number, step in enumerate(shown):
            day = days[number] if days else ""
            lines.append(
                Line(
                    text=self._fit(label, step.text, self.limits.step, width),
                    by_when=self._fit(self.words["by_when"], day, 1, DAY_WIDTH),
                    details=self._details(label, step),
                )
            )
        return Part("my_next_steps", label, tuple(lines), aside=self.words["by_when"])

    def _details(self, label: str, step: StepFacts) -> tuple[str, ...]:
        said = (("when", step.when_cue), ("who", self.words.owner(step.owner)))
        details = [(self.words[key], text) for key, text in said if text]
        if details and not self.limits.details:
            self.cut.append(label)
            return ()
        width = self.room.width - 5
        return tuple(_named(name, self._fit(label, text, 1, width)) for name, text in details)

    def _fit(self, label: str, text: str, lines: int, width: float, key: str = "") -> str:
        inline = bool(key) and self.layout.inline
        if lines == 1 or inline:
            text = text.replace("\n", " ")
        before = label + BETWEEN if inline and width == self.room.width else ""
        text, was_cut = fitted(before + text, lines, width, print_width)
        if was_cut:
            self.cut.append(label)
        return isolated(text[len(before) :])


def _named(name: str, text: str) -> str:
    """The text after its name, which it may have brought itself: *When I get stuck*."""
    return text if text.casefold().startswith(f"{name} ".casefold()) else f"{name}: {text}"


def _readable(facts: SlipFacts) -> SlipFacts:
    """The facts without what cannot be seen: such a text counts as not said."""
    steps = tuple(
        replace(
            step,
            text=_visible(step.text),
            when_cue=_visible(step.when_cue),
            due_words=_visible(step.due_words),
        )
        for step in facts.steps
        if _visible(step.text)
    )
    return replace(
        facts,
        first_name=" ".join(_visible(clean_line(facts.first_name)).split()),
        strength=_visible(facts.strength),
        goal=_visible(facts.goal),
        steps=steps,
        helper=_visible(facts.helper),
        resource=_visible(facts.resource),
        next_meeting_words=_visible(facts.next_meeting_words),
    )


def _visible(text: str) -> str:
    """The text without empty lines; nothing when it has no visible character."""
    lines = (" ".join(line.split()) for line in clean_note(text).split("\n"))
    return "\n".join(line for line in lines if line) if is_visible(text) else ""
