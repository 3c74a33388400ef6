"""From what a teacher asks for to pages: which kind, on which paper, in which language."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from conferencer.core.errors import AskedWronglyError, ConferencerError
from conferencer.core.page_facts import LearnerFacts
from conferencer.core.slips import SlipFacts
from conferencer.paper.before import BeforeFacts, before_slip
from conferencer.paper.fitting import slips_of
from conferencer.paper.layout import layout_for
from conferencer.paper.parts import Slip
from conferencer.paper.sheets import PAGES, Sheet
from conferencer.paper.sheets_pdf import SheetPaper, fit_sheets, write_sheets_pdf
from conferencer.paper.slip import Look, cut_words
from conferencer.paper.wording import ENGLISH, Wording, code_for, drafted_words, listed, wording

KINDS = ("slip", "before", "learner", "family", "handover", "tomorrow", "group")
FOR_A_LEARNER = ("learner", "family", "handover")
"""Pages about one learner."""
TRANSLATED = ("slip", "before", "family")
"""Pages whose words are there in every language."""
STEMS = {
    **{"slip": "slips", "before": "before-slips", "learner": "learner-pages"},
    **{"family": "family-pages", "handover": "hand-over", "tomorrow": "tomorrow"},
    "group": "group",
}
"""What a file of pages is called: never after a learner."""
SUFFIXES = {"pdf": ".pdf", "text": ".txt", "html": ".html"}
Alive = Callable[[int], None]
"""Told how many pages are made; may raise to stop."""
_AT_ONCE = 20


@dataclass(frozen=True)
class Order:
    """How pages are wanted."""

    kind: str = "slip"
    paper: str = "a4"
    per_page: int = 1
    large: bool = False
    progress: bool = False
    language: str = ""
    """A code such as `es`, or `es+en`; empty for each learner's own home language."""
    printed_on: date | None = None
    languages: Path | None = None
    """Where a school's own words are."""

    def words_for(self, home_language: str) -> Wording:
        """The words for a learner.

        Raises:
            AskedWronglyError: there is no such language.
        """
        code = self.language or code_for(home_language, self.languages) or ENGLISH
        return wording(code if self.kind in TRANSLATED else ENGLISH, self.languages)

    def checked(self) -> "Order":
        """The order, where it can be met.

        Raises:
            AskedWronglyError: there is no such layout or language; the message says which are.
        """
        self.words_for("")
        if self.kind in ("slip", "before"):
            layout_for(self.paper, self.per_page, self.large)
        elif self.paper == "roll80":
            raise AskedWronglyError(
                "Too wide for a roll",
                "Only slips go on an 80 mm roll; pages need a4, letter or a5.",
            )
        return self


@dataclass(frozen=True)
class Pages:
    """Pages that are ready to be printed."""

    order: Order
    pages: Sequence[Slip | Sheet]
    """All slips, or all sheets."""

    @property
    def remarks(self) -> list[str]:
        """What the teacher should know: what was cut and for whom, words nobody has checked."""
        told = [f"{page.name}: {_cut(page)}" for page in self.pages if page.cut]
        for page in self.pages:
            told += [f"{page.name}: {words}" for words in getattr(page, "left_out", ())]
        drafted = drafted_words([name for page in self.pages for name in page.words.drafted])
        return [*told, drafted] if drafted else told

    def pdf(self) -> bytes:
        """All of them as one PDF.

        Raises:
            ConferencerError: this computer has no typst.
        """
        return _pdf(self.pages, self.order)

    def text(self) -> str:
        """All of them as plain text."""
        from conferencer.paper.text import write_sheets_text, write_text

        slips, sheets = _apart(self.pages)
        return write_text(slips) if slips else write_sheets_text(sheets)

    def preview(self) -> str:
        """All of them as plain text, with the lines that the print breaks them into."""
        from conferencer.paper.breaks import printed_lines
        from conferencer.paper.pdf import has_typst, slip_data
        from conferencer.paper.sheets_pdf import sheet_data
        from conferencer.paper.text import write_sheets_text, write_text

        slips, sheets = _apart(self.pages)
        if not has_typst() or not self.pages:
            return self.text()
        if slips:
            lines = printed_lines("slips.typ", slip_data(slips))
            return write_text(slips, lines=lines)
        on = SheetPaper(self.order.paper, self.order.large)
        lines = printed_lines("pages.typ", sheet_data(sheets, on, None))
        return write_sheets_text(sheets, lines=lines)

    def html(self) -> str:
        """All of them as one HTML file."""
        from conferencer.paper.html import write_html, write_sheets_html

        slips, sheets = _apart(self.pages)
        if slips:
            return write_html(slips)
        return write_sheets_html(sheets, self.order.paper, self.order.large)

    def made(self, form: str) -> bytes:
        """The file: pdf, text or html."""
        if form == "pdf":
            return self.pdf()
        return (self.text() if form == "text" else self.html()).encode()

    def each(self) -> "Iterable[Pages]":
        """One by one, for a file each."""
        return (replace(self, pages=[page]) for page in self.pages)

    def not_in_the_fonts(self) -> str:
        """Whose pages have a letter that no font of this computer has; empty when all are whole.

        To be asked only of a PDF that is not standard (`is_standard`): it takes a while.
        """
        from conferencer.paper.pdf import is_standard

        names = [
            one.name for page in self.each() if not is_standard(page.pdf()) for one in page.pages
        ]
        if not names:
            return ""
        return (
            f"No font of this computer has every letter for {', '.join(dict.fromkeys(names))}: "
            "an empty box stands there instead."
        )


def slip_pages(facts: Sequence[SlipFacts], order: Order, alive: Alive = lambda n: None) -> Pages:
    """Next-step slips, in the order given.

    Raises:
        AskedWronglyError: there is no such layout or language.
    """
    layout = layout_for(order.paper, order.per_page, order.large)
    slips: list[Slip] = []
    for start in range(0, len(facts), _AT_ONCE):
        some = facts[start : start + _AT_ONCE]
        made: dict[int, Slip] = {}
        words = [order.words_for(one.home_language) for one in some]
        for one in dict.fromkeys(words):
            which = [n for n, other in enumerate(words) if other is one]
            look = Look(layout, one, order.progress)
            made |= dict(zip(which, slips_of([some[n] for n in which], look), strict=True))
        slips += [made[n] for n in range(len(some))]
        alive(len(slips))
    return Pages(order, slips)


def before_pages(facts: Sequence[tuple[BeforeFacts, str]], order: Order) -> Pages:
    """Sheets to prepare with; each with the home language."""
    layout = layout_for(order.paper, order.per_page, order.large)
    return Pages(
        order,
        [before_slip(one, Look(layout, order.words_for(home))) for one, home in facts],
    )


def learner_pages(
    facts: Sequence[LearnerFacts], order: Order, alive: Alive = lambda n: None
) -> Pages:
    """Pages about learners, each on a page of its own."""
    make = PAGES[order.kind]
    on = SheetPaper(order.paper, order.large)
    sheets: list[Sheet] = []
    for start in range(0, len(facts), _AT_ONCE):
        some = facts[start : start + _AT_ONCE]
        sheets += fit_sheets(
            [partial(make, one, order.words_for(one.home_language)) for one in some], on
        )
        alive(len(sheets))
    return Pages(order, sheets)


def _pdf(pages: Sequence[Slip | Sheet], order: Order) -> bytes:
    from conferencer.paper.pdf import write_pdf

    if not pages:
        raise ConferencerError("No pages", "There is nobody to make a page for.")
    slips, sheets = _apart(pages)
    if slips:
        return write_pdf(slips, order.printed_on)
    return write_sheets_pdf(sheets, SheetPaper(order.paper, order.large), order.printed_on)


def _cut(page: Slip | Sheet) -> str:
    if isinstance(page, Slip):
        return cut_words(page.cut)
    return f"not all of {listed([f'“{label}”' for label in page.cut])} fits on the page."


def _apart(pages: Sequence[Slip | Sheet]) -> tuple[list[Slip], list[Sheet]]:
    slips = [page for page in pages if isinstance(page, Slip)]
    return slips, [page for page in pages if isinstance(page, Sheet)]
