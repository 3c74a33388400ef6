"""How learners are called, told apart, found and sorted."""

from dataclasses import dataclass

import pytest

from conferencer.core.names import (
    first_name,
    full_name,
    full_names,
    search_name,
    short_names,
    sort_name,
)


@dataclass
class Learner:
    """The names of one learner."""

    given_name: str = ""
    family_name: str = ""
    preferred_name: str = ""
    grade: str = ""
    id: int = 0


@pytest.mark.parametrize(
    ("learner", "first", "full"),
    [
        (Learner("Ana", "Lopez"), "Ana", "Ana Lopez"),
        (Learner("Anastasia", "Lopez", "Ana"), "Ana", "Ana Lopez"),
        (Learner("Ana"), "Ana", "Ana"),
        (Learner("", "Lopez"), "Lopez", "Lopez"),
        (Learner("雷", "李"), "雷", "李雷"),
        (Learner("민준", "김"), "민준", "김민준"),
        (Learner("Lei", "李"), "Lei", "Lei 李"),
        (Learner("Ana", "Ana"), "Ana", "Ana Ana"),
    ],
)
def test_names_are_shown_as_people_write_them(learner: Learner, first: str, full: str) -> None:
    assert first_name(learner) == first
    assert full_name(learner) == full


def test_first_names_are_told_apart_by_initial_then_family_name_then_number() -> None:
    learners = [
        Learner("Ana", "Lopez"),
        Learner("Ana", "Mori"),
        Learner("Ben", "Sok"),
        Learner("Ben", "Silva"),
        Learner("Cy", "Lee"),
        Learner("Cy", "Lee"),
        Learner("Dara"),
    ]
    told = ["Ana L.", "Ana M.", "Ben Sok", "Ben Silva", "Cy Lee (1)", "Cy Lee (2)", "Dara"]
    assert short_names(learners) == told


def test_accents_and_case_do_not_tell_learners_apart() -> None:
    assert short_names([Learner("Ana", "Lopez"), Learner("Aná", "Mori")]) == ["Ana L.", "Aná M."]


def test_the_same_whole_name_gets_the_grade_else_a_number() -> None:
    by_grade = [Learner("Ana", "Lopez", grade="4"), Learner("Ana", "Lopez", grade="5")]
    assert full_names(by_grade) == ["Ana Lopez · 4", "Ana Lopez · 5"]
    same = [Learner("Ana", "Lopez", grade="4", id=1), Learner("Ana", "Lopez", grade="4", id=2)]
    assert full_names([*same, Learner("Ben")]) == ["Ana Lopez (1)", "Ana Lopez (2)", "Ben"]


def test_a_learner_keeps_their_number_however_the_list_is_ordered() -> None:
    one, two = Learner("Ana", "Lopez", id=7), Learner("Ana", "Lopez", id=9)
    assert full_names([one, two]) == ["Ana Lopez (1)", "Ana Lopez (2)"]
    assert full_names([two, one]) == ["Ana Lopez (2)", "Ana Lopez (1)"]


def test_sorting_is_by_family_name_then_given_name_accents_folded() -> None:
    learners = [
        Learner("Zoe", "Ångström"),
        Learner("Ben", "Zola"),
        Learner("Ana", "Angstrom"),
        Learner("Bo"),
        Learner("李雷"),
    ]
    assert [x.given_name for x in sorted(learners, key=sort_name)] == [
        "Ana",
        "Zoe",
        "Bo",
        "李雷",
        "Ben",
    ]


def test_a_learner_is_found_by_every_name_with_accents_folded() -> None:
    names = search_name(Learner("Łucja", "Ñandú", "Lu"))
    assert names == "lu lucja nandu"
    assert search_name(Learner("李雷")).isascii()
