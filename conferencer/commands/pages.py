"""Whom pages about learners are for, and what they may say: before-slips, learner pages, lists."""

from datetime import date
from typing import TYPE_CHECKING

from conferencer.commands.given import NO_LEARNERS, class_meant
from conferencer.commands.slips import day_said
from conferencer.core.errors import AskedWronglyError, ConferencerError

if TYPE_CHECKING:
    from argparse import Namespace

    from conferencer.core.models import ClassGroup, Student
    from conferencer.core.notebook import Notebook
    from conferencer.paper.orders import Order, Pages
    from conferencer.settings import Settings


def pages_asked_for(
    notebook: "Notebook | None",
    named: "list[Student]",
    asked: "Namespace",
    order: "Order",
    settings: "Settings",
) -> "Pages":
    """The pages of a kind other than slips.

    Raises:
        AskedWronglyError: there are several classes, and none was named.
        ConferencerError: there are no learners.
    """
    from conferencer.paper.page_orders import before_for, pages_for, tomorrow_for

    if notebook is None:
        raise ConferencerError("No learners", NO_LEARNERS)
    if asked.kind == "tomorrow":
        return tomorrow_for(notebook, _one_class(notebook, asked), settings, order)
    if asked.kind == "before":
        group = None if named else _one_class(notebook, asked)
        return before_for(notebook, named, group, settings, order)
    learners = named or _enrolled(notebook, _one_class(notebook, asked))
    if not learners:
        raise ConferencerError("No learners", NO_LEARNERS)
    since, until = _period(notebook, asked, settings)
    return pages_for(notebook, learners, since, until, order)


def _period(notebook: "Notebook", asked: "Namespace", settings: "Settings") -> tuple[date, date]:
    """From the beginning of the school year to today, unless other days are named."""
    from conferencer.paper.page_orders import year_of

    today = notebook.today()
    until = day_said("--until", asked.until, today, settings) if asked.until else today
    since = (
        day_said("--since", asked.since, today, settings)
        if asked.since
        else year_of(until, settings)
    )
    if since > until:
        raise AskedWronglyError("Which days?", f"--since {asked.since} is after the last day.")
    return since, until


def _enrolled(notebook: "Notebook", group: "ClassGroup") -> "list[Student]":
    from conferencer.core.roster import students_of

    assert group.id is not None
    return students_of(notebook, group.id)


def _one_class(notebook: "Notebook", asked: "Namespace") -> "ClassGroup":
    from conferencer.core.roster import classes

    if asked.class_name is not None:
        return class_meant(notebook, asked.class_name)
    there = classes(notebook)
    if not there:
        raise ConferencerError("No learners", NO_LEARNERS)
    if len(there) > 1:
        names = ", ".join(f"“{group.name}”" for group in there)
        raise AskedWronglyError("Which class?", f"Name a learner, or one of the classes: {names}.")
    return there[0]
