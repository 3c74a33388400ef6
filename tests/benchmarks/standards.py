"""Prints how long standards take: finding among ten thousand, and bringing them in.

    python -m tests.benchmarks.standards [--standards 10000] [--app]

Queries are typed letter by letter, as a person would. Compare ratios, never milliseconds.

- find / LIKE: `Catalogue.find` against SQLite's `LIKE` on the same texts, a condition a word.
- read / json: `read_bytes` of a CASE package against `json.loads` of the same bytes.
- `--app`: in a real pseudo-terminal of 120x36, from a key to the last frame it changes, in the
  Library with all of them in it, and in the search box of an empty notebook's Library with one.
"""

import argparse
import json
import os
import sqlite3
import time
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from conferencer.core.clock import Clock
from conferencer.core.notebook import Notebook
from conferencer.core.search_words import folded
from conferencer.core.standards import apply, catalogue, preview
from conferencer.standards.finding import Catalogue
from conferencer.standards.reading import read_bytes
from tests.benchmarks.stopwatch import Stopwatch

SIZE = (120, 36)
BOX, BELOW = range(3, 4), range(4, SIZE[1] - 1)
QUERIES = ("4.rf", "rf.7.4b", "fluency read", "question text evidence", "añadir fracción", "zebra")
WORDS = [
    "read",
    "write",
    "question",
    "text",
    "evidence",
    "fluency",
    "purpose",
    "understand",
    "fraction",
    "equivalent",
    "number",
    "add",
    "subtract",
    "shape",
    "describe",
    "compare",
    "author",
    "character",
    "setting",
    "story",
    "poem",
    "rhyme",
    "word",
    "phonics",
    "with",
    "and",
    "the",
    "of",
    "to",
    "in",
    "a",
    "by",
    "from",
    "sufficient",
    "accuracy",
    "support",
    "comprehension",
    "grade",
    "level",
    "añadir",
]


def package(count: int) -> bytes:
    """A CASE package of so many items, in a tree."""
    rng, items, links = Random(7), [], []
    for number in range(count):
        grade, strand, which = number % 12, ("RF", "RL", "SL", "NF")[number % 4], number // 48
        statement = " ".join(rng.choices(WORDS, k=rng.randint(8, 40)))
        code = f"CCSS.X.{strand}.{grade}.{which}" if number % 5 else None
        items.append(
            {
                "identifier": f"{number:032x}",
                "uri": f"https://example.org/{number:032x}",
                "fullStatement": statement.capitalize() + ".",
                "humanCodingScheme": code,
                "CFItemType": "Standard",
                "educationLevel": [f"{grade:02}"],
                "lastChangeDateTime": "2026-01-01T00:00:00Z",
            }
        )
        parent = f"{number // 8:032x}" if number >= 8 else "d1"
        links.append(
            {
                "identifier": f"a{number}",
                "associationType": "isChildOf",
                "originNodeURI": {"identifier": f"{number:032x}", "uri": "x", "title": ""},
                "destinationNodeURI": {"identifier": parent, "uri": "y", "title": ""},
                "sequenceNumber": number % 8,
            }
        )
    document = {"identifier": "d1", "title": "Ten thousand", "creator": "Nobody"}
    told = {"CFDocument": document, "CFItems": items, "CFAssociations": links}
    return json.dumps(told).encode()


def told(what: str, times: list[float]) -> float:
    """One line: the middle, the 95th of a hundred, the worst; the middle is given back."""
    times.sort()
    p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(f"{what:44}{p50:9.2f}{p95:9.2f}{times[-1]:9.2f}  ms of {len(times)}", flush=True)
    return p95


def milliseconds(started: float) -> float:
    """Since then."""
    return (time.perf_counter() - started) * 1000


def find_and_like(shelves: Catalogue, connection: sqlite3.Connection) -> None:
    """Every beginning of every query, both ways in turn."""
    shelves.find("warm")
    ours, like = [], []
    for query in QUERIES:
        for end in range(1, len(query) + 1):
            typed = query[:end]
            started = time.perf_counter()
            shelves.find(typed)
            ours.append(milliseconds(started))
            words = [f"%{word}%" for word in folded(typed).split()] or ["%"]
            where = " AND ".join(["words LIKE ?"] * len(words))
            started = time.perf_counter()
            connection.execute(f"SELECT uid FROM standard WHERE {where} LIMIT 60", words).fetchall()
            like.append(milliseconds(started))
    shown, other = told("a key: find", ours), told("a key: LIKE", like)
    print(f"{'find / LIKE, p95':44}{shown / other:9.2f}")


def bring_in(notebook: Notebook, data: bytes) -> None:
    """Read, show, write, show again."""
    plain, whole = [], []
    for _ in range(5):
        started = time.perf_counter()
        json.loads(data)
        plain.append(milliseconds(started))
        started = time.perf_counter()
        read_bytes(data, "x")
        whole.append(milliseconds(started))
    print(f"{'read / json.loads':44}{median(whole) / median(plain):9.2f}")
    (read,) = read_bytes(data, "x")
    for what in ("first", "again"):
        started = time.perf_counter()
        shown = preview(notebook, read)
        looked = milliseconds(started)
        if what == "first":
            apply(notebook, shown)
        print(f"{f'{what}: preview, all of it':44}{looked:9.0f}{milliseconds(started):9.0f}  ms")


def type_in_the_app(home: Path, what: str) -> None:
    """Key by key, each once the screen has come to rest."""
    rng, echo, results = Random(7), [], []
    with Stopwatch(home=home, size=SIZE) as watch:
        watch.read_for(3)
        watch.send("L")
        watch.hear("Standards")
        watch.read_for(1)
        watch.send("/")
        watch.read_for(1)
        for query in QUERIES[:4]:
            for char in query:
                watch.settle(rng.uniform(0.05, 0.09), seconds=2)
                shown, done = watch.milliseconds_to_rest(char, BOX, BELOW)
                echo.append(shown)
                results.append(done)
            for _ in query:
                watch.send("backspace")
            watch.read_for(0.5)
    told(f"{what}: key to its letter", echo)
    told(f"{what}: key to its rows", results)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.standards")
    parser.add_argument("--standards", type=int, default=10_000)
    parser.add_argument("--app", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="conferencer-standards-") as folder:
        for count in (asked.standards, 1) if asked.app else (asked.standards,):
            home = Path(folder) / str(count)
            notebook = Notebook(home / "notebook.db", Clock()).open()
            data = package(count)
            print(f"{count:,} standards, {len(data) / 1e6:.1f} MB")
            bring_in(notebook, data)
            started = time.perf_counter()
            shelves = catalogue(notebook)
            print(f"{'catalogue read':44}{milliseconds(started):9.0f}  ms")
            with notebook.plain() as connection:
                find_and_like(shelves, connection)
            notebook.close()
            if asked.app:
                type_in_the_app(home, f"{count:,}")
    print(f"load of the machine now, of {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
