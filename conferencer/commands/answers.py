"""How commands answer: tables for people, JSON for programs, one line for what needs saying."""

import sys
from collections.abc import Sequence


def say(sentence: str) -> None:
    """Say something beside the answer: one line on stderr."""
    from conferencer.core.text import clean_line, isolated

    print(f"conferencer: {isolated(clean_line(sentence))}", file=sys.stderr)


def print_json(value: object) -> None:
    """Print for programs."""
    import json

    # Another encoding than UTF-8 could not hold every name, and JSON has its own escapes.
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    print(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2))


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], otherwise: str) -> None:
    """Print aligned columns, whatever the script; one sentence where there is no row."""
    from conferencer.core.text import clean_line, isolated
    from conferencer.paper.lines import cells

    if not rows:
        print(otherwise)
        return
    shown = [list(heads), *([isolated(clean_line(cell)) for cell in row] for row in rows)]
    widths = [max(cells(row[column]) for row in shown) for column in range(len(heads))]
    for row in shown:
        padded = [
            cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)
        ]
        print("  ".join(padded).rstrip())
