"""Pages read from the notebook and made, for the command line and for the Paper room."""

from collections.abc import Sequence
from datetime import date

from conferencer.core import due
from conferencer.core.dates import in_words
from conferencer.core.errors import ConferencerError
from conferencer.core.first_rows import calendar_of, today_rows
from conferencer.core.groups import GroupNow
from conferencer.core.models import ClassGroup, Student
from conferencer.core.names import short_names
from conferencer.core.next_steps import open_steps
from conferencer.core.notebook import Notebook
from conferencer.core.page_facts import learner_facts
from conferencer.core.planning import next_school_day
from conferencer.core.roster import students_by_id, students_of
from conferencer.core.turns import SKIPPED
from conferencer.paper.before import BeforeFacts
from conferencer.paper.orders import Alive, Order, Pages, before_pages, learner_pages
from conferencer.paper.sheets import Turn, group_page, tomorrow_page
from conferencer.settings import Settings

_STEPS = 3


def year_of(day: date, settings: Settings) -> date:
    """The first day of the school year that a day is in."""
    month, first = settings.year_begins
    begins = date(day.year, month, first)
    return begins if begins <= day else date(day.year - 1, month, first)


def pages_for(
    notebook: Notebook,
    learners: Sequence[Student],
    since: date,
    until: date,
    order: Order,
    alive: Alive = lambda n: None,
) -> Pages:
    """Learner, family or hand-over pages for some learners, in the order given."""
    ids = [one.id for one in learners if one.id is not None]
    facts = learner_facts(notebook, ids, since, until, names_on_paper(notebook, learners))
    return learner_pages(facts, order, alive)


def names_on_paper(notebook: Notebook, learners: Sequence[Student]) -> dict[int, str]:
    """First names, told apart from everyone of the same class who is called alike."""
    from conferencer.core.roster import classes

    names: dict[int, str] = {}
    wanted = {one.id for one in learners}
    for group in classes(notebook):
        assert group.id is not None
        classmates = students_of(notebook, group.id)
        for one, told in zip(classmates, short_names(classmates), strict=True):
            if one.id in wanted and one.id is not None:
                names[one.id] = max(names.get(one.id, ""), told, key=len)
    rest = [one for one in learners if one.id not in names]
    told_apart = zip(rest, short_names(rest), strict=True)
    return names | {one.id: name for one, name in told_apart if one.id is not None}


def before_for(
    notebook: Notebook,
    learners: Sequence[Student],
    group: ClassGroup | None,
    settings: Settings,
    order: Order,
) -> Pages:
    """Before-slips for the learners named, else for the list of the next school day."""
    day = _next_day(notebook, settings)
    if not learners and group:
        ids = [turn.standing.student_id for turn in _turns(notebook, group, settings, day)]
        found = students_by_id(notebook, ids)
        learners = [found[id] for id in ids if id in found]
    if not learners:
        raise ConferencerError("No learners", "There is nobody to make a sheet for.")
    names = names_on_paper(notebook, learners)
    facts = []
    for one in learners:
        assert one.id is not None
        steps = [step.text for step in open_steps(notebook, one.id)]
        facts.append((BeforeFacts(one.id, names[one.id], day, steps), one.home_language))
    return before_pages(facts, order)


def tomorrow_for(notebook: Notebook, group: ClassGroup, settings: Settings, order: Order) -> Pages:
    """The class list for the next school day, with each learner's last steps."""
    day = _next_day(notebook, settings)
    turns = _turns(notebook, group, settings, day)
    names = short_names([turn.standing for turn in turns])
    listed = [
        Turn(
            name,
            turn.reason,
            [step.text for step in open_steps(notebook, turn.standing.student_id)][:_STEPS],
        )
        for name, turn in zip(names, turns, strict=True)
    ]
    words = order.words_for("")
    return Pages(
        order, [tomorrow_page(f"{in_words(day, day)} {day.year}", group.name, listed, words)]
    )


def group_for(notebook: Notebook, group: GroupNow, order: Order) -> Pages:
    """A strategy group's sheet, with the open steps of its members."""
    today = notebook.today()
    names = short_names(group.members)
    members = [
        Turn(name, "", [step.text for step in open_steps(notebook, one.id or 0)][:_STEPS])
        for name, one in zip(names, group.members, strict=True)
    ]
    dated = f"{in_words(today, today)} {today.year}"
    return Pages(order, [group_page(group.group.need, dated, members, order.words_for(""))])


def _next_day(notebook: Notebook, settings: Settings) -> date:
    with notebook.reading() as connection:
        return next_school_day(notebook.today(), calendar_of(connection, settings))


def _turns(notebook: Notebook, group: ClassGroup, settings: Settings, day: date) -> list[due.Turn]:
    rows = today_rows(notebook, settings, day, group.uid, notebook.today())
    return [turn for turn in rows.turns if turn.standing.place != SKIPPED]
