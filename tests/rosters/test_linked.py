"""Exports whose people, classes and memberships lie in files of their own."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from conferencer.rosters.reading import read_roster
from conferencer.rosters.shape import Roster
from tests.rosters.exports import CLEVER, EDFI, SDS, SDS_UK, written, zipped


def members(roster: Roster) -> dict[str, list[str]]:
    return {group.name: [row.given_name for row in group.rows] for group in roster.classes}


def test_school_data_sync_is_known_by_its_headings(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path, SDS))
    assert roster.format == "Microsoft School Data Sync"
    assert members(roster) == {"Reading": ["Ana", "Ben"], "Maths": ["Ana"]}
    assert [group.teacher for group in roster.classes] == ["Mo Diaz", ""]
    ana = roster.classes[0].rows[0]
    assert (ana.family_name, ana.grade, ana.outside_ids["sis_id"]) == ("López", "4", "007")
    assert [(one.row, one.reason) for one in roster.not_read] == [
        (5, "a learner who is not in the list of learners"),
        (6, "in this class already"),
        (4, "in none of the classes"),
    ]
    assert roster.notes == ("Left out on purpose: Password, Birthdate.",)
    assert "hunter2" not in repr(roster) and "2016" not in repr(roster)


def test_its_british_headings_and_learners_with_nothing_but_a_username(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path, SDS_UK))
    assert members(roster) == {"Reading": ["ana"]} and not roster.not_read
    assert roster.classes[0].teacher == ""


def test_clever_repeats_a_learner_for_each_contact(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path, CLEVER))
    assert roster.format == "Clever" and members(roster) == {"Reading": ["Ana", "Ben"]}
    ana, ben = roster.classes[0].rows
    assert (ana.grade, ben.grade, ana.home_language) == ("KG", "0", "Spanish")
    assert ana.outside_ids == {"clever_id": "s1", "id": "0017"}
    assert [(one.row, one.reason) for one in roster.not_read] == [
        (3, "the id s1 stands above (row 2)"),
        (4, "a learner who is not in the list of learners"),
    ]
    assert "Race" in roster.notes[0] and "Frl_status" in roster.notes[0]


def test_of_dated_files_only_the_newest_count(tmp_path: Path) -> None:
    roster = read_roster(written(tmp_path, EDFI))
    assert roster.format == "Ed-Fi LMS" and members(roster) == {"Reading": ["Ana"]}
    assert roster.classes[0].teacher == "Mo Diaz"


@pytest.mark.parametrize("files", [SDS, SDS_UK, CLEVER, EDFI])
def test_a_zip_says_the_same_as_the_folder(files: Mapping[str, str], tmp_path: Path) -> None:
    folder = read_roster(written(tmp_path / "folder", files))
    assert read_roster(zipped(tmp_path / "export.zip", files)) == folder


def test_one_of_the_files_stands_for_all_of_them(tmp_path: Path) -> None:
    whole = read_roster(written(tmp_path, SDS))
    assert read_roster(tmp_path / "Student.csv") == whole
