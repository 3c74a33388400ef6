"""The coverage board counted from exported CSV files alone, by other code than Conferencer's.

Days are walked one by one and rows are looked through with plain loops: slow, and plain to read.
"""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, str]
WEEK, DAY = timedelta(days=7), timedelta(days=1)


def rows_of(folder: Path, table: str) -> list[Row]:
    """The rows of a file of the export."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class ByHand:
    """One export, asked about a day.

    Args:
        folder: where the CSV files are.
        today: the day that is asked about.
        begins: month and day on which the school year begins.
        cadence: school days, where neither the learner nor the class says.
    """

    def __init__(self, folder: Path, today: date, begins: tuple[int, int], cadence: int) -> None:
        self.today, self.cadence = today, cadence
        self.closed = {row["day"] for row in rows_of(folder, "school_day")}
        self.classes = {row["id"]: row for row in rows_of(folder, "class_group")}
        self.students = {row["id"]: row for row in rows_of(folder, "student")}
        self.enrollments = rows_of(folder, "enrollment")
        self.term = date(today.year, *begins)
        if self.term > today:
            self.term = date(today.year - 1, *begins)
        self.met: dict[str, list[Row]] = {}
        for row in rows_of(folder, "conference"):
            if row["status"] == "met" and row["held_on"] <= today.isoformat():
                self.met.setdefault(row["student_id"], []).append(row)
        self.steps: dict[str, list[Row]] = {}
        for row in rows_of(folder, "next_step"):
            if row["status"] == "open":
                self.steps.setdefault(row["student_id"], []).append(row)

    def has_school(self, day: date) -> bool:
        """Monday to Friday, but for the days in the notebook."""
        return day.weekday() < 5 and day.isoformat() not in self.closed

    def waited(self, since: date) -> int:
        """School days after a day, up to and including today."""
        count, day = 0, since + DAY
        while day <= self.today:
            count += self.has_school(day)
            day += DAY
        return count

    def enrolled(self, class_id: str) -> dict[str, date]:
        """Who is in a class today -> since when."""
        on, found = self.today.isoformat(), dict[str, date]()
        for row in self.enrollments:
            who = row["student_id"]
            is_in = row["class_id"] == class_id and row["joined_on"] <= on
            is_gone = row["left_on"] != "" and row["left_on"] <= on
            if is_in and not is_gone and not self.students[who]["archived_on"]:
                joined = date.fromisoformat(row["joined_on"])
                found[who] = min(found.get(who, joined), joined)
        return found

    def figures(self, class_id: str) -> dict[int, tuple[Any, ...]]:
        """Learner -> last met, school days since, count, minutes, open, overdue, state."""
        counted = {}
        for who, joined in self.enrolled(class_id).items():
            days = [date.fromisoformat(row["held_on"]) for row in self.met.get(who, [])]
            term = [r for r in self.met.get(who, []) if r["held_on"] >= self.term.isoformat()]
            own = self.students[who]["cadence"] or self.classes[class_id]["cadence"]
            cadence = int(own) if own else self.cadence
            waited = self.waited(max(days) if days else joined)
            steps = self.steps.get(who, [])
            late = [s for s in steps if s["due_on"] and s["due_on"] < self.today.isoformat()]
            state = "overdue" if waited > 2 * cadence else "due" if waited > cadence else "fresh"
            minutes = int(sum(int(row["seconds"]) for row in term) / 60 + 0.5)
            counted[int(who)] = (
                max(days, default=None),
                waited,
                len(term),
                minutes,
                len(steps),
                len(late),
                state,
            )
        return counted

    def pace(self, class_id: str) -> tuple[int, int, int]:
        """Learners, conferences met in the last 20 school days, and how many days these were."""
        learners = self.enrolled(class_id)
        first, left = self.today, 20 - self.has_school(self.today)
        while left:
            first -= DAY
            left -= self.has_school(first)
        first = max(first, min(learners.values()))
        met = [
            row
            for who in learners
            for row in self.met.get(who, [])
            if row["held_on"] >= first.isoformat()
        ]
        return len(learners), len(met), max(self.waited(first - DAY), 1)

    def weeks(self, class_id: str, count: int) -> dict[int, list[int]]:
        """Learner -> conferences met in each of the last weeks, this one last."""
        monday = self.today - timedelta(days=self.today.weekday()) - (count - 1) * WEEK
        told = {}
        for who in self.enrolled(class_id):
            days = [row["held_on"] for row in self.met.get(who, [])]
            told[int(who)] = [
                sum(
                    (monday + n * WEEK).isoformat() <= day < (monday + (n + 1) * WEEK).isoformat()
                    for day in days
                )
                for n in range(count)
            ]
        return told


def differences(folder: Path, notebook: Any, today: date) -> list[str]:
    """Every figure of every class's board that is not as counted by hand."""
    from conferencer.core.coverage_rows import coverage_of
    from conferencer.core.coverage_weeks import weeks_of
    from conferencer.core.first_rows import calendar_of
    from conferencer.settings import Settings

    settings, found = Settings(), []
    hand = ByHand(folder, today, settings.year_begins, settings.cadence)
    with notebook.reading() as connection:
        calendar = calendar_of(connection, settings)
    for class_id in hand.classes:
        board = coverage_of(notebook, settings, today, int(class_id))
        told = {
            row.student_id: (
                row.last_met,
                row.school_days_since,
                row.count,
                row.minutes,
                row.open_steps,
                row.overdue_steps,
                row.state,
            )
            for row in board.rows
        }
        weeks = weeks_of(notebook, list(told), today, 30, calendar)
        seen = {
            "figures": told,
            "weeks": {who: weeks.of(who) for who in told},
            "pace": (board.pace.learners, board.pace.met, board.pace.school_days),
            "term": board.term_start,
        }
        counted = {
            "figures": hand.figures(class_id),
            "weeks": hand.weeks(class_id, 30),
            "pace": hand.pace(class_id) if told else seen["pace"],
            "term": hand.term,
        }
        found += [
            f"{today} class {class_id} {name}: {seen[name]} is not {counted[name]}"
            for name in seen
            if seen[name] != counted[name]
        ]
    return found
