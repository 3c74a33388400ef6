"""Takes every picture that the README shows, from the made-up class, at one size and one date.

    python screenshots/take.py

writes NAME.svg and NAME.png beside this file. The PNGs need `rsvg-convert` (Debian's
librsvg2-bin) and a monospace font, the picture of the paper slip needs `pdftoppm` (poppler-utils).
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from conferencer.app import ConferencerApp
from conferencer.core.clock import Clock
from conferencer.core.demo import demo_notebook
from conferencer.paths import places
from conferencer.settings import Settings
from conferencer.ui.desk import Desk
from conferencer.ui.widgets.editor import NoteEditor

HERE = Path(__file__).parent
TODAY = date(2026, 11, 24)
SIZE = (100, 30)


@dataclass(frozen=True)
class Picture:
    """One picture: what to press before it is taken; `+words` are typed."""

    name: str
    keys: Sequence[str] = field(default_factory=tuple)
    theme: str = "conferencer-light"
    size: tuple[int, int] = SIZE
    empty: bool = False
    """Without any class: the first run."""


NOW = ("enter", "ctrl+n", "+We read the chapter with the dragon, and I kept going when it was hard")
GOING = (*NOW, "ctrl+n", "+I can read aloud so that my sister wants to hear more")
HOW = (
    *GOING,
    "ctrl+n",
    *("tab",) * 4,
    "+I will read two pages aloud to my sister",
    "tab",
    "+after dinner",
    "tab",
    "+fri",
)
CLOSE = (*HOW, "ctrl+n", "+next tuesday")

PICTURES = (
    Picture("first-run", empty=True),
    Picture("today"),
    Picture("last-time", ("enter", "shift+tab", "1")),
    Picture("now", NOW),
    Picture("going", GOING),
    Picture("challenges", (*NOW, "ctrl+n", "ctrl+t")),
    Picture("how", HOW),
    Picture("close", CLOSE),
    Picture("finish", (*CLOSE, "ctrl+s")),
    Picture("card", (*CLOSE, "ctrl+s", "enter")),
    Picture("learner", ("o",), size=(120, 36)),
    Picture("learner-dark", ("o",), theme="conferencer-dark", size=(120, 36)),
    Picture("goals", ("o", "2"), size=(120, 36)),
    Picture("growth", ("o", "3"), size=(120, 36)),
    Picture("compare", ("o", "6"), size=(120, 36)),
    Picture("coverage", ("b",), size=(120, 36)),
    Picture("coverage-dark", ("b",), theme="conferencer-dark", size=(120, 36)),
    Picture("steps", ("b", "2"), size=(120, 36)),
    Picture("search", ("f", *"quiet"), size=(120, 36)),
    Picture("paper", ("P", "right", "right", "right"), size=(120, 36)),
    Picture("classes", ("l",)),
    Picture("help", ("question_mark",)),
    Picture("today-dark", theme="conferencer-dark"),
    Picture("now-80x24", NOW, theme="conferencer-dark", size=(80, 24)),
)


async def press(pilot: Pilot[str], keys: Sequence[str]) -> None:
    """Press keys and type words."""
    for key in keys:
        await pilot.pause()
        if key.startswith("+"):
            editor = pilot.app.focused
            assert isinstance(editor, NoteEditor), f"nothing to type into: {editor}"
            editor.insert(key[1:])
        else:
            await pilot.press(key)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def take(picture: Picture, folder: Path) -> Path:
    """Take one picture."""
    os.environ["CONFERENCER_HOME"] = str(folder)
    clock = Clock(TODAY)
    if picture.empty:
        from conferencer.core.notebook import Notebook

        notebook = Notebook(folder / "notebook.db", clock).open()
    else:
        notebook = demo_notebook(folder, clock)
    desk = Desk(notebook, places(), Settings(theme=picture.theme), demo=not picture.empty)
    app = ConferencerApp(desk)
    async with app.run_test(size=picture.size) as pilot:
        await press(pilot, picture.keys)
        svg = app.export_screenshot(title="Conferencer")
    notebook.close()
    path = HERE / f"{picture.name}.svg"
    # Without it, librsvg drops the spaces at the beginning of a run of text.
    path.write_text(svg.replace("<svg ", '<svg xml:space="preserve" ', 1), "utf-8")
    subprocess.run(["rsvg-convert", path, "-o", path.with_suffix(".png")], check=True)
    return path


def take_paper(folder: Path) -> None:
    """Three kinds of paper for learners of the demo class: slips, a family page, a sheet."""
    from conferencer.core.roster import classes, students_of
    from conferencer.core.slips import latest_met, slip_facts
    from conferencer.paper.orders import Order, slip_pages
    from conferencer.paper.page_orders import before_for, pages_for, year_of

    notebook = demo_notebook(folder, Clock(TODAY))
    settings = Settings()
    conference_ids = [latest_met(notebook, student_id) for student_id in range(1, 27)]
    facts = slip_facts(notebook, [number for number in conference_ids if number])
    full = [one for one in facts if one.strength and one.goal and one.steps and one.helper]
    slips = slip_pages(full[:4], Order(per_page=4, language="en", printed_on=TODAY))
    [group, *_] = classes(notebook)
    assert group.id is not None
    learners = [one for one in students_of(notebook, group.id) if one.home_language == "Spanish"]
    family = Order(kind="family", language="es+en", printed_on=TODAY)
    sheet = Order(kind="before", per_page=1, printed_on=TODAY)
    since = year_of(TODAY, settings)
    pages = {
        "slip": slips,
        "family": pages_for(notebook, learners[:1], since, TODAY, family),
        "before": before_for(notebook, learners[:1], None, settings, sheet),
    }
    for name, made in pages.items():
        pdf = folder / f"{name}.pdf"
        pdf.write_bytes(made.pdf())
        crop = ["-x", "0", "-y", "0", "-W", "827", "-H", "585"] if name == "slip" else []
        dots = ["-r", "100" if name == "slip" else "70"]
        command = ["pdftoppm", *crop, *dots, "-singlefile", "-png", pdf, HERE / name]
        subprocess.run(command, check=True)
    notebook.close()


def main(names: Sequence[str]) -> None:
    """Take all the pictures, or those that are named."""
    os.environ["CONFERENCER_TODAY"] = TODAY.isoformat()
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    for picture in PICTURES:
        if not names or picture.name in names:
            with tempfile.TemporaryDirectory() as folder:
                print(asyncio.run(take(picture, Path(folder))).name)
    if not names or "slip" in names:
        with tempfile.TemporaryDirectory() as folder:
            take_paper(Path(folder))
            print("slip.png")


if __name__ == "__main__":
    main(sys.argv[1:])
