"""Next steps: those that are open, and those that a conference brings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from conferencer.core.dates import DateNotUnderstoodError, understand
from conferencer.core.models import Conference, FollowUp, NextStep, Note
from conferencer.core.notebook import Notebook

MOST_STEPS = 8
"""A short path, not a plan for the year."""

OUTCOMES = ("done", "some", "not_yet", "changed")
CLOSES = {"done": "done", "changed": "changed"}


def open_steps(notebook: Notebook, student_id: int) -> list[NextStep]:
    """A learner's open next steps, the earliest by-when first."""
    with notebook.session() as session:
        return list(open_steps_in(session, student_id))


def open_steps_in(session: Session, student_id: int) -> Sequence[NextStep]:
    """The same inside a session."""
    query = (
        select(NextStep)
        .where(NextStep.student_id == student_id, NextStep.status == "open")
        .order_by(col(NextStep.due_on).is_(None), col(NextStep.due_on), col(NextStep.id))
    )
    return session.exec(query).all()


def steps_listed(
    notebook: Notebook, only_open: bool = False, student_ids: Sequence[int] | None = None
) -> list[NextStep]:
    """Next steps of many learners, the earliest by-when first."""
    query = select(NextStep).order_by(
        col(NextStep.due_on).is_(None), col(NextStep.due_on), col(NextStep.id)
    )
    if only_open:
        query = query.where(NextStep.status == "open")
    if student_ids is not None:
        query = query.where(col(NextStep.student_id).in_(student_ids))
    with notebook.session() as session:
        return list(session.exec(query).all())


def steps_called(notebook: Notebook, uids: Collection[str]) -> dict[str, NextStep]:
    """The steps with these uids; unknown ones are left out."""
    with notebook.session() as session:
        found = session.exec(select(NextStep).where(col(NextStep.uid).in_(uids)))
        return {step.uid: step for step in found}


def close_step(notebook: Notebook, step_id: int, status: str) -> None:
    """Mark a step done (or open again) outside a conference."""
    with notebook.write() as session:
        session.get_one(NextStep, step_id).status = status


@dataclass(frozen=True)
class StepWords:
    """The words of one step on the *how* pane, as typed."""

    number: int
    text: str
    when_cue: str = ""
    due: str = ""
    obstacle: str = ""
    sign: str = ""
    owner: str = ""


def step_field(name: str, number: int) -> str:
    """The field of step `number`: `step`, then `step.2`, `step.3` …"""
    return name if number == 1 else f"{name}.{number}"


def steps_in_words(words: dict[str, str]) -> list[StepWords]:
    """The steps among a conference's notes: those that say what to do."""
    steps = []
    for number in range(1, MOST_STEPS + 1):

        def said(name: str, number: int = number) -> str:
            return words.get(step_field(name, number), "").strip()

        if said("step"):
            steps.append(
                StepWords(
                    number,
                    said("step"),
                    when_cue=said("step_when"),
                    due=said("step_due"),
                    obstacle=said("step_obstacle"),
                    sign=said("step_sign"),
                    owner=said("step_owner"),
                )
            )
    return steps


def understood(text: str, held_on: date, day_first: bool) -> date | None:
    """The date that typed words mean, seen from the day of the conference; None for none."""
    if not text.strip():
        return None
    try:
        return understand(text, held_on, day_first)
    except DateNotUnderstoodError:
        return None


def write_steps(
    session: Session,
    conference: Conference,
    words: dict[str, str],
    goal_id: int | None,
    day_first: bool,
) -> list[NextStep]:
    """Turn a conference's notes into next steps."""
    steps = [
        NextStep(
            student_id=conference.student_id,
            conference_id=conference.id,
            goal_id=goal_id,
            text=said.text,
            when_cue=said.when_cue,
            obstacle=said.obstacle,
            sign=said.sign,
            owner=said.owner or "learner",
            due_on=understood(said.due, conference.held_on, day_first),
        )
        for said in steps_in_words(words)
    ]
    session.add_all(steps)
    session.flush()
    return steps


def write_follow_ups(
    session: Session, conference: Conference, words: dict[str, str], new_steps: list[NextStep]
) -> None:
    """Turn the outcomes that were said into follow-ups; done and changed close the step."""
    for step in open_steps_in(session, conference.student_id):
        outcome = words.get(f"follow_up_outcome.{step.uid}", "")
        if outcome not in OUTCOMES:
            continue
        changed_to = new_steps[0].id if outcome == "changed" and new_steps else None
        session.add(
            FollowUp(
                next_step_id=_id(step),
                conference_id=_id(conference),
                outcome=outcome,
                words=words.get(f"follow_up.{step.uid}", "").strip(),
                changed_to_id=changed_to,
            )
        )
        step.status = CLOSES.get(outcome, "open")


_COLUMNS = {
    "step": "text",
    "step_when": "when_cue",
    "step_obstacle": "obstacle",
    "step_sign": "sign",
    "step_owner": "owner",
}


def follow_amended_step(
    session: Session, conference: Conference, note: Note, text: str, day_first: bool
) -> None:
    """An amended note of a step that is still open changes the step as well.

    A step that was forgotten, and is told only now, becomes a next step.
    """
    name, _, number = note.field.partition(".")
    text = text.strip()
    if conference.status != "met" or name not in (*_COLUMNS, "step_due"):
        return
    step = _open_step_of(session, conference, int(number or 1))
    if step is None:
        if name == "step" and text and not note.text.strip():
            row = NextStep(student_id=conference.student_id, conference_id=conference.id, text=text)
            session.add(row)
    elif name == "step" and not text:
        step.status = "changed"  # taken back: it is not asked for again
    elif name == "step_due":
        step.due_on = understood(text, conference.held_on, day_first)
    elif text or name not in ("step", "step_owner"):
        setattr(step, _COLUMNS[name], text)


def _open_step_of(session: Session, conference: Conference, number: int) -> NextStep | None:
    """The open step that the notes of step `number` tell of."""
    said = select(Note.text).where(
        Note.conference_id == conference.id, Note.field == step_field("step", number)
    )
    text = (session.exec(said).first() or "").strip()
    query = (
        select(NextStep)
        .where(NextStep.conference_id == conference.id, NextStep.text == text)
        .order_by(col(NextStep.id))
    )
    # Steps of the same words were written in the order of their numbers.
    alike = list(session.exec(query)) if text else []
    before = [step_field("step", n) for n in range(1, number)]
    earlier = select(Note.text).where(
        Note.conference_id == conference.id, col(Note.field).in_(before)
    )
    at = sum(1 for words in session.exec(earlier) if words.strip() == text)
    step = alike[at] if at < len(alike) else None
    return step if step and step.status == "open" else None


def _id(row: NextStep | Conference) -> int:
    assert row.id is not None
    return row.id
