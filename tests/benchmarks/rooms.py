"""Prints how long each room takes on a large notebook, side by side with the demo class.

    python -m tests.benchmarks.rooms [--visits 4] [--pairs 2] [--reads] [DEMO LARGE]

Without notebooks the demo class is written, and one of 200 learners and 50,000 conferences. Both
are opened at the same time in a real pseudo-terminal of 120x36, and each room is visited in the one
and then in the other, so that both meet the same load. Every ratio is the large notebook's time ÷
the demo's, the median of all visits but the first of a pair, which has a line of its own.

- processor: what the whole program used from the key to that frame. Few other programs disturb it;
  Linux only.
- clock: from the key to the last frame before the screen rests.

`--reads` measures instead what the core reads for each room, without any screen.
"""

import argparse
import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from conferencer.core.class_steps import steps_of_class
from conferencer.core.clock import Clock
from conferencer.core.coverage_rows import coverage_of
from conferencer.core.coverage_weeks import weeks_of
from conferencer.core.first_rows import calendar_of, today_rows
from conferencer.core.groups import groups_of, needs_of_class
from conferencer.core.history import page_of
from conferencer.core.notebook import Notebook
from conferencer.core.peer_experts import help_in_class
from conferencer.core.planning import week_of
from conferencer.core.said_before import earlier_sayings
from conferencer.core.search import prepare
from conferencer.core.threads import story_of
from conferencer.settings import Settings
from conferencer.ui.widgets.talk_lines import SAID_BY
from tests.benchmarks.ratios import write_notebook
from tests.benchmarks.stopwatch import FRAME_ENDS, Stopwatch

SIZE = (120, 36)
QUIET = 0.4
"""Seconds without output after which a room has come to rest."""
TARGET = 1.2
WALK = (
    ("coverage, from Today", "b"),
    ("steps", "2"),
    ("groups", "3"),
    ("can help", "4"),
    ("next day", "5"),
    ("week", "6"),
    ("back to coverage", "1"),
    ("learner: story", "o"),
    ("learner: goals", "2"),
    ("learner: growth", "3"),
    ("learner: said before", "4"),
    ("learner: profile", "5"),
    ("learner: back to the story", "escape"),
    ("back to the class", "escape"),
    ("back to Today", "escape"),
)
"""A walk through the rooms: what is opened, and by which key."""

Figures = dict[str, list[tuple[float, float]]]


def processor(pid: int) -> float:
    """Milliseconds of processor time that a program has used: clock_getcpuclockid(3) on Linux."""
    return time.clock_gettime((~pid << 3) | 2) * 1000


class Watched(Stopwatch):
    """The program in its terminal, and what it uses."""

    def rest(self) -> None:
        """Wait until nothing is read, looked at or backed up behind the screen any more."""
        used = processor(self.pid)
        while True:
            self.read_for(1)
            before, used = used, processor(self.pid)
            if used - before < 20:
                return

    def visit(self, key: str) -> tuple[float, float]:
        """Press a key, wait until the screen rests; milliseconds of processor and of clock."""
        used = last_used = processor(self.pid)
        at = last = self.send(key)
        while self._read(QUIET):
            came, data = self.came[-1]
            if FRAME_ENDS in data:
                last, last_used = came, processor(self.pid)
        if last == at:
            raise AssertionError(f"{key!r} changed nothing on the screen")
        return last_used - used, (last - at) * 1000


def walk(homes: tuple[Path, Path], visits: int, figures: tuple[Figures, Figures]) -> None:
    """Go through both notebooks side by side; the first visit of a room is told apart."""
    today = date.today().isoformat()
    demo, large = (Watched(home=home, size=SIZE, today=today) for home in homes)
    with demo, large:
        for watch in (demo, large):
            watch.hear("Help")
        for watch in (demo, large):
            watch.rest()
        for number in range(visits + 1):
            for room, key in WALK:
                told = room if number else f"{room}, first"
                for watch, kept in ((demo, figures[0]), (large, figures[1])):
                    kept.setdefault(told, []).append(watch.visit(key))


def table(title: str, figures: tuple[Figures, Figures]) -> None:
    """Print the medians and their ratios."""
    print(f"{title:34}{'processor, ms':>22}{'ratio':>8}{'clock, ms':>22}{'ratio':>8}")
    for room in figures[0]:
        line = f"{room:34}"
        for which in (0, 1):
            small, large = (median(one[which] for one in kept[room]) for kept in figures)
            ratio = median(
                b[which] / a[which] for a, b in zip(figures[0][room], figures[1][room], strict=True)
            )
            mark = " " if ratio <= TARGET else "!"
            line += f"{small:11.1f}{large:11.1f}{ratio:7.2f}{mark}"
        print(line, flush=True)
    print(f"the target is a ratio of {TARGET} at the most\n")


def reads_of(notebook: Notebook) -> dict[str, Callable[[], object]]:
    """What the core reads for each room."""
    settings, today = Settings(), notebook.today()
    with notebook.reading() as connection:
        calendar = calendar_of(connection, settings)
    rows = today_rows(notebook, settings, today)
    assert rows.group is not None
    class_id, uid = rows.group.id, rows.group.uid
    standings = [turn.standing for turn in rows.turns]
    ids = sorted(one.student_id for one in standings)
    who = ids[0]
    return {
        "coverage": lambda: coverage_of(notebook, settings, today, class_id),
        "coverage: weeks": lambda: weeks_of(notebook, ids[:40], today, 30, calendar).of(ids[0]),
        "steps": lambda: steps_of_class(notebook, class_id, today),
        "groups": lambda: (
            groups_of(notebook, class_id),
            needs_of_class(notebook, class_id, today),
        ),
        "can help": lambda: help_in_class(notebook, class_id, today),
        "next day, week: who is next": lambda: today_rows(notebook, settings, today, uid),
        "week": lambda: week_of(notebook, class_id, standings, today, today, calendar),
        "learner: page": lambda: page_of(notebook, who),
        "learner: story": lambda: story_of(notebook, who, SAID_BY),
        "learner: said before": lambda: earlier_sayings(notebook, who),
    }


def read_alone(homes: tuple[Path, Path], times: int) -> tuple[Figures, Figures]:
    """Read in turn, without a screen."""
    notebooks = [Notebook(home / "notebook.db", Clock()).open() for home in homes]
    reads = [reads_of(notebook) for notebook in notebooks]
    figures: tuple[Figures, Figures] = ({}, {})
    for number in range(times + 1):
        for room in reads[0]:
            for read, kept in zip(reads, figures, strict=True):
                used, started = time.process_time(), time.perf_counter()
                read[room]()
                took = time.perf_counter() - started, time.process_time() - used
                if number:
                    kept.setdefault(room, []).append((took[1] * 1000, took[0] * 1000))
    for notebook in notebooks:
        notebook.close()
    return figures


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rooms")
    parser.add_argument("--visits", type=int, default=4)
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--reads", action="store_true", help="without any screen")
    parser.add_argument("notebooks", nargs="*", type=Path, metavar="DEMO LARGE")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryDirectory(prefix="conferencer-rooms-") as folder:
        homes = (Path(folder) / "demo", Path(folder) / "large")
        more: tuple[str, ...] = ()
        for number, home in enumerate(homes):
            if asked.notebooks:
                home.mkdir()
                shutil.copyfile(asked.notebooks[number], home / "notebook.db")
            else:
                write_notebook(home, *more)
            more = ("--students", "200", "--conferences", "50000")
            notebook = Notebook(home / "notebook.db", Clock()).open()
            while prepare(notebook, 200):
                pass
            notebook.close()
        if asked.reads:
            table("reads, without a screen", read_alone(homes, asked.visits * asked.pairs))
        else:
            figures: tuple[Figures, Figures] = ({}, {})
            for _ in range(asked.pairs):
                walk(homes, asked.visits, figures)
            table("large notebook ÷ demo class", figures)
    print(f"load of the machine now, of {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
