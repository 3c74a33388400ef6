"""What will be kept when a conference ends, in words: for the one confirmation at its end."""

from collections.abc import Mapping
from datetime import date

from conferencer.core.dates import DateNotUnderstoodError, in_words, understand
from conferencer.core.goal_standards import CHOSEN
from conferencer.core.goals import goal_choice
from conferencer.core.next_steps import steps_in_words
from conferencer.core.text import first_line, isolated

_TOLD_APART = ("goal", "step", "follow_up", "next_meeting")


def what_will_be_kept(
    words: Mapping[str, str],
    held_on: date,
    goal_now: str,
    day_first: bool = True,
    follow_ups: Mapping[str, str] | None = None,
) -> list[str]:
    """One line for each thing that finishing keeps.

    Args:
        words: field -> text.
        goal_now: the wording of the goal of now; empty for none.
        follow_ups: the words of each open step, by its uid.
    """
    said = {field: text for field, text in words.items() if text.strip()}
    return [
        *_notes(said),
        *_follow_ups(said, follow_ups or {}),
        *_goal(said, goal_now),
        *_standards(said),
        *_steps(said, held_on, day_first),
        *_meeting(said, held_on, day_first),
    ] or ["No words yet: only that you met."]


def _notes(said: Mapping[str, str]) -> list[str]:
    notes = [field for field in said if not field.startswith(_TOLD_APART)]
    if not notes:
        return []
    return [f"{len(notes)} note{'s' if len(notes) > 1 else ''}"]


def _follow_ups(said: Mapping[str, str], steps: Mapping[str, str]) -> list[str]:
    names = {"done": "done", "some": "some of it", "not_yet": "not yet", "changed": "changed"}
    lines = []
    for uid, text in steps.items():
        outcome = said.get(f"follow_up_outcome.{uid}", "")
        if outcome or f"follow_up.{uid}" in said:
            became = names.get(outcome, outcome) or "it stays open"
            lines.append(f"Last time: “{_short(text)}” · {became}")
    return lines


def _goal(said: Mapping[str, str], goal_now: str) -> list[str]:
    choice = goal_choice(dict(said), bool(goal_now))
    goal = said.get("goal", "")
    lines = []
    if goal_now and choice in ("met", "park"):
        lines.append(f"Goal {'met' if choice == 'met' else 'parked'}: “{_short(goal_now)}”")
    if goal_now and (choice == "keep" or choice == "reword" and not goal):
        return [f"Goal kept: “{_short(goal_now)}”"]
    if goal_now and choice == "reword":
        return [f"Goal in other words: “{_short(goal)}”"]
    if goal:
        lines.append(f"New goal: “{_short(goal)}”")
    return lines


def _standards(said: Mapping[str, str]) -> list[str]:
    chosen = [text for field, text in said.items() if field.startswith(CHOSEN)]
    return [f"Belongs to: {_short(text)}" for text in chosen]


def _steps(said: Mapping[str, str], held_on: date, day_first: bool) -> list[str]:
    lines = []
    for step in steps_in_words(dict(said)):
        by = _by(step.due, held_on, day_first)
        lines.append(f"Next step: “{_short(step.text)}”{by}")
    return lines


def _by(text: str, held_on: date, day_first: bool) -> str:
    if not text:
        return ""
    try:
        return f" by {in_words(understand(text, held_on, day_first), held_on)}"
    except DateNotUnderstoodError:
        return f" (“{_short(text)}” was not understood as a date)"


def _meeting(said: Mapping[str, str], held_on: date, day_first: bool) -> list[str]:
    text = said.get("next_meeting", "")
    if not text:
        return []
    try:
        return [f"Next meeting: {in_words(understand(text, held_on, day_first), held_on)}"]
    except DateNotUnderstoodError:
        return [f"Next meeting: “{_short(text)}” was not understood as a date"]


def _short(text: str) -> str:
    return isolated(first_line(text, 60))
