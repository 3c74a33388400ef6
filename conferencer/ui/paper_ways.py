"""What becomes of pages that are made: the printer, a file, a file each, a program that shows it.

Each function gives back a sentence for the teacher, also on letters that no font has.
"""

from pathlib import Path

from conferencer.paper.orders import STEMS, SUFFIXES, Pages
from conferencer.ui.desk import Desk


def printed(desk: Desk, pages: Pages) -> str:
    """Print them on the usual printer; where there is none, show the file."""
    from conferencer.paper.printer import print_or_show

    pdf, boxes = _pdf(pages)
    printer, paper = desk.settings.printer, pages.order.paper
    said = print_or_show(pdf, printer, paper, Path.cwd(), _stem(desk, pages), what="file").message
    return said + boxes


def saved(desk: Desk, pages: Pages, form: str = "pdf") -> str:
    """Save them as one file in the present folder, over no other."""
    path, boxes = _save(desk, pages, form)
    return f"It is in {path}{boxes}"


def saved_each(desk: Desk, pages: Pages) -> str:
    """Save a numbered file for each."""
    from conferencer.paper.files import save_new

    stem, remarks = _stem(desk, pages), ""
    paths = []
    for number, one in enumerate(pages.each(), start=1):
        pdf, boxes = _pdf(one)
        remarks += boxes
        paths.append(save_new(pdf, None, Path.cwd(), f"{stem}-{number:02}", ".pdf"))
    files = "file" if len(paths) == 1 else "files"
    return f"{len(paths)} {files} in {paths[0].parent}{remarks}"


def opened(desk: Desk, pages: Pages) -> str:
    """Save them, and open the file with the program that the computer has for it."""
    from conferencer.paper.pdf import has_typst
    from conferencer.paper.printer import open_file

    path, boxes = _save(desk, pages, "pdf" if has_typst() else "html")
    return f"{'Opened:' if open_file(path) else 'It is in'} {path}{boxes}"


def _save(desk: Desk, pages: Pages, form: str) -> tuple[Path, str]:
    from conferencer.paper.files import save_new

    data, boxes = _pdf(pages) if form == "pdf" else (pages.made(form), "")
    return save_new(data, None, Path.cwd(), _stem(desk, pages), SUFFIXES[form]), boxes


def _stem(desk: Desk, pages: Pages) -> str:
    return f"{STEMS[pages.order.kind]}-{desk.today().isoformat()}"  # no learner's name


def _pdf(pages: Pages) -> tuple[bytes, str]:
    from conferencer.paper.pdf import is_standard

    pdf = pages.pdf()
    return pdf, "" if is_standard(pdf) else f" {pages.not_in_the_fonts()}"
