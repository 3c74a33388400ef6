"""Which learners need the same thing: by words that meet, each with its evidence."""

import pytest

from conferencer.core.needs import GOAL, PHRASE, STANDARD, STEP, Said, needs_in_common, stem, stems


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("stories", "story", "Story’s"), "story"),
        (("infer", "infers", "inferring", "inferred"), "infer"),
        (("guess", "guesses", "Guessing"), "guess"),
        (("reading", "reads", "read"), "read"),
        (("compare", "comparing", "compares"), "compar"),
        (("résumés", "resume"), "resum"),
        (("bus",), "bus"),
        (("thing", "string"), None),
    ],
)
def test_a_word_is_stripped_of_plural_ending_and_accents(
    words: tuple[str, ...], meant: str | None
) -> None:
    found = {stem(word) for word in words}
    assert found == ({meant} if meant else set(words))


def test_words_that_say_nothing_and_numbers_are_left_out() -> None:
    assert stems("I will try to do it 3 times on my own") == {}


def test_scripts_without_spaces_meet_by_two_characters() -> None:
    assert "猜測" in stems("先猜測再查字典") and "猜測" in stems("我要猜測")


def who(said: list[Said]) -> list[tuple[tuple[str, ...], list[int]]]:
    return [(need.words, need.student_ids) for need in needs_in_common(said)]


def test_goals_meet_by_two_words_in_other_forms_with_the_evidence() -> None:
    said = [
        Said(1, GOAL, "Find clues before I guess"),
        Said(2, STEP, "Tell a guess and its clue"),
        Said(3, GOAL, "Use commas"),
    ]
    (need,) = needs_in_common(said)
    assert need.words == ("clues", "guess") and need.student_ids == [1, 2]
    assert need.evidence == (said[0], said[1])


def test_the_same_standard_or_phrase_brings_together_however_it_is_typed() -> None:
    codes = [Said(1, STANDARD, "RL.4.1"), Said(2, STANDARD, "rl.4.1 "), Said(3, STANDARD, "RL.4.2")]
    assert who(codes) == [(("RL.4.1",), [1, 2])]
    assert who([Said(1, PHRASE, "Añadir más"), Said(5, PHRASE, "anadir mas")]) == [
        (("Añadir más",), [1, 5])
    ]


def test_a_tag_brings_together_what_has_no_word_in_common() -> None:
    found = who([Said(1, GOAL, "Slow down #Fluency"), Said(2, PHRASE, "scoops #fluency")])
    assert found == [(("#Fluency",), [1, 2])]


def test_what_most_of_the_class_says_is_no_need() -> None:
    said = [Said(n, GOAL, f"Reading {word}") for n, word in enumerate(("maps", "plays", "poems"))]
    assert needs_in_common(said) == []


def test_one_learner_alone_shares_nothing_with_themselves() -> None:
    said = [Said(1, GOAL, "Find clues"), Said(1, STEP, "Find clues"), Said(2, GOAL, "  ")]
    assert needs_in_common(said) == []


def test_another_form_of_a_word_that_says_nothing_says_nothing_either() -> None:
    assert set(stems("She says looking makes readers")) == {stem("readers")}
