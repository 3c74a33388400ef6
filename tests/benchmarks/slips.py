"""Slips of a class beside the same template compiled by typst alone: seconds and memory.

    python -m tests.benchmarks.slips [--pairs 5]

Each measurement is a process of its own. “typst alone” is handed data that is ready; “Conferencer”
reads the notebook, counts, measures and writes the same PDF. The third table says how late a timer
of the screen comes while a thread makes the slips.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conferencer.core.notebook import Notebook

SIZES = (30, 200)
TICK = 0.01
"""Seconds between two ticks of the screen."""


def conference_ids(notebook: "Notebook", many: int) -> list[int]:
    """The latest conferences met, one a learner."""
    from conferencer.core.slips import latest_met

    ids = (latest_met(notebook, student_id) for student_id in range(1, 201))
    return [id for id in ids if id][:many]


def ours(path: Path, many: int) -> bytes:
    """From the notebook to the PDF."""
    from conferencer.core.notebook import Notebook
    from conferencer.core.slips import slip_facts
    from conferencer.paper.orders import Order, slip_pages

    notebook = Notebook(path).open()
    facts = slip_facts(notebook, conference_ids(notebook, many))
    return slip_pages(facts, Order(per_page=8, language="en")).pdf()


def data_for(path: Path, many: int) -> str:
    """What typst alone is given."""
    from conferencer.core.notebook import Notebook
    from conferencer.core.slips import slip_facts
    from conferencer.paper.orders import Order, slip_pages
    from conferencer.paper.parts import Slip
    from conferencer.paper.pdf import as_json, slip_data

    notebook = Notebook(path).open()
    facts = slip_facts(notebook, conference_ids(notebook, many))
    pages = slip_pages(facts, Order(per_page=8, language="en")).pages
    return as_json(slip_data([page for page in pages if isinstance(page, Slip)]))


def alone(data: Path) -> bytes:
    """The template compiled by typst, and nothing else."""
    from conferencer.paper.pdf import compiled

    return compiled("slips.typ", data.read_text("utf-8"))


def late(path: Path, many: int) -> float:
    """The latest tick of an event loop while a thread makes the slips, in milliseconds."""

    async def watch(thread: Thread) -> float:
        worst = 0.0
        while thread.is_alive():
            begun = perf_counter()
            await asyncio.sleep(TICK)
            worst = max(worst, perf_counter() - begun - TICK)
        return worst

    thread = Thread(target=ours, args=(path, many))
    thread.start()
    return asyncio.run(watch(thread)) * 1000


def measured(job: str, path: Path, many: int) -> tuple[float, float]:
    """Seconds and MB of a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.slips", "--job", job, str(path), str(many)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, memory = json.loads(told)
    return seconds, memory


def job(name: str, path: Path, many: int) -> None:
    """One measurement, told as JSON."""
    begun = perf_counter()
    if name == "late":
        print(json.dumps([late(path, many), 0]))
        return
    ours(path, many) if name == "ours" else alone(path)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([perf_counter() - begun, memory]))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--job", nargs=3, metavar=("NAME", "PATH", "MANY"))
    asked = parser.parse_args()
    if asked.job:
        job(asked.job[0], Path(asked.job[1]), int(asked.job[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        write = ["demo", "--write", str(path), "--students", "200", "--conferences", "2000"]
        subprocess.run([sys.executable, "-m", "conferencer", *write], check=True)
        for many in SIZES:
            data = Path(folder) / f"{many}.json"
            data.write_text(data_for(path, many), "utf-8")
            pairs = [
                (measured("ours", path, many), measured("alone", data, many))
                for _ in range(asked.pairs)
            ]
            wall = median(one[0] / other[0] for one, other in pairs)
            memory = median(one[1] / other[1] for one, other in pairs)
            print(
                f"{many} slips: {median(one[0] for one, _ in pairs):.2f} s, "
                f"typst alone {median(other[0] for _, other in pairs):.2f} s: {wall:.2f} x; "
                f"{median(one[1] for one, _ in pairs):.0f} MB: {memory:.2f} x; "
                f"a tick of the screen {measured('late', path, many)[0]:.0f} ms late at most"
            )


if __name__ == "__main__":
    main()
