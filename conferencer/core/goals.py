"""Goals: things of their own that span conferences."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from conferencer.core.models import Conference, Goal, GoalRevision
from conferencer.core.notebook import Notebook
from conferencer.core.text import clean_line


def active_goals(notebook: Notebook, student_id: int) -> list[Goal]:
    """A learner's goals of now, in the teacher's order, then the latest first."""
    with notebook.session() as session:
        return active_goals_in(session, student_id)


def active_goals_in(session: Session, student_id: int) -> list[Goal]:
    """The same inside a session."""
    query = (
        select(Goal)
        .where(Goal.student_id == student_id, Goal.status == "active")
        .order_by(col(Goal.position), col(Goal.since).desc(), col(Goal.id).desc())
    )
    return list(session.exec(query).all())


def reword_goal(notebook: Notebook, goal_id: int, wording: str, why: str = "") -> None:
    """Say a goal in other words; the old wording is kept with its date."""
    with notebook.write() as session:
        reword_in(session, session.get_one(Goal, goal_id), wording, notebook.now(), why)


def reword_in(session: Session, goal: Goal, wording: str, now: datetime, why: str = "") -> None:
    """The same inside a session; an equal or empty wording changes nothing."""
    wording = wording.strip()
    if not wording or wording == goal.wording:
        return
    assert goal.id is not None
    session.add(GoalRevision(goal_id=goal.id, wording=goal.wording, changed_at=now, why=why))
    goal.wording = wording


def close_goal(notebook: Notebook, goal_id: int, status: str, today: date) -> None:
    """Mark a goal met, parked or changed; `active` takes it up again."""
    with notebook.write() as session:
        goal = session.get_one(Goal, goal_id)
        goal.status = status
        goal.closed_on = None if status == "active" else today


def wording_at(goal: Goal, revisions: list[GoalRevision], moment: datetime) -> str:
    """How a goal was worded at a moment. The revisions may be of many goals, in any order."""
    later = [r for r in revisions if r.goal_id == goal.id and r.changed_at > moment]
    return min(later, key=lambda r: r.changed_at).wording if later else goal.wording


def talked_about(session: Session, student_id: int, words: dict[str, str]) -> Goal | None:
    """The goal that a conference is about: the one picked, else the latest active one."""
    goals = active_goals_in(session, student_id)
    picked = words.get("goal_about", "")
    return next((goal for goal in goals if goal.uid == picked), goals[0] if goals else None)


def goal_choice(words: dict[str, str], has_goal: bool) -> str:
    """What was chosen on the *going* pane. Typing a goal is choosing one."""
    chosen = words.get("goal_choice", "")
    if not has_goal:
        return "add" if words.get("goal", "").strip() else ""
    if chosen in ("", "keep"):
        return "add" if words.get("goal", "").strip() else "keep"
    return chosen


def write_goal(
    session: Session, conference: Conference, words: dict[str, str], now: datetime
) -> Goal | None:
    """Carry out what was chosen about goals; the goal that the next steps serve."""
    goal = talked_about(session, conference.student_id, words)
    choice = goal_choice(words, goal is not None)
    if goal and choice in ("keep", "reword"):
        if choice == "reword":
            reword_in(session, goal, words.get("goal", ""), now)
        _complete(goal, words)
        return goal
    if goal and choice in ("met", "park"):
        goal.status = {"met": "met", "park": "parked"}[choice]
        goal.closed_on = conference.held_on
    if not words.get("goal", "").strip():
        return goal if goal and goal.status == "active" else None
    added = Goal(
        student_id=conference.student_id,
        wording=words["goal"].strip(),
        why=words.get("goal_why", "").strip(),
        sign=words.get("goal_sign", "").strip(),
        chosen_by=words.get("goal_chosen_by", ""),
        since=conference.held_on,
    )
    session.add(added)
    session.flush()
    return added


def follow_amended_goal(
    session: Session, student_id: int, before: str, text: str, now: datetime
) -> None:
    """An amended note about a goal of now rewords the goal as well; the old wording is kept."""
    for goal in active_goals_in(session, student_id):
        if before.strip() and goal.wording == before.strip():
            reword_in(session, goal, text, now, why="amended")


def _complete(goal: Goal, words: dict[str, str]) -> None:
    """A goal that is kept takes in a why or a sign that it was told today."""
    goal.why = words.get("goal_why", "").strip() or goal.why
    goal.sign = words.get("goal_sign", "").strip() or goal.sign
    goal.chosen_by = words.get("goal_chosen_by", "") or goal.chosen_by


def add_goal(notebook: Notebook, student_id: int, wording: str, today: date) -> Goal:
    """Add a goal outside a conference."""
    goal = Goal(student_id=student_id, wording=clean_line(wording), since=today)
    with notebook.write() as session:
        session.add(goal)
    return goal


def wording_then(notebook: Notebook, uid: str, moment: datetime) -> str:
    """How the goal with a uid was worded at a moment; empty for an unknown one."""
    with notebook.session() as session:
        goal = session.exec(select(Goal).where(Goal.uid == uid)).first()
        if goal is None:
            return ""
        revisions = session.exec(select(GoalRevision).where(GoalRevision.goal_id == goal.id))
        return wording_at(goal, list(revisions), moment)
