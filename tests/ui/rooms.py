"""Ways into the rooms of the app, and what can be read on the whole screen."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from sqlmodel import col, select
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from conferencer.app import ConferencerApp
from conferencer.core.conferences import Place, begin_conference, keep_words
from conferencer.core.finishing import finish_conference
from conferencer.core.models import Conference, Note
from conferencer.core.notebook import Notebook
from conferencer.ui.desk import Desk
from conferencer.ui.parting import Parting
from conferencer.ui.screens.conference import ConferenceScreen
from conferencer.ui.screens.today import TodayScreen
from conferencer.ui.widgets.choice import Choice
from conferencer.ui.widgets.editor import NoteEditor
from tests.conftest import TODAY

ANA, CLASS = 1, 1
HOSTILE = "[/] :smile: O'Brien-Ñandú 李雷"
Room = Pilot[str]

_TEXT = re.compile(r'<text[^>]* x="([\d.]+)"[^>]* y="([\d.]+)"[^>]*>(.*?)</text>', re.DOTALL)
_EDGES = re.compile("[▌▏│]")
_CELL = 12.2
"""How wide an exported screen draws one cell."""


def on_screen(pilot: Room) -> str:
    """Every word on the rendered screen, line by line: what somebody beside it can read."""
    lines: dict[float, str] = {}
    for x, y, text in _TEXT.findall(pilot.app.export_screenshot(title=" ")):
        row, column = float(y), round(float(x) / _CELL)
        line = lines.get(row, "")
        gap = " " * (column - cell_len(line))
        lines[row] = line + gap + unescape(text).replace("\xa0", " ")
    return "\n".join(line for y in sorted(lines) if (line := lines[y].rstrip()))


def in_one_line(pilot: Room) -> str:
    """The same without line ends, so that words may be sought that were wrapped."""
    return " ".join(_EDGES.sub(" ", on_screen(pilot)).split())


def conferring(pilot: Room) -> ConferenceScreen:
    """The conference that is on the screen, perhaps below a dialog."""
    found = [s for s in pilot.app.screen_stack if isinstance(s, ConferenceScreen)]
    assert found, f"no conference in {pilot.app.screen_stack}"
    return found[-1]


def today_screen(pilot: Room) -> TodayScreen:
    """Today, which is the home of the app."""
    return next(s for s in pilot.app.screen_stack if isinstance(s, TodayScreen))


def app_of(desk: Desk) -> ConferencerApp:
    """The app over a desk."""
    return ConferencerApp(desk)


def field_with_cursor(pilot: Room) -> str:
    """The key of the field that has the focus; empty for none."""
    return getattr(pilot.app.screen.focused, "field", "")


async def begin(pilot: Room) -> ConferenceScreen:
    """From Today into a conference with the learner on top."""
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    return conferring(pilot)


async def settled(pilot: Room) -> None:
    """Wait until what was said has reached the screen: one pause is one step up the tree."""
    await pilot.pause()
    await pilot.pause()


async def put(pilot: Room, field: str, text: str) -> None:
    """Put words into a field of the pane that is open, as a paste would."""
    editor = editor_of(pilot, field)
    pilot.app.screen.set_focus(editor)
    editor.insert(text)
    await settled(pilot)


async def paste(pilot: Room, text: str) -> None:
    """Paste where the cursor is."""
    pilot.app.post_message(events.Paste(text))
    await settled(pilot)


def editor_of(pilot: Room, field: str) -> NoteEditor:
    """The editor of a field of the pane that is open."""
    found = conferring(pilot).pane.field(field)
    assert found is not None, f"no field {field} here"
    assert isinstance(found.editor, NoteEditor)
    return found.editor


def label_of(pilot: Room, field: str) -> str:
    """What stands before a field: its label, and the quiet word beside it."""
    found = conferring(pilot).pane.field(field)
    assert found is not None, f"no field {field} here"
    return str(found.query_one(".label", Static).content)


def words_kept(notebook: Notebook, conference_id: int) -> dict[str, str]:
    """Field -> text, as they stand in the notebook."""
    with notebook.session() as session:
        notes = session.exec(select(Note).where(Note.conference_id == conference_id))
        return {note.field: note.text for note in notes}


def the_conference(notebook: Notebook, conference_id: int) -> Conference:
    """A conference as it stands in the notebook."""
    with notebook.session() as session:
        return session.get_one(Conference, conference_id)


def conferences(notebook: Notebook) -> list[Conference]:
    """Every conference of the notebook, in the order they were begun."""
    with notebook.session() as session:
        return list(session.exec(select(Conference).order_by(col(Conference.id))))


def talked(
    notebook: Notebook, words: dict[str, str], status: str = "met", student_id: int = ANA
) -> int:
    """Hold a conference outside the screen, and end it; `draft` leaves it open."""
    draft = begin_conference(notebook, student_id, CLASS, TODAY)
    said = {field: ("learner", text) for field, text in words.items()}
    keep_words(notebook, draft.id, said, Place(), 60)
    if status != "draft":
        finish_conference(notebook, draft.id, status)
    return draft.id


@contextmanager
def another_program_writing(path: Path, kind: str = "IMMEDIATE") -> Iterator[None]:
    """While inside, another program holds the notebook's lock."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"BEGIN {kind}")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def rows(notebook: Notebook, table: type) -> list:
    """Every row of a table."""
    with notebook.session() as session:
        return list(session.exec(select(table)).all())


def choice_of(pilot: Room, field: str) -> Choice:
    """The row of answers of a field."""
    found = conferring(pilot).pane.field(field)
    assert found is not None and isinstance(found.editor, Choice)
    return found.editor


async def finish(pilot: Room, *keys: str) -> None:
    """ctrl+s, then the ending: down to its row, and enter."""
    await pilot.press("ctrl+s")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Parting)
    await pilot.press(*keys, "enter")
    await pilot.pause()


def kept(desk: Desk) -> dict[str, str]:
    """The words of the only conference, as they stand in the notebook."""
    (conference,) = conferences(desk.notebook)
    return words_kept(desk.notebook, conference.id or 0)


def listed(pilot: Room) -> list[str]:
    """The names in the list, as they are shown."""
    turns = today_screen(pilot).turns
    rows = [turns.get_option_at_index(n).id or "" for n in range(turns.option_count)]
    return [turns.name_of(int(row.removeprefix("student-"))) for row in rows]


def under_the_bar(pilot: Room) -> str:
    """The name of the learner under the bar."""
    turns = today_screen(pilot).turns
    return turns.name_of(turns.student_id or 0)
