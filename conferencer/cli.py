"""The command line: what was asked, who carries it out, and how its problems are said."""

import os
import sys
from typing import TYPE_CHECKING

from conferencer.commands.answers import say
from conferencer.core.errors import AskedWronglyError, ConferencerError

if TYPE_CHECKING:
    from argparse import Namespace

INTERRUPTED = 130
"""What a shell says of a program ended by ctrl+c."""


def main(argv: list[str] | None = None) -> int:
    """Run `conferencer`; the exit code: 0 done, 1 could not, 2 asked wrongly."""
    _let_any_text_through()
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()  # here, where a closed pipe is still ours to handle
        return code
    except ConferencerError as error:
        say(str(error))
        return 2 if isinstance(error, AskedWronglyError) else 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter must not try again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # the one place where a bug becomes a sentence
        from conferencer.crash import write_down

        say(f"something went wrong inside Conferencer; {write_down(error)}.")
        return 1


def _let_any_text_through() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # not when a test or a host has put another there
            stream.reconfigure(errors="backslashreplace")


def _run(argv: list[str]) -> int:
    from conferencer.commands.opening import open_app

    if not argv:  # no parser on the way to the first screen
        return open_app()
    from conferencer.commands.arguments import understood

    try:
        asked = understood(argv)
    except SystemExit as answered:
        return int(answered.code or 0)
    return _carry_out(asked) if asked.command else open_app(asked.notebook)


def _carry_out(asked: "Namespace") -> int:
    from conferencer.commands import (
        bringing_in,
        covering,
        exporting,
        grouping,
        keeping,
        listing,
        locking,
        opening,
        purging,
        searching,
        slips,
        standards,
        telling,
    )

    carry_out = {
        "demo": opening.show_demo,
        "import": bringing_in.import_rosters,
        "students": listing.list_students,
        "next": listing.list_next,
        "history": telling.show_history,
        "steps": listing.list_steps,
        "search": searching.search_notebook,
        "slips": slips.make_slips,
        "standards": standards.standards,
        "groups": grouping.list_groups,
        "coverage": covering.show_coverage,
        "export": exporting.export_notebook,
        "backup": keeping.back_up_notebook,
        "restore": keeping.restore_backup,
        "doctor": keeping.examine_notebook,
        "purge": purging.purge_notebook,
        "lock": locking.lock,
        "unlock": locking.unlock,
        "passphrase": locking.change,
        "where": opening.show_places,
    }
    return carry_out[asked.command](asked)
