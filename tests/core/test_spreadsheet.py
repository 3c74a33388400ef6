"""CSV that a spreadsheet may open: nothing runs, and every text comes back."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.spreadsheet import ENCODING, Sheet, guarded, unguarded

RUN = "=+-@\t\r\n"
"""What a cell may not begin with."""
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.sampled_from("='+-@ \t\r\n,;\"a\ufeff\u202e")),
)


@given(TEXTS)
def test_no_guarded_cell_can_run_and_each_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple(RUN))
    assert not guarded(text).lstrip(" \ufeff\u202e").startswith(tuple("=+-@"))


@pytest.mark.parametrize("text", ["'tis", "don't", "", "a=1", "3", "“=", "Ana Lopez", "' quoted '"])
def test_a_harmless_cell_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@pytest.mark.parametrize("text", ['=cmd|" /C calc"!A0', "  +1", "-1", "@SUM(A1)", "＝1", "'=1"])
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text


@given(rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=4))
def test_a_file_comes_back_as_it_was(rows: list[list[str]], tmp_path_factory) -> None:
    path: Path = tmp_path_factory.mktemp("csv") / "sheet.csv"
    sheet = Sheet(path, ["one", "two", "three"])
    for row in rows:
        sheet.add(row)
    sheet.close()
    with path.open(encoding=ENCODING, newline="") as file:
        heads, *found = csv.reader(file)
    assert heads == ["one", "two", "three"]
    assert [[unguarded(cell) for cell in row] for row in found] == rows


def test_a_file_is_utf_8_with_a_mark_and_rfc_4180(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "sheet.csv", ["name", "says"])
    sheet.add(["Łucja", 'two\nlines, "quoted"'])
    sheet.add([None, {"id": "=1"}])
    sheet.add([-1, "李雷"])
    sheet.close()
    written = (tmp_path / "sheet.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfname,says\r\n")
    assert 'Łucja,"two\nlines, ""quoted"""\r\n' in written.decode()
    assert ',"{""id"": ""=1""}"\r\n\'-1,李雷\r\n' in written.decode()
    assert (tmp_path / "sheet.csv").stat().st_mode & 0o777 == 0o600
