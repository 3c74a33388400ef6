"""What can be changed of a goal: its words, how it stands, its place, and whether it is another."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from conferencer.core.dates import in_words
from conferencer.core.goal_standards import set_standards, standards_of
from conferencer.core.goal_threads import in_order, merge_goals, move_goal, same_as, take_apart
from conferencer.core.goals import close_goal, reword_goal
from conferencer.core.history import LearnerPage
from conferencer.core.models import Goal
from conferencer.core.standards import catalogue
from conferencer.standards.finding import Shelved
from conferencer.ui.dialogs import Confirm, Pick
from conferencer.ui.kindly import kindly
from conferencer.ui.learner_actions import Rows, ask, pick, short
from conferencer.ui.standards_picker import StandardsPicker

if TYPE_CHECKING:
    from conferencer.ui.screens.learner import LearnerScreen


def change_goal(screen: "LearnerScreen", goal: Goal, page: LearnerPage) -> None:
    """Reword a goal, mark it met, park it, take it up again, move it, or merge it."""
    notebook, goal_id = screen.desk.notebook, goal.id
    assert goal_id is not None

    def close(status: str) -> Callable[[], object]:
        return lambda: close_goal(notebook, goal_id, status, screen.desk.today())

    def reword(text: str) -> None:
        reword_goal(notebook, goal_id, text)

    title = short(goal.wording)
    words = "Say it in other words" + _before(screen, goal, page)
    rows: Rows = [("reword", words, lambda: ask(screen, title, goal.wording, reword))]
    if goal.status == "active":
        rows += [("met", "Met it", close("met")), ("parked", "Park it for now", close("parked"))]
        rows += _moves(screen, goal_id, page)
    else:
        rows.append(("active", "Take it up again", close("active")))
    rows.append(("standards", "Standards it belongs to", lambda: _standards(screen, goal)))
    rows += _merging(screen, goal, page)
    pick(screen, title, rows)


def _standards(screen: "LearnerScreen", goal: Goal) -> None:
    notebook, goal_id = screen.desk.notebook, goal.id or 0
    linked = [one.uid for one in standards_of(notebook, goal.student_id).get(goal_id, ())]

    def choose(one: Shelved, is_chosen: bool) -> None:
        with kindly(screen):
            (linked.append if is_chosen else linked.remove)(one.uid)
            set_standards(notebook, goal_id, linked, screen.desk.today())

    screen.app.push_screen(StandardsPicker(catalogue(notebook), linked, choose))


def _moves(screen: "LearnerScreen", goal_id: int, page: LearnerPage) -> Rows:
    notebook = screen.desk.notebook
    active = [goal.id for goal in in_order(page.goals) if goal.status == "active"]
    rows: Rows = []
    if goal_id in active[1:]:
        rows.append(("up", "Move it up", lambda: move_goal(notebook, goal_id, -1)))
    if goal_id in active[:-1]:
        rows.append(("down", "Move it down", lambda: move_goal(notebook, goal_id, 1)))
    return rows


def _merging(screen: "LearnerScreen", goal: Goal, page: LearnerPage) -> Rows:
    rows: Rows = []
    if same_as(page.goals, goal):
        rows.append(("merge", "It is the same as …", lambda: _merge(screen, goal, page)))
    for other in page.goals:
        if other.merged_into_id == goal.id and other.id is not None:
            rows.append(_apart(screen, other.id, other.wording))
    return rows


def _apart(
    screen: "LearnerScreen", goal_id: int, wording: str
) -> tuple[str, str, Callable[[], object]]:
    words = f"Take apart again\n{short(wording)}"
    return f"apart-{goal_id}", words, lambda: take_apart(screen.desk.notebook, goal_id)


def _merge(screen: "LearnerScreen", goal: Goal, page: LearnerPage) -> None:
    """Pick the goal that goes on, after a word on what happens."""
    others = {str(other.id): other for other in same_as(page.goals, goal)}

    def agree(into: Goal) -> None:
        def done(agreed: bool | None) -> None:
            if agreed:
                with kindly(screen):
                    today = screen.desk.today()
                    merge_goals(screen.desk.notebook, goal.id or 0, into.id or 0, today)

        lines = (
            f"“{short(goal.wording)}”",
            f"is told under “{short(into.wording)}”.",
            "",
            "Conferences, steps and wordings of both are kept.",
            "It can be undone: Take apart again, on the goal that goes on.",
        )
        screen.app.push_screen(Confirm("One goal from now on?", lines), done)

    def picked(key: str | None) -> None:
        if key:
            agree(others[key])

    rows = [(key, short(other.wording)) for key, other in others.items()]
    screen.app.push_screen(Pick("Which one goes on?", rows), picked)


def _before(screen: "LearnerScreen", goal: Goal, page: LearnerPage) -> str:
    """The earlier wordings of a goal, each with the day until which it stood."""
    today = screen.desk.today()
    lines = [
        f"\nuntil {in_words(r.changed_at.astimezone().date(), today)}: {short(r.wording)}"
        for r in reversed(page.goal_revisions)
        if r.goal_id == goal.id
    ]
    return "".join(lines[:3])
