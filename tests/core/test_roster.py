"""Classes and learners in the notebook, and bringing a class list in."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from conferencer.core import roster
from conferencer.core.clock import Clock
from conferencer.core.errors import AskedWronglyError, ConferencerError
from conferencer.core.models import ClassGroup, Enrollment, Student
from conferencer.core.notebook import Notebook
from conferencer.core.roster_import import Preview, apply, preview
from conferencer.rosters.reading import read_pasted
from conferencer.rosters.shape import RosterClass, RosterRow
from tests.conftest import TODAY

LIST = "First,Last,ID,Grade\nAna,López,10001,3\nBen,Ode,10002,3\nCy,Hu,10003,3\n"


def bring_in(notebook: Notebook, text: str, name: str = "4B") -> Preview:
    shown = preview(notebook, read_pasted(text).classes[0], name)
    apply(notebook, shown)
    return shown


def counts(shown: Preview) -> tuple[int, int, int, int]:
    changes = shown.changes
    return len(changes.new), len(changes.changed), len(changes.unchanged), len(changes.left)


def everything(notebook: Notebook) -> list[str]:
    with notebook.session() as session:
        return [
            repr(row)
            for table in (ClassGroup, Student, Enrollment)
            for row in session.exec(select(table))
        ]


def names(notebook: Notebook, class_name: str | None = None) -> list[str]:
    return [one.student.given_name for one in roster.students_listed(notebook, class_name)]


def test_a_preview_writes_nothing(notebook: Notebook) -> None:
    shown = preview(notebook, read_pasted(LIST).classes[0], "4B")
    assert counts(shown) == (3, 0, 0, 0)
    assert everything(notebook) == []


def test_a_preview_for_a_missing_notebook_does_not_create_it(tmp_path: Path) -> None:
    missing = Notebook(tmp_path / "none.db", Clock(TODAY))
    assert counts(preview(missing, read_pasted(LIST).classes[0], "4B")) == (3, 0, 0, 0)
    assert not missing.path.exists()


def test_learners_come_in_with_what_the_file_says(notebook: Notebook) -> None:
    bring_in(notebook, LIST)
    ana = roster.find_student(notebook, "ana lopez")
    assert (ana.grade, ana.outside_ids) == ("3", {"id": "10001"})
    assert (ana.search_name, ana.sort_name) == ("ana lopez", "lopez\tana")
    assert names(notebook) == ["Cy", "Ana", "Ben"]


def test_importing_the_same_file_twice_changes_nothing(notebook: Notebook) -> None:
    bring_in(notebook, LIST)
    before = everything(notebook)
    assert counts(bring_in(notebook, LIST)) == (0, 0, 3, 0)
    assert everything(notebook) == before


def test_a_learner_who_is_gone_is_marked_as_left_and_comes_back(notebook: Notebook) -> None:
    bring_in(notebook, LIST)
    without_cy = LIST.replace("Cy,Hu,10003,3\n", "")
    assert counts(bring_in(notebook, without_cy)) == (0, 0, 2, 1)
    assert names(notebook) == ["Ana", "Ben"]
    assert len(roster.students_listed(notebook, everyone=True)) == 3
    notebook.clock = Clock(TODAY + timedelta(days=7))
    assert counts(bring_in(notebook, LIST)) == (0, 1, 2, 0)
    assert names(notebook) == ["Cy", "Ana", "Ben"]
    with notebook.session() as session:
        cy = session.exec(select(Student).where(Student.given_name == "Cy")).one()
        spells = session.exec(select(Enrollment).where(Enrollment.student_id == cy.id)).all()
    assert [(one.joined_on, one.left_on) for one in spells] == [
        (TODAY, TODAY),
        (TODAY + timedelta(days=7), None),
    ]


def test_only_the_chosen_class_can_lose_learners(notebook: Notebook) -> None:
    bring_in(notebook, LIST, "4B")
    bring_in(notebook, "Di Wu\nEd Xu\n", "5C")
    bring_in(notebook, "Di Wu\n", "5C")
    assert len(names(notebook, "4B")) == 3 and names(notebook, "5C") == ["Di"]


def test_a_learner_of_another_class_is_the_same_one_by_id_but_not_by_name(
    notebook: Notebook,
) -> None:
    bring_in(notebook, LIST, "Reading")
    bring_in(notebook, "First,Last,ID\nAna,López,10001\nBen,Ode,99999\n", "Math")
    bring_in(notebook, "Ana López\n", "Chess")
    listed = roster.students_listed(notebook)
    assert sorted(one.classes for one in listed if one.student.given_name == "Ana") == [
        ["Chess"],
        ["Math", "Reading"],
    ]
    assert sum(1 for one in listed if one.student.given_name == "Ben") == 2


def test_a_stale_preview_loses_nothing(notebook: Notebook) -> None:
    shown = preview(notebook, read_pasted(LIST).classes[0], "4B")
    bring_in(notebook, LIST)
    di = roster.add_student(notebook, roster.class_named(notebook, "4B").id or 0, "Di")
    apply(notebook, shown)
    assert len(roster.students_listed(notebook, everyone=True)) == 4
    assert di.given_name not in names(notebook)


def test_a_failure_half_way_leaves_everything_as_it_was(notebook: Notebook) -> None:
    not_to_be_stored = "\ud800"
    bad = RosterClass("4B", (RosterRow(2, "Ana"), RosterRow(3, "Ben", grade=not_to_be_stored)))
    with pytest.raises(UnicodeEncodeError):
        apply(notebook, preview(notebook, bad, "4B"))
    assert everything(notebook) == []


def test_a_renamed_class_is_found_again_by_its_id(notebook: Notebook) -> None:
    oak = RosterClass("Oak", (RosterRow(2, "Ana"),), {"sourcedId": "s1"})
    group = apply(notebook, preview(notebook, oak, "Oak"))
    roster.update_class(notebook, group.id or 0, name="My readers")
    shown = preview(notebook, oak, "Oak")
    assert (shown.class_name, counts(shown)) == ("My readers", (0, 0, 1, 0))


def test_two_classes_of_one_title_stay_two(notebook: Notebook) -> None:
    for number in ("1", "2"):
        ids = {"sourcedId": f"s{number}", "classCode": f"M-{number}"}
        math = RosterClass("Math", (RosterRow(2, f"Ana {number}"),), ids)
        apply(notebook, preview(notebook, math, "Math"))
    assert [group.name for group in roster.classes(notebook)] == ["Math", "Math (M-2)"]
    assert len(names(notebook)) == 2


def test_a_list_fills_gaps_and_erases_nothing(notebook: Notebook) -> None:
    bring_in(notebook, LIST)
    ana = roster.find_student(notebook, "Ana")
    roster.update_student(notebook, ana.id or 0, pronouns="she/her", say_name="AH-na")
    bring_in(notebook, LIST.replace(",3\n", ",\n").replace("Grade", "Email"))
    ana = roster.find_student(notebook, "Ana")
    assert (ana.grade, ana.pronouns, ana.say_name) == ("3", "she/her", "AH-na")


def test_two_hundred_learners_come_in_quickly_and_in_one_go(notebook: Notebook) -> None:
    text = "Name,ID\n" + "".join(f"Given{n} Family{n},{90000 + n}\n" for n in range(200))
    assert counts(bring_in(notebook, text)) == (200, 0, 0, 0)
    assert counts(bring_in(notebook, text)) == (0, 0, 200, 0)


def test_learners_are_found_by_id_uid_and_name(notebook: Notebook) -> None:
    bring_in(notebook, "Ana López\nBen Ode\n")
    ana = roster.find_student(notebook, "ANA LOPEZ")
    for who in (str(ana.id), ana.uid, "lopez, ana", "ana", "López"):
        assert roster.find_student(notebook, who).uid == ana.uid


@pytest.mark.parametrize("who", ["Ana", "ana lopez"])
def test_an_ambiguous_name_lists_the_candidates(notebook: Notebook, who: str) -> None:
    bring_in(notebook, "Ana López\n", "4B")
    bring_in(notebook, "Ana Lopez\n", "5C")
    with pytest.raises(AskedWronglyError) as caught:
        roster.find_student(notebook, who)
    assert "Ana López (id 1, 4B); Ana Lopez (id 2, 5C)" in caught.value.message


def test_an_unknown_name_lists_those_that_are_near(notebook: Notebook) -> None:
    bring_in(notebook, "Ana López\nBen Ode\n")
    with pytest.raises(AskedWronglyError, match=r"no learner “Lope”.* Ana López \(id 1, 4B\)\.$"):
        roster.find_student(notebook, "Lope")
    with pytest.raises(AskedWronglyError, match="no learner “”"):
        roster.find_student(notebook, "")


def test_a_strange_name_is_kept_as_it_is(notebook: Notebook) -> None:
    group = roster.add_class(notebook, "[/] :smile:")
    name = "[/] :smile: O'Brien-Ñandú"
    roster.add_student(notebook, group.id or 0, f" {name}\n", "李雷\x07", grade="4\t")
    student = roster.find_student(notebook, f"{name} 李雷")
    assert (student.given_name, student.family_name, student.grade) == (name, "李雷", "4")


@pytest.mark.parametrize("name", ["", " \t", "\u200b", "\u3164"])
def test_a_name_that_cannot_be_seen_is_refused(notebook: Notebook, name: str) -> None:
    group = roster.add_class(notebook, "4B")
    student = roster.add_student(notebook, group.id or 0, "Ana")
    for attempt in (
        lambda: roster.add_student(notebook, group.id or 0, name),
        lambda: roster.update_student(notebook, student.id or 0, given_name=name),
        lambda: roster.add_class(notebook, name),
        lambda: roster.update_class(notebook, group.id or 0, name=name),
        lambda: preview(notebook, RosterClass("", ()), name),
    ):
        with pytest.raises(ConferencerError):
            attempt()
    assert names(notebook, "4B") == ["Ana"]


def test_editing_a_learner_keeps_the_names_findable(notebook: Notebook) -> None:
    group = roster.add_class(notebook, "4B")
    student = roster.add_student(notebook, group.id or 0, "Benjamin", "Ode")
    roster.update_student(notebook, student.id or 0, preferred_name="Łucjan", cadence=5)
    found = roster.find_student(notebook, "lucjan ode")
    assert (found.cadence, found.sort_name) == (5, "ode\tbenjamin")
    with pytest.raises(ConferencerError, match="1 to 200"):
        roster.update_student(notebook, student.id or 0, cadence=0)


def test_archived_and_departed_learners_are_listed_only_when_asked(notebook: Notebook) -> None:
    bring_in(notebook, LIST)
    group = roster.class_named(notebook, "4b")
    ana, ben = (roster.find_student(notebook, name) for name in ("Ana", "Ben"))
    roster.archive_student(notebook, ana.id or 0, TODAY)
    roster.end_enrollment(notebook, ben.id or 0, group.id or 0, TODAY)
    assert names(notebook) == ["Cy"]
    assert [one.given_name for one in roster.students_of(notebook, group.id or 0)] == ["Cy"]
    assert len(roster.students_listed(notebook, everyone=True)) == 3


def test_an_archived_learner_comes_back_with_the_list(notebook: Notebook) -> None:
    bring_in(notebook, LIST)
    ana = roster.find_student(notebook, "Ana")
    roster.archive_student(notebook, ana.id or 0, date(2026, 11, 1))
    assert counts(bring_in(notebook, LIST)) == (0, 1, 2, 0)
    assert names(notebook) == ["Cy", "Ana", "Ben"]
    assert counts(bring_in(notebook, LIST)) == (0, 0, 3, 0)


def test_an_archived_class_leaves_the_lists_and_its_name_is_free(notebook: Notebook) -> None:
    bring_in(notebook, LIST)
    group = roster.class_named(notebook, "4B")
    with pytest.raises(ConferencerError, match="already"):
        roster.add_class(notebook, "4b")
    roster.archive_class(notebook, group.id or 0, TODAY)
    assert roster.classes(notebook) == [] and names(notebook) == []
    assert len(roster.classes(notebook, include_archived=True)) == 1
    assert roster.add_class(notebook, "4B", subject="Reading").subject == "Reading"


def test_an_unknown_class_lists_those_there_are(notebook: Notebook) -> None:
    roster.add_class(notebook, "4B")
    with pytest.raises(AskedWronglyError, match="“5C”; the classes are: “4B”"):
        roster.class_named(notebook, "5C")


def test_two_learners_of_one_name_stay_two_and_the_second_leaves_when_one_is_listed(
    notebook: Notebook,
) -> None:
    bring_in(notebook, "Anna Smith\nMo Hu\nAnna Smith\n")
    before = everything(notebook)
    assert counts(bring_in(notebook, "Anna Smith\nMo Hu\nAnna Smith\n")) == (0, 0, 3, 0)
    assert everything(notebook) == before
    shown = bring_in(notebook, "Anna Smith\nMo Hu\n")
    assert counts(shown) == (0, 0, 2, 1)
    assert shown.changes.left[0].id == 3
