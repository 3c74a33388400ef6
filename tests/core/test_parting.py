"""The one confirmation at the end says what will be kept, and it says so truly."""

import pytest

from conferencer.core.models import Appointment, Goal, NextStep
from conferencer.core.notebook import Notebook
from conferencer.core.parting import what_will_be_kept
from tests.conftest import TODAY
from tests.core.talks import all_of, talk, with_ana


def kept(words: dict[str, str], goal_now: str = "", steps: dict[str, str] | None = None) -> list:
    """The lines of the dialog."""
    return what_will_be_kept(words, TODAY, goal_now, follow_ups=steps)


def test_without_a_word_it_says_so() -> None:
    assert kept({}) == ["No words yet: only that you met."]
    assert kept({"victories": "  "}) == ["No words yet: only that you met."]


def test_only_what_is_not_told_apart_counts_as_a_note() -> None:
    words = {"victories": "a", "noticed": "b", "strength": "c", "strategy": "d", "my_view": "2"}
    apart = {"step": "e", "step_when.2": "f", "goal_why": "g", "next_meeting": "fri"}
    assert kept(words | apart)[0] == "5 notes"
    assert kept({"helper": "Ben"}) == ["1 note"]


@pytest.mark.parametrize(
    ("words", "goal_now", "lines"),
    [
        ({"goal": "Write"}, "", ["New goal: “Write”"]),
        ({}, "Read", ["Goal kept: “Read”"]),
        ({"goal": "Write"}, "Read", ["New goal: “Write”"]),
        ({"goal_choice": "reword", "goal": "Write"}, "Read", ["Goal in other words: “Write”"]),
        ({"goal_choice": "reword"}, "Read", ["Goal kept: “Read”"]),
        ({"goal_choice": "met"}, "Read", ["Goal met: “Read”"]),
        (
            {"goal_choice": "park", "goal": "Write"},
            "Read",
            ["Goal parked: “Read”", "New goal: “Write”"],
        ),
    ],
)
def test_what_becomes_of_the_goal(words: dict[str, str], goal_now: str, lines: list[str]) -> None:
    assert kept({"goal_choice": ""} | words, goal_now) == lines


def test_steps_and_meetings_are_told_with_the_day_that_was_understood() -> None:
    words = {"step": "Read", "step_due": "fri", "step.2": "Write", "step_due.2": "some day"}
    assert kept(words | {"next_meeting": "3 dec"}) == [
        "Next step: “Read” by Fri 27 Nov",
        "Next step: “Write” (“some day” was not understood as a date)",
        "Next meeting: Thu 3 Dec",
    ]
    assert kept({"next_meeting": "soon"}) == [
        "Next meeting: “soon” was not understood as a date",
    ]


def test_the_follow_up_names_the_step() -> None:
    words = {"follow_up_outcome.u1": "not_yet", "follow_up.u1": "ill", "follow_up.u2": "?"}
    assert kept(words, steps={"u1": "Read", "u2": "Write"}) == [
        "Last time: “Read” · not yet",
        "Last time: “Write” · it stays open",
    ]


def test_long_and_hostile_words_are_cut_and_isolated() -> None:
    (line,) = kept({"goal": "\u202eevil " + "word " * 40})
    assert line.count("\u202c") == 1 and line.endswith("…\u202c\u2069”")
    assert len(line) < 90


def test_what_is_told_is_what_is_made(notebook: Notebook) -> None:
    words = {"goal": "Write", "step": "Read", "step.2": "Draw", "next_meeting": "fri"}
    lines = kept(words)
    talk(with_ana(notebook), words)
    made = [len(all_of(notebook, table)) for table in (Goal, NextStep, Appointment)]
    told = [sum(line.startswith(w) for line in lines) for w in ("New goal", "Next st", "Next me")]
    assert made == told == [1, 2, 1]
