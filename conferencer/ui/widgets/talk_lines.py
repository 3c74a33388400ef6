"""One conference in lines: when, the learner's words, what was taught, its steps."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from textual.content import Content

from conferencer.core.dates import in_words, nearby
from conferencer.core.text import first_line, isolated
from conferencer.core.threads import Answer, Talk, Thread
from conferencer.ui.widgets.note_view import QUIET

LEARNER_FIRST = (
    "victories",
    "lessons_learned",
    "needs_and_concerns",
    "my_strength",
    "goal",
    "step",
)
"""Which of the learner's words stand in the timeline: the first that were said."""
TAUGHT_FIRST = ("taught", "strategy")
"""What was taught, or the name of it."""
TEACHER_FIRST = ("noticed", "strength", "looked_at")
"""What stands there where nothing was taught."""
SAID_BY = {"learner": LEARNER_FIRST, "teacher": (*TAUGHT_FIRST, *TEACHER_FIRST)}
"""Whose line of words a conference has, when one of these fields holds any."""
STATUS = {
    "draft": "unfinished",
    "absent": "absent",
    "declined": "declined",
    "postponed": "put off",
}
"""How a conference that was not met is called."""
OUTCOMES = {
    "done": "✓ done",
    "some": "◐ some of it",
    "not_yet": "○ not yet",
    "changed": "→ changed",
}
"""What came of a step, with a shape of its own."""
LONGEST = 300
"""Characters of a note that a row may need; the screen cuts them to its width."""
_DATE_CELLS = 17


class TalkInLines:
    """Puts a conference into lines: how many is known before any of them is drawn.

    Args:
        types: a type's key -> its name.
        read: the words of a conference, asked only once it is seen.
        roomy: whether an empty line follows.
    """

    def __init__(
        self,
        today: date,
        types: Mapping[str, str],
        read: Callable[[Talk], Mapping[str, str]] = lambda talk: talk.words,
        roomy: bool = True,
    ) -> None:
        self.today, self.types, self.read, self.roomy = today, types, read, roomy

    def height(self, talk: Talk) -> int:
        """How many lines it takes."""
        if not self.roomy:
            return 1 + ("learner" in talk.said) + len(talk.sets)
        return (
            1
            + ("learner" in talk.said)
            + ("teacher" in talk.said)
            + len(talk.answers)
            + len(talk.sets)
            + 1
        )

    def lines(self, talk: Talk, width: int) -> list[Content]:
        """The lines, none wider than `width`.

        Where there is little room, what was taught stands beside the date, and what came of a
        step only with the conference that set it.
        """
        words = self.read(talk)
        label, taught = _teacher(words)
        lines = [self._head(talk, "" if self.roomy else label + taught, width)]
        if "learner" in talk.said:
            said = first_said(words, LEARNER_FIRST)
            quoted = f"“{isolated(cut(said, width - 4))}”"
            lines.append(Content.assemble(("▎ ", "$accent"), quoted))
        if self.roomy and "teacher" in talk.said:
            room = width - 2 - len(label)
            lines.append(Content.styled(f"  {label}{isolated(cut(taught, room))}", QUIET))
        if self.roomy:
            lines += [self._answered(thread, answer, width) for thread, answer in talk.answers]
        lines += [self._set(thread, width) for thread in talk.sets]
        if self.roomy:
            lines.append(Content(""))
        return lines

    def _head(self, talk: Talk, taught: str, width: int) -> Content:
        kind = self.types.get(talk.type, talk.type)
        minutes = f" · {talk.minutes} min" if talk.minutes else ""
        parts: list[Content | str | tuple[str, str]] = [
            (nearby(talk.held_on, self.today).ljust(_DATE_CELLS), "bold"),
            (kind + minutes, QUIET),
        ]
        if status := STATUS.get(talk.status, ""):
            style = "bold $accent" if talk.status == "draft" else QUIET
            parts.append((f"  {status}", style))
        head = Content.assemble(*parts)
        room = width - head.cell_length - 2
        if taught and room > 8:
            head = Content.assemble(head, (f"  {isolated(cut(taught, room))}", QUIET))
        return head

    def _answered(self, thread: Thread, answer: Answer, width: int) -> Content:
        came = OUTCOMES.get(answer.outcome, answer.outcome)
        since = f"from {nearby(thread.set_on, self.today)}  " if thread.set_on else ""
        return _with_end(("← " + since, QUIET), thread.text, "  " + came, width)

    def _set(self, thread: Thread, width: int) -> Content:
        return _with_end(("↳ ", "$primary"), thread.text, "  " + self.came_of(thread), width)

    def came_of(self, thread: Thread) -> str:
        """What became of a step, in words."""
        answer = thread.answers[-1] if thread.answers else None
        if answer:
            sign, _, words = OUTCOMES.get(answer.outcome, f" {answer.outcome}").partition(" ")
            return f"{sign} {words} on {in_words(answer.on, self.today)}"
        if thread.status == "open":
            due = f", by {nearby(thread.due_on, self.today)}" if thread.due_on else ""
            return f"○ open{due}"
        return "✓ done" if thread.status == "done" else "→ changed"


def _with_end(head: tuple[str, str], text: str, end: str, width: int) -> Content:
    """A line whose end stays: the text in the middle is cut where it is too long."""
    before, after = Content.styled(*head), Content.styled(end, QUIET)
    room = max(width - before.cell_length - after.cell_length, 8)
    words = isolated(cut(first_line(text, LONGEST), room))
    return Content.assemble(before, words, after)


def cut(text: str, width: int) -> str:
    """One line of at most `width` cells; what was cut ends in …

    Cut before it is isolated: a bidi control that lost its end would reach beyond its own text.
    """
    content = Content(text)
    if content.cell_length <= width:
        return text
    return content.truncate(max(width, 1), ellipsis=True).plain


def places_of(talk: Talk, thread: Thread, roomy: bool) -> list[int]:
    """In which of a conference's lines a thread stands, from its first."""
    top = 1 + ("learner" in talk.said)
    answered = [one.step_id for one, _ in talk.answers]
    sets = [one.step_id for one in talk.sets]
    if roomy:
        top += "teacher" in talk.said
        sets = answered + sets
    places = [top + n for n, step_id in enumerate(sets) if step_id == thread.step_id]
    return places or ([0] if thread.step_id in answered else [])


def _teacher(words: Mapping[str, str]) -> tuple[str, str]:
    """What was taught, with its label; else what the teacher noticed."""
    if taught := first_said(words, TAUGHT_FIRST):
        return "taught  ", taught
    return "", first_said(words, TEACHER_FIRST)


def first_said(words: Mapping[str, str], fields: Iterable[str]) -> str:
    """The first line of the first of these fields that says anything."""
    lines = (first_line(words.get(name, ""), LONGEST) for name in fields)
    return next((line for line in lines if line), "")
