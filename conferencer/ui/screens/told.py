"""One conference to read again, and to amend."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from conferencer.core.amending import amend_note
from conferencer.core.dates import in_words
from conferencer.core.errors import ConferencerError
from conferencer.core.guide import FieldShape, conference_types, field_shape, panes_for
from conferencer.core.history import Told, one_conference
from conferencer.core.models import NextStep
from conferencer.core.names import full_name
from conferencer.core.profile import student_by_id
from conferencer.core.text import isolated
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Ask, Pick
from conferencer.ui.keys import hidden, shown
from conferencer.ui.kindly import kindly
from conferencer.ui.slip_dialog import SlipDialog
from conferencer.ui.told_words import GOAL_ABOUT, PaneTold, told_in_words
from conferencer.ui.widgets.key_bar import KeyBar
from conferencer.ui.widgets.note_view import QUIET, NoteView
from conferencer.ui.widgets.talk_lines import STATUS

_SCROLL = 3
"""Lines by which a long note moves."""
_NONE = "-"
"""Picked to take a choice back."""
_STEP_SIGNS = {"open": "○ open", "done": "✓ done", "changed": "→ changed"}


class ToldScreen(Screen[None]):
    """What was said then?

    Args:
        conference_id: finished, or a draft to read only.
        field: the field to stand on; empty for the first.
    """

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    HELP = """\
    A conference as it was kept. `↑` and `↓` go from note to note, and through a long one.
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        shown("told", "enter,e", "amend", "Amend", "Amend this note; what it said before is kept"),
        shown("told", "n", "add", "Add", "Add a note that was forgotten"),
        shown("told", "p", "slip", "Slip", "Look at the slip and print it"),
        shown("told", "escape", "back", "Back", "Back to where you were"),
        hidden("told", "down", "go(1)", "Next", "Go to the next note, or through a long one"),
        hidden("told", "up", "go(-1)", "Before", "Go to the note before, or through a long one"),
    ]

    page = query_one("#told", VerticalScroll)

    def __init__(self, desk: Desk, conference_id: int, field: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.field = field
        self.conference_id = conference_id
        self.told: Told = one_conference(desk.notebook, conference_id)
        self.panes: list[PaneTold] = told_in_words(desk, self.told)
        self.student = student_by_id(desk.notebook, self.told.conference.student_id)
        self.guide = desk.guide(self.told.conference.guide)

    def compose(self) -> ComposeResult:
        """Whose and when; the notes under their questions; what came of it."""
        with Horizontal(id="title"):
            yield Static(self._title(), id="name", markup=False)
            yield Static(self._when(), id="date", markup=False)
        with VerticalScroll(id="told", classes="told", can_focus=False):
            yield from self._body()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin on the first note, with its question in view, or on the one that was meant."""
        for view in self.page.query(NoteView).results():
            if view.said.field == self.field:
                view.focus()
                return
        for view in self.page.query(NoteView).results():
            view.focus(scroll_visible=False)
            break

    def _title(self) -> Content:
        return Content.styled(isolated(full_name(self.student)), "bold")

    def _when(self) -> Content:
        conference = self.told.conference
        kind = conference_types().get(conference.type)
        minutes = round(conference.seconds / 60)
        parts = (
            in_words(conference.held_on, self.desk.today()),
            kind.name if kind else conference.type,
            f"{minutes} min" if minutes else "",
            STATUS.get(conference.status, ""),
        )
        return Content(" · ".join(part for part in parts if part))

    def _body(self) -> list[Widget]:
        body: list[Widget] = []
        for pane in self.panes:
            body.append(Static(Content(pane.title), classes="question", markup=False))
            body += [NoteView(said) for said in pane.notes]
        if not body:
            nothing = "Nothing was written down. Press n to add a note."
            body.append(Static(nothing, classes="quiet", markup=False))
        if self.told.next_steps:
            body.append(Static("What became of it", classes="question", markup=False))
            body += [
                Static(self._step(step), classes="step", markup=False)
                for step in self.told.next_steps
            ]
        return body

    def _step(self, step: NextStep) -> Content:
        sign = _STEP_SIGNS.get(step.status, step.status)
        due = f"  by {in_words(step.due_on, self.desk.today())}" if step.due_on else ""
        return Content.assemble((sign.ljust(11), QUIET), isolated(step.text), (due, QUIET))

    async def reload(self, go_to: str = "") -> None:
        """Read and show again; `go_to` is the field to stand on."""
        self.told = one_conference(self.desk.notebook, self.conference_id)
        panes = told_in_words(self.desk, self.told)
        if panes == self.panes:
            return
        before = [said.field for pane in self.panes for said in pane.notes]
        self.panes = panes
        notes = {said.field: said for pane in panes for said in pane.notes}
        if list(notes) == before:
            for view in self.page.query(NoteView):
                view.show(notes[view.said.field])
            return
        with self.app.batch_update():
            await self.page.remove_children()
            await self.page.mount_all(self._body())
        for view in self.page.query(NoteView):
            if view.said.field == go_to:
                view.focus()

    # Reading

    @property
    def note(self) -> NoteView | None:
        """The note in focus."""
        return self.focused if isinstance(self.focused, NoteView) else None

    def action_go(self, by: int) -> None:
        """To the next note or the one before; through a note that is longer than the screen."""
        page, note = self.page, self.note
        if note is not None:
            inside = page.scrollable_content_region
            hidden_below = note.region.bottom - inside.bottom
            hidden_above = inside.y - note.region.y
            if (hidden_below if by > 0 else hidden_above) > 0:
                page.scroll_relative(y=by * _SCROLL, animate=False)
                return
        views = list(page.query(NoteView))
        at = views.index(note) + by if note in views else 0
        if 0 <= at < len(views):
            views[at].focus()
            self._show_question(views[at])
        else:
            page.scroll_relative(y=by * _SCROLL, animate=False)

    def _show_question(self, view: NoteView) -> None:
        siblings = list(self.page.children)
        before = siblings[siblings.index(view) - 1]
        if not isinstance(before, NoteView) and view.region.height < self.page.size.height // 2:
            before.scroll_visible(animate=False)

    # Amending

    def _refuse_draft(self) -> None:
        if self.told.conference.status == "draft":
            raise ConferencerError(
                "Not finished", "This conference is still going on; open it to go on writing."
            )

    def action_amend(self) -> None:
        """Amend the note in focus."""
        self._refuse_draft()
        if (note := self.note) is None:
            return
        if note.said.field == GOAL_ABOUT:
            raise ConferencerError(
                "Not a note", "This is the goal itself; it is reworded on the learner’s page."
            )
        self._ask(field_shape(note.said.field, self.guide), note.said.text, note.said.voice)

    def action_add(self) -> None:
        """Add a note that was forgotten."""
        self._refuse_draft()
        shapes = self.empty_fields()
        rows = [(key, shape.label) for key, shape in shapes.items()]
        if not rows:
            raise ConferencerError("Nothing is empty", "Every field of this conference has a note.")

        def add(key: str | None) -> None:
            if key:
                self._ask(shapes[key], "", shapes[key].voice)

        self.app.push_screen(Pick("Which note was forgotten?", rows), add)

    def empty_fields(self) -> dict[str, FieldShape]:
        """The fields of this type that hold no note, in the order of the panes."""
        said = self.told.words()
        return {
            shape.key: shape
            for pane in panes_for(self.told.conference.type, self.guide)
            for shape in pane.fields
            if not said.get(shape.key) and not shape.key.startswith("follow_up")
        }

    def _ask(self, shape: FieldShape, text: str, voice: str) -> None:
        async def keep(words: str | None) -> None:
            if words is None:
                return
            words = "" if shape.kind == "choice" and words == _NONE else words
            with kindly(self):
                notebook = self.desk.notebook
                day_first = self.desk.settings.day_first
                amend_note(notebook, self.conference_id, shape.key, voice, words, day_first)
                await self.reload(go_to=shape.key)

        if shape.kind == "choice":
            rows = [(option.value, option.label) for option in shape.options]
            rows.append((_NONE, "none of these"))
            self.app.push_screen(Pick(shape.label, rows, at=text), keep)
        else:
            ask = Ask(shape.label, text, shape.hint, many=shape.kind == "note")
            self.app.push_screen(ask, keep)

    # Elsewhere

    def action_slip(self) -> None:
        """Show the slip."""
        self.app.push_screen(SlipDialog(self.desk, self.conference_id))

    def action_back(self) -> None:
        """Back to where we were."""
        self.dismiss(None)
