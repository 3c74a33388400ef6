"""The coverage board to the printer, or into a text file."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.core.coverage import Board, Coverage
from conferencer.core.dates import in_words
from conferencer.core.errors import ConferencerError
from conferencer.core.text import isolated
from conferencer.ui.class_views.coverage_words import SIGNS, figures, one_round, summary
from conferencer.ui.desk import Desk
from conferencer.ui.dialogs import Pick

if TYPE_CHECKING:
    from textual.screen import Screen

    from conferencer.paper.coverage_page import CoveragePage

_WAYS = [
    ("print", "Print it\non the usual printer"),
    ("text", "Save it as a text file\nin the present folder"),
]


def ways_to_print(
    screen: "Screen[object]",
    desk: Desk,
    title: str,
    board: Board,
    rows: Sequence[Coverage],
    names: Mapping[int, str],
) -> None:
    """Ask where the board shall go, and bring it there in a thread."""
    today = desk.today()
    from conferencer.paper.coverage_page import CoveragePage

    page = CoveragePage(
        f"{title}, {in_words(today, today)} {today.year}",
        f"{summary(board, today)}. {one_round(board)}",
        [
            (f"{SIGNS[row.state]} {row.state}", isolated(names[row.student_id]))
            + figures(row, today)
            for row in rows
        ],
    )

    def go(way: str | None) -> None:
        if way is None:
            return

        def work() -> None:
            try:
                said = _print(desk, page) if way == "print" else _save(desk, page)
                screen.app.notify(said, markup=False)
            except ConferencerError as error:
                screen.app.notify(error.message, title=error.title, severity="error", markup=False)

        screen.run_worker(work, thread=True, group="paper")

    screen.app.push_screen(Pick("The coverage board as it stands here", _WAYS), go)


def _stem(desk: Desk) -> str:
    return f"coverage-{desk.today().isoformat()}"


def _print(desk: Desk, page: "CoveragePage") -> str:
    from conferencer.paper.coverage_page import write_coverage_pdf
    from conferencer.paper.printer import print_or_show

    pdf = write_coverage_pdf(page, desk.settings.paper)
    settings = desk.settings
    printed = print_or_show(
        pdf, settings.printer, settings.paper, Path.cwd(), _stem(desk), what="board"
    )
    return printed.message


def _save(desk: Desk, page: "CoveragePage") -> str:
    from conferencer.paper.coverage_page import write_coverage_text
    from conferencer.paper.files import save_new

    text = write_coverage_text(page).encode("utf-8")
    path = save_new(text, None, Path.cwd(), _stem(desk), ".txt")
    return f"The board is in {path}"
