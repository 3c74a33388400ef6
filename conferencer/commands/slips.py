"""The command that makes slips."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.answers import say
from conferencer.commands.given import reading, settings
from conferencer.core.errors import AskedWronglyError, ConferencerError

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.notebook import Notebook
    from conferencer.paper.slip import Slip
    from conferencer.settings import Settings

def make_slips(asked: "Namespace") -> int:
    """Slips as PDF or text: to a file, to the printer, or to stdout."""
    from conferencer.core.slips import slip_facts
    from conferencer.paper.slip import cut_words, slip_of

    settings = settings()
    day = _day(asked.on, settings.day_first)
    with reading(asked) as notebook:
        ids, without = _conferences_for_slips(notebook, asked, day)
        if not (ids and notebook):
            raise ConferencerError("No slips", f"There is nobody to make a slip for: {without}")
        facts = slip_facts(notebook, ids, settings.day_first)
    slips = [slip_of(one, asked.per_page or settings.per_page) for one in facts]
    for slip in (slip for slip in slips if slip.cut):
        say(f"{slip.name}: {cut_words(slip.cut)}")
    if without:
        say(without)
    _hand_out(slips, asked, settings, day)
    return 1 if without else 0


def _conferences_for_slips(
    notebook: "Notebook | None", asked: "Namespace", day: date
) -> tuple[list[int], str]:
    """The conferences to make slips of, and a sentence on whom there is none for."""
    from conferencer.core.names import full_name
    from conferencer.core.slips import latest_met, met_on

    students = [_student(notebook, text) for text in asked.students]
    names = _class_names(notebook, asked.class_name)
    if students and asked.on is None and names is None:
        found = {_id(student): latest_met(notebook, _id(student)) for student in students}
    ...


def _hand_out(slips: "list[Slip]", asked: "Namespace", settings: "Settings", day: date) -> None:
    from conferencer.paper.files import save_new
    from conferencer.paper.text import write_text

    stem = f"slips-{day.isoformat()}"
    if asked.format == "text":
        text = write_text(slips)
        if asked.out is None:
            sys.stdout.write(text)
        else:
            print(save_new(text.encode(), asked.out, Path.cwd(), stem, ".txt"))
        return
    from conferencer.paper.pdf import write_pdf

    paper = asked.paper or settings.paper
    pdf = write_pdf(slips, paper, asked.per_page or settings.per_page)
    if asked.print is not None:
        from conferencer.paper.printer import print_or_show

        printer = asked.print or settings.printer
        print(print_or_show(pdf, printer, paper, Path.cwd(), stem).message)
    if asked.print is None or asked.out:
        print(save_new(pdf, asked.out, Path.cwd(), stem, ".pdf"))
