"""What was named and taught before is recognised by its words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.notebook import Notebook
from conferencer.core.said_before import (
    SaidOn,
    earlier_sayings,
    gathered,
    said_alike,
    said_before,
    words_that_count,
)
from tests.conftest import TODAY
from tests.core.talks import ANA, talk, with_ana


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read around the word, then guess", "guess, then READ around the word"),
        ("Somebody wanted, but, so, then", "somebody wanted but so then."),
        ("Relire la fenêtre à l’école", "relire fenetre ecole"),
        ("先读一遍再提问", "再提问，先读一遍"),
        ("rereading", "Rereading!"),
        ("to be", "be to"),
    ],
)
def test_the_same_words_are_alike(one: str, other: str) -> None:
    assert said_alike(one, other) and said_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", ""),
        ("…", "…"),
        ("Read around the word", "Draw what happens in the chapter"),
        ("the word", "the chapter"),
        ("word", "Read around the word, then guess"),
        ("Ask one question in every chapter", "Write one sentence in every chapter, on a note"),
    ],
)
def test_other_words_are_not(one: str, other: str) -> None:
    assert not said_alike(one, other)


@given(st.text(), st.text())
def test_no_text_is_an_error_and_likeness_goes_both_ways(one: str, other: str) -> None:
    assert said_alike(one, other) == said_alike(other, one)
    assert said_alike(one, one) == bool(words_that_count(one))


def test_the_latest_saying_of_a_field_of_its_kind_is_found() -> None:
    earlier = [
        SaidOn("Asked a brave question", "strength", date(2026, 11, 11), 3),
        SaidOn("A brave question", "taught", date(2026, 11, 4), 2),
        SaidOn("a brave question", "strategy", date(2026, 10, 4), 1),
    ]
    found = said_before("brave question", "strategy", earlier)
    assert found is not None and found.conference_id == 2
    found = said_before("brave question", "strength", earlier)
    assert found is not None and found.conference_id == 3
    assert said_before("brave question", "noticed", earlier) is None
    assert said_before("  ", "taught", earlier) is None


def test_only_what_was_said_in_a_met_conference_of_this_learner_counts(
    notebook: Notebook,
) -> None:
    with_ana(notebook)
    first = talk(notebook, {"taught": "Read around the word"}, day=TODAY - timedelta(days=9))
    second = talk(notebook, {"taught": "read AROUND the word", "strength": "Brave"})
    talk(notebook, {"taught": "Read around the word"}, "absent")
    draft = talk(notebook, {"taught": "Read around the word"}, "draft")
    sayings = earlier_sayings(notebook, ANA, but=draft)
    assert [one.conference_id for one in sayings] == [second, second, first]
    (taught,) = gathered(sayings, ("taught",))
    assert taught.text == "read AROUND the word" and taught.conference_id == second
    assert taught.days == [TODAY, TODAY - timedelta(days=9)]
    assert earlier_sayings(notebook, ANA + 1) == []
