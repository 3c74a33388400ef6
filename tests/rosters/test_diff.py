"""What a list changes in a class, and how that is said."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.errors import AskedWronglyError
from conferencer.rosters.choosing import choose_class
from conferencer.rosters.diff import Changes, KnownStudent, compare
from conferencer.rosters.learners import told_apart
from conferencer.rosters.shape import NotRead, Roster, RosterClass, RosterRow
from conferencer.rosters.words import as_json, preview_lines

ANA = KnownStudent(1, "Ana", "López", email="ana@x.org", outside_ids={"sourcedId": "abc-1"})
BEN = KnownStudent(2, "Ben", "Ode", grade="3")


def row(given_name: str, family_name: str = "", **more: object) -> RosterRow:
    return replace(RosterRow(2, given_name, family_name), **more)


def counts(changes: Changes) -> tuple[int, int, int, int]:
    return (
        len(changes.new),
        len(changes.changed),
        len(changes.unchanged),
        len(changes.left),
    )


def test_new_changed_unchanged_and_left_are_told_apart() -> None:
    changes = compare(
        [ANA, BEN, KnownStudent(3, "Cy", "Hu")],
        [row("Ana", "López"), row("Ben", "Ode", grade="4"), row("Di", "Wu")],
    )
    assert counts(changes) == (1, 1, 1, 1)
    assert dict(changes.changed[0].changes) == {"grade": ("3", "4")}
    assert changes.left[0].given_name == "Cy"


def test_a_blank_in_the_file_erases_nothing() -> None:
    assert counts(compare([ANA], [row("Ana", "López")])) == (0, 0, 1, 0)


def test_a_shared_id_finds_a_learner_whose_name_has_changed() -> None:
    found = row("Ana", "Silva", outside_ids={"sourcedId": "abc-1"})
    changes = compare([ANA], [found])
    assert dict(changes.changed[0].changes) == {"family_name": ("López", "Silva")}


def test_lists_that_both_count_from_one_do_not_make_two_learners_one() -> None:
    known = [KnownStudent(1, "Ana", "López", outside_ids={"id": "1"}, in_class=False)]
    for found in (row("Ben", "Ode"), row("Ana", "Silva")):
        changes = compare(known, [replace(found, outside_ids={"id": "1"})])
        assert changes.new[0].known is None


def test_brothers_and_sisters_with_one_email_stay_two() -> None:
    changes = compare([ANA], [row("Ben", "López", email="ANA@x.org")])
    assert counts(changes) == (1, 0, 0, 1)


def test_an_email_finds_a_learner_whose_name_was_shortened() -> None:
    changes = compare([KnownStudent(1, "Benjamin", "Ode", email="b@x.org")], [
        row("Ben", "Ode", email="B@X.org")
    ])  # fmt: skip
    assert dict(changes.changed[0].changes) == {"given_name": ("Benjamin", "Ben")}


def test_a_name_alone_finds_nobody_in_another_class() -> None:
    elsewhere = replace(ANA, in_class=False)
    assert compare([elsewhere], [row("Ana", "López")]).new[0].known is None
    for sign in ({"email": "ana@x.org"}, {"outside_ids": {"sourcedId": "abc-1"}}):
        assert compare([elsewhere], [row("Ana", "López", **sign)]).new[0].known == elsewhere


def test_the_same_name_with_another_id_is_another_learner() -> None:
    changes = compare([ANA], [row("Ana", "López", outside_ids={"sourcedId": "abc-2"})])
    assert counts(changes) == (1, 0, 0, 1)


def test_two_learners_of_one_name_are_paired_by_what_else_is_known() -> None:
    known = [KnownStudent(1, "Ana", "López", grade="3"), KnownStudent(2, "Ana", "López", grade="4")]
    found = [row("Ana", "López", grade="4"), row("Ana", "López", grade="3")]
    assert counts(compare(known, found)) == (0, 0, 2, 0)


def test_accents_and_case_do_not_hide_a_learner() -> None:
    changes = compare([ANA], [row("ana", "Lopez")])
    assert counts(changes) == (0, 1, 0, 0)


def test_a_list_with_the_preferred_name_changes_nothing() -> None:
    known = KnownStudent(1, "Benjamin", "Ode", "Ben")
    assert counts(compare([known], [row("Ben", "Ode")])) == (0, 0, 1, 0)


def test_a_plain_list_that_cuts_the_name_elsewhere_changes_nothing() -> None:
    known = KnownStudent(1, "Ana", "López García")
    found = row("Ana López", "García", split_guessed=True)
    assert counts(compare([known], [found])) == (0, 0, 1, 0)


def test_somebody_who_had_left_is_back() -> None:
    gone = replace(ANA, in_class=False, was_in_class=True)
    changes = compare([gone], [row("Ana", "López")])
    assert dict(changes.changed[0].changes) == {"enrollment": ("left", "back")}


PEOPLE = st.lists(
    st.builds(
        row,
        st.sampled_from(["Ana", "ANA", "Ben", "李"]),
        st.sampled_from(["", "López", "Lopez", "Ode"]),
        grade=st.sampled_from(["", "3", "4"]),
        email=st.sampled_from(["", "a@x", "b@x"]),
        outside_ids=st.dictionaries(st.sampled_from(["id", "sis_id"]), st.sampled_from("12")),
    )
)


@given(PEOPLE, PEOPLE)
def test_every_row_and_every_learner_is_accounted_for_once(
    before: list[RosterRow], found: list[RosterRow]
) -> None:
    known = [
        KnownStudent(n, one.given_name, one.family_name, email=one.email, grade=one.grade,
                     outside_ids=one.outside_ids)
        for n, one in enumerate(before)
    ]  # fmt: skip
    changes = compare(known, found)
    kept = [match.known for match in (*changes.changed, *changes.unchanged)]
    assert len(changes.new) + len(kept) == len(found)
    assert {one.id for one in changes.left} | {one.id for one in kept if one} == {
        one.id for one in known
    }
    assert len(kept) + len(changes.left) == len(known)


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_same_list_again_changes_nothing_in_any_order(
    people: list[RosterRow], order: Random
) -> None:
    numbered = [replace(one, row=n) for n, one in enumerate(people)]
    listed, _ = told_apart(numbered, {n: "" for n in range(len(people))})
    known = [
        KnownStudent(n, one.given_name, one.family_name, email=one.email, grade=one.grade,
                     outside_ids=one.outside_ids)
        for n, one in enumerate(listed)
    ]  # fmt: skip
    order.shuffle(listed)
    assert counts(compare(known, listed)) == (0, 0, len(listed), 0)


def test_a_preview_is_said_in_words() -> None:
    changes = compare(
        [ANA, BEN, KnownStudent(3, "Cy", "Hu")],
        [
            row("Ana", "López", outside_ids={"sis_id": "77"}),
            row("Ben", "Ode", grade="4"),
            row("[b]Di", "Wu"),
        ],
    )
    assert preview_lines(changes, [NotRead(7, "no name", ";;;")]) == [
        "1 new: [b]Di Wu",
        "2 changed: Ana López (sis_id: 77); Ben Ode (grade 3 → 4)",
        "1 no longer in the file (will be marked as left): Cy Hu",
        "1 row could not be read:",
        "  row 7: no name — ;;;",
    ]


def test_a_preview_as_data_keeps_what_the_file_does_not_say() -> None:
    changes = compare([BEN], [row("Ben", "Ode", email="b@x.org")])
    told = as_json(changes, [NotRead(7, "no name", ";")])
    assert told["changed"][0]["grade"] == "3"
    assert told["changed"][0]["changes"] == {"email": ["", "b@x.org"]}
    assert told["not_read"] == [{"row": 7, "reason": "no name", "text": ";"}]
    assert list(told) == ["new", "changed", "unchanged", "left", "not_read"]


def group(name: str, code: str = "", source: str = "") -> RosterClass:
    ids = {"classCode": code, "sourcedId": source}
    return RosterClass(name, (row("Ana"),), {kind: text for kind, text in ids.items() if text})


SEVERAL = Roster(
    "x", (group("Oak", "O-1", "s1"), group("Élm", "E-1", "s2"), group("Élm", "E-2", "s3"))
)


@pytest.mark.parametrize("name", ["Oak", "oak", "O-1", "s1", " OAK "])
def test_a_class_is_chosen_by_title_code_or_id(name: str) -> None:
    assert choose_class(SEVERAL, name, "file").name == "Oak"


@pytest.mark.parametrize(("name", "told"), [(None, "3 classes"), ("elm", "2 classes"), ("x", "no")])
def test_without_a_clear_choice_the_classes_are_listed(name: str | None, told: str) -> None:
    with pytest.raises(AskedWronglyError, match=told) as caught:
        choose_class(SEVERAL, name, "file")
    assert "“Élm” (E-1, 1 learner)" in caught.value.message


def test_one_class_takes_the_name_given_then_its_own_then_the_files() -> None:
    assert choose_class(Roster("x", (group("Oak"),)), "Room 4", "file").name == "Room 4"
    assert choose_class(Roster("x", (group("Oak"),)), None, "file").name == "Oak"
    assert choose_class(Roster("x", (group(""),)), None, "file").name == "file"


def test_a_list_of_nobody_in_the_class_asks_whether_it_is_another_class() -> None:
    asked = "Nobody on this list is in the class now: is it another class?"
    assert preview_lines(compare([ANA, BEN], [row("Di", "Wu")]), ())[0] == asked
    assert asked not in preview_lines(compare([ANA, BEN], [row("Ana", "López")]), ())
    assert asked not in preview_lines(compare([], [row("Di", "Wu")]), ())
