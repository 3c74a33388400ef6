"""A step is one thread: from the conference that set it to those that answered it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.filtering import Wish, all_words, fits, wish_in
from conferencer.core.goals import active_goals
from conferencer.core.history import history_of
from conferencer.core.models import Conference, NextStep
from conferencer.core.notebook import Notebook
from conferencer.core.school_years import month_in_words, school_year_in_words, school_year_of
from conferencer.core.threads import GOAL_FIELDS, GoalFinder, Talk, Thread, kept_goal, story_of
from tests.conftest import TODAY
from tests.core.talks import ANA, all_of, talk, with_ana

WEEK = timedelta(weeks=1)


@pytest.fixture
def told(notebook: Notebook) -> Notebook:
    """A step that was set, tried once, done; then an absence; then a draft."""
    with_ana(notebook)
    talk(notebook, {"goal": "Ask more", "step": "Ask twice", "my_view": "1"}, day=TODAY - 3 * WEEK)
    (step,) = all_of(notebook, NextStep)
    answer = f"follow_up_outcome.{step.uid}"
    talk(notebook, {answer: "some", f"follow_up.{step.uid}": "too loud"}, day=TODAY - 2 * WEEK)
    talk(notebook, {answer: "done", "step": "Ask three times"}, day=TODAY - WEEK)
    talk(notebook, {"noticed": "was ill"}, "absent", day=TODAY - timedelta(days=2))
    talk(notebook, {"victories": "I asked"}, "draft")
    return notebook


def test_a_step_is_one_thread_from_the_talk_that_set_it_to_those_that_answered(
    told: Notebook,
) -> None:
    story = story_of(told, ANA)
    draft, absent, third, second, first = story.talks
    assert [talk.status for talk in story.talks] == ["draft", "absent", "met", "met", "met"]
    thread = story.threads[0]
    assert (thread.text, thread.set_in, thread.set_on) == ("Ask twice", first.id, first.held_on)
    assert [(a.conference_id, a.outcome, a.words) for a in thread.answers] == [
        (second.id, "some", "too loud"),
        (third.id, "done", ""),
    ]
    assert first.sets == [thread] and third.sets == [story.threads[1]]
    assert [one for one, _ in second.answers] == [thread] == [one for one, _ in third.answers]
    assert first.linked == {second.id, third.id} and second.linked == {first.id}
    assert not draft.linked and not absent.linked


def test_a_story_knows_who_said_something_before_any_word_is_read(told: Notebook) -> None:
    groups = {"learner": ("victories", "goal"), "teacher": ("noticed",)}
    story = story_of(told, ANA, groups)
    said = [set(talk.said) for talk in story.talks]
    assert said == [{"learner"}, {"teacher"}, set(), set(), {"learner"}]
    assert not any(talk.words for talk in story.talks)
    story.read(story.talks[:2], ("victories", "noticed"), longest=5)
    assert [talk.words for talk in story.talks[:3]] == [
        {"victories": "I ask"},
        {"noticed": "was i"},
        {},
    ]


def test_a_discarded_draft_and_other_learners_are_no_part_of_it(told: Notebook) -> None:
    with told.write() as session:
        draft = next(c for c in session.exec(_every()) if c.status == "draft")
        draft.discarded_at = told.now()
    assert [talk.status for talk in story_of(told, ANA).talks] == ["absent", "met", "met", "met"]
    assert story_of(told, ANA + 1).talks == []


def _every():  # type: ignore[no-untyped-def]
    from sqlmodel import select

    return select(Conference)


def test_a_conference_is_about_the_goal_it_picked_began_or_set_steps_for(told: Notebook) -> None:
    story = story_of(told, ANA)
    story.read(story.talks, GOAL_FIELDS, 300)
    (goal,) = active_goals(told, ANA)
    finder = GoalFinder(history_of(told, ANA).goals)
    found = [finder.of(talk) for talk in story.talks]
    assert found == [set(), set(), {goal.id}, set(), {goal.id}]


def test_a_talk_that_names_no_goal_was_about_the_one_active_that_day() -> None:
    from conferencer.core.models import Goal

    old = Goal(id=1, student_id=1, wording="a", since=date(2026, 1, 1), closed_on=date(2026, 3, 1))
    new = Goal(id=2, student_id=1, wording="b", since=date(2026, 4, 1))
    finder = GoalFinder([old, new])

    def about(day: date) -> set[int]:
        return finder.of(Talk(1, day, "full", "met", words={"my_view": "2"}))

    assert about(date(2026, 2, 1)) == {1} and about(date(2026, 5, 1)) == {2}
    assert about(date(2026, 3, 15)) == set() == about(date(2025, 1, 1))


def test_merging_in_a_chain_or_even_in_a_ring_ends() -> None:
    from conferencer.core.models import Goal

    def goal(number: int, into: int | None) -> Goal:
        return Goal(id=number, student_id=1, wording="", since=TODAY, merged_into_id=into)

    assert kept_goal([goal(1, 2), goal(2, 3), goal(3, None)]) == {1: 3, 2: 3, 3: 3}
    assert set(kept_goal([goal(1, 2), goal(2, 1)])) == {1, 2}


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("", Wish()),
        ("Dragon  ÉTÉ", Wish(words=("dragon", "ete"))),
        ("kind:quick goal:ask subject:read x", Wish(("x",), ("ask",), ("read",), ("quick",))),
        ("kind: goal:", Wish()),
        ("12:30 page:3", Wish(words=("12:30", "page:3"))),
    ],
)
def test_a_filter_line_is_understood(line: str, wish: Wish) -> None:
    assert wish_in(line) == wish
    assert bool(wish) == (wish != Wish())


@given(st.text())
def test_no_filter_line_is_an_error(line: str) -> None:
    assert fits(wish_in(line), "", "", "", "") in (True, False)


def test_a_word_may_stand_anywhere_and_a_goal_only_in_the_goals() -> None:
    told = ("i read about a dragon", "ask twice", "reading", "quick check quick met")
    assert fits(wish_in("dragon quick"), *told) and fits(wish_in("goal:twice"), *told)
    assert not fits(wish_in("goal:dragon"), *told) and not fits(wish_in("kind:full"), *told)


def test_every_word_can_be_found_and_no_choice(told: Notebook) -> None:
    words = all_words(told, ANA)
    assert any("too loud" in text for text in words.values())
    assert not any("some" in text for text in words.values())


def test_a_school_year_begins_in_august() -> None:
    assert school_year_of(date(2026, 7, 31)) == 2025 and school_year_of(date(2026, 8, 1)) == 2026
    assert school_year_in_words(2099) == "2099/00"
    assert month_in_words(date(2026, 3, 9)) == "March 2026"


def test_two_threads_are_not_the_same_for_saying_the_same() -> None:
    assert Thread(1, "Ask", "open") != Thread(1, "Ask", "open")
