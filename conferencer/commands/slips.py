"""The command that makes slips and pages."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.answers import say
from conferencer.commands.given import (
    class_meant,
    given_clock,
    given_settings,
    learner_meant,
    reading,
)
from conferencer.core.errors import AskedWronglyError, ConferencerError
from conferencer.paths import places

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.models import Student
    from conferencer.core.notebook import Notebook
    from conferencer.core.slips import SlipFacts
    from conferencer.paper.orders import Order, Pages
    from conferencer.settings import Settings


def make_slips(asked: "Namespace") -> int:
    """Slips or pages as PDF, text or HTML: to stdout, to a file, or to the printer."""
    from conferencer.commands.pages import pages_asked_for
    from conferencer.paper.orders import slip_pages

    if asked.print is not None and asked.format != "pdf":
        raise AskedWronglyError("Not for paper", "Only PDF slips go to a printer.")
    settings = given_settings()
    with reading(asked) as notebook:
        day = _day(asked.on, notebook, settings)
        order = _order(asked, settings, day).checked()
        named = [learner_meant(notebook, who) for who in asked.students]
        missing = ""
        if asked.kind == "slip":
            facts = _facts(notebook, named, asked, day, settings.day_first)
            missing = _missing(named, facts)
            if not facts:
                raise ConferencerError("No slips", missing or _nobody(asked, day))
            pages = slip_pages(facts, order)
        else:
            pages = pages_asked_for(notebook, named, asked, order, settings)
    for remark in pages.remarks:
        say(remark)
    _hand_out(pages, asked, settings, day)
    if missing:
        say(missing)
    return 1 if missing else 0


def _order(asked: "Namespace", settings: "Settings", day: date) -> "Order":
    from conferencer.paper.layout import nearest_layout
    from conferencer.paper.orders import Order

    paper = asked.paper or settings.paper
    is_slip = asked.kind in ("slip", "before")
    if not is_slip and paper == "roll80" and asked.paper is None:
        paper = "a4"  # what is set for slips
    large = asked.large or (settings.large and is_slip)
    usual = nearest_layout(paper, settings.per_page, large).per_page
    return Order(
        kind=asked.kind,
        paper=paper,
        per_page=asked.per_page or usual,
        large=large,
        progress=asked.progress or settings.progress,
        language=settings.language if asked.lang is None else asked.lang,
        printed_on=given_clock().today(),
        languages=places().languages,
    )


def _day(text: str | None, notebook: "Notebook | None", settings: "Settings") -> date:
    today = notebook.today() if notebook else given_clock().today()
    return today if text is None else day_said("--on", text, today, settings)


def day_said(option: str, text: str, today: date, settings: "Settings") -> date:
    """A day that an option names.

    Raises:
        AskedWronglyError: the words are no date.
    """
    from conferencer.core.dates import DateNotUnderstoodError, understand_past

    try:
        return understand_past(text, today, settings.day_first)
    except DateNotUnderstoodError as error:
        raise AskedWronglyError("Which day?", f"{option} {text}: {error}") from error


def _facts(
    notebook: "Notebook | None",
    named: "list[Student]",
    asked: "Namespace",
    day: date,
    day_first: bool,
) -> "list[SlipFacts]":
    """Of the learners named, each one's latest conference; of nobody named, all of the day."""
    from conferencer.core.roster import students_of
    from conferencer.core.slips import latest_met, met_on, slip_facts

    group = class_meant(notebook, asked.class_name) if asked.class_name is not None else None
    if notebook is None:
        return []
    wanted = {student.id for student in named}
    if named and asked.on is None:
        if group and group.id is not None:
            wanted &= {student.id for student in students_of(notebook, group.id)}
        latest = [latest_met(notebook, id) for id in dict.fromkeys(s.id for s in named) if id]
        ids = [id for id in latest if id is not None]
    else:
        ids = met_on(notebook, day, group.name if group else None)
    facts = slip_facts(notebook, ids, day_first)
    return [one for one in facts if not named or one.student_id in wanted]


def _missing(named: "list[Student]", facts: "list[SlipFacts]") -> str:
    """A sentence on the learners named for whom there is no slip; empty when there are none."""
    from conferencer.core.names import full_name
    from conferencer.core.text import isolated

    made = {one.student_id for one in facts}
    names = dict.fromkeys(isolated(full_name(one)) for one in named if one.id not in made)
    return f"There is no conference to make a slip of for {', '.join(names)}." if names else ""


def _nobody(asked: "Namespace", day: date) -> str:
    from conferencer.core.dates import in_words

    where = f" in the class “{asked.class_name}”" if asked.class_name is not None else ""
    return f"Nobody was met on {in_words(day, day)} {day.year}{where}, so there is no slip."


def _hand_out(pages: "Pages", asked: "Namespace", settings: "Settings", day: date) -> None:
    from conferencer.paper.files import save_new
    from conferencer.paper.orders import STEMS, SUFFIXES
    from conferencer.paper.pdf import has_typst, is_standard
    from conferencer.paper.printer import print_or_show

    stem, here, form = f"{STEMS[asked.kind]}-{day.isoformat()}", Path.cwd(), asked.format
    if form == "pdf" and asked.print is None and not has_typst():
        say("PDF files cannot be made on this computer; this is a page for the browser instead.")
        form = "html"
    if asked.each:
        _a_file_each(pages, asked.out, stem, form)
        return
    data = pages.made(form)
    if form == "pdf" and not is_standard(data):
        say(pages.not_in_the_fonts())
    to_stdout = str(asked.out) == "-" or (asked.out is None and asked.format != "pdf")
    if asked.print is not None:
        paper = pages.order.paper
        printed = print_or_show(data, asked.print or settings.printer, paper, here, stem)
        print(printed.message, file=sys.stderr if to_stdout else sys.stdout)
    if to_stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    elif asked.print is None or asked.out:
        print(save_new(data, asked.out, here, stem, SUFFIXES[form]))


def _a_file_each(pages: "Pages", out: Path | None, stem: str, form: str) -> None:
    """One file a page, numbered in order, in the folder that `--out` names."""
    from conferencer.paper.files import save_new
    from conferencer.paper.orders import SUFFIXES
    from conferencer.paths import make_private_folder

    folder = out or Path.cwd()
    if folder.exists() and not folder.is_dir():
        raise AskedWronglyError("No folder", f"--each needs a folder, and {folder} is a file.")
    make_private_folder(folder)
    for number, one in enumerate(pages.each(), start=1):
        name = f"{stem}-{number:02}"
        print(save_new(one.made(form), None, folder, name, SUFFIXES[form]))
