"""What a purge would do, and what it did, in sentences; no word of a note among them."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.core.dates import in_words
from conferencer.core.text import clean_line, isolated

if TYPE_CHECKING:
    from conferencer.core.purge import Plan, Purged
    from conferencer.core.purge_files import Beside

_WORDS = {
    "student": ("learner, whole", "learners, whole"),
    "class_group": ("class", "classes"),
    "conference": ("conference with its notes", "conferences with their notes"),
    "note_revision": ("earlier text of a note", "earlier texts of notes"),
    "goal": ("goal", "goals"),
    "goal_revision": ("earlier wording of a goal", "earlier wordings of goals"),
    "goal_standard": ("link of a goal to a standard", "links of goals to standards"),
    "next_step": ("next step", "next steps"),
    "follow_up": ("answer about a next step", "answers about next steps"),
    "connection": ("person or thing that helps", "people or things that help"),
    "profile_entry": ("profile entry", "profile entries"),
    "memory_aid": ("memory aid", "memory aids"),
    "appointment": ("planned meeting", "planned meetings"),
    "request": ("request to meet", "requests to meet"),
    "removal": ("recent removal", "recent removals"),
    "enrollment": ("enrollment", "enrollments"),
}
FOR_GOOD = "A purge cannot be undone, and no backup is made of what goes."
ELSEWHERE = (
    "Slips, pages and copies that you keep anywhere else are not touched: please look after them."
)


def what_would_be_done(plan: "Plan", notebook: Path) -> list[str]:
    """What would go and what would stay, line by line."""
    day = _day(plan.before)
    if plan.is_empty:
        return [f"There is nothing from before {day} in {_shown(notebook)} or its backups."]
    return [
        f"What was kept before {day} would go from {_shown(notebook)} and from its backups.",
        *_what_goes(plan),
        *_beside(plan),
        "",
        f"{FOR_GOOD} {ELSEWHERE}",
        "Please close Conferencer in other windows first.",
    ]


def report_begun(plan: "Plan", notebook: Path, today: date) -> str:
    """What stands in the report until the purge is done."""
    said = (
        f"A purge of what was kept before {_day(plan.before)} in {_shown(notebook)} was begun on "
        f"{_day(today)} and is not finished. Running it again finishes it."
    )
    return f"{said}\n"


def report(plan: "Plan", done: "Purged", notebook: Path, today: date) -> str:
    """What was done, for somebody who asks later. Names of learners stand in it."""
    lines = [
        f"Purged on {_day(today)}: what was kept before {_day(plan.before)} in {_shown(notebook)}.",
        *_what_goes(plan),
        "",
        "Files beside the notebook:",
        *(_done_to(one) for one in done.files),
        *(f"  {_shown(path)}: an unfinished copy, deleted" for path in done.unfinished),
        *([] if done.files or done.unfinished else ["  none"]),
        "",
        f"{FOR_GOOD} {ELSEWHERE}",
    ]
    return "\n".join(lines) + "\n"


def is_left_alone(left: "list[Beside]") -> str:
    """A sentence on the files that may hold on to what goes."""
    which = ", ".join(f"{_shown(one.path)} ({one.problem})" for one in left)
    return (
        f"What goes may still be in {which}. Delete that yourself if you do not need it, or put "
        "it right and purge again."
    )


def _what_goes(plan: "Plan") -> list[str]:
    lines = [""]
    told = _counted(plan.total)
    lines += [f"  {one}" for one in told] or ["  nothing of the notebook itself"]
    if plan.drafts:
        lines.append(f"  ({_count(plan.drafts, 'draft is', 'drafts are')} among the conferences)")
    if plan.decision.changes:
        told_of = _count(len(plan.decision.changes), "recent removal", "recent removals")
        lines.append(f"  the older part of {told_of}")
    if plan.learners:
        lines += ["", "Learners who left before that day, and go whole:"]
        lines += [f"  {_shown(name)}" for name in plan.learners]
    if plan.of_others:
        lines += ["", "Of learners who stay:"]
        lines += [f"  {_shown(who)}: {', '.join(_counted(how))}" for who, how in plan.of_others]
    stays = list(_what_stays(plan))
    if stays:
        lines += ["", "What stays from before that day:", *(f"  {one}" for one in stays)]
    return lines


def _what_stays(plan: "Plan") -> Iterable[str]:
    if plan.active_goals:
        yield _count(plan.active_goals, "goal that is active", "goals that are active")
    if plan.open_steps:
        yield _count(plan.open_steps, "next step that is open", "next steps that are open")
    if plan.asked_about:
        one = "next step that a later conference asks about"
        yield _count(plan.asked_about, one, "next steps that later conferences ask about")


def _beside(plan: "Plan") -> list[str]:
    lines = [_to_be_done_to(one) for one in plan.files]
    lines += [f"  {_shown(p)}: an unfinished copy, would be deleted" for p in plan.unfinished]
    return ["", "Files beside the notebook:", *lines] if lines else []


def _to_be_done_to(one: "Beside") -> str:
    if one.problem:
        said = f"cannot be written anew, and may hold on to what goes: {one.problem}"
    elif one.rows:
        said = f"would be written anew, {_count(one.rows, 'row', 'rows')} less or changed"
    else:
        said = "would be written anew" if one.is_changed else "holds nothing of it"
    return f"  {_shown(one.path)}: {said}"


def _done_to(one: "Beside") -> str:
    if one.problem:
        said = f"not written anew, and may hold on to what goes: {one.problem}"
    elif one.is_changed:
        said = f"written anew and checked, {_count(one.rows, 'row', 'rows')} less or changed"
    else:
        said = "holds nothing of it, left as it was"
    return f"  {_shown(one.path)}: {said}"


def _counted(total: Counter[str]) -> list[str]:
    return [_count(total[table], *words) for table, words in _WORDS.items() if total[table]]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _day(day: date) -> str:
    return f"{in_words(day, day)} {day.year}"


def _shown(text: object) -> str:
    return isolated(clean_line(str(text)))
