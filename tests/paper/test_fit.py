"""Nothing overlaps and nothing falls off the paper, measured on the rendered page."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from pypdf import PdfReader

from conferencer.core.page_facts import GoalFacts, LearnerFacts, OwnWords, TriedStep
from conferencer.core.slips import SlipFacts, StepFacts
from conferencer.paper.fitting import slips_of
from conferencer.paper.layout import LEAST, LEAST_LARGE, PAPERS, Layout, layout_for, layouts_on
from conferencer.paper.orders import FOR_A_LEARNER, Order, learner_pages
from conferencer.paper.pdf import asked_of, is_standard, slip_data, write_pdf
from conferencer.paper.slip import Look
from conferencer.paper.wording import CODES, wording
from tests.conftest import TODAY

SCRIPTS = (
    "the cat read its wonderful Mississippi illustrated book when Wednesday comes again MMM",
    "đọc một cuốn sách hay mỗi tuần với bạn źdźbło żółć gęślą",
    "أقرأ صفحتين كل مساء مع أختي في البيت",
    "मैं रोज़ दस मिनट कहानी पढ़ती हूँ और बताती हूँ",
    "Я читаю щодня десять хвилин і розповідаю подрузі",
    "διαβάζω κάθε μέρα δέκα λεπτά",
)
SLIP_LANGUAGES = (*CODES, "es+en", "uk+de", "ar+en")
ALL_LAYOUTS = [
    layout_for(paper, one.per_page, large)
    for paper in PAPERS
    for large in (False, True)
    for one in layouts_on(paper, large)
]


def said(rng: Random, words: int) -> str:
    """So many words of one script."""
    pool = rng.choice(SCRIPTS).split()
    return " ".join(rng.choice(pool) for _ in range(words))


def any_slip(rng: Random) -> SlipFacts:
    """0 to 600 words in a field, 0 to 8 steps, a name of 1 to 120 letters."""

    def some(most: int) -> str:
        return said(rng, rng.choice([0, 3, 8, 20, 60, most]))

    steps = tuple(
        StepFacts(
            said(rng, rng.choice([1, 5, 12, 40, 600])),
            some(20),
            rng.choice([None, TODAY + timedelta(rng.randrange(300))]),
            rng.choice(["", "after lunch or so"]),
            rng.choice(["learner", "teacher", "together", "family"]),
        )
        for _ in range(rng.randrange(9))
    )
    name = rng.choice(["A", said(rng, 2), "Maximiliane-" * 10, "W" * 120, said(rng, 30)])[:120]
    resource = rng.choice(["", "the library", "https://example.org/a/path?x=12345", some(600)])
    meeting = rng.choice([None, TODAY + timedelta(3)])
    words = (some(600), some(600), steps, some(100), resource, meeting, some(8))
    return SlipFacts(1, name.strip() or "A", TODAY, *words, (rng.randrange(4), 8))


def over(facts: list[SlipFacts], layout: Layout, code: str) -> list[float]:
    """How far each slip reaches over its paper, in points; nothing for those that fit."""
    slips = slips_of(facts, Look(layout, wording(code), progress=True))
    free = asked_of("slips.typ", json.dumps(slip_data(slips, measure=True)), "<free>")
    return [-points for points in map(float, map(str, free)) if points < -0.5]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_no_slip_of_any_length_falls_off_its_paper(seed: int) -> None:
    rng = Random(seed)
    for layout in ALL_LAYOUTS:
        if not layout.is_roll:
            facts = [any_slip(rng) for _ in range(8)]
            code = rng.choice(SLIP_LANGUAGES)
            assert over(facts, layout, code) == [], (layout, code)


def test_a_long_slip_keeps_to_an_eighth_of_the_paper() -> None:
    assert over([any_slip(Random(7)) for _ in range(2)], layout_for("a4", 8), "de") == []


Seen = Callable[[str, list[float], list[float], object, float], None]


def sizes_on(pdf: bytes) -> set[float]:
    """The sizes of all letters that are printed, in points."""
    sizes: set[float] = set()

    def see(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * tm[3] * cm[3]), 2))

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=see)
    return sizes


@pytest.mark.parametrize(
    ("per_page", "large"),
    [(8, False), (1, True), pytest.param(4, False, marks=pytest.mark.slow)],
)
def test_no_letter_is_smaller_than_can_be_read(per_page: int, large: bool) -> None:
    rng = Random(3)
    look = Look(layout_for("a4", per_page, large), wording("es+en"))
    sizes = sizes_on(write_pdf(slips_of([any_slip(rng) for _ in range(3)], look)))
    assert min(sizes) >= (LEAST_LARGE if large else LEAST) - 0.01


def test_few_words_in_large_print_are_set_in_18_points_and_more() -> None:
    facts = SlipFacts(1, "Maya", TODAY, goal="Read a poem", steps=(StepFacts("Pick one"),))
    for paper, per_page in (("a4", 1), ("a4", 2), ("a5", 1)):
        look = Look(layout_for(paper, per_page, large=True), wording())
        assert max(sizes_on(write_pdf(slips_of([facts], look)))) >= 18


def long_facts(rng: Random) -> LearnerFacts:
    """A learner about whom everything was said at length."""
    day = date(2026, 9, 1)
    return LearnerFacts(
        student_id=1,
        first_name=rng.choice(["A", "W" * 120, said(rng, 30)[:120]]).strip(),
        home_language="",
        since=date(2026, 8, 1),
        until=TODAY,
        strengths=tuple(said(rng, rng.choice([5, 300])) for _ in range(12)),
        interests=tuple(said(rng, 40) for _ in range(9)),
        helps=tuple(said(rng, 80) for _ in range(9)),
        goals=tuple(
            GoalFacts(said(rng, 200), rng.choice(["active", "met"]), day, TODAY, "", ("x " * 90,))
            for _ in range(5)
        ),
        steps=tuple(
            TriedStep(said(rng, rng.choice([5, 300])), rng.choice(["open", "done"]), day)
            for _ in range(30)
        ),
        own_words=tuple(OwnWords("victories", said(rng, 300), day) for _ in range(20)),
    )


@pytest.mark.parametrize("kind", FOR_A_LEARNER)
@pytest.mark.parametrize(
    ("paper", "large"), [("a4", False), pytest.param("a5", True, marks=pytest.mark.slow)]
)
def test_a_page_takes_no_more_paper_than_it_may(kind: str, paper: str, large: bool) -> None:
    pages = learner_pages([long_facts(Random(5))], Order(kind=kind, paper=paper, large=large))
    pdf = pages.pdf()
    assert len(PdfReader(io.BytesIO(pdf)).pages) <= (2 if kind == "learner" else 1)
    assert pages.remarks, "what was left out is said"
    assert is_standard(pdf)


@pytest.mark.parametrize("code", ["ar", pytest.param("hi", marks=pytest.mark.slow)])
def test_every_layout_is_tagged_in_every_language(code: str) -> None:
    facts = SlipFacts(1, "Maya", TODAY, goal="Read", steps=(StepFacts("Pick one"),))
    for layout in ALL_LAYOUTS:
        assert is_standard(write_pdf(slips_of([facts], Look(layout, wording(code)))))
