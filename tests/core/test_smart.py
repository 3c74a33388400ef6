"""Quiet S.M.A.R.T. marks beside a goal and a next step."""

import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.smart import LONGEST, Mark, as_text, goal_marks, step_marks


def letters(marks: tuple[Mark, ...]) -> str:
    return "".join(mark.letter for mark in marks if mark.met)


def test_the_marks_are_the_five_letters_in_their_order() -> None:
    marks = step_marks("Read")
    assert [(mark.letter, mark.name) for mark in marks] == [
        ("S", "specific"),
        ("M", "measurable"),
        ("A", "attainable"),
        ("R", "realistic"),
        ("T", "timely"),
    ]
    assert all(mark.hint.endswith(".") for mark in marks)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t"])
def test_while_nothing_is_said_no_mark_is_met(nothing: str) -> None:
    assert letters(step_marks(nothing, "after lunch", "I can tell it", True)) == ""
    assert letters(goal_marks(nothing, "it is fun", "I can tell it", True)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Ask Mara about the map",
        "reading to my brother",
        "I will googleize",
        "I’ll zigzag",
        "we can juggle",
        "Writes a letter",
    ],
)
def test_a_verb_makes_it_specific(text: str) -> None:
    assert "S" in letters(step_marks(text))


@pytest.mark.parametrize("text", ["fluency", "better at fractions", "chapter books"])
def test_a_noun_alone_is_not_specific(text: str) -> None:
    assert "S" not in letters(step_marks(text))


def test_a_sign_it_worked_makes_it_measurable() -> None:
    assert "M" not in letters(step_marks("read the poem"))
    assert "M" in letters(step_marks("read the poem", sign="my partner laughs"))
    assert "M" in letters(step_marks("read 2 poems"))
    assert "M" in letters(step_marks("read the poem so that my partner laughs"))


def test_at_most_140_characters_are_attainable() -> None:
    assert "A" in letters(step_marks("x" * LONGEST + "  "))
    assert "A" not in letters(step_marks("x" * (LONGEST + 1)))


def test_a_step_with_a_when_or_where_is_realistic() -> None:
    assert "R" not in letters(step_marks("draw the plan"))
    assert "R" in letters(step_marks("draw the plan", when_cue="when I sit down"))
    assert "R" in letters(step_marks("draw the plan after lunch"))
    assert "R" in letters(step_marks("draw the plan at the kitchen table"))


def test_a_goal_that_matters_is_realistic() -> None:
    assert "R" not in letters(goal_marks("I can draw a plan"))
    assert "R" in letters(goal_marks("I can draw a plan", why="we are building a hut"))
    assert "R" in letters(goal_marks("I can draw a plan because we build a hut"))


@pytest.mark.parametrize(
    "text",
    [
        "draw it by friday",
        "draw it tomorrow",
        "draw it this week",
        "draw it in 2 weeks",
        "draw it before the end of term",
        "draw it by 3 dec",
        "draw it before December",
    ],
)
def test_a_by_when_makes_it_timely(text: str) -> None:
    assert "T" in letters(step_marks(text))


@pytest.mark.parametrize("text", ["draw it", "draw it every friday", "draw it by myself", "I may"])
def test_without_a_by_when_it_is_not_timely(text: str) -> None:
    assert "T" not in letters(step_marks(text))
    assert "T" in letters(step_marks(text, due=True))
    assert "T" in letters(goal_marks(text, target=True))


def test_the_marks_in_one_line() -> None:
    assert as_text(step_marks("")) == "· · · · ·"
    assert as_text(step_marks("read the poem", due=True)) == "S · A · T"
    whole = step_marks("read the poem", "after lunch", "my partner laughs", True)
    assert as_text(whole) == "S M A R T"


@given(st.text(), st.text(), st.text(), st.booleans())
def test_any_words_have_five_marks(text: str, beside: str, sign: str, due: bool) -> None:
    assert len(step_marks(text, beside, sign, due)) == 5
    assert len(as_text(goal_marks(text, beside, sign, due))) == 9


def test_a_very_long_text_is_only_read_at_its_beginning() -> None:
    assert letters(step_marks("word " * 8_000 + "read by friday")) == ""
    # No timed test: a bound so wide that only reading the whole would miss it.
    assert timeit.timeit(lambda: step_marks("i will " * 200_000), number=20) < 2
