"""What one slip says: a learner's words under their labels, cut to the room that the paper has."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from conferencer.core.dates import in_words
from conferencer.core.slips import SlipFacts, StepFacts
from conferencer.core.text import clean_line, clean_note, is_visible, isolated
from conferencer.paper.lines import fitted
from conferencer.paper.parts import Line, Part, Slip, labels
from conferencer.paper.room import (
    DAY_WIDTH,
    NAME_LINES,
    NAME_WIDTH,
    ROOMS,
    SHORT_WIDTH,
    TIGHTER,
    Limits,
    Room,
    height,
    print_width,
    step_width,
)

__all__ = ["Slip", "cut_words", "slip_of"]


def slip_of(facts: SlipFacts, per_page: int = 1) -> Slip:
    """A slip, cut to the room that each of `per_page` (1 or 4) slips has."""
    room, facts = ROOMS[per_page], _readable(facts)
    for limits in TIGHTER:
        writer = _Writer(facts, room, limits)
        parts = writer.parts()
        if height(parts, room) <= room.height:
            break
    name = fitted(facts.first_name or "—", NAME_LINES, NAME_WIDTH, print_width).text
    return Slip(
        name=isolated(name),
        date=f"{in_words(facts.held_on, facts.held_on)} {facts.held_on.year}",
        parts=tuple(parts),
        cut=tuple(dict.fromkeys(writer.cut)),
    )


def cut_words(cuts: Iterable[str]) -> str:
    """One sentence that names the labels that were cut; empty when nothing was."""
    names = [f"“{label}”" for label in dict.fromkeys(cuts)]
    if not names:
        return ""
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    was = "was" if len(names) == 1 else "were"
    return f"{listed} {was} too long for the slip and {was} cut."


class _Writer:
    """Puts one learner's words into their parts, and remembers what it had to cut."""

    def __init__(self, facts: SlipFacts, room: Room, limits: Limits) -> None:
        self.facts = facts
        self.room = room
        self.limits = limits
        self.cut: list[str] = []

    def parts(self) -> list[Part]:
        """The parts in their order, without those that would be empty."""
        facts, limits = self.facts, self.limits
        days = [_day(step.due_on, step.due_words, facts.held_on) for step in facts.steps]
        shared = days[0] if len(set(days)) == 1 else ""
        meeting = _day(facts.next_meeting, facts.next_meeting_words, facts.held_on)
        parts = (
            self._part("my_strength", limits.words, facts.strength),
            self._part("my_goal", limits.words, facts.goal),
            self._steps([] if shared else days),
            self._part("help", limits.help, *dict.fromkeys((facts.helper, facts.resource))),
            self._part("by_when", 1, shared, width=SHORT_WIDTH),
            self._part("next_meeting", 1, meeting, width=SHORT_WIDTH),
        )
        how_did_it_go = Part("how_did_it_go", labels()["how_did_it_go"])
        return [*(part for part in parts if part.lines), how_did_it_go]

    def _part(self, key: str, lines: int, *texts: str, width: float = 0) -> Part:
        label = labels()[key]
        kept = [self._fit(label, text, lines, width or self.room.width) for text in texts if text]
        return Part(key, label, tuple(Line(text) for text in kept))

    def _steps(self, days: list[str]) -> Part:
        steps = self.facts.steps
        label = labels()["my_next_step" if len(steps) == 1 else "my_next_steps"]
        width = step_width(self.room, max(len(steps), 1), any(days))
        lines = []
        for number, step in enumerate(steps):
            day = days[number] if days else ""
            lines.append(
                Line(
                    text=self._fit(label, step.text, self.limits.step, width),
                    by_when=self._fit(labels()["by_when"], day, 1, DAY_WIDTH),
                    details=self._details(label, step),
                )
            )
        return Part("my_next_steps", label, tuple(lines))

    def _details(self, label: str, step: StepFacts) -> tuple[str, ...]:
        said = (("when", step.when_cue), ("who", labels().get(f"owner_{step.owner}", "")))
        details = [(labels()[key], text) for key, text in said if text]
        if details and not self.limits.details:
            self.cut.append(label)
            return ()
        width = self.room.width - 8
        return tuple(_named(name, self._fit(label, text, 1, width)) for name, text in details)

    def _fit(self, label: str, text: str, lines: int, width: float) -> str:
        if lines == 1:
            text = text.replace("\n", " ")
        text, was_cut = fitted(text, lines, width, print_width)
        if was_cut:
            self.cut.append(label)
        return isolated(text)


def _named(name: str, text: str) -> str:
    """The text after its name, which it may have brought itself: *When I get stuck*."""
    return text if text.casefold().startswith(f"{name} ".casefold()) else f"{name}: {text}"


def _day(day: date | None, as_typed: str, held_on: date) -> str:
    return in_words(day, held_on) if day else as_typed


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
