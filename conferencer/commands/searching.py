"""The command that says where somebody said something."""

from typing import TYPE_CHECKING

from conferencer.commands.answers import print_json, say
from conferencer.commands.given import class_meant, given_settings, reading

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.notebook import Notebook
    from conferencer.core.search import Found

NOTHING = "Nothing was found."


def search_notebook(asked: "Namespace") -> int:
    """Every text with the words, the newest first."""
    with reading(asked) as notebook:
        only = class_meant(notebook, asked.class_name).id if asked.class_name is not None else None
        found = _look(notebook, asked, only) if notebook else None
        if asked.json:
            print_json(_as_json(found) if found else [])
        elif notebook and found and found.hits:
            _print(notebook, found, asked)
        elif found and not found.query.asks_anything:
            print("Type a word to look for.")
        else:
            print(NOTHING)
    for remark in found.remarks if found else ():
        say(remark)
    if found and found.is_more and not asked.json:
        say(f"there are more than these {len(found.hits)}; --most shows more.")
    return 0


def _look(notebook: "Notebook", asked: "Namespace", only: int | None) -> "Found":
    from conferencer.core.errors import ConferencerError
    from conferencer.core.search import prepare, search

    try:
        while prepare(notebook, 200):
            pass
    except ConferencerError:  # it may only be read, or another program writes
        say("the newest words could not be read into the search index just now.")
    return search(
        notebook,
        " ".join(asked.words),
        best_first=asked.best,
        class_id=only,
        day_first=given_settings().day_first,
        at_most=max(asked.most, 1),
    )


def _print(notebook: "Notebook", found: "Found", asked: "Namespace") -> None:
    from conferencer.core.guide import load_guides
    from conferencer.core.search_told import day_of, label_of, standing_of
    from conferencer.core.text import clean_line, isolated
    from conferencer.paths import places

    guides, today = load_guides(places(asked.notebook).guides).guides, notebook.today()
    for number, hit in enumerate(found.hits):
        about = (day_of(hit, today), label_of(hit, guides), hit.class_name)
        parts = [hit.whose.name, *(part for part in about if part), *standing_of(hit, today)]
        said = isolated(clean_line(found.sentence(hit).text))
        print(("\n" if number else "") + " · ".join(isolated(clean_line(part)) for part in parts))
        print(f"  “{said}”" if hit.voice == "learner" else f"  {said}")


def _as_json(found: "Found") -> list[dict[str, object]]:
    from conferencer.core.search_told import hit_as_json

    return [hit_as_json(hit, found.sentence(hit)) for hit in found.hits]
