"""A learner's history as a page for people, in plain text or Markdown.

Supports are left out, and the learner's words stand apart from the teacher's.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from conferencer.core.dates import in_words
from conferencer.core.guide import FieldShape, Guide, conference_types, field_shape
from conferencer.core.history import History, Told
from conferencer.core.models import Goal, NextStep, Note
from conferencer.core.names import first_name, full_name
from conferencer.core.text import clean_line, clean_note, is_visible, isolated

_PROFILE = {"strength": "Strength", "interest": "Interest", "helps_me": "What helps"}
"""No supports: they are short actions for the teacher, not for a page."""
_SAID_OF_PEOPLE = ("goal_chosen_by", "step_owner")
"""Choices whose labels say *you*, which a page about somebody cannot."""
_DEPTHS = {"voice": 1, "item": 1, "detail": 2, "note": 2, "earlier": 3}
"""How far in each kind of block stands in plain text."""
_MARKDOWN = re.compile(r"[\\`*_\[\]{}<>&~|$#^@]|:(?=[\w+-]+:)|^[-+=]|(?<=\d)[.)](?=\s|$)")
"""What Markdown might read as its own; a backslash before it makes it literal (CommonMark 2.4)."""


@dataclass(frozen=True)
class Block:
    """One thing on the page."""

    kind: str
    """title, heading, subheading, voice, item with its details, or note with its earlier texts."""
    text: str
    label: str = ""
    """What the text answers."""
    about: str = ""
    """Which of several things the label is about, in a person's words."""


Guides = Mapping[str, Guide]
"""The teacher's guides by their keys, which name the fields."""


def history_text(history: History, today: date, guides: Guides | None = None) -> str:
    """The page as plain text."""
    return _joined(_as_text(block) for block in _Page(history, today, guides or {}).blocks())


def history_markdown(history: History, today: date, guides: Guides | None = None) -> str:
    """The page as Markdown in which everything that people wrote stands literally."""
    return _joined(_as_markdown(block) for block in _Page(history, today, guides or {}).blocks())


def _joined(blocks: Iterable[str]) -> str:
    return "\n".join(blocks) + "\n"


def _as_text(block: Block) -> str:
    first, *more = isolated(clean_note(block.text)).split("\n")
    if block.kind == "title":
        return f"{first}\n"
    if block.kind == "heading":
        return f"\n{first.upper()}"
    if block.kind == "subheading":
        return f"\n{first}"
    indent = "  " * _DEPTHS[block.kind]
    lines = [f"{indent}{_before(block, isolated)}{first}", *(f"{indent}    {s}" for s in more)]
    return "\n".join(line.rstrip() for line in lines)


def _as_markdown(block: Block) -> str:
    text = _literal(block.text)
    marks = {"title": ("# ", "\n"), "heading": ("\n## ", "\n"), "subheading": ("\n### ", "")}
    marks["voice"] = ("\n**", "**\n")
    if block.kind in marks:
        before, after = marks[block.kind]
        return f"{before}{text}{after}"
    indent = "  " if block.kind in ("detail", "earlier") else ""
    return f"{indent}- {_before(block, _literal)}" + text.replace("\n", f"\\\n{indent}  ")


def _before(block: Block, shown: Callable[[str], str]) -> str:
    if not block.label:
        return ""
    about = f" (“{shown(clean_line(block.about))}”)" if block.about else ""
    colon = "" if not about and block.label.endswith(("?", "…")) else ":"
    return f"{shown(block.label)}{about}{colon} "


def _literal(text: str) -> str:
    """People's text so that Markdown shows just that."""
    lines = (line.strip() for line in isolated(clean_note(text).strip()).split("\n"))
    return "\n".join(_MARKDOWN.sub(r"\\\g<0>", line) for line in lines)


class _Page:
    """What stands on the page, in its order."""

    def __init__(self, history: History, today: date, guides: Guides) -> None:
        self._history = history
        self._today = today
        self._guides = guides
        self._steps = {step.uid: step.text for step in history.next_steps}

    def blocks(self) -> Iterator[Block]:
        """All of it."""
        history = self._history
        yield Block("title", full_name(history.student))
        yield from self._about()
        if history.goals:
            yield Block("heading", "Goals")
        for goal in history.goals:
            yield from self._goal(goal)
        if history.next_steps:
            yield Block("heading", "Next steps")
        for step in history.next_steps:
            yield Block("item", step.text, _step_label(step))
        yield Block("heading", "Conferences" if history.conferences else "No conferences yet")
        for told in history.conferences:
            yield from self._conference(told)

    def _about(self) -> Iterator[Block]:
        student, classes = self._history.student, self._history.classes
        said = [
            ("Class" if len(classes) == 1 else "Classes", ", ".join(classes)),
            ("Grade", student.grade),
            ("Say the name", student.say_name),
            ("Pronouns", student.pronouns),
            ("Seen on", _dated(self._today)),
        ]
        said += [
            (f"{label} (said by the {entry.said_by})", entry.text)
            for kind, label in _PROFILE.items()
            for entry in self._history.profile
            if entry.kind == kind and entry.until is None
        ]
        yield from (Block("item", text, label) for label, text in said if is_visible(text))

    def _goal(self, goal: Goal) -> Iterator[Block]:
        yield Block("item", goal.wording, _goal_standing(goal))
        for text, label in ((goal.why, "It matters because"), (goal.sign, "The sign is")):
            if is_visible(text):
                yield Block("detail", text, label)
        for earlier in self._history.goal_revisions:
            if earlier.goal_id == goal.id:
                yield Block("detail", earlier.wording, _until(earlier.changed_at))
                if is_visible(earlier.why):
                    yield Block("detail", earlier.why, "Changed because")

    def _conference(self, told: Told) -> Iterator[Block]:
        conference = told.conference
        status = "DRAFT, not finished" if conference.status == "draft" else conference.status
        kind = conference_types().get(conference.type)
        minutes = round(conference.seconds / 60)
        length = f", {minutes} min" if minutes else ""
        about = f"{kind.name if kind else conference.type}{length}"
        yield Block("subheading", f"{_dated(conference.held_on)}: {status} ({about})")
        whose = {
            "learner": f"{first_name(self._history.student)}'s words",
            "teacher": "The teacher's words",
        }
        for voice, title in whose.items():
            notes = [note for note in told.notes if note.voice == voice]
            if notes:
                yield Block("voice", title)
            for note in notes:
                yield from self._note(note, told)
        yield from self._outcomes_without_notes(told)

    def _note(self, note: Note, told: Told) -> Iterator[Block]:
        shape = self._shape(note.field, told)
        name, _, which = note.field.partition(".")
        about = self._steps.get(which, "") if name.startswith("follow_up") else ""
        label = f"{shape.label} (step {which})" if which.isdecimal() else shape.label
        yield Block("note", self._in_words(shape, note.text), label, about)
        for earlier in told.revisions_of(note.field):
            text = self._in_words(shape, earlier.text)
            yield Block("earlier", text, _until(earlier.changed_at))

    def _shape(self, field: str, told: Told) -> FieldShape:
        guide = told.conference.guide
        return field_shape(field, self._guides.get(guide) or guide)

    def _in_words(self, shape: FieldShape, text: str) -> str:
        """A note's text; where it is a key of ours, what the key stands for."""
        if shape.key == "goal_about":
            return next((g.wording for g in self._history.goals if g.uid == text), text)
        if not is_visible(text):
            return "(nothing)"
        if shape.key.partition(".")[0] in _SAID_OF_PEOPLE:
            return text
        return next((option.label for option in shape.options if option.value == text), text)

    def _outcomes_without_notes(self, told: Told) -> Iterator[Block]:
        noted = {note.field for note in told.notes}
        for follow_up in told.follow_ups:
            step = self._history.step(follow_up.next_step_id)
            if step and f"follow_up_outcome.{step.uid}" not in noted:
                shape = self._shape("follow_up_outcome", told)
                yield Block(
                    "note", self._in_words(shape, follow_up.outcome), shape.label, step.text
                )


def _goal_standing(goal: Goal) -> str:
    since = f"{goal.status.capitalize()} since {_dated(goal.since)}"
    if goal.closed_on:
        dates = f"{_dated(goal.since)} to {_dated(goal.closed_on)}"
        since = f"{goal.status.capitalize()}, {dates}"
    chosen = {
        "learner": ", chosen by the learner",
        "teacher": ", chosen by the teacher",
        "together": ", chosen together",
    }
    return since + chosen.get(goal.chosen_by, "")


def _step_label(step: NextStep) -> str:
    due = f", due {_dated(step.due_on)}" if step.due_on else ""
    owner = {"teacher": ", by the teacher", "together": ", together", "family": ", by the family"}
    return f"{step.status.capitalize()}{due}{owner.get(step.owner, '')}"


def _dated(day: date) -> str:
    """The day with its year, whenever the page is read."""
    return f"{in_words(day, day)} {day.year}"


def _until(moment: datetime) -> str:
    return f"Earlier, until {_dated(moment.astimezone().date())}"
