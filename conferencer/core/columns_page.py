"""The page that goes with an export: what its files are, and what each column holds."""

from sqlalchemy import Table

from conferencer.core.tables import described, kind_of, tables

_ABOUT = """\
# What is in this folder

Everything in the notebook but memory aids. It is not encrypted: whoever has the folder can read
it.

- `notebook.json`: all tables, exactly as they are. `conferencer import notebook.json --notebook
  FILE` makes a notebook of it again, equal to the one it came from, memory aids apart.
- One CSV file for each table below, with the same rows and columns.
- `goals_by_standard.csv`: every goal under each standard that it belongs to, in words.
- `learners/`: a page for each learner, in Markdown. Supports are not on it; they are in
  `profile_entry`.

**CSV.** UTF-8 with a byte order mark, commas, lines that end in CR LF, quotes as in RFC 4180; a
quoted cell may hold several lines. An empty cell is an empty text or nothing; the JSON tells which.
So that a spreadsheet takes no cell for a formula, a cell has an apostrophe in front if its text
begins with `=`, `+`, `-`, `@`, a tab or a line's end, also after spaces, invisible characters or
apostrophes. To have the text as it was, take one apostrophe away where a cell begins so and one of
these follows. Objects are written as JSON.

**Dates** are local days (`2026-11-22`); **instants** are in UTC (`2026-11-22T09:30:00+00:00`).
Names of files and columns stay as they are; a later Conferencer may add some.
"""


def columns_page(note: str = "") -> str:
    """The page, in Markdown.

    Args:
        note: a paragraph of its own before the tables.
    """
    parts = [_ABOUT]
    if note:
        parts.append(f"{note}\n")
    parts += [_section(table) for table in tables()]
    return "\n".join(parts)


def _section(table: Table) -> str:
    known = described(table)
    lines = [f"## {table.name}.csv", "", known.about, "", "| column | kind | what it holds |"]
    lines.append("|---|---|---|")
    for column in table.columns:
        about = known.columns[column.name].replace("|", "\\|")
        lines.append(f"| `{column.name}` | {kind_of(column)} | {about} |")
    return "\n".join(lines) + "\n"
