"""Prints how long Conferencer takes, side by side with an empty Textual app and a bare TextArea.

    python -m tests.benchmarks.ratios [--pairs 9] [--large]

Each pair runs both programs one after the other in a real pseudo-terminal of 120x36, and its ratio
is taken; the table shows the median (lowest-highest) of the pairs. Compare ratios, never
milliseconds: these drift with whatever else the machine does, so leave it alone meanwhile.

- first paint: from the start of the process to the first frame that shows anything.
- live: to the first frame that answers a key sent once the class list (or, in the empty app, the
  key bar) was shown.
- quitting: from ctrl+q to the end of the process, a while after the start.
- typing: from a key to the first frame that shows it; in a note of a conference, which keeps
  itself, and in a bare TextArea that keeps nothing: one that fills the screen, as it does by
  itself, and one of the size of our note.

`--large` measures a notebook of 200 learners and 50,000 conferences as well, which takes some
minutes to write. All is compiled first: without .pyc files every start takes three times as long.
"""

import argparse
import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import conferencer
from tests.benchmarks.stopwatch import Stopwatch
from tests.display import Display
from tests.terminal import PROGRAM

HERE = Path(__file__).parent
EMPTY = (sys.executable, str(HERE / "empty_app.py"))
BARE = (sys.executable, str(HERE / "bare_area.py"))
SIZE = (120, 36)
NOTE = "60x6"
"""The size of an open note in a conference at 120x36."""
SENTENCE = (
    "I finished the whole chapter, even the long page, and then I told my sister about it, who "
    "wanted to know how it ends."
)
ALL_ROWS, BELOW_THE_CLOCK = range(SIZE[1]), range(3, SIZE[1])
TARGETS = {"first paint": 1.3, "live": 1.5, "typing p95": 1.2}

Figures = dict[str, float]
Measure = Callable[[Path], Figures]


def anything(display: Display) -> bool:
    """Whether something is on the screen."""
    return any(display.lines)


def answered(display: Display) -> bool:
    """Whether the empty app has handled its key."""
    return "Answered" in display.lines[0]


def bar_on_the_second_learner(display: Display) -> bool:
    """Whether the bar of the class list has moved down by one."""
    question = next((y for y, line in enumerate(display.lines) if "Who is next?" in line), None)
    if question is None:
        return False
    first, second, third = (display.cells.buffer[question + n][4].bg for n in (2, 3, 4))
    return first == third != second


def start_and_quit(
    home: Path, program: tuple[str, ...], shown: str, looks: Callable[[Display], bool]
) -> Figures:
    """Start, press a key when the screen is there, wait a while, quit."""
    with Stopwatch(home=home, size=SIZE, program=program) as watch:
        watch.hear(shown)
        sent = watch.send("down")
        watch.read_for(1.5)
        asked = watch.send("ctrl+q")
        watch.wait_for_end()
        quitting = (watch.ended - asked) * 1000
        return {
            "first paint": watch.milliseconds_until(anything, watch.started),
            "live": watch.milliseconds_until(looks, sent),
            "quitting": quitting,
        }


def type_a_sentence(watch: Stopwatch, rows: range) -> Figures:
    """Key after key, each a moment after the screen has come to rest."""
    rng, times = Random(7), []
    for char in SENTENCE:
        watch.settle(rng.uniform(0.015, 0.04), seconds=1)  # not in step with the app's timers
        times.append(watch.milliseconds_of(char, rows))
    times.sort()
    return {
        "typing p50": times[len(times) // 2],
        "typing p95": times[int(len(times) * 0.95)],
        "typing worst": times[-1],
    }


def open_conferencer(home: Path) -> Figures:
    """Conferencer, on the notebook that is in its home."""
    return start_and_quit(home, PROGRAM, "Help", bar_on_the_second_learner)


def open_empty(home: Path) -> Figures:
    """The empty app."""
    return start_and_quit(home, EMPTY, "Answer", answered)


def write_in_conferencer(home: Path) -> Figures:
    """A note of a conference, in a copy of the notebook."""
    fresh = home.with_name(home.name + "-typing")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(home, fresh)
    with Stopwatch(home=fresh, size=SIZE) as watch:
        watch.hear("Help")
        watch.read_for(2)
        watch.send("enter")
        if "right now?" not in watch.hear("ctrl+g"):  # they begin with last time's step
            watch.read_for(1)
            watch.send("ctrl+n")
            watch.hear("right now?")
        watch.read_for(1)
        return type_a_sentence(watch, BELOW_THE_CLOCK)


def write_in_bare_area(home: Path, *size: str) -> Figures:
    """A bare TextArea."""
    with Stopwatch(*size, home=home, size=SIZE, program=BARE) as watch:
        watch.hear("Ready to type")
        watch.read_for(1)
        return type_a_sentence(watch, ALL_ROWS)


def write_in_small_area(home: Path) -> Figures:
    """A bare TextArea of the size of our note."""
    return write_in_bare_area(home, NOTE)


def in_pairs(
    pairs: int, home: Path, ours: Measure, other: Measure
) -> list[tuple[Figures, Figures]]:
    """Measure in turn; the first of each, which warms the caches, does not count.

    A single pair only shows that it can be done, so it is not measured twice.
    """
    if pairs == 1:
        return [(ours(home), other(home))]
    measured = [(ours(home), other(home)) for _ in range(pairs + 1)]
    return measured[1:]


def spread(figures: list[float], digits: int) -> str:
    """The median, the lowest and the highest."""
    low, middle, high = min(figures), median(figures), max(figures)
    return f"{middle:.{digits}f} ({low:.{digits}f}-{high:.{digits}f})"


def rows_of(what: str, measured: list[tuple[Figures, Figures]]) -> Iterator[str]:
    """The lines of the table for a comparison."""
    for name in measured[0][0]:
        ours = [pair[0][name] for pair in measured]
        others = [pair[1][name] for pair in measured]
        ratios = [a / b for a, b in zip(ours, others, strict=True)]
        target = f"<= {TARGETS[name]}" if name in TARGETS else ""
        yield (
            f"{name + what:34}{spread(ours, 1):>24}{spread(others, 1):>24}"
            f"{spread(ratios, 2):>20}  {target}".rstrip()
        )


def compare(pairs: int, home: Path, title: str) -> None:
    """Measure and print one table."""
    heads = f"{title:34}{'Conferencer, ms':>24}{'the other, ms':>24}{'ratio':>20}  target"
    print(f"{heads}\n{'-' * len(heads)}", flush=True)
    for what, ours, other in (
        (" / empty app", open_conferencer, open_empty),
        (" / bare TextArea", write_in_conferencer, write_in_bare_area),
        (" / TextArea as small", write_in_conferencer, write_in_small_area),
    ):
        print(*rows_of(what, in_pairs(pairs, home, ours, other)), sep="\n", flush=True)
    print()


def write_notebook(home: Path, *more: str) -> None:
    """The made-up class, as a notebook in a home."""
    home.mkdir()
    command = [*PROGRAM, "demo", "--write", str(home / "notebook.db"), *more]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.ratios", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--pairs", type=int, default=9, metavar="N")
    parser.add_argument("--large", action="store_true", help="also 200 learners, 50,000 talks")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    for folder in (Path(conferencer.__file__).parent, HERE):
        compileall.compile_dir(folder, quiet=1)
    with TemporaryDirectory(prefix="conferencer-ratios-") as folder:
        home = Path(folder) / "demo"
        write_notebook(home)
        compare(asked.pairs, home, f"demo class, {asked.pairs} pairs")
        if asked.large:
            large = Path(folder) / "large"
            write_notebook(large, "--students", "200", "--conferences", "50000")
            compare(asked.pairs, large, f"200 x 50,000, {asked.pairs} pairs")
    load = os.getloadavg()
    print(f"load of the machine now, of {os.cpu_count()} processors: {load[0]:.1f}")


if __name__ == "__main__":
    main()
