"""The command that makes slips."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from conferencer.commands.answers import say
from conferencer.commands.given import class_meant, given_settings, learner_meant, reading
from conferencer.core.errors import AskedWronglyError, ConferencerError

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.models import Student
    from conferencer.core.notebook import Notebook
    from conferencer.core.slips import SlipFacts
    from conferencer.paper.slip import Slip
    from conferencer.settings import Settings


def make_slips(asked: "Namespace") -> int:
    """Slips as PDF or text: to stdout, to a file, or to the printer."""
    from conferencer.paper.slip import cut_words, slip_of

    if asked.print is not None and asked.format != "pdf":
        raise AskedWronglyError("Not for paper", "Only PDF slips go to a printer.")
    settings = given_settings()
    with reading(asked) as notebook:
        day = _day(asked.on, notebook, settings)
        named = [learner_meant(notebook, who) for who in asked.students]
        facts = _facts(notebook, named, asked, day, settings.day_first)
    missing = _missing(named, facts)
    if not facts:
        raise ConferencerError("No slips", missing or _nobody(asked, day))
    slips = [slip_of(one, asked.per_page or settings.per_page) for one in facts]
    for slip in (slip for slip in slips if slip.cut):
        say(f"{slip.name}: {cut_words(slip.cut)}")
    _hand_out(slips, asked, settings, day)
    if missing:
        say(missing)
    return 1 if missing else 0


def _day(text: str | None, notebook: "Notebook | None", settings: "Settings") -> date:
    from conferencer.commands.given import given_clock
    from conferencer.core.dates import DateNotUnderstoodError, understand_past

    today = notebook.today() if notebook else given_clock().today()
    if text is None:
        return today
    try:
        return understand_past(text, today, settings.day_first)
    except DateNotUnderstoodError as error:
        raise AskedWronglyError("Which day?", f"--on {text}: {error}") from error


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


def _hand_out(slips: "list[Slip]", asked: "Namespace", settings: "Settings", day: date) -> None:
    from conferencer.paper.files import save_new
    from conferencer.paper.pdf import write_pdf
    from conferencer.paper.printer import print_or_show
    from conferencer.paper.text import write_text

    stem, here = f"slips-{day.isoformat()}", Path.cwd()
    if asked.format == "text" and asked.out is None:
        sys.stdout.write(write_text(slips))
        return
    if asked.format == "text":
        print(save_new(write_text(slips).encode(), asked.out, here, stem, ".txt"))
        return
    paper = asked.paper or settings.paper
    pdf = write_pdf(slips, paper, asked.per_page or settings.per_page)
    if asked.print is not None:
        printed = print_or_show(pdf, asked.print or settings.printer, paper, here, stem)
        print(printed.message)
    if asked.print is None or asked.out:
        print(save_new(pdf, asked.out, here, stem, ".pdf"))
