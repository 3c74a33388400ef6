"""The commands for standards: bring frameworks in, list them, find in them."""

from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json, print_table, say
from conferencer.commands.bringing_in import agreed, back_up_first, not_confirmed
from conferencer.commands.given import given_notebook, has_a_terminal, reading
from conferencer.core.text import clean_line, first_line, isolated

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.notebook import Notebook
    from conferencer.core.standards import Preview
    from conferencer.standards.finding import Catalogue, Shelved
    from conferencer.standards.shape import FrameworkRead

NONE_YET = "No standards here yet; `conferencer standards import FILE` brings a framework in."


def standards(asked: "Namespace") -> int:
    """Carry out what is asked about standards."""
    carry_out = {
        "import": import_standards,
        "search": search_standards,
        "list": list_frameworks,
    }
    return carry_out[asked.standards_command](asked)


def import_standards(asked: "Namespace") -> int:
    """Bring frameworks in; what cannot be read stops it before the first is written."""
    from conferencer.standards.reading import read_standards
    from conferencer.standards.words import as_json

    if asked.json and not (asked.yes or asked.dry_run):
        raise not_confirmed()
    found = [(path, read) for path in asked.files for read in read_standards(path)]
    notebook = given_notebook(asked)
    told = []
    backed_up = False  # once, however many files
    try:
        for path, read in found:
            shown = _preview(notebook, read)
            told.append(as_json(read, shown.changes))
            if not asked.json:
                _print_preview(path, shown)
            if not asked.dry_run:
                backed_up = _write(notebook, shown, asked, backed_up)
    finally:
        notebook.close()
    if asked.json:
        print_json(told[0] if len(told) == 1 else told)
    return 0


def _preview(notebook: "Notebook", read: "FrameworkRead") -> "Preview":
    from conferencer.core.standards import preview

    if notebook.exists:
        notebook.open()
    return preview(notebook, read)


def _print_preview(path: Path, shown: "Preview") -> None:
    from conferencer.standards.words import preview_lines

    is_known = "" if shown.framework else ", a new framework"
    title, file = isolated(shown.read.title), isolated(clean_line(path.name))
    print(f"{file} ({shown.read.format}) into “{title}”{is_known}:")
    for line in preview_lines(shown.changes, shown.read.not_read):
        print(f"  {line}")


def _write(notebook: "Notebook", shown: "Preview", asked: "Namespace", backed_up: bool) -> bool:
    """Write what was shown, once somebody agreed; whether there is a backup by now."""
    from conferencer.core.standards import apply

    if not (asked.yes or has_a_terminal()):
        raise not_confirmed()
    is_there = shown.framework is not None and shown.framework.archived_on is None
    if is_there and shown.changes.nothing_to_do:
        return backed_up
    if not (asked.yes or agreed()):
        _tell(asked, "Nothing was changed.")
        return backed_up
    if not backed_up:
        back_up_first(notebook)
    notebook.open()
    framework = apply(notebook, shown)
    _tell(asked, f"Brought in: “{isolated(framework.title)}”.")
    return True


def _tell(asked: "Namespace", sentence: str) -> None:
    if not asked.json:
        print(sentence)


def search_standards(asked: "Namespace") -> int:
    """Standards by code or words, the best first."""
    from conferencer.core.standards import catalogue

    with reading(asked) as notebook:
        shelves = catalogue(notebook) if notebook else None
    typed, most = " ".join(asked.words), max(asked.most, 1)
    found = shelves.find(typed, most) if shelves else []
    if asked.json:
        print_json([_as_json(one, shelves) for one in found] if shelves else [])
        return 0
    rows = [(_code(one), first_line(one.statement, 80), _title(one, shelves)) for one in found]
    otherwise = "Nothing was found." if shelves and len(shelves) else NONE_YET
    print_table(("code", "statement", "framework"), rows, otherwise)
    more = shelves.count(typed) - len(found) if shelves else 0
    if more > 0:
        say(f"there are {more} more than these {len(found)}; --most shows more.")
    return 0


def _code(one: "Shelved") -> str:
    return f"{one.code} (withdrawn)".strip() if one.is_withdrawn else one.code


def _title(one: "Shelved", shelves: "Catalogue | None") -> str:
    shelf = shelves.shelf(one.framework) if shelves else None
    return first_line(shelf.title, 40) if shelf else ""


def _as_json(one: "Shelved", shelves: "Catalogue") -> dict[str, object]:
    shelf = shelves.shelf(one.framework)
    return {
        "uid": one.uid,
        "code": one.code,
        "statement": one.statement,
        "kind": one.kind,
        "grades": one.grades,
        "withdrawn": one.is_withdrawn,
        "framework": shelf.title if shelf else "",
        "framework_uid": shelf.uid if shelf else "",
    }


def list_frameworks(asked: "Namespace") -> int:
    """The frameworks in the notebook, those that were put away last."""
    from conferencer.core.standards import catalogue

    with reading(asked) as notebook:
        shelves = catalogue(notebook, put_away=True) if notebook else None
    counts = {shelf.id: 0 for shelf in shelves.shelves} if shelves else {}
    for one in shelves.standards if shelves else ():
        counts[one.framework] += not one.is_withdrawn
    listed = shelves.shelves if shelves else []
    if asked.json:
        print_json(
            [
                {
                    "uid": shelf.uid,
                    "title": shelf.title,
                    "subject": shelf.subject,
                    "publisher": shelf.publisher,
                    "grades": shelf.grades,
                    "put_away": shelf.is_put_away,
                    "standards": counts[shelf.id],
                }
                for shelf in listed
            ]
        )
        return 0
    rows = [
        (shelf.title, str(counts[shelf.id]), shelf.publisher, "put away" * shelf.is_put_away)
        for shelf in listed
    ]
    print_table(("framework", "standards", "publisher", ""), rows, NONE_YET)
    return 0
