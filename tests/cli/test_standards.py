"""Standards from the command line: shown, brought in, found; for people and for programs."""

from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.standards.files import CSP, READING


@pytest.fixture
def reading(tmp_path: Path) -> Path:
    """A framework in a file."""
    path = tmp_path / "reading.json"
    path.write_bytes(READING)
    return path


def test_a_framework_is_shown_brought_in_and_found(ask: Ask, reading: Path, home: Path) -> None:
    shown = ask("standards", "import", reading, "--dry-run")
    assert shown.code == 0 and "4 new: Foundations, RF.4.1" in shown.out and not home.exists()
    refused = ask("standards", "import", reading)
    assert refused.code == 2 and "--yes" in refused.err and not home.exists()
    assert "Brought in: “Reading”." in ask("standards", "import", reading, "--yes").out
    again = ask("standards", "import", reading, "--yes")
    assert again.code == 0 and "nothing to do" in again.out
    found = ask("standards", "search", "4.2", "rf")
    assert found.out.splitlines()[1].split() == ["RF.4.2", "Second", "Reading"]
    assert "Reading" in ask("standards", "list").out


def test_programs_get_every_entry_of_the_file(ask: Ask, reading: Path, tmp_path: Path) -> None:
    other = tmp_path / "math"
    other.write_bytes(CSP)
    assert ask("standards", "import", reading, "--json").code == 2
    first, second = ask("standards", "import", reading, other, "--yes", "--json").json  # type: ignore[misc]
    assert [len(first[kind]) for kind in ("new", "changed", "unchanged", "not_read")] == [
        4,
        0,
        0,
        0,
    ]
    assert second["framework"] == "Math, Grade 4" and second["identifier"] == "SET1"
    again = ask("standards", "import", other, "--dry-run", "--json").json
    assert isinstance(again, dict) and len(again["unchanged"]) == 3
    (hit,) = ask("standards", "search", "4.C", "--json").json  # type: ignore[misc]
    assert (hit["code"], hit["statement"], hit["withdrawn"]) == ("4.C", "c", False)
    assert [one["standards"] for one in ask("standards", "list", "--json").json] == [3, 4]  # type: ignore[attr-defined]


def test_without_a_notebook_there_is_nothing_and_nothing_is_created(ask: Ask, home: Path) -> None:
    assert ask("standards", "search", "rf", "--json").out == "[]\n"
    assert "import FILE" in ask("standards", "search", "rf").out
    assert ask("standards", "list", "--json").out == "[]\n" and not home.exists()


def test_what_is_no_framework_stops_it_before_the_first(
    ask: Ask, reading: Path, tmp_path: Path, home: Path
) -> None:
    roster = tmp_path / "4B.csv"
    roster.write_text("First,Last\nAna,Lopez\n", "utf-8")
    answer = ask("standards", "import", reading, roster, "--yes")
    assert answer.code == 1 and answer.err.count("\n") == 1 and not home.exists()
    assert ask("standards").code == ask("standards", "imprt", "x").code == 2
