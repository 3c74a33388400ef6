"""A made-up learner's next steps: agreed, followed up, closed."""

from dataclasses import dataclass
from datetime import date

from conferencer.core.demo_calendar import DemoCalendar, Visit
from conferencer.core.demo_learners import Ending
from conferencer.core.demo_rows import DemoRows, Row
from conferencer.core.demo_talk import Talk
from conferencer.core.demo_words import Drawing, Step, Theme, as_teachers_say, sayings

_OUTCOMES = ("done", "some", "not_yet", "changed")
_OUTCOME_WEIGHTS = (52, 20, 13, 15)
_CLOSES = {"done": "done", "changed": "changed"}
_MOST_OPEN = 3
_MOST_KEPT = 2
"""Older steps that may stay open beside a new one."""


@dataclass
class OpenStep:
    """A step that is not closed yet."""

    row: Row
    returned: int = 0
    """How often it came back."""


Outcome = tuple[OpenStep, str, str]
"""The step, what became of it, and the learner's words."""


class DemoSteps:
    """The next steps of one learner."""

    def __init__(
        self,
        student: Row,
        ending: Ending,
        rows: DemoRows,
        calendar: DemoCalendar,
        drawing: Drawing,
    ) -> None:
        self._student = student
        self._ending = ending
        self._rows = rows
        self._calendar = calendar
        self._drawing = drawing
        self._open: list[OpenStep] = []

    def follow_up(self, talk: Talk, visit: Visit) -> list[Outcome]:
        """Ask after every open step."""
        outcomes: list[Outcome] = []
        kept = 0
        for step in self._open:
            outcome = self._outcome(step, visit, kept)
            kept += outcome not in _CLOSES
            words = ""
            if outcome != "done" or self._drawing.chance(60):
                words = self._drawing.draw(sayings().follow_up[outcome])
            talk.say(f"follow_up_outcome.{step.row['uid']}", outcome)
            talk.say(f"follow_up.{step.row['uid']}", words)
            outcomes.append((step, outcome, words))
        return outcomes

    def _outcome(self, step: OpenStep, visit: Visit, kept: int) -> str:
        outcome = self._drawing.rng.choices(_OUTCOMES, _OUTCOME_WEIGHTS)[0]
        if visit.is_last and self._ending.still_open and step is self._open[-1]:
            return "not_yet"
        if outcome in _CLOSES:
            return outcome
        # Nothing older stays open today but where the class list says so.
        if visit.is_last or step.returned >= 2 or kept >= _MOST_KEPT:
            return "done" if step.returned < 2 else "changed"
        return outcome

    def agree(
        self,
        talk: Talk,
        visit: Visit,
        theme: Theme | None,
        goal: Row | None,
        outcomes: list[Outcome],
    ) -> list[Row]:
        """One next step, sometimes a short path, and who or what can help."""
        drawing = self._drawing
        wanted = 1
        if theme and visit.type == "full":
            wanted = drawing.rng.choices((1, 2, 3), (76, 19, 5))[0]
        kept = sum(outcome not in _CLOSES for _, outcome, _ in outcomes)
        wanted = min(wanted, _MOST_OPEN - kept)
        steps = self._new_steps(theme.steps if theme else sayings().between, wanted)
        made = [self._agree_on(talk, visit, s, goal, n) for n, s in enumerate(steps, start=1)]
        self._lean_on(talk, theme, made[0])
        return made

    def _new_steps(self, steps: list[Step], wanted: int) -> list[Step]:
        """Steps that are not open already; there are always more than may be open at once."""
        open_now = {step.row["text"] for step in self._open} & {step.text for step in steps}
        chosen: list[Step] = []
        while len(chosen) < min(wanted, len(steps) - len(open_now)):
            step = self._drawing.draw(steps)
            if step.text not in open_now and step not in chosen:
                chosen.append(step)
        return chosen

    def _lean_on(self, talk: Talk, theme: Theme | None, step: Row) -> None:
        """Who or what can help with a step."""
        if theme and self._drawing.chance(45):
            resource = self._drawing.draw(theme.resource)
            if talk.say("resource", resource.label):
                self._connect(step, resource.kind, resource.label)
        if self._drawing.chance(40):
            helper = self._drawing.draw(sayings().helper)
            if talk.say("helper", helper):
                self._connect(step, "person", helper)

    def _connect(self, step: Row, kind: str, label: str) -> None:
        self._rows.add(
            "connection",
            {
                "next_step_id": step["id"],
                "goal_id": None,
                "kind": kind,
                "label": label,
                "target": "",
            },
        )

    def _agree_on(self, talk: Talk, visit: Visit, step: Step, goal: Row | None, number: int) -> Row:
        due, owner = self._due(visit, number), self._owner()

        def say(name: str, text: str) -> str:
            return talk.say(name if number == 1 else f"{name}.{number}", text)

        row = {
            "uid": self._rows.new_uid(),
            "student_id": self._student["id"],
            "conference_id": talk.row["id"],
            "goal_id": goal["id"] if goal else None,
            "text": say("step", step.text),
            "when_cue": say("step_when", step.when),
            "obstacle": say("step_obstacle", step.obstacle),
            "sign": say("step_sign", step.sign),
            "owner": say("step_owner", owner) or "learner",
            "due_on": due if due and say("step_due", as_teachers_say(due, visit.held_on)) else None,
            "status": "open",
        }
        return self._rows.add("next_step", row)

    def _owner(self) -> str:
        # Nobody says so when the learner does it.
        return self._drawing.rng.choices(("", "together", "family"), (88, 8, 4))[0]

    def _due(self, visit: Visit, number: int) -> date | None:
        if not visit.is_last:
            days = self._drawing.rng.randint(2, 9) + 2 * number
            return self._calendar.after(visit.held_on, days) if self._drawing.chance(80) else None
        if self._ending.due is None or number > 1:
            return None
        due = self._calendar.school_day(self._ending.due)
        return due if due > visit.held_on else self._calendar.after(visit.held_on, 1)

    def close(self, talk: Talk, outcomes: list[Outcome], made: list[Row]) -> None:
        """Write down what became of the older steps; *done* and *changed* close them."""
        for step, outcome, words in outcomes:
            step.returned += 1
            step.row["status"] = _CLOSES.get(outcome, "open")
            self._rows.add(
                "follow_up",
                {
                    "next_step_id": step.row["id"],
                    "conference_id": talk.row["id"],
                    "outcome": outcome,
                    "words": words,
                    "changed_to_id": made[0]["id"] if outcome == "changed" else None,
                },
            )
        self._open = [step for step in self._open if step.row["status"] == "open"]
        self._open += [OpenStep(row) for row in made]

    def say_how_it_went(self, talk: Talk) -> None:
        """In a draft: what became of the first open step."""
        for step in self._open[:1]:
            talk.say(f"follow_up_outcome.{step.row['uid']}", "some")
            words = self._drawing.draw(sayings().follow_up["some"])
            talk.say(f"follow_up.{step.row['uid']}", words)
