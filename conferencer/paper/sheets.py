"""Pages about a learner or for the teacher, as plain data: what they say, in which order.

Each page is a `Sheet` of sections; `pdf.py`, `text.py` and `html.py` walk the same sections.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from conferencer.core.page_facts import GoalFacts, LearnerFacts
from conferencer.core.text import clean_line, clean_note, is_visible, isolated
from conferencer.paper.lines import fitted
from conferencer.paper.widths import print_width
from conferencer.paper.wording import Wording

_WIDTH = 44.0
"""A line of the page in its usual type, against its size."""


@dataclass(frozen=True)
class Item:
    """One thing in a section."""

    text: str
    aside: str = ""
    """Quiet words after it: a day, what came of it."""
    details: tuple[str, ...] = ()
    """Quiet lines below it."""
    mark: str = ""
    """`open` or `done` for a box; `said` for a learner's own words."""


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    label: str
    items: tuple[Item, ...] = ()
    to_write: int = 0
    """Lines to write on."""
    large: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page as it will be printed."""

    kind: str
    title: str
    name: str
    date: str
    sections: tuple[Section, ...]
    words: Wording
    hint: str = ""
    foot: str = ""
    pages: int = 1
    """How many pages it may take; 0 for as many as it needs."""
    cut: tuple[str, ...] = ()
    """The labels of what was cut."""
    own: bool = False
    """Whether it is the teacher's own paper, for nobody else."""


@dataclass
class _Cutter:
    """Cuts lists and texts to what a page can hold, and remembers which."""

    share: float
    """Of the usual limits."""
    cut: list[str] = field(default_factory=list)

    def some(self, label: str, texts: Sequence[str], most: int, lines: int) -> list[str]:
        """The first texts, each no longer than so many lines."""
        kept = [text for text in (_tidy(text) for text in texts) if text]
        most, lines = max(1, round(most * self.share)), max(1, round(lines * self.share))
        if len(kept) > most:
            self.cut.append(label)
        return [self.text(label, text, lines) for text in kept[:most]]

    def text(self, label: str, text: str, lines: int) -> str:
        """A text of so many lines at most."""
        short, was_cut = fitted(text, lines, _WIDTH, print_width)
        if was_cut:
            self.cut.append(label)
        return isolated(short)


SHARES = (1.0, 0.7, 0.5, 0.35, 0.25, 0.15, 0.08, 0.05)
"""Of what a page may hold, tried until it fits its pages."""
_FEW = 0.1
"""From this share on a page keeps only its most important sections."""
_MOST = {"family": (0, 1, -1), "learner": (0, 1, 2), "handover": (0, 2, 4)}


def family_page(facts: LearnerFacts, words: Wording, share: float = 1.0) -> Sheet:
    """Strengths first, the goal, the way so far, how a family can help: one page."""
    cutter = _Cutter(share)
    goals = [goal for goal in facts.goals if goal.status == "active"]
    steps = [step for step in facts.steps if step.owner != "teacher"]
    family = [step.text for step in facts.steps if step.owner == "family" and step.status == "open"]
    label = words.__getitem__
    strengths = cutter.some(label("strengths"), facts.strengths, 4, 4)
    told = {"done": "step_done", "changed": "step_changed", "open": "step_open"}
    shown = [step for step in steps if step.status != "changed"][: max(1, round(6 * share))]
    said = [said.text for said in facts.own_words]
    sections = [
        Section(label("strengths"), _items(strengths)),
        Section(
            label("working_towards"),
            _items(
                cutter.some(label("working_towards"), [g.wording for g in goals], 3, 4),
                large=True,
            ),
            large=True,
        ),
        Section(
            label("progress_made"),
            tuple(
                Item(
                    cutter.text(label("progress_made"), _tidy(step.text), max(1, round(3 * share))),
                    aside=label(told[step.status]),
                    mark="done" if step.status == "done" else "open",
                )
                for step in shown
            ),
        ),
        Section(label("own_words"), _items(cutter.some(label("own_words"), said, 2, 4), "said")),
        Section(
            label("how_you_can_help"),
            _items([*cutter.some(label("how_you_can_help"), family, 2, 3), *words.help_lines]),
        ),
    ]
    return _sheet(
        "family",
        label("family_title"),
        facts,
        words,
        sections,
        cutter,
        hint=label("family_intro"),
        foot=label("family_thanks"),
    )


def learner_page(facts: LearnerFacts, words: Wording, share: float = 1.0) -> Sheet:
    """A term or a year on one to two pages: strengths, goals, steps, the learner's own words."""
    cutter = _Cutter(share)
    steps = facts.steps[: max(2, round(14 * share))]
    if len(steps) < len(facts.steps):
        cutter.cut.append("Steps I tried")
    goals = facts.goals[: max(2, round(10 * share))]
    if len(goals) < len(facts.goals):
        cutter.cut.append("My goals")
    marks = {"done": "done", "open": "open", "changed": "open"}
    came = {"done": "done", "open": "still open", "changed": "changed"}
    said = facts.own_words[: max(1, round(8 * share))]
    if len(said) < len(facts.own_words):
        cutter.cut.append("In my own words")
    sections = [
        Section("My strengths", _items(cutter.some("My strengths", facts.strengths, 8, 3))),
        Section("My goals", tuple(_goal(goal, cutter, words, facts) for goal in goals)),
        Section(
            "Steps I tried",
            tuple(
                Item(
                    cutter.text("Steps I tried", _tidy(step.text), max(1, round(3 * share))),
                    aside=_joined(came[step.status], _day(step.set_on, facts, words)),
                    mark=marks[step.status],
                )
                for step in steps
            ),
        ),
        Section(
            "In my own words",
            tuple(
                Item(
                    cutter.text("In my own words", _tidy(one.text), max(1, round(4 * share))),
                    aside=_day(one.said_on, facts, words),
                    mark="said",
                )
                for one in said
            ),
        ),
    ]
    return _sheet("learner", "My page", facts, words, sections, cutter, pages=2)


def handover_page(facts: LearnerFacts, words: Wording, share: float = 1.0) -> Sheet:
    """Pass on the person: for whoever meets this learner next, with room for the learner's line."""
    cutter = _Cutter(share)
    now = [goal for goal in facts.goals if goal.status == "active"]
    met = [goal for goal in facts.goals if goal.status == "met"]
    steps = [step.text for step in facts.steps if step.status == "open"]
    some = cutter.some
    sections = [
        Section("Strengths", _items(some("Strengths", facts.strengths, 8, 3))),
        Section("Interests", _items(some("Interests", facts.interests, 6, 2))),
        Section("What helps", _items(some("What helps", facts.helps, 6, 3))),
        Section("Goals met", _items(some("Goals met", [g.wording for g in met], 6, 3))),
        Section("Goals now", _items(some("Goals now", [g.wording for g in now], 4, 3))),
        Section("Next steps under way", _items(some("Next steps under way", steps, 4, 2), "open")),
        Section("What I want you to know about me", to_write=4),
    ]
    return _sheet("handover", "Pass on the person", facts, words, sections, cutter)


def _sheet(
    kind: str,
    title: str,
    facts: LearnerFacts,
    words: Wording,
    sections: Sequence[Section],
    cutter: _Cutter,
    hint: str = "",
    foot: str = "",
    pages: int = 1,
) -> Sheet:
    there = [one for one in sections if one.items or one.to_write]
    if cutter.share < _FEW:
        kept = [sections[n] for n in _MOST[kind]]
        cutter.cut += [one.label for one in there if one not in kept and one.items]
        there = [one for one in there if one in kept]
    name, was_cut = fitted(
        " ".join(clean_line(facts.first_name).split()) or "—", 2, 18, print_width
    )
    cut = (["the name"] if was_cut else []) + cutter.cut
    spoken = _period(facts, words) if kind == "learner" else words.day_and_year(facts.until)
    return Sheet(
        kind=kind,
        title=title,
        name=isolated(name),
        date=spoken,
        sections=tuple(there),
        words=words,
        hint=hint,
        foot=foot,
        pages=pages,
        cut=tuple(dict.fromkeys(cut)),
    )


def _goal(goal: GoalFacts, cutter: _Cutter, words: Wording, facts: LearnerFacts) -> Item:
    since = f"since {_day(goal.since, facts, words)}"
    if goal.closed_on:
        since = f"{goal.status} {_day(goal.closed_on, facts, words)}"
    earlier = goal.earlier if cutter.share > _FEW else ()
    before = [f"before: {text}" for text in cutter.some("My goals", earlier, 3, 2)]
    return Item(
        cutter.text("My goals", _tidy(goal.wording), max(1, round(4 * cutter.share))),
        aside=since,
        details=tuple(before),
        mark="done" if goal.status == "met" else "",
    )


def _items(texts: Sequence[str], mark: str = "", large: bool = False) -> tuple[Item, ...]:
    return tuple(Item(text, mark=mark) for text in texts)


def _period(facts: LearnerFacts, words: Wording) -> str:
    return f"{words.day_and_year(facts.since)} – {words.day_and_year(facts.until)}"


def _day(day: date | None, facts: LearnerFacts, words: Wording) -> str:
    return words.day(day, facts.until) if day else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _tidy(text: str) -> str:
    """The text without empty lines; nothing when it has no visible character."""
    lines = (" ".join(line.split()) for line in clean_note(text).split("\n"))
    return "\n".join(line for line in lines if line) if is_visible(text) else ""


PAGES: dict[str, Callable[[LearnerFacts, Wording, float], Sheet]] = {
    "learner": learner_page,
    "family": family_page,
    "handover": handover_page,
}
"""The pages about one learner, by their kinds."""


# Pages about several learners: the teacher's own paper, and a group's


@dataclass(frozen=True)
class Turn:
    """A learner on a list, with the reason and the last steps."""

    name: str
    reason: str
    steps: Sequence[str] = ()


def tomorrow_page(day: str, class_name: str, turns: Sequence[Turn], words: Wording) -> Sheet:
    """Who is planned, with last steps: the teacher's own paper, and marked as such."""
    cutter = _Cutter(1)
    items = tuple(
        Item(
            isolated(turn.name),
            aside=isolated(turn.reason),
            details=tuple(cutter.some("Last steps", turn.steps, 3, 2)),
            mark="open",
        )
        for turn in turns
    )
    return Sheet(
        kind="tomorrow",
        title="The teacher’s own paper: not for the table",
        name=isolated(class_name),
        date=day,
        sections=(Section("Who is next", items),) if items else (),
        words=words,
        pages=0,
        cut=tuple(dict.fromkeys(cutter.cut)),
        own=True,
    )


def group_page(need: str, day: str, members: Sequence[Turn], words: Wording) -> Sheet:
    """A strategy group: what its members need just now, and room for what each will try."""
    cutter = _Cutter(1)
    items = tuple(
        Item(
            isolated(member.name),
            details=tuple(cutter.some("Steps", member.steps, 3, 2)),
            mark="open",
        )
        for member in members
    )
    return Sheet(
        kind="group",
        title="The teacher’s own paper: a group’s sheet",
        name=cutter.text("the need", _tidy(need) or "—", 2),
        date=day,
        sections=(Section("Who", items), Section("What we tried together", to_write=4)),
        words=words,
        pages=0,
        cut=tuple(dict.fromkeys(cutter.cut)),
        own=True,
    )
