"""Slips as PDF: every word on its own page or quarter, and nothing that gives a learner away."""

import io
import json
import re
import sys

import pytest
from pypdf import PageObject, PdfReader

from conferencer.core.errors import ConferencerError
from conferencer.core.slips import SlipFacts
from conferencer.paper.fitting import slips_of
from conferencer.paper.pdf import is_right_to_left, write_pdf
from conferencer.paper.slip import slip_of, usual_look
from tests.paper.samples import ARABIC, CHINESE, FULL, HINDI, HOSTILE, MAYA, SAMPLES

POINTS = 72 / 25.4
SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Millimetres."""


def read(slips: list[SlipFacts], paper: str = "a4", per_page: int = 1) -> PdfReader:
    pdf = write_pdf(slips_of(slips, usual_look(paper, per_page)))
    return PdfReader(io.BytesIO(pdf))


def words_on(reader: PdfReader) -> str:
    """All words of the PDF with one space between, without marks that are not seen."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.translate(dict.fromkeys(map(ord, "\u200b\u2068\u2069"))).split())


def is_printed(text: str, words: str) -> bool:
    """Whether a text stands there, letter for letter.

    A letter that no font of this computer has (Chinese, where none is installed) is drawn as an
    empty box, which reads back as NUL: a slip with a box is better than none.
    """
    letters = (re.escape(c) if c.isascii() else f"(?:{re.escape(c)}|\x00)" for c in text)
    return re.search("".join(letters), words) is not None


def places_of(page: PageObject, words: str) -> list[tuple[float, float]]:
    """Where the words begin, in millimetres from the lower left corner."""
    found: list[tuple[float, float]] = []

    def see(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if words in text:
            x, y = tm[4], tm[5]
            found.append(
                (
                    (x * cm[0] + y * cm[2] + cm[4]) / POINTS,
                    (x * cm[1] + y * cm[3] + cm[5]) / POINTS,
                )
            )

    page.extract_text(visitor_text=see)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", pytest.param("letter", marks=pytest.mark.slow)])
@pytest.mark.parametrize("per_page", [pytest.param(1, marks=pytest.mark.slow), 4])
def test_every_slip_stays_on_its_own_paper(paper: str, per_page: int) -> None:
    """The last label, and a line to write on below it, are within the slip's own part."""
    reader = read(SAMPLES, paper, per_page)
    wide, high = SIZES[paper]
    margin, line = (9, 8) if per_page == 4 else (22, 11)
    sheets = [SAMPLES[at : at + per_page] for at in range(0, len(SAMPLES), per_page)]
    assert len(reader.pages) == len(sheets)
    for page, slips in zip(reader.pages, sheets, strict=True):
        assert float(page.mediabox.width) == pytest.approx(wide * POINTS, abs=1)
        assert float(page.mediabox.height) == pytest.approx(high * POINTS, abs=1)
        labels = places_of(page, "How did it go?")
        assert len(labels) == len(slips)
        for number, (x, y) in enumerate(labels):
            bottom = high / 2 if per_page == 4 and number < 2 else 0
            top = bottom + (high / 2 if per_page == 4 else high)
            assert bottom + margin + line <= y <= top - margin
            assert (x > wide / 2) == (per_page == 4 and number % 2 == 1)


def test_the_words_of_a_slip_are_on_the_page() -> None:
    words = words_on(read([MAYA]))
    for said in ("Maya", "Sun 22 Nov 2026", "I noticed when", "Work out what", "Mark two places"):
        assert said in words
    for said in ("When: I read at home", "Ms. Ruiz", "Fri 27 Nov", "Fri 4 Dec"):
        assert said in words


def test_hostile_words_are_printed_and_not_obeyed() -> None:
    words = words_on(read([HOSTILE]))
    assert "[/] :smile: O'Brien-Ñandú " in words
    assert is_printed("[/] :smile: O'Brien-Ñandú 李雷", words)
    assert "#panic() *bold* $x$ \\ @ref <label> // no" in words
    assert '#include"/etc/passwd"' in words.replace(" ", "")


def test_every_script_can_be_read_back() -> None:
    assert is_printed(CHINESE.first_name, words_on(read([CHINESE])))
    assert HINDI.first_name in words_on(read([HINDI]))
    assert "ة" in words_on(read([ARABIC]))


def test_the_pdf_is_tagged_and_meets_the_standard_where_the_fonts_allow_it() -> None:
    for facts, standard in ((MAYA, True), (ARABIC, True), (HINDI, True)):
        reader = read([facts])
        assert reader.root_object["/MarkInfo"]["/Marked"]
        metadata = reader.xmp_metadata
        assert metadata is not None
        assert ("pdfuaid" in metadata.stream.get_data().decode()) == standard


def test_a_glyph_that_no_font_has_loses_no_slip() -> None:
    reader = read([SlipFacts(1, "\U000e0fff\U0001faff?", MAYA.held_on), MAYA])
    assert len(reader.pages) == 2
    assert "Maya" in reader.pages[1].extract_text()


def test_no_name_is_in_what_the_pdf_says_about_itself() -> None:
    reader = read([MAYA, FULL])
    assert reader.metadata is not None and reader.metadata.title == "Next steps"
    assert reader.xmp_metadata is not None
    about = json.dumps({k: str(v) for k, v in reader.metadata.items()}) + repr(reader.outline)
    about += reader.xmp_metadata.stream.get_data().decode()
    assert "Maya" not in about and "Zoë" not in about


def test_the_next_step_is_the_largest_text() -> None:
    sizes: dict[str, float] = {}

    def see(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        for words in ("Maya", "Mark two", "Work out", "Sun 22"):
            if words in text:
                sizes[words] = abs(size * tm[3] * cm[3])

    read([MAYA]).pages[0].extract_text(visitor_text=see)
    assert sizes["Mark two"] > sizes["Maya"] > sizes["Work out"] > sizes["Sun 22"]


def test_where_there_is_no_typst_the_teacher_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ConferencerError, match="--format html"):
        write_pdf([slip_of(MAYA)])


def test_no_slips_make_no_pdf() -> None:
    with pytest.raises(ConferencerError, match="nobody"):
        write_pdf([])


def test_the_first_letter_with_a_direction_decides() -> None:
    assert is_right_to_left("1. שלום abc")
    assert not is_right_to_left("abc שלום")
    assert not is_right_to_left("123")
