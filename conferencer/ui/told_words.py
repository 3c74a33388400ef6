"""A finished conference in words: every note under its pane, as people read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from conferencer.core.dates import in_words
from conferencer.core.goals import wording_then
from conferencer.core.guide import FieldShape, Guide, field_shape, panes_for
from conferencer.core.history import Told
from conferencer.core.models import NextStep
from conferencer.core.next_steps import steps_called, understood
from conferencer.core.text import first_line, isolated
from conferencer.ui.desk import Desk
from conferencer.ui.widgets.note_view import Said

GOAL_ABOUT = "goal_about"
"""The one field that holds a reference, not words."""
_FOLLOW_UPS = ("follow_up", "follow_up_outcome")
_LABEL = 120
"""Characters of a step that stand in a label."""


@dataclass(frozen=True)
class PaneTold:
    """A pane's title, and what was said on it."""

    title: str
    notes: Sequence[Said]


def told_in_words(desk: Desk, told: Told) -> list[PaneTold]:
    """The notes in the order of the panes; a pane without notes is left out."""
    reader = _Reader(desk, told)
    panes = []
    for pane in panes_for("full", reader.guide):
        own = [field.key for field in pane.fields]
        panes.append(PaneTold(pane.title, reader.notes([*_also(pane.key), *own])))
    panes.append(PaneTold("Also said", reader.rest()))
    return [pane for pane in panes if pane.notes]


def _also(pane: str) -> list[str]:
    return [GOAL_ABOUT] if pane == "going" else []


class _Reader:
    """Puts one conference's notes into words."""

    def __init__(self, desk: Desk, told: Told) -> None:
        self.desk, self.told = desk, told
        self.guide: Guide = desk.guide(told.conference.guide)
        self._left = [note.field for note in told.notes]
        self._steps = self._followed_up()

    def _followed_up(self) -> dict[str, NextStep]:
        uids = {f.partition(".")[2] for f in self._left if f.partition(".")[0] in _FOLLOW_UPS}
        return steps_called(self.desk.notebook, uids) if uids else {}

    def notes(self, names: Sequence[str]) -> list[Said]:
        """The notes of a pane's fields; the fields of one step, or follow-up, stay together."""
        own = [field for field in self._left if field.partition(".")[0] in names]
        self._left = [field for field in self._left if field not in own]
        uids = list(self._steps)

        def place(field: str) -> tuple[int, int]:
            name, _, which = field.partition(".")
            group = int(which) if which.isdecimal() else int(name.startswith("step"))
            if which in self._steps:
                group = uids.index(which)
            return group, names.index(name)

        return [self._said(field) for field in sorted(own, key=place)]

    def rest(self) -> list[Said]:
        """Notes of fields that no pane has."""
        return [self._said(field) for field in self._left]

    def _said(self, field: str) -> Said:
        note = next(note for note in self.told.notes if note.field == field)
        shape = field_shape(field, self.guide)
        today = self.desk.today()
        earlier = [
            (in_words(r.changed_at.astimezone().date(), today), self._in_words(shape, r.text))
            for r in reversed(self.told.revisions_of(field))
        ]
        words = self._in_words(shape, note.text)
        quoted = shape.kind in ("note", "line") and field != GOAL_ABOUT
        return Said(field, note.voice, self._label(shape), words, note.text, quoted, earlier)

    def _label(self, shape: FieldShape) -> str:
        name, _, which = shape.key.partition(".")
        followed_up = f"follow_up_outcome.{which}" in self.told.words()
        if (step := self._steps.get(which)) and not (name == "follow_up" and followed_up):
            return f"{shape.label}  {isolated(first_line(step.text, _LABEL))}"
        return f"{which}. {shape.label}" if name == "step" and which else shape.label

    def _in_words(self, shape: FieldShape, text: str) -> str:
        if not text.strip():
            return ""
        if shape.key == GOAL_ABOUT:
            conference = self.told.conference
            moment = conference.finished_at or conference.started_at
            return wording_then(self.desk.notebook, text, moment)
        if shape.kind == "choice":
            return next((o.label for o in shape.options if o.value == text), text)
        if shape.kind == "date":
            return self._day_in_words(text)
        return text

    def _day_in_words(self, text: str) -> str:
        held_on = self.told.conference.held_on
        day = understood(text, held_on, self.desk.settings.day_first)
        return f"{text.strip()} → {in_words(day, held_on)}" if day else text
