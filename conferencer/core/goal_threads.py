"""Goals as threads: how each was worded, the conferences and steps under it, and how it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import col, or_, select

from conferencer.core.errors import ConferencerError
from conferencer.core.goal_standards import label_of
from conferencer.core.models import Connection, Goal, GoalRevision, NextStep, Standard
from conferencer.core.notebook import Notebook
from conferencer.core.threads import GoalFinder, Story, Talk, Thread, kept_goal

MERGEABLE = ("active", "met", "parked")
"""Goals that may be found to be the same as another; a changed one has its successor already."""


@dataclass
class GoalThread:
    """One goal with all that hangs on it."""

    goal: Goal
    merged: list[Goal] = field(default_factory=list)
    """The goals that were found to be the same."""
    revisions: list[GoalRevision] = field(default_factory=list)
    """Earlier wordings, oldest first; those of merged goals too."""
    talks: list[Talk] = field(default_factory=list)
    """Newest first."""
    steps: list[Thread] = field(default_factory=list)
    """Newest first."""
    tied_to: list[str] = field(default_factory=list)
    """Standards: those it is linked to, then those that conferences named in words."""
    helped_by: list[str] = field(default_factory=list)
    """People, books, links and tools that it or its steps lean on."""


def in_order(goals: Sequence[Goal]) -> list[Goal]:
    """Goals of now first, in the teacher's order, then the latest; merged ones are left out."""
    own = [goal for goal in goals if goal.merged_into_id is None]
    latest = sorted(own, key=lambda goal: (goal.since, goal.id or 0), reverse=True)
    return sorted(latest, key=lambda goal: (goal.status != "active", goal.position))


def goal_threads(
    story: Story,
    goals: Sequence[Goal],
    revisions: Sequence[GoalRevision],
    connections: Sequence[Connection] = (),
    standards: Mapping[int, Sequence[Standard]] | None = None,
) -> list[GoalThread]:
    """Every goal of a learner with what hangs on it, the goals of now first.

    Args:
        story: with the `GOAL_FIELDS` of its conferences read.
        standards: goal's id -> the standards it belongs to.
    """
    kept = kept_goal(goals)
    threads = {goal.id: GoalThread(goal) for goal in in_order(goals)}
    for goal in goals:
        if goal.merged_into_id is not None and (into := threads.get(kept[goal.id or 0])):
            into.merged.append(goal)
    for revision in sorted(revisions, key=lambda r: r.changed_at):
        if thread := threads.get(kept.get(revision.goal_id)):
            thread.revisions.append(revision)
    step_goal: dict[int, int | None] = {}
    for step in reversed(story.threads):
        step_goal[step.step_id] = kept.get(step.goal_id or 0)
        if thread := threads.get(step_goal[step.step_id]):
            thread.steps.append(step)
    for goal_id, linked in (standards or {}).items():
        if thread := threads.get(kept.get(goal_id)):
            for standard in linked:
                _add(thread.tied_to, label_of(standard))
    finder = GoalFinder(goals)
    for talk in story.talks:
        for about in {kept[found] for found in finder.of(talk) if found in kept}:
            if thread := threads.get(about):
                thread.talks.append(talk)
                _add(thread.tied_to, talk.words.get("goal_standard", ""))
    for connection in connections:
        number: int | None = kept.get(connection.goal_id or 0) or step_goal.get(
            connection.next_step_id or 0
        )
        if thread := threads.get(number):
            _add(thread.helped_by, connection.label)
    return list(threads.values())


def _add(words: list[str], text: str) -> None:
    text = text.strip()
    if text and text not in words:
        words.append(text)


def connections_of(notebook: Notebook, student_id: int) -> list[Connection]:
    """What a learner's steps and goals lean on."""
    steps = select(NextStep.id).where(NextStep.student_id == student_id)
    goals = select(Goal.id).where(Goal.student_id == student_id)
    query = (
        select(Connection)
        .where(or_(col(Connection.next_step_id).in_(steps), col(Connection.goal_id).in_(goals)))
        .order_by(col(Connection.id))
    )
    with notebook.session() as session:
        return list(session.exec(query))


# Changing


def move_goal(notebook: Notebook, goal_id: int, by: int) -> None:
    """Move a goal of now up (-1) or down (1) among those of its learner."""
    with notebook.write() as session:
        goal = session.get_one(Goal, goal_id)
        query = select(Goal).where(Goal.student_id == goal.student_id, Goal.status == "active")
        goals = in_order(list(session.exec(query)))
        if goal not in goals:
            return
        at = goals.index(goal)
        to = min(max(at + by, 0), len(goals) - 1)
        goals.insert(to, goals.pop(at))
        for position, each in enumerate(goals, start=1):
            each.position = position


def merge_goals(notebook: Notebook, goal_id: int, into_id: int, today: date) -> None:
    """Say that a goal is the same as another. Nothing of either is changed or lost:

    conferences, steps and wordings stay with the goal they were said of and are told under the
    other one. `take_apart` undoes it.

    Raises:
        ConferencerError: they are one already, or not of one learner.
    """
    with notebook.write() as session:
        goal, into = session.get_one(Goal, goal_id), session.get_one(Goal, into_id)
        goals = session.exec(select(Goal).where(Goal.student_id == goal.student_id)).all()
        kept = kept_goal(goals)
        if goal.student_id != into.student_id or kept[goal_id] == kept.get(into_id):
            raise ConferencerError(
                "The same goal", "These two are one goal already; nothing was changed."
            )
        goal.merged_into_id = into_id
        if goal.status == "active":  # so that it is asked about no longer
            goal.status, goal.closed_on = "changed", today


def take_apart(notebook: Notebook, goal_id: int) -> None:
    """Undo a merge: the goal stands on its own again, active where it was active before."""
    with notebook.write() as session:
        goal = session.get_one(Goal, goal_id)
        if goal.merged_into_id is None:
            return
        goal.merged_into_id = None
        if goal.status == "changed":
            goal.status, goal.closed_on = "active", None


def same_as(goals: Sequence[Goal], goal: Goal) -> list[Goal]:
    """The goals that this one might be the same as."""
    return [other for other in in_order(goals) if other.id != goal.id and other.status in MERGEABLE]
