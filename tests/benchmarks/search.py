"""Prints how long a search takes on a large notebook: the query itself, and a key in the app.

    python -m tests.benchmarks.search [--students 200] [--conferences 16000] [NOTEBOOK]

Without a NOTEBOOK the made-up class is written first; 16,000 conferences hold some 200,000 texts.
Words are typed letter by letter, as a person would.

- query: processor time and time on the clock of `core.search.search`, newest first and best first.
- echo: in a real pseudo-terminal of 120x36, from a key to the first frame that shows its letter.
- hits: from the same key to the last frame that changes what is below, before it comes to rest.
"""

import argparse
import os
import shutil
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from conferencer.core.clock import Clock
from conferencer.core.demo import write_demo
from conferencer.core.notebook import Notebook
from conferencer.core.search import driver_of, make_anew, prepare, search
from tests.benchmarks.stopwatch import Stopwatch

SIZE = (120, 36)
BOX, HITS = range(3, 4), range(4, SIZE[1] - 1)
QUERIES = (
    "reading chapter",
    "question the author",
    '"the small text',
    "i can tell you",
    "said:learner whale",
    "goal:read question",
    "class:room it was",
    "from:september the next step",
    "learner:ana words",
    "to:2025 because",
    "zebra",
)


def told(what: str, times: list[float], unit: str = "ms") -> None:
    """One line: the middle, the 95th of a hundred, the worst."""
    times.sort()
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{what:34}{p50:9.1f}{p95:9.1f}{times[-1]:9.1f}  {unit} of {len(times)}", flush=True)


def ask(notebook: Notebook, best_first: bool) -> None:
    """Every beginning of every query."""
    clock, processor = [], []
    search(notebook, "warm")
    for query in QUERIES:
        for end in range(1, len(query) + 1):
            started, used = time.perf_counter(), time.process_time()
            search(notebook, query[:end], best_first=best_first)
            clock.append((time.perf_counter() - started) * 1000)
            processor.append((time.process_time() - used) * 1000)
    order = "best first" if best_first else "newest first"
    told(f"query, {order}", clock)
    told(f"query, {order}, processor", processor)


def type_in_the_app(home: Path) -> None:
    """The same in a terminal, key by key, once the screen has come to rest."""
    rng = Random(7)
    echo, results = [], []
    with Stopwatch(home=home, size=SIZE) as watch:
        watch.hear("Help")
        watch.read_for(3)
        watch.send("f")
        watch.hear("somebody say")
        watch.read_for(2)
        for query in QUERIES[:6]:
            for char in query:
                watch.settle(rng.uniform(0.05, 0.09), seconds=2)
                shown, done = watch.milliseconds_to_rest(char, BOX, HITS)
                echo.append(shown)
                results.append(done)
            for _ in query:
                watch.send("backspace")
            watch.read_for(0.5)
    told("key to its letter on the screen", echo)
    told("key to its hits on the screen", results)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search")
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--conferences", type=int, default=16_000)
    parser.add_argument("notebook", nargs="?", type=Path)
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="conferencer-search-") as folder:
        path = Path(folder) / "notebook.db"
        notebook = Notebook(path, Clock())
        if asked.notebook:
            shutil.copyfile(asked.notebook, path)
            notebook.open()
        else:
            write_demo(notebook.open(), notebook.today(), asked.students, asked.conferences)
        started = time.perf_counter()
        if asked.notebook is None:
            make_anew(notebook)
        while prepare(notebook, 200):
            pass
        with driver_of(notebook) as connection:
            count = connection.execute("SELECT count(*) FROM search_entry").fetchone()[0]
        size = path.stat().st_size / 1e6
        print(f"{count:,} texts, {size:.0f} MB, read in {time.perf_counter() - started:.1f} s")
        print(f"{'':34}{'p50':>9}{'p95':>9}{'worst':>9}")
        ask(notebook, False)
        ask(notebook, True)
        notebook.close()
        type_in_the_app(Path(folder))
    load = os.getloadavg()
    print(f"load of the machine now, of {os.cpu_count()} processors: {load[0]:.1f}")


if __name__ == "__main__":
    main()
