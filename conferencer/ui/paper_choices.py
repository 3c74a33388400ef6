"""What is chosen in the Paper room, and the pages that come of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from conferencer.core.errors import ConferencerError
from conferencer.core.models import ClassGroup, Student
from conferencer.core.names import full_names
from conferencer.core.roster import classes, students_by_id, students_of
from conferencer.core.slips import latest_met, met_on, slip_facts
from conferencer.paper.layout import PAPER_NAMES, layouts_on, nearest_layout
from conferencer.paper.orders import TRANSLATED, Order, Pages, slip_pages
from conferencer.paper.page_orders import before_for, group_for, pages_for, tomorrow_for, year_of
from conferencer.paper.wording import known_codes, wording
from conferencer.ui.desk import Desk

if TYPE_CHECKING:
    from conferencer.core.groups import GroupNow

LEARNER, MET_TODAY, CLASS, SOME = "learner", "today", "class", "some"
KIND_NAMES = {
    "slip": "Next-step slips",
    "before": "Before-slips, to prepare with",
    "learner": "Learner pages",
    "family": "Family pages",
    "handover": "Pass on the person",
    "tomorrow": "The list for tomorrow",
    "group": "A group’s sheet",
}
COUNT_NAMES = {1: "one a page", 2: "two a page", 4: "four a page", 8: "eight a page"}
HOME = ""
"""The language of each learner's home."""


@dataclass(frozen=True)
class Choices:
    """For whom, and what."""

    order: Order
    who: str = CLASS
    student_id: int | None = None
    class_id: int | None = None
    some: tuple[int, ...] = ()
    group_id: int | None = None

    @property
    def is_slip(self) -> bool:
        """Whether several may stand on a page."""
        return self.order.kind in ("slip", "before")

    def with_order(self, **changes: object) -> "Choices":
        """Other choices on paper; as many a page as the paper takes."""
        order = replace(self.order, **changes)  # type: ignore[arg-type]
        if order.kind not in ("slip", "before") and order.paper == "roll80":
            order = replace(order, paper="a4")
        count = nearest_layout(order.paper, order.per_page, order.large).per_page
        return replace(self, order=replace(order, per_page=count))


def papers_for(choices: Choices) -> list[str]:
    """The papers that these pages can go on."""
    return [paper for paper in PAPER_NAMES if choices.is_slip or paper != "roll80"]


def counts_for(choices: Choices) -> list[int]:
    """How many slips a page the paper takes."""
    order = choices.order
    return [one.per_page for one in layouts_on(order.paper, order.large)]


def languages_for(choices: Choices) -> list[str]:
    """The languages that labels are there in: the home language, each, each beside English."""
    if choices.order.kind not in TRANSLATED:
        return ["en"]
    codes = known_codes(choices.order.languages)
    return [HOME, *codes, *(f"{code}+en" for code in codes if code != "en")]


def language_name(code: str, choices: Choices) -> str:
    """A language in its own words."""
    return wording(code, choices.order.languages).name if code else "each learner’s home language"


def learners_of(desk: Desk, choices: Choices) -> list[Student]:
    """Whom the pages are for, by family name."""
    notebook = desk.notebook
    if choices.who == LEARNER and choices.student_id is not None:
        return list(students_by_id(notebook, [choices.student_id]).values())
    if choices.class_id is None:
        return []
    classmates = students_of(notebook, choices.class_id)
    if choices.who == SOME:
        return [one for one in classmates if one.id in choices.some]
    return classmates


def class_of(desk: Desk, class_id: int | None) -> ClassGroup | None:
    """The class by its id."""
    return next((one for one in classes(desk.notebook) if one.id == class_id), None)


def names_to_pick(desk: Desk, choices: Choices) -> Sequence[tuple[int, str]]:
    """Everyone in the class, told apart, by family name."""
    if choices.class_id is None:
        return []
    classmates = students_of(desk.notebook, choices.class_id)
    named = zip(classmates, full_names(classmates), strict=True)
    return [(one.id, name) for one, name in named if one.id is not None]


def pages_of(
    desk: Desk, choices: Choices, alive: Callable[[int], None] = lambda n: None, most: int = 0
) -> tuple[Pages, int]:
    """The pages, and how many there are in all.

    Args:
        alive: told how many are made; may raise to stop.
        most: how many are made at most; 0 for all.

    Raises:
        ConferencerError: there is nobody to make a page for.
    """
    kind, order, notebook = choices.order.kind, choices.order, desk.notebook
    group = class_of(desk, choices.class_id)
    if kind == "tomorrow":
        if group is None:
            raise _nobody()
        return tomorrow_for(notebook, group, desk.settings, order), 1
    if kind == "group":
        return group_for(notebook, _group(desk, choices), order), 1
    if kind == "slip":
        return _slips(desk, choices, alive, most)
    learners = _met_today(desk, choices) if choices.who == MET_TODAY else learners_of(desk, choices)
    if not learners:
        raise _nobody()
    some = learners[: most or None]
    if kind == "before":
        return before_for(notebook, some, None, desk.settings, order), len(learners)
    today = desk.today()
    since = year_of(today, desk.settings)
    return pages_for(notebook, some, since, today, order, alive), len(learners)


def _slips(
    desk: Desk, choices: Choices, alive: Callable[[int], None], most: int
) -> tuple[Pages, int]:
    notebook = desk.notebook
    if choices.who == MET_TODAY:
        ids = met_on(notebook, desk.today())
    else:
        learners = learners_of(desk, choices)
        latest = [latest_met(notebook, one.id) for one in learners if one.id is not None]
        ids = [id for id in latest if id is not None]
    if not ids:
        raise _nobody()
    facts = slip_facts(notebook, ids[: most or None], desk.settings.day_first)
    return slip_pages(facts, choices.order, alive), len(ids)


def _met_today(desk: Desk, choices: Choices) -> list[Student]:
    facts = slip_facts(desk.notebook, met_on(desk.notebook, desk.today()))
    return list(students_by_id(desk.notebook, [one.student_id for one in facts]).values())


def _group(desk: Desk, choices: Choices) -> "GroupNow":
    from conferencer.core.groups import groups_of

    there = groups_of(desk.notebook, choices.class_id) if choices.class_id is not None else []
    found = next((one for one in there if one.id == choices.group_id), there[0] if there else None)
    if found is None:
        raise ConferencerError("No group", "There is no group in this class yet.")
    return found


def _nobody() -> ConferencerError:
    return ConferencerError("Nobody yet", "There is nobody to make a page for.")
