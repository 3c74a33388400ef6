"""What is typed into the search box is understood, whatever it is."""

from datetime import date

import pytest

from conferencer.core.search_query import MOST_TERMS, Query, understood_query
from conferencer.core.search_words import Term
from tests.conftest import TODAY


def asked(text: str) -> Query:
    """A query of today."""
    return understood_query(text, TODAY)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("read", [Term(("read",), True)]),
        ("read ", [Term(("read",))]),
        ("read* book ", [Term(("read",), True), Term(("book",))]),
        ('"small words" x ', [Term(("small", "words")), Term(("x",))]),
        ("“small wo", [Term(("small", "wo"), True)]),
        ('"small words"', [Term(("small", "words"))]),
        ('"small w"*', [Term(("small", "w"), True)]),
        ("don't ", [Term(("don", "t"))]),
        ("https://x.org/a ", [Term(("https", "x", "org", "a"))]),
        ("我读", [Term(("我", "读"))]),
        ('?! *** "" \' ', []),
        ("AND OR NOT NEAR( ", [Term(("and",)), Term(("or",)), Term(("not",)), Term(("near",))]),
    ],
)
def test_words_phrases_and_beginnings(typed: str, terms: list[Term]) -> None:
    assert list(asked(typed).terms) == terms


def test_filters_are_read_wherever_they_stand() -> None:
    query = asked('class:"Room 12" read GOAL:fluency learner:ana said:l to:2026-10 x ')
    assert (query.class_name, query.goal, query.learner) == ("Room 12", "fluency", "ana")
    assert (query.voice, query.until) == ("learner", date(2026, 10, 31))
    assert [term.words for term in query.terms] == [("read",), ("x",)]
    assert query.remarks == []


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("september", date(2026, 9, 1)),
        ("dec", date(2025, 12, 1)),
        ("2025", date(2025, 1, 1)),
        ("2026-02", date(2026, 2, 1)),
        ("yesterday", date(2026, 11, 21)),
        ("monday", date(2026, 11, 16)),
        ('"3 nov"', date(2026, 11, 3)),
    ],
)
def test_a_day_is_read_as_teachers_write_it(value: str, day: date) -> None:
    assert asked(f"from:{value} x").since == day


@pytest.mark.parametrize("typed", ["from:soon", "to:2026-13", "from:31/31", "to:9999", "said:x"])
def test_a_filter_that_makes_no_sense_is_said_beside(typed: str) -> None:
    query = asked(f"{typed} read ")
    assert len(query.remarks) == 1 and query.terms == (Term(("read",)),)
    assert query.since is query.until is None and query.voice == ""


def test_an_unfinished_filter_looks_for_nothing_yet() -> None:
    assert not asked("class:").asks_anything and not asked("from: said:").asks_anything
    assert asked("class:4").asks_anything


def test_of_very_many_words_the_first_are_looked_for() -> None:
    query = asked("a " * 3 * MOST_TERMS)
    assert len(query.terms) == MOST_TERMS and len(query.remarks) == 1
