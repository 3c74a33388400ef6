"""Workbooks, every sheet of them."""

import zipfile
from pathlib import Path

import pytest

from conferencer.core.errors import ConferencerError
from conferencer.rosters.reading import read_roster
from tests.rosters.exports import workbook


def test_a_sheet_is_read_like_a_table_whatever_the_file_is_called(tmp_path: Path) -> None:
    rows = [["Room 4"], [], ["First", "Last", "ID", "Password"], ["Ana", "López", 17, "hunter2"]]
    roster = read_roster(workbook(tmp_path / "list.csv", {"Sheet1": rows}))
    (ana,) = roster.classes[0].rows
    assert (ana.given_name, ana.family_name, ana.outside_ids["id"]) == ("Ana", "López", "17")
    assert roster.notes == ("Left out on purpose: Password.",)


def test_sheets_are_classes_and_a_sheet_without_learners_is_named(tmp_path: Path) -> None:
    sheets = {
        "4A": [["First", "Last"], ["Ana", "López"]],
        "4B": [["First", "Last"], ["Ben", "Ode"], ["Cy", "Hu"]],
        "Prices": [["Item", "Price"], ["Pen", 2]],
    }
    roster = read_roster(workbook(tmp_path / "list.xlsx", sheets))
    assert [(group.name, len(group.rows)) for group in roster.classes] == [("4A", 1), ("4B", 2)]
    assert [one.reason for one in roster.not_read] == ["no learners on the sheet “Prices”"]


def test_a_damaged_workbook_is_refused_in_a_sentence(tmp_path: Path) -> None:
    for name, data in (("old.xls", b"\xd0\xcf\x11\xe0 and no more"), ("new.xlsx", b"")):
        path = tmp_path / name
        path.write_bytes(data)
        if not data:
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("[Content_Types].xml", "<nothing/>")
        with pytest.raises(ConferencerError, match="nothing was changed"):
            read_roster(path)


def test_a_workbook_that_unpacks_without_end_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as member:
            for _ in range(11):
                member.write(bytes(10_000_000))
    with pytest.raises(ConferencerError, match="too large"):
        read_roster(path)
