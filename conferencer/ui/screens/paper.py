"""Paper: for whom, which pages, on what; a preview that breaks its lines as the print does."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, ScrollableContainer, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import ProgressBar, Static
from textual.worker import Worker, get_current_worker

from conferencer.core.errors import ConferencerError
from conferencer.core.names import full_name
from conferencer.core.profile import student_by_id
from conferencer.core.text import isolated
from conferencer.paper.layout import PAPER_NAMES
from conferencer.paper.orders import KINDS, Pages
from conferencer.ui import paper_choices as what
from conferencer.ui import paper_ways as ways
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.pick_printer import DEFAULT_PRINTER, pick_printer
from conferencer.ui.pick_some import PickSome
from conferencer.ui.printing import usual_order
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.row_list import RowList

_SHOWN = 6
"""Pages of a preview; all of them are printed."""


class _StoppedError(Exception):
    """The teacher has stopped the work."""


class ChoiceRows(RowList):
    """One row a choice; the arrows change it, enter picks from all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        shown("paper", "enter", "select", "Change", "Choose from all that there is"),
        hidden("paper", "left", "screen.turn(-1)", "Before", "The choice before"),
        hidden("paper", "right", "screen.turn(1)", "Next", "The next choice"),
    ]


class PaperScreen(Screen[None]):
    """Print, save or open pages.

    Args:
        desk: the notebook and the settings.
        class_id: the class that is shown.
        student_id: a learner to begin with; else the class.
    """

    AUTO_FOCUS = "ChoiceRows"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]
    HELP = """\
    What you see is what is printed: the same words, broken into the same lines. The arrows
    `←` `→` change the choice under the bar. What you choose is remembered, and `p` beside a
    learner prints just so. Nothing here shows supports or your own notes for you alone.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("paper", "p", "print", "Print", "Print on the usual printer"),
        shown("paper", "s", "save", "Save", "Save in the present folder"),
        shown("paper", "o", "open", "Open", "Save, and open with the program for it"),
        hidden("paper", "e", "save_each", "Each", "Save one file for each learner"),
        hidden("paper", "h", "save_html", "Browser", "Save as a page for the browser"),
        shown("paper", "escape", "back", "Back", "Stop what is being made, or go back"),
        shown("paper", "question_mark", "app.help", "Help", "What the keys do"),
    ]

    rows = query_one(ChoiceRows)
    preview = query_one("#preview", Static)
    remarks = query_one("#remarks", Static)
    progress = query_one(ProgressBar)

    def __init__(
        self, desk: Desk, class_id: int | None = None, student_id: int | None = None
    ) -> None:
        super().__init__()
        self.desk = desk
        self.choices = what.Choices(
            usual_order(desk),
            who=what.LEARNER if student_id is not None else what.CLASS,
            student_id=student_id,
            class_id=class_id,
        )
        self._work: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """The choices beside the preview."""
        with Horizontal(id="title"):
            yield Static("Paper", id="name", markup=False)
        with Horizontal(id="paper-room"):
            with Vertical(id="choices"):
                yield ChoiceRows()
                yield ProgressBar(show_eta=False, id="progress")
                yield Static("", id="remarks", markup=False)
            with ScrollableContainer(id="sheet"):
                yield Static("", id="preview", classes="paper", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is chosen."""
        self.progress.display = False
        self._show()

    # What is chosen

    def _values(self) -> dict[str, list[object]]:
        chosen = self.choices
        whose: list[object] = [what.CLASS, what.MET_TODAY, what.SOME]
        if chosen.student_id is not None:
            whose.insert(0, what.LEARNER)
        values: dict[str, list[object]] = {"kind": list(KINDS)}
        if chosen.order.kind not in ("tomorrow", "group"):
            values["who"] = whose
        values["paper"] = list(what.papers_for(chosen))
        if chosen.is_slip:
            values["per_page"] = list(what.counts_for(chosen))
        values["large"] = [False, True]
        if chosen.order.kind == "slip":
            values["progress"] = [False, True]
        if len(languages := what.languages_for(chosen)) > 1:
            values["language"] = list(languages)
        values["printer"] = [self.desk.settings.printer]
        return values

    def _value(self, key: str) -> object:
        if key == "printer":
            return self.desk.settings.printer
        return self.choices.who if key == "who" else getattr(self.choices.order, key)

    def _said(self, key: str, value: object) -> str:
        if key == "kind":
            return what.KIND_NAMES[str(value)]
        if key == "who":
            return self._whose(str(value))
        if key == "paper":
            return PAPER_NAMES[str(value)]
        if key == "per_page":
            return what.COUNT_NAMES[int(str(value))]
        if key == "printer":
            return isolated(str(value)) or DEFAULT_PRINTER
        if key == "language":
            return what.language_name(str(value), self.choices)
        return "yes" if value else "no"

    def _whose(self, who: str) -> str:
        chosen = self.choices
        if who == what.LEARNER and chosen.student_id is not None:
            return isolated(full_name(student_by_id(self.desk.notebook, chosen.student_id)))
        if who == what.SOME:
            count = len(chosen.some)
            return f"{count} whom you choose" if count else "whom you choose …"
        if who == what.MET_TODAY:
            return "everyone met today"
        group = what.class_of(self.desk, chosen.class_id)
        return isolated(group.name) if group else "the class"

    def _show(self) -> None:
        labels = {
            **{"kind": "What", "who": "For", "paper": "Paper", "per_page": "Slips"},
            **{"large": "Large print", "progress": "Steps so far", "language": "Words in"},
            "printer": "Printer",
        }
        rows = [
            (
                key,
                Content.assemble(
                    (labels[key].ljust(13), "dim"), (self._said(key, self._value(key)), "bold")
                ),
            )
            for key in self._values()
        ]
        self.rows.put(rows)
        self._preview()

    def _choose(self, key: str, value: object) -> None:
        from dataclasses import replace

        if key == "who":
            self.choices = replace(self.choices, who=str(value))
            if value == what.SOME:
                self._pick_some()
        else:
            self.choices = self.choices.with_order(**{key: value})
            self._remember()
        self._show()

    def _remember(self) -> None:
        """The choices on paper are the usual ones from now on."""
        order = self.choices.order
        if order.kind == "slip":
            with kindly(self):
                self.desk.change_settings(
                    paper=order.paper,
                    per_page=order.per_page,
                    large=order.large,
                    progress=order.progress,
                    language=order.language,
                )

    @on(RowList.Chosen)
    def _pick(self, event: RowList.Chosen) -> None:
        if event.key == "printer":
            pick_printer(self, self.desk.settings.printer, self._keep_printer)
            return
        values = self._values()[event.key]
        words = [(str(n), self._said(event.key, value)) for n, value in enumerate(values)]

        def keep(number: str | None) -> None:
            if number is not None:
                self._choose(event.key, values[int(number)])

        at = str(values.index(self._value(event.key)))
        self.app.push_screen(Pick("Choose", words, at), keep)

    def _keep_printer(self, name: str) -> None:
        with kindly(self):
            self.desk.change_settings(printer=name)
        self._show()

    def action_turn(self, by: int) -> None:
        """The choice before or after."""
        values = self._values()
        if (key := self.rows.key) in values:
            there = values[key]
            now = there.index(self._value(key)) if self._value(key) in there else 0
            self._choose(key, there[(now + by) % len(there)])

    def _pick_some(self) -> None:
        from dataclasses import replace

        def keep(chosen: list[int] | None) -> None:
            if chosen is not None:
                self.choices = replace(self.choices, some=tuple(chosen))
            self._show()

        names = what.names_to_pick(self.desk, self.choices)
        self.app.push_screen(PickSome("For whom?", names, self.choices.some), keep)

    # The preview

    def _preview(self) -> None:
        self.run_worker(self._make_preview, thread=True, exclusive=True, group="preview")

    def _make_preview(self) -> None:
        worker = get_current_worker()
        try:
            pages, count = what.pages_of(self.desk, self.choices, most=_SHOWN)
            text, remarks = pages.preview(), pages.remarks
        except ConferencerError as error:
            text, remarks, count = "", [error.message], 0
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_preview, text, remarks, count)

    def _show_preview(self, text: str, remarks: list[str], count: int) -> None:
        more = f"\n… and {count - _SHOWN} more\n" if count > _SHOWN else ""
        self.preview.update(Content(text + more))
        self.remarks.update(Content("\n".join(isolated(one) for one in remarks[:4])))
        self.query_one("#sheet").scroll_home(animate=False)

    # Onto paper

    def action_print(self) -> None:
        """Print all of it."""
        self._start("printed", ways.printed)

    def action_save(self) -> None:
        """Save all of it as one PDF."""
        self._start("saved", ways.saved)

    def action_open(self) -> None:
        """Save all of it, and open the file."""
        self._start("opened", ways.opened)

    def action_save_each(self) -> None:
        """Save a file for each learner."""
        self._start("saved", ways.saved_each)

    def action_save_html(self) -> None:
        """Save it as a page for the browser."""
        self._start("saved", partial(ways.saved, form="html"))

    def _start(self, done: str, finish: Callable[[Desk, Pages], str]) -> None:
        if self._work is not None and not self._work.is_finished:
            self.notify("One thing after the other: this is being made.", markup=False)
            return

        def alive(count: int) -> None:
            if get_current_worker().is_cancelled:
                raise _StoppedError
            self.app.call_from_thread(self._show_progress, count)

        def work() -> None:
            try:
                pages, _ = what.pages_of(self.desk, self.choices, alive)
                alive(len(pages.pages))
                self.app.call_from_thread(self._done, finish(self.desk, pages), False)
            except _StoppedError:
                self.app.call_from_thread(self._done, f"Stopped: nothing was {done}.", False)
            except ConferencerError as error:
                self.app.call_from_thread(self._done, error.message, True)

        self.progress.update(total=self._total(), progress=0)
        self.progress.display = True
        self._work = self.run_worker(work, thread=True, group="paper")

    def _total(self) -> int:
        if self.choices.order.kind in ("tomorrow", "group"):
            return 1
        return max(1, len(what.learners_of(self.desk, self.choices)))

    def _show_progress(self, count: int) -> None:
        self.progress.update(progress=count)

    def _done(self, said: str, wrong: bool) -> None:
        self.progress.display = False
        self.notify(said, severity="error" if wrong else "information", markup=False)

    def action_back(self) -> None:
        """Stop the work that is under way; else back to where you came from."""
        if self._work is not None and not self._work.is_finished:
            self._work.cancel()
            return
        self.dismiss(None)
