"""Every page kind through every renderer: the same words, and nothing that may not be there."""

import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from conferencer.core.errors import AskedWronglyError
from conferencer.core.notebook import Notebook
from conferencer.core.roster import class_named, students_of
from conferencer.core.slips import SlipFacts, met_on, slip_facts
from conferencer.paper.layout import layout_for
from conferencer.paper.orders import KINDS, Order, Pages, slip_pages
from conferencer.paper.page_orders import before_for, group_for, pages_for, tomorrow_for, year_of
from conferencer.paper.parts import Slip
from conferencer.paper.pdf import is_standard
from conferencer.paper.sheets import Sheet
from conferencer.settings import Settings
from tests.conftest import TODAY
from tests.paper.samples import MAYA


class Words(HTMLParser):
    """The words of an HTML page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.said.append(data)


def letters(text: str) -> str:
    """Only what is read: no spaces, no marks that are not seen."""
    return re.sub(r"[\s\u200b-\u200f\u2066-\u2069\u202a-\u202e_|]", "", text)


def words_of(pages: Sequence[Slip | Sheet]) -> list[str]:
    """Every text of the content, each as its letters."""
    said: list[str] = []
    for page in pages:
        said += [page.name, page.date, page.title]
        if isinstance(page, Sheet):
            said += [page.hint, page.foot]
            for section in page.sections:
                said.append(section.label)
                for item in section.items:
                    said += [item.text, item.aside, *item.details]
        else:
            for part in page.parts:
                said += [part.label, *part.to_write]
                for line in part.lines:
                    said += [line.text, line.by_when, *line.details]
    return [letters(text) for text in said if letters(text)]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Notebook:
    """The demo class, read only."""
    from conferencer.core.clock import Clock
    from conferencer.core.demo import write_demo

    notebook = Notebook(tmp_path_factory.mktemp("demo") / "demo.db", Clock(TODAY)).open()
    write_demo(notebook, TODAY, 26, 300)
    return notebook


def made(demo: Notebook, kind: str, paper: str = "a4", language: str = "en") -> Pages:
    """Pages of a kind for the demo class."""
    settings = Settings()
    order = Order(kind=kind, paper=paper, language=language, printed_on=TODAY)
    group = class_named(demo, "Room 12 · Reading")
    assert group.id is not None
    learners = students_of(demo, group.id)[:4]
    if kind == "slip":
        days = [TODAY.replace(day=day) for day in range(1, 22)]
        ids = [id for day in days for id in met_on(demo, day)]
        return slip_pages(slip_facts(demo, ids[:4]), order)
    if kind == "before":
        return before_for(demo, learners, None, settings, order)
    if kind == "tomorrow":
        return tomorrow_for(demo, group, settings, order)
    if kind == "group":
        from conferencer.core.groups import GroupNow
        from conferencer.core.models import Group

        need = Group(class_id=group.id, need="Finding evidence", since=TODAY)
        return group_for(demo, GroupNow(need, list(learners)), order)
    return pages_for(demo, learners, year_of(TODAY, settings), TODAY, order)


@pytest.mark.parametrize("kind", KINDS)
def test_the_three_renderers_say_the_same_words(demo: Notebook, kind: str) -> None:
    pages = made(demo, kind)
    wanted = words_of(pages.pages)
    assert len(wanted) > 5
    html = Words()
    html.feed(pages.html())
    pdf = PdfReader(io.BytesIO(pages.pdf()))
    printed = letters(" ".join(page.extract_text() for page in pdf.pages))
    for text in wanted:
        assert text in letters(pages.text())
        assert text in letters("".join(html.said))
        if text.isascii():  # marks that join come back from a PDF in an order of their own
            assert text in printed, text


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_standard_and_tells_no_name_about_itself(demo: Notebook, kind: str) -> None:
    pages = made(demo, kind)
    pdf = pages.pdf()
    reader = PdfReader(io.BytesIO(pdf))
    assert is_standard(pdf)
    assert reader.root_object["/Lang"] == "en"
    assert reader.metadata is not None and reader.metadata.title
    about = str(dict(reader.metadata)) + repr(reader.outline)
    assert not any(page.name in about for page in pages.pages)
    assert not reader.attachments


def test_html_holds_all_it_needs_and_obeys_nobody(demo: Notebook) -> None:
    hostile = SlipFacts(1, "<script>alert(1)</script>", TODAY, goal="<img src=x onerror=y>")
    html = Words()
    html.feed(slip_pages([hostile], Order(language="en")).html())
    assert "script" not in html.tags and "img" not in html.tags and "link" not in html.tags
    assert "<script>alert(1)</script>" in "".join(html.said)


def test_a_family_page_begins_with_strengths_and_names_no_concern(demo: Notebook) -> None:
    for page in made(demo, "family", language="es").pages:
        assert isinstance(page, Sheet)
        assert page.sections[0].label in ("Fortalezas", "Trabajamos hacia")
        assert page.sections[-1].label == "Cómo pueden ayudar"


def test_pages_of_one_day_and_learner_are_the_same_bytes(demo: Notebook) -> None:
    assert made(demo, "handover").pdf() == made(demo, "handover").pdf()


def test_the_teachers_own_paper_says_so(demo: Notebook) -> None:
    assert "not for the table" in made(demo, "tomorrow").text()


def test_a_page_does_not_go_on_a_roll() -> None:
    with pytest.raises(AskedWronglyError, match="80 mm roll"):
        Order(kind="family", paper="roll80").checked()


def picture(pdf_of: Slip) -> Image.Image:
    """A slip as a scan at 150 dpi would have it."""
    import json

    from conferencer.paper.pdf import _fonts, slip_data

    source = Path(__file__).parents[2].joinpath("conferencer/paper/slips.typ").read_bytes()
    data = json.dumps(slip_data([pdf_of], TODAY))
    png = typst.compile(
        source, format="png", ppi=150, font_paths=_fonts(False), sys_inputs={"data": data}
    )
    assert isinstance(png, bytes)
    return Image.open(io.BytesIO(png)).convert("L")


@pytest.mark.parametrize(
    ("paper", "per_page", "large"),
    [("a4", 1, False), ("a4", 8, False), ("roll80", 1, False), ("a5", 1, True)],
)
def test_the_qr_code_of_a_link_can_be_read(paper: str, per_page: int, large: bool) -> None:
    from dataclasses import replace

    from conferencer.paper.slip import Look, slip_of
    from conferencer.paper.wording import wording

    link = "https://www.example.org/reading/strategies?grade=4&unit=12"
    facts = replace(MAYA, resource=f"Have a look at {link}.")
    slip = slip_of(facts, Look(layout_for(paper, per_page, large), wording("en")))
    assert slip.left_out == ()
    assert [code.text for code in zxingcpp.read_barcodes(picture(slip))] == [link]


def test_a_link_that_is_too_long_for_the_paper_is_said_to_be() -> None:
    from dataclasses import replace

    facts = replace(MAYA, resource="https://example.org/" + "x" * 900)
    pages = slip_pages([facts], Order(per_page=8, language="en"))
    assert any("too long for a QR code" in remark for remark in pages.remarks)


@pytest.mark.parametrize("large", [False, True])
def test_no_word_reaches_into_the_margins_of_a_roll(large: bool) -> None:
    from conferencer.core.slips import StepFacts
    from conferencer.paper.slip import Look, slip_of
    from conferencer.paper.wording import wording

    long = "Donaudampfschifffahrtsgesellschaft something, wonderful Mississippi"
    facts = SlipFacts(1, long, TODAY, long, long, (StepFacts(long, long, TODAY),), long, long)
    seen = picture(slip_of(facts, Look(layout_for("roll80", 1, large), wording("en"))))
    wide, high = seen.size
    edge = round(3 / 80 * wide)
    for left in (0, wide - edge):
        darkest, _ = seen.crop((left, 0, left + edge, high)).getextrema()
        assert darkest == 255
