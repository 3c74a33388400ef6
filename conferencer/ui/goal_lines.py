"""Goals as threads, in lines: wording, why, who chose it, what hangs on it, how it ended."""

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from conferencer.core.dates import in_words
from conferencer.core.goal_threads import GoalThread
from conferencer.core.text import isolated
from conferencer.core.threads import Talk
from conferencer.ui.learner_room import LearnerRoom
from conferencer.ui.widgets.lines_view import Block, block_of, wrapped
from conferencer.ui.widgets.note_view import QUIET
from conferencer.ui.widgets.talk_lines import TalkInLines, cut

CHOSEN_BY = {"learner": "the learner", "together": "both together", "teacher": "the teacher"}
"""Who chose a goal."""
ENDED = {"met": "✓ met", "parked": "‖ parked", "changed": "→ changed"}
"""How a goal ended, with a shape of its own."""
_LABEL = 14
_INDENT = 2


def goal_lines(room: LearnerRoom, width: int) -> list[Block]:
    """One block a goal, under *Goals now* and *Before*."""
    blocks: list[Block] = []
    heading = ""
    for thread in room.goals:
        under = "Goals now" if thread.goal.status == "active" else "Before"
        if under != heading:
            heading = under
            blocks.append(block_of([Content.styled(heading, f"bold {QUIET}"), Content("")]))
        lines = list(_lines(thread, room, min(width, 110)))
        blocks.append(block_of(lines, f"goal-{thread.goal.id}"))
    if not blocks:
        nothing = "No goal yet. The learner chooses one in a conference, or press n."
        blocks.append(block_of(wrapped(Content.styled(nothing, QUIET), width)))
    return blocks


def _lines(thread: GoalThread, room: LearnerRoom, width: int) -> Iterator[Content]:
    goal, today = thread.goal, room.desk.today()
    yield from wrapped(Content.styled(isolated(goal.wording), "bold"), width)
    yield Content.styled(" " * _INDENT + _standing(thread, today), QUIET)
    told = (
        ("why", goal.why),
        ("will know", goal.sign),
        ("chosen by", CHOSEN_BY.get(goal.chosen_by, goal.chosen_by)),
        ("subject", goal.subject),
        ("by", in_words(goal.target_on, today) if goal.target_on else ""),
        *(("tied to" if number == 0 else "", text) for number, text in enumerate(thread.tied_to)),
        ("helped by", " · ".join(thread.helped_by)),
    )
    for label, text in told:
        yield from _labelled(label, text, width)
    for revision in reversed(thread.revisions):
        until = in_words(revision.changed_at.astimezone().date(), today)
        because = f"  ({revision.why})" if revision.why else ""
        yield from _labelled("before", f"{revision.wording}{because}, until {until}", width)
    for other in thread.merged:
        since = in_words(other.since, today)
        yield from _labelled("same as", f"{other.wording}, since {since}", width)
    yield from _steps(thread, TalkInLines(today, room.types), width, today)
    if thread.talks:
        days = " · ".join(_day(talk, today) for talk in thread.talks)
        yield from _labelled("talked about", days, width)
    yield Content("")


def _standing(thread: GoalThread, today: date) -> str:
    goal = thread.goal
    since = f"since {in_words(goal.since, today)}"
    if goal.status == "active":
        return f"● now, {since}"
    on = f" on {in_words(goal.closed_on, today)}" if goal.closed_on else ""
    return f"{ENDED.get(goal.status, goal.status)}{on}, {since}"


def _labelled(label: str, text: str, width: int) -> list[Content]:
    if not text.strip():
        return []
    head = " " * _INDENT + label.ljust(_LABEL)
    room = max(width - len(head), 10)
    lines = wrapped(Content(isolated(" ".join(text.split()))), room)
    heads = [head, *[" " * len(head)] * (len(lines) - 1)]
    return [
        Content.assemble((first, QUIET), line) for first, line in zip(heads, lines, strict=True)
    ]


def _steps(thread: GoalThread, told: TalkInLines, width: int, today: date) -> Iterator[Content]:
    for number, step in enumerate(thread.steps):
        label = ("steps" if len(thread.steps) > 1 else "step") if number == 0 else ""
        came = told.came_of(step)
        on = f"{in_words(step.set_on, today)}  " if step.set_on else ""
        head = " " * _INDENT + label.ljust(_LABEL)
        room = max(width - len(head) - len(on) - len(came) - 2, 8)
        yield Content.assemble(
            (f"{head}{on}", QUIET), isolated(cut(step.text, room)), (f"  {came}", QUIET)
        )


def _day(talk: Talk, today: date) -> str:
    unmet = "" if talk.status in ("met", "draft") else f" ({talk.status})"
    return in_words(talk.held_on, today) + unmet
