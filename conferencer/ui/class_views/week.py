"""The week: what is promised, who asked, who is rolled on; and a file for one's own calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from conferencer.core import planning
from conferencer.core.calendar_file import Event, initials, write_calendar
from conferencer.core.dates import in_words, understand
from conferencer.core.due import SchoolCalendar
from conferencer.core.first_rows import calendar_of
from conferencer.core.models import ClassGroup
from conferencer.core.names import full_names
from conferencer.core.planning import Day, Entry
from conferencer.core.roster import students_by_id
from conferencer.core.text import isolated
from conferencer.settings import WEEKDAYS
from conferencer.ui.class_views.view import (
    QUIET,
    ClassView,
    LaidOutOnceSeen,
    name_cells,
    named,
    nothing,
    turns_of,
)
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Ask, Pick
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.widgets.row_list import Row

_SIGNS = {
    planning.APPOINTMENT: ("●", "$accent"),
    planning.KEPT: ("✓", "$text-success"),
    planning.ASKED: ("?", "bold"),
    planning.ROLLED: ("→", "bold $text-warning"),
}


class WeekView(ClassView):
    """Appointments and requests in one calendar."""

    TITLE = "Week"
    HELP = """\
    `●` is an appointment, `✓` one that was kept, `?` a learner who asked to meet, `→` one who was
    absent or put off: they go to the make-up day (`u`), or to the next school day, by themselves,
    and count as met only once you met.

    `i` writes the meetings to come into a file for your own calendar, with initials only.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("week", "n", "new", "New", "Promise a learner a meeting"),
        shown("week", "m", "move", "Move", "Put this appointment on another day"),
        shown("week", "x", "take_back", "Remove", "This meeting is not promised any more"),
        shown("week", "full_stop", "turn(1)", "Later", "Show the week after"),
        hidden("week", "comma", "turn(-1)", "Before", "Show the week before"),
        hidden("week", "u", "make_up", "Make-up", "Choose the day for those who were away"),
        hidden("week", "i", "export", "Calendar", "Write a calendar file, with initials only"),
    ]

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__(desk, id)
        self._weeks = 0
        self.days: list[Day] = []
        self.names: dict[int, str] = {}
        self.calendar = SchoolCalendar(desk.settings.school_days)

    @property
    def monday(self) -> date:
        """The first day of the week that is shown."""
        today = self.desk.today()
        return today - timedelta(days=today.weekday()) + timedelta(weeks=self._weeks)

    @property
    def part(self) -> date:
        """Each week is read for itself."""
        return self.monday

    def read(self, group: ClassGroup) -> tuple[SchoolCalendar, dict[int, str], list[Day]]:
        """Read who is on which day."""
        desk, today = self.desk, self.desk.today()
        with desk.notebook.reading() as connection:
            calendar = calendar_of(connection, desk.settings)
        turns = turns_of(desk, group)
        standings = [turn.standing for turn in turns]
        names = full_names(standings)
        make_up = desk.settings.make_up_day
        days = planning.week_of(
            desk.notebook,
            group.id or 0,
            standings,
            self.monday,
            today,
            calendar,
            WEEKDAYS.index(make_up) if make_up else None,
        )
        called = {who.student_id: name for who, name in zip(standings, names, strict=True)}
        return calendar, called, days

    def put(self, reading: tuple[SchoolCalendar, dict[int, str], list[Day]]) -> None:
        """Show them."""
        self.calendar, self.names, self.days = reading
        self.head.update(self._summed_up())
        self.list.put(self._rows())
        self.refresh_bindings()

    def _summed_up(self) -> Content:
        today, make_up = self.desk.today(), self.desk.settings.make_up_day
        last = self.monday + timedelta(days=6)
        rolled = f"make-up day {make_up.title()}" if make_up else "no make-up day"
        return Content(f"{in_words(self.monday, today)} – {in_words(last, today)} · {rolled}")

    def _rows(self) -> list[Row]:
        cells = name_cells(self.names)
        rows: list[Row] = []
        for day in self.days:
            if day.has_school or day.entries or day.label:
                rows.append(self._heading(day, first=not rows))
                rows += [
                    (_key(day, entry), LaidOutOnceSeen(partial(self._row, entry, cells)))
                    for entry in day.entries
                ]
        return rows or nothing("No school this week.")

    def _heading(self, day: Day, first: bool) -> Row:
        today = self.desk.today()
        words = in_words(day.day, today) + (" · today" if day.day == today else "")
        off = "" if day.has_school else f"  no school  {isolated(day.label)}".rstrip()
        gap = "" if first else "\n"
        style = "bold underline" if day.day == today else f"bold {QUIET}"
        return "", Content.assemble(gap, (words, style), (off, QUIET))

    def _row(self, entry: Entry, cells: int) -> Content:
        sign, style = _SIGNS[entry.kind]
        name = named(self.names.get(entry.student_id, ""), cells)
        return Content.assemble((f"{sign} ", style), name, (entry.words, QUIET))

    @property
    def entry(self) -> Entry | None:
        """What the bar is on."""
        key = self.list.key
        each = ((_key(day, entry), entry) for day in self.days for entry in day.entries)
        return next((entry for name, entry in each if name == key), None)

    @property
    def student_id(self) -> int | None:
        """The learner under the bar."""
        return self.entry.student_id if self.group and self.entry else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only an appointment that is not kept can be moved or taken back."""
        if action == "take_back":
            return self._appointment is not None
        if action == "move":
            return self._appointment is not None or self._waits
        return True

    @property
    def _appointment(self) -> int | None:
        entry = self.entry if self.group else None
        is_open = entry is not None and entry.kind == planning.APPOINTMENT
        return entry.appointment_id if entry and is_open else None

    @property
    def _waits(self) -> bool:
        entry = self.entry if self.group else None
        return entry is not None and entry.kind in (planning.ASKED, planning.ROLLED)

    # What can be done

    def action_turn(self, by: int) -> None:
        """To another week."""
        self._weeks += by
        self.reload()

    def action_new(self) -> None:
        """Promise somebody a meeting."""
        rows = [(str(number), isolated(name)) for number, name in self.names.items()]

        def ask(key: str | None) -> None:
            if key:
                self._promise(int(key))

        self.app.push_screen(Pick("Whom do you meet?", rows), ask)

    def _promise(self, student_id: int) -> None:
        def keep(day: date) -> None:
            notebook, today = self.desk.notebook, self.desk.today()
            planning.promise(notebook, student_id, day, today, self.calendar)

        self._ask_day(f"When do you meet {isolated(self.names[student_id])}?", keep)

    def action_move(self) -> None:
        """Another day; whoever only asked or was away gets an appointment."""
        entry, number = self.entry, self._appointment
        if entry is None:
            return
        if number is None:
            self._promise(entry.student_id)
            return

        def keep(day: date) -> None:
            notebook, today = self.desk.notebook, self.desk.today()
            planning.move_appointment(notebook, number, day, today, self.calendar)

        self._ask_day("On which day instead?", keep)

    def _ask_day(self, title: str, keep: Callable[[date], None]) -> None:
        def done(text: str | None) -> None:
            if text is not None and text.strip():
                with kindly(self):
                    keep(understand(text, self.desk.today(), self.desk.settings.day_first))
                    self.reload()

        self.app.push_screen(Ask(title, hint="fri, next tuesday, 3 dec"), done)

    def action_take_back(self) -> None:
        """Not promised any more."""
        if (number := self._appointment) is not None:
            planning.take_appointment_back(self.desk.notebook, number)
            self.reload()

    def action_make_up(self) -> None:
        """The weekday for those who were away."""
        rows = [("-", "The next school day\nno day of its own")]
        rows += [(day, day.title()) for day in self.desk.settings.school_weekdays]

        def keep(key: str | None) -> None:
            if key:
                with kindly(self):
                    self.desk.change_settings(make_up_day="" if key == "-" else key)
                    self.reload()

        at = self.desk.settings.make_up_day or "-"
        self.app.push_screen(Pick("When do you meet those who were away?", rows, at), keep)

    def action_export(self) -> None:
        """The meetings to come, for one's own calendar."""
        from conferencer.paper.files import save_new

        notebook, today = self.desk.notebook, self.desk.today()
        promised = planning.promised_from(notebook, self.class_id, today)
        students = students_by_id(notebook, [one.student_id for one in promised])
        events = [
            Event(one.uid, one.planned_on, initials(students[one.student_id])) for one in promised
        ]
        data = write_calendar(events, notebook.now())
        path = save_new(data, None, Path.cwd(), f"appointments-{today.isoformat()}", ".ics")
        count = "1 meeting is" if len(events) == 1 else f"{len(events)} meetings are"
        self.app.notify(f"{count} in {path}, with initials only.", markup=False)


def _key(day: Day, entry: Entry) -> str:
    return f"{entry.kind}_{day.day:%Y%m%d}_{entry.appointment_id or 0}-{entry.student_id}"
