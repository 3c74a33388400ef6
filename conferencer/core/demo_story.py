"""A learner's year: goals that change, steps done and not done, told conference by conference."""

from dataclasses import dataclass
from datetime import date
from random import Random

from conferencer.core.demo_calendar import DemoCalendar, Visit
from conferencer.core.demo_learners import Ending
from conferencer.core.demo_rows import DemoRows, Row
from conferencer.core.demo_steps import DemoSteps
from conferencer.core.demo_talk import (
    Bookmark,
    Talk,
    began_today,
    say_strength,
    say_what_was_taught,
    say_where_i_am,
)
from conferencer.core.demo_words import Aim, Drawing, Theme, as_teachers_say, sayings, themes

_AMENDED_EVERY = 110
"""Conferences after which one was amended by the teacher."""


@dataclass
class Aiming:
    """The goal that a learner is on."""

    row: Row
    aim: Aim
    theme: Theme
    planned: int
    """In how many conferences it is talked about."""
    talked: int = 0
    reworded: bool = False

    @property
    def way(self) -> float:
        """How far along, from 0 to 1."""
        return min(self.talked / self.planned, 1.0)


class Story:
    """What happens with one learner.

    Args:
        student: the learner's row, with the class's guide beside its columns.
    """

    def __init__(
        self, student: Row, ending: Ending, rows: DemoRows, calendar: DemoCalendar, rng: Random
    ) -> None:
        self._student = student
        self._ending = ending
        self._rows = rows
        self._calendar = calendar
        self._drawing = Drawing(rng)
        self._book = Bookmark(self._drawing)
        self._steps = DemoSteps(student, ending, rows, calendar, self._drawing)
        self._aiming: Aiming | None = None
        self._promised: Row | None = None
        self._last_met: date | None = None

    def visit(self, visit: Visit) -> None:
        """Tell one visit, whatever became of it."""
        talk = Talk(self._rows, self._drawing, visit, self._student)
        if self._promised and self._promised["planned_on"] == visit.held_on:
            talk.row["planned_on"] = visit.held_on
        if visit.status == "met":
            self._meet(talk, visit)
            if self._is_amended(talk):
                talk.amend()
        else:
            said = sayings().unmet.get(visit.status, [])
            field = "noticed" if visit.status == "postponed" else "needs_and_concerns"
            talk.say(field, self._book.fill(self._drawing.draw(said)) if said else "")
        talk.write_notes()

    def _is_amended(self, talk: Talk) -> bool:
        number = talk.row["id"]
        return isinstance(number, int) and number % _AMENDED_EVERY in (50, 51, 52)

    def _meet(self, talk: Talk, visit: Visit) -> None:
        self._keep_promises(talk, visit)
        self._book.read_on()
        theme = self._aiming.theme if self._aiming else None
        if visit.type == "compliment":
            say_strength(talk, self._book, theme, self._drawing)
        else:
            outcomes = self._steps.follow_up(talk, visit)
            way = self._aiming.way if self._aiming else 0.0
            say_where_i_am(talk, self._book, theme, way, self._drawing)
            if visit.type == "full":
                self._choose_goal(talk, visit)
            if self._aiming:
                say_what_was_taught(talk, self._aiming.theme, way, self._drawing)
            theme, goal = (self._aiming.theme, self._aiming.row) if self._aiming else (None, None)
            made = self._steps.agree(talk, visit, theme, goal, outcomes)
            self._steps.close(talk, outcomes, made)
        self._promise(talk, visit)
        self._last_met = visit.held_on

    def _keep_promises(self, talk: Talk, visit: Visit) -> None:
        if self._promised:
            self._promised["kept_on"] = visit.held_on
            self._promised = None
        asked = self._calendar.before(visit.held_on, self._drawing.rng.randint(1, 3))
        if visit.is_last or not self._drawing.chance(8):
            return
        if self._last_met and asked > self._last_met:
            talk.row["asked_by"] = "learner"
            row = {"student_id": self._student["id"], "asked_on": asked}
            self._rows.add("request", {**row, "answered_on": visit.held_on})

    def _promise(self, talk: Talk, visit: Visit) -> None:
        day = visit.then if visit.type == "full" and self._drawing.chance(40) else None
        if visit.is_last:
            offset = self._ending.appointment
            day = None if offset is None else self._calendar.school_day(offset)
        if day is None or day <= visit.held_on:
            return
        talk.say("next_meeting", as_teachers_say(day, visit.held_on))
        self._promised = self._rows.add(
            "appointment",
            {
                "uid": self._rows.new_uid(),
                "student_id": self._student["id"],
                "conference_id": talk.row["id"],
                "planned_on": day,
                "kept_on": None,
            },
        )

    def _choose_goal(self, talk: Talk, visit: Visit) -> None:
        aiming, chance = self._aiming, self._drawing.chance
        if aiming is None:
            self._add_goal(talk, visit, "add")
            return
        aiming.talked += 1
        if aiming.talked > aiming.planned and not visit.is_last:
            self._leave_goal(talk, visit, aiming)
            return
        talk.say("goal_about", str(aiming.row["uid"]))
        if aiming.talked > 1 and not aiming.reworded and chance(30):
            self._reword(talk, aiming)
        else:
            talk.say("goal_choice", "keep")

    def _leave_goal(self, talk: Talk, visit: Visit, aiming: Aiming) -> None:
        """Met, parked for now, or given up for another."""
        choice = self._drawing.rng.choices(("met", "park", "add"), (70, 12, 18))[0]
        aiming.row["status"] = {"met": "met", "park": "parked", "add": "changed"}[choice]
        aiming.row["closed_on"] = visit.held_on
        self._aiming = None
        if choice != "add":
            talk.say("goal_about", str(aiming.row["uid"]))
        if choice == "add" or self._drawing.chance(60):
            self._add_goal(talk, visit, choice)
        else:
            talk.say("goal_choice", choice)

    def _add_goal(self, talk: Talk, visit: Visit, choice: str) -> None:
        theme = self._drawing.draw(themes())
        aim = self._drawing.draw(theme.goals)
        by = self._drawing.rng.choices(("learner", "together", "teacher"), (55, 35, 10))[0]
        talk.say("goal_choice", choice)
        talk.say("goal", aim.wording)
        talk.say("goal_why", aim.why)
        talk.say("goal_sign", aim.sign)
        talk.say("goal_chosen_by", by)
        row = self._rows.add(
            "goal",
            {
                "uid": self._rows.new_uid(),
                "student_id": self._student["id"],
                "wording": aim.wording,
                "why": aim.why,
                "sign": aim.sign,
                "chosen_by": by,
                "subject": "",
                "target_on": None,
                "status": "active",
                "since": visit.held_on,
                "closed_on": None,
                "position": 0,
                "merged_into_id": None,
            },
        )
        self._aiming = Aiming(row, aim, theme, planned=self._drawing.rng.randint(2, 4))

    def _reword(self, talk: Talk, aiming: Aiming) -> None:
        aiming.reworded = True
        revision = {"goal_id": aiming.row["id"], "wording": aiming.aim.wording}
        self._rows.add(
            "goal_revision",
            {**revision, "changed_at": talk.finished, "why": aiming.aim.because},
        )
        aiming.row["wording"] = aiming.aim.reworded
        talk.say("goal_choice", "reword")
        talk.say("goal", aiming.aim.reworded)

    def begin(self, today: date) -> None:
        """A conference that was begun today and not finished."""
        talk = Talk(self._rows, self._drawing, began_today(today), self._student)
        self._book.read_on()
        self._steps.say_how_it_went(talk)
        theme = self._aiming.theme if self._aiming else None
        say_where_i_am(talk, self._book, theme, 0.5, self._drawing)
        talk.say("goal_choice", "add")
        talk.say("goal", self._drawing.draw(self._drawing.draw(themes()).goals).wording)
        talk.say("goal_why", "Then I could")
        talk.leave_open(seconds=140)
        talk.write_notes()

    def ask(self) -> None:
        """What stands open today besides conferences: the learner asked."""
        if self._ending.asked is not None:
            asked = self._calendar.school_day(-self._ending.asked)
            row = {"student_id": self._student["id"], "asked_on": asked}
            self._rows.add("request", {**row, "answered_on": None})
