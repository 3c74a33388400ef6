"""What stands above, below and between the names of a list, and names that stand twice."""

from pathlib import Path

import pytest

from conferencer.core.errors import ConferencerError
from conferencer.rosters.reading import read_pasted, read_roster
from tests.rosters.test_everyday_lists import names, rows

MIXED = "1. Émile Zola\n3) Łukasz Żak\n4 Björk\n- Tom van Dijk\n• Ana\nMo Hu\n"
FIVE = [("Émile", "Zola"), ("Łukasz", "Żak"), ("Björk", ""), ("Tom", "van Dijk"), ("Ana", "")]
FORM = (
    "Timestamp,Email Address,What is your first name?,What is your last name?,"
    "What grade are you in?,What are your pronouns?\n"
    "9/1/2026 8:00:00,ana@x.org,Ana,López,4,she/her\n"
)


def test_numbers_and_bullets_go_also_where_only_some_lines_have_them() -> None:
    assert names(read_pasted(MIXED)) == [*FIVE, ("Mo", "Hu")]


@pytest.mark.parametrize(
    "text",
    ["Łukasz Żak, 4\nAna Ode\nMo Hu\n", "Łukasz Żak, 4\nAna Ode, 4", "Łukasz Żak - 4\nAna Ode"],
)
def test_a_number_after_a_name_is_the_grade_and_no_name(text: str) -> None:
    roster = read_pasted(text)
    assert names(roster)[:2] == [("Łukasz", "Żak"), ("Ana", "Ode")]
    assert rows(roster)[0].grade == "4"


def test_numbered_pseudonyms_stay_whole() -> None:
    assert names(read_pasted("Student 1\nStudent 2\n")) == [("Student 1", ""), ("Student 2", "")]


@pytest.mark.parametrize("title", ["Period 2 - Ms. Rivera", "Room 12", "Teacher: Mo Smith"])
@pytest.mark.parametrize("below", ["Ana Ode\nCy Hu\n", "Ode, Ana\nHu, Cy\n", "Ode;Ana\nHu;Cy\n"])
def test_a_line_about_the_class_above_the_names_is_no_learner(title: str, below: str) -> None:
    roster = read_pasted(f"{title}\n{below}")
    assert names(roster) == [("Ana", "Ode"), ("Cy", "Hu")]
    assert [(one.row, one.reason) for one in roster.not_read] == [(1, "a title, not a name")]


def test_two_learners_of_one_name_are_both_kept_where_nothing_tells_them_apart() -> None:
    for text in ("Anna Smith\nMo Hu\nAnna Smith\n", "Name\nAnna Smith\nMo Hu\nAnna Smith\n"):
        roster = read_pasted(text)
        assert len(rows(roster)) == 3 and not roster.not_read


def test_a_stray_nul_is_dropped_and_the_other_letters_stay(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    for mark in (b"", b"\xef\xbb\xbf"):
        file.write_bytes(mark + "First,Last\nZo\0ë,Peña\nJürgen,Müller\n".encode())
        assert names(read_roster(file)) == [("Zoë", "Peña"), ("Jürgen", "Müller")]


def test_the_questions_of_a_form_are_headings() -> None:
    (ana,) = rows(read_pasted(FORM))
    assert (ana.given_name, ana.family_name, ana.email) == ("Ana", "López", "ana@x.org")
    assert (ana.grade, ana.pronouns) == ("4", "she/her")
    assert names(read_pasted("Timestamp,What is your full name?\n1,Mo Hu\n")) == [("Mo", "Hu")]


def test_a_first_row_of_questions_about_other_things_is_never_a_learner() -> None:
    with pytest.raises(ConferencerError, match="No column"):
        read_pasted("Who are you?,Which book?\nAna Ode,Holes\nCy Hu,Wonder\n")
    assert names(read_pasted("Who is here?\nAna Ode\nCy Hu\n")) == [("Ana", "Ode"), ("Cy", "Hu")]


def test_a_question_about_somebody_else_names_no_learner() -> None:
    text = "What is your name?,What is your mother's first name?,Your dog's name?\nAna Ode,Jo,Rex\n"
    assert names(read_pasted(text)) == [("Ana", "Ode")]


def test_a_row_without_a_class_is_of_the_only_class_there_is() -> None:
    (group,) = read_pasted("Class,Name\n4A,Ana Ode\n,Cy Hu\n4A,Mo Wu\n").classes
    assert (group.name, len(group.rows)) == ("4A", 3)


def test_a_row_without_a_class_among_several_is_reported() -> None:
    roster = read_pasted("Class,Name\n4A,Ana Ode\n,Cy Hu\n4B,Mo Wu\n")
    assert [group.name for group in roster.classes] == ["4A", "4B"]
    assert [(one.row, one.reason) for one in roster.not_read] == [(3, "no class in this row")]


@pytest.mark.parametrize(
    "text",
    [
        'Student,ID\nAna Ode,77\n"Student, Test",78\n',
        "Name,Grade\nAna Ode,4\nTotal,1\n",
        "First,Last\nAna,Ode\nSumme,1\n",
        "Ana Ode\nTotal,2\n",
    ],
)
def test_totals_and_the_test_student_are_no_learners(text: str) -> None:
    roster = read_pasted(text)
    assert names(roster) == [("Ana", "Ode")]
    assert len(roster.not_read) == 1


def test_a_heading_with_nobody_below_is_refused_in_a_sentence() -> None:
    with pytest.raises(ConferencerError, match="no learner's name"):
        read_pasted("Name\n")
