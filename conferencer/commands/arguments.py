"""What may be typed after `conferencer`: the commands and their options."""

import argparse
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from conferencer import __version__
from conferencer.core.errors import AskedWronglyError

DESCRIPTION = (
    "A notebook for one-on-one conferences between a teacher and a learner. "
    "Without a command it opens on the screen."
)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options | {"allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        """Say what was asked wrongly, and where the help is."""
        about = self.prog.partition(" ")[2]
        raise AskedWronglyError(
            "Asked wrongly", f"{message}; see `conferencer {about + ' ' if about else ''}--help`."
        )

    # The public API has no place for a suggestion before Python 3.14 (`suggest_on_error`).
    def _check_value(self, action: argparse.Action, value: object) -> None:
        if isinstance(action, argparse._SubParsersAction) and value not in action.choices:
            near = get_close_matches(str(value), action.choices, n=1)
            guess = f", did you mean `{near[0]}`?" if near else ""
            self.error(f"there is no command `{value}`{guess}")
        super()._check_value(action, value)


def _path(text: str) -> Path:
    try:
        path = Path(text).expanduser()
    except RuntimeError as error:
        raise argparse.ArgumentTypeError(f"there is no such home folder: {text}") from error
    if not text:
        raise argparse.ArgumentTypeError("a path is needed")
    return path


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise argparse.ArgumentTypeError(f"a whole number is needed, and not `{text}`")
    return int(text)


def understood(argv: list[str]) -> argparse.Namespace:
    """What was asked; `command` is empty for the bare command.

    Raises:
        AskedWronglyError: it makes no sense.
        SystemExit: it was `--help` or `--version`, and has been answered.
    """
    return _parser().parse_args(argv, argparse.Namespace(command="", notebook=None))


def _parser() -> argparse.ArgumentParser:
    everywhere = _Parser(add_help=False)
    # SUPPRESS: a command without the option leaves alone what stood before the command.
    everywhere.add_argument(
        "--notebook",
        metavar="PATH",
        type=_path,
        default=argparse.SUPPRESS,
        help="the notebook file to use",
    )
    everywhere.add_argument("--version", action="version", version=f"conferencer {__version__}")
    parser = _Parser("conferencer", description=DESCRIPTION, parents=[everywhere])
    commands = parser.add_subparsers(metavar="COMMAND", title="commands", dest="command")

    def command(name: str, does: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=does, description=does[0].upper() + does[1:] + ".", parents=[everywhere]
        )

    _demo(command("demo", "a made-up class to try things on; nothing of it is kept"))
    _import(command("import", "bring a class in from a roster file or a list of names"))
    _students(command("students", "the learners enrolled today"))
    _next(command("next", "whom to meet next, and why"))
    _history(command("history", "all that was kept about one learner, drafts included"))
    _steps(command("steps", "next steps, the earliest by-when first"))
    _search(command("search", "where somebody said something, the newest first"))
    _slips(command("slips", "slips and pages to print, as PDF, text or HTML"))
    _standards(command("standards", "curriculum standards: bring a framework in, and find in it"))
    _next(command("groups", "who shares a need, with the evidence, and the groups there are"))
    _next(command("coverage", "whom the class has reached this term, and whom not"))
    _export(command("export", "everything but memory aids, as CSV, JSON and Markdown"))
    _backup(command("backup", "copy the notebook to FILE, or into the folder of its backups"))
    _restore(command("restore", "bring a backup back; the present notebook is kept"))
    _doctor(command("doctor", "check the notebook and its backups; nothing is changed"))
    _purge(command("purge", "take out for good what was kept before a day, also of every backup"))
    _keyring(command("lock", "lock the notebook and its backups with a passphrase"))
    command("unlock", "take the lock away, from the backups as well")
    _keyring(command("passphrase", "change the passphrase of a locked notebook"))
    _json(command("where", "where the files are"))
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def _class(parser: argparse.ArgumentParser, does: str = "only this class") -> None:
    parser.add_argument("--class", dest="class_name", metavar="NAME", help=does)


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--write", metavar="FILE", type=_path, help="write it to FILE and exit")
    parser.add_argument("--students", metavar="N", type=_count, help="how many learners")
    parser.add_argument("--conferences", metavar="N", type=_count, help="how many conferences")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        type=_path,
        help="a CSV or TSV file, a workbook, a list of names, a folder or zip of OneRoster, School "
        "Data Sync, Clever or Ed-Fi, or the notebook.json of an export",
    )
    parser.add_argument(
        "--class",
        dest="class_names",
        metavar="NAME",
        action="append",
        default=[],
        help="the class to pick from the file, or to create or update; several times for several",
    )
    parser.add_argument("--all", action="store_true", help="every class of the file")
    parser.add_argument("--encoding", default="", metavar="NAME", help="such as mac_roman")
    parser.add_argument(
        "--column",
        dest="columns",
        metavar="HEADING=MEANING",
        action="append",
        default=[],
        help="what a column holds: given_name, family_name, name, preferred_name, pronouns, grade, "
        "email, home_language, class, id or nothing; its number from 1 will do for the heading",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and stop")
    parser.add_argument("--yes", action="store_true", help="bring it in without asking")
    _json(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="+",
        metavar="WORDS",
        help='words, "a phrase", begin*; class: goal: learner: from: to: said:learner',
    )
    _class(parser)
    parser.add_argument("--best", action="store_true", help="the best first, not the newest")
    parser.add_argument("--most", metavar="N", type=_count, default=40, help="how many; default 40")
    _json(parser)


def _standards(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(
        metavar="COMMAND", title="commands", dest="standards_command", required=True
    )

    def command(name: str, does: str) -> argparse.ArgumentParser:
        # The parents of the command above are not given again: their options stand on both.
        made = commands.add_parser(name, help=does, description=does[0].upper() + does[1:] + ".")
        made.add_argument(
            "--notebook",
            metavar="PATH",
            type=_path,
            default=argparse.SUPPRESS,
            help="the notebook file to use",
        )
        return made

    bring = command("import", "bring in or update frameworks; shown first")
    bring.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        type=_path,
        help="CASE, Common Standards Project, ASN or plain JSON, or a CSV or XLSX table",
    )
    bring.add_argument("--dry-run", action="store_true", help="say what would change, and stop")
    bring.add_argument("--yes", action="store_true", help="bring them in without asking")
    _json(bring)
    find = command("search", "find standards by code or words, in any order")
    find.add_argument("words", nargs="+", metavar="WORDS", help="a code or words, or some of them")
    find.add_argument("--most", metavar="N", type=_count, default=40, help="how many; default 40")
    _json(find)
    _json(command("list", "the frameworks in the notebook"))


def _students(parser: argparse.ArgumentParser) -> None:
    _class(parser)
    parser.add_argument("--all", action="store_true", help="those who left as well")
    _json(parser)


def _next(parser: argparse.ArgumentParser) -> None:
    _class(parser)
    _json(parser)


def _history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("student", nargs="+", metavar="STUDENT", help="an id, a uid or a name")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    parser.add_argument(
        "--json", dest="format", action="store_const", const="json", help="same as --format json"
    )


def _steps(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--open", action="store_true", help="only those still open")
    _class(parser)
    _json(parser)


def _slips(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "students",
        nargs="*",
        metavar="STUDENT",
        help="an id, a uid or a name; without any, everyone met on the day",
    )
    parser.add_argument(
        "--kind",
        choices=("slip", "before", "learner", "family", "handover", "tomorrow"),
        default="slip",
        help="what is made; slips by default",
    )
    _class(parser)
    parser.add_argument("--on", metavar="DATE", help="the day they were met; today by default")
    parser.add_argument("--since", metavar="DATE", help="pages: from this day; the school year's")
    parser.add_argument("--until", metavar="DATE", help="pages: up to this day; today")
    parser.add_argument(
        "--paper", choices=("a4", "letter", "a5", "roll80"), help="default from the settings"
    )
    parser.add_argument(
        "--per-page", type=int, choices=(1, 2, 4, 8), help="default from the settings"
    )
    parser.add_argument("--large", action="store_true", help="large print, 18 points and more")
    parser.add_argument("--progress", action="store_true", help="draw the steps done so far")
    parser.add_argument(
        "--lang", metavar="CODE", help="en, es, fr, de, pt, ar, uk, vi, zh, hi, or two: es+en"
    )
    parser.add_argument("--format", choices=("pdf", "text", "html"), default="pdf")
    parser.add_argument(
        "--out", metavar="FILE", type=_path, help="where to write; replaces FILE; - for stdout"
    )
    parser.add_argument("--each", action="store_true", help="one file each, in the folder of --out")
    parser.add_argument(
        "--print",
        nargs="?",
        const="",
        metavar="PRINTER",
        help="print on PRINTER, or on the usual one; write the names before it",
    )


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=_path, help="a new or an empty folder")
    parser.add_argument(
        "--names", action="store_true", help="have learners' names in the names of their files"
    )
    _json(parser)


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="FILE", type=_path, help="a new file")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=_path, help="the backup to bring back")
    parser.add_argument("--yes", action="store_true", help="bring it back without asking")


def _keyring(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--keyring",
        action="store_true",
        help="keep the passphrase in this computer's keyring, so that it is not asked for",
    )


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair",
        action="store_true",
        help="save what can be read of a damaged notebook into a new file beside it",
    )
    _json(parser)


def _purge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--before", metavar="DATE", required=True, help="a day in the past")
    parser.add_argument("--yes", action="store_true", help="do it without asking")
    parser.add_argument(
        "--out",
        metavar="REPORT",
        type=_path,
        help="where to write what was done; replaces REPORT",
    )
