"""The purge as a person meets it: shown first, asked for by a word, and reported."""

import os
import re
import stat
from pathlib import Path

import pytest

from conferencer.core.backups import backups_of
from tests.cli.conftest import Answer, Ask
from tests.cli.test_importing import at_a_terminal, needs_a_terminal
from tests.core.long_ago import BEFORE, copy_of, made_once, planted

DAY = BEFORE.isoformat()
NAMES = {"xqgonename0"}
"""What of the planted words may be shown: the name of a learner who goes whole."""


@pytest.fixture
def kept_for_long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The planted class, not to be changed."""
    return made_once(tmp_path_factory)


@pytest.fixture
def planted_class(
    kept_for_long: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The planted class where the program looks for it; the present folder is another one."""
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return copy_of(kept_for_long, home)


def every_byte(folder: Path) -> dict[Path, bytes]:
    """All files below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def problems(answer: Answer) -> list[str]:
    """The lines that say what is wrong; that it takes a while is no problem."""
    return [line for line in answer.err.splitlines() if line.startswith("conferencer: ")]


def words_in(text: str) -> set[str]:
    """The planted words in a text."""
    return set(re.findall("xq(?:gone|stays)[a-z]+0", text))


def test_purge_shows_what_would_go_and_without_a_terminal_stops_there(
    ask: Ask, planted_class: Path
) -> None:
    before = every_byte(planted_class.parent)
    answer = ask("purge", "--before", DAY)
    assert answer.code == 2 and "--yes" in answer.err and len(problems(answer)) == 1
    assert every_byte(planted_class.parent) == before and not list(Path.cwd().iterdir())
    assert "before Sat 1 Aug 2026" in answer.out and "cannot be undone" in answer.out
    assert "5 conferences with their notes" in answer.out
    assert "Ana xqstaysname0: 3 conferences with their notes" in answer.out
    assert "1 next step that is open" in answer.out and "1 goal that is active" in answer.out
    for backup in backups_of(planted_class):
        assert f"{backup}: would be written anew" in answer.out


def test_purge_with_yes_does_it_and_writes_a_report_for_oneself(
    ask: Ask, planted_class: Path
) -> None:
    answer = ask("purge", "--before", DAY, "--yes")
    assert answer.code == 0 and not problems(answer)
    assert planted(planted_class.parent) == {}
    report = Path.cwd() / f"purge-{DAY}.txt"
    assert str(report) in answer.out and list(Path.cwd().iterdir()) == [report]
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    told = report.read_text("utf-8")
    assert words_in(told) == words_in(answer.out) == {*NAMES, "xqstaysname0"}
    assert "Leo xqgonename0" in told and "Purged on Sun 22 Nov 2026" in told
    for backup in backups_of(planted_class):
        assert f"{backup}: written anew and checked" in told
    again = ask("purge", "--before", DAY, "--yes")
    assert again.code == 0 and "nothing from before" in again.out
    assert list(Path.cwd().iterdir()) == [report]


def test_a_report_is_written_over_nothing_but_what_was_named(
    ask: Ask, planted_class: Path, tmp_path: Path
) -> None:
    mine = Path.cwd() / f"purge-{DAY}.txt"
    mine.write_text("somebody's list")
    assert ask("purge", "--before", DAY, "--yes").code == 0
    assert mine.read_text() == "somebody's list"
    assert "Purged on" in mine.with_name(f"purge-{DAY}-2.txt").read_text("utf-8")
    named = tmp_path / "report.txt"
    named.write_text("an older report")
    assert ask("purge", "--before", "2026-11-10", "--yes", "--out", named).code == 0
    assert "Tue 10 Nov 2026" in named.read_text("utf-8")


def test_nothing_is_purged_where_the_report_has_no_place(
    ask: Ask, planted_class: Path, tmp_path: Path
) -> None:
    before = every_byte(planted_class.parent)
    nowhere = tmp_path / "none" / "report.txt"
    answer = ask("purge", "--before", DAY, "--yes", "--out", nowhere)
    assert answer.code == 1 and len(problems(answer)) == 1 and "no folder" in answer.err
    assert every_byte(planted_class.parent) == before


@pytest.mark.parametrize(
    "day", ["today", "2026-11-22", "2027-08-01", "1 may", "tomorrow", "soon", ""]
)
def test_a_day_that_is_not_in_the_past_is_refused(ask: Ask, planted_class: Path, day: str) -> None:
    before = every_byte(planted_class.parent)
    answer = ask("purge", "--before", day, "--yes")
    assert answer.code == 2 and answer.out == "" and len(problems(answer)) == 1
    assert every_byte(planted_class.parent) == before


def test_purge_needs_a_day_and_a_notebook(ask: Ask, home: Path) -> None:
    assert ask("purge", "--yes").code == 2
    answer = ask("purge", "--before", DAY, "--yes")
    assert answer.code == 1 and "no notebook" in answer.err and not home.exists()


def test_a_backup_that_cannot_be_written_anew_is_named_with_exit_1(
    ask: Ask, planted_class: Path
) -> None:
    damaged = backups_of(planted_class)[2]
    damaged.write_bytes(damaged.read_bytes()[:9000])
    answer = ask("purge", "--before", DAY, "--yes")
    assert answer.code == 1 and len(problems(answer)) == 1 and str(damaged) in answer.err
    assert set().union(*planted(planted_class.parent).values()) == {damaged.name}
    report = (Path.cwd() / f"purge-{DAY}.txt").read_text("utf-8")
    assert f"{damaged}: not written anew, and may hold on to what goes" in report
    again = ask("purge", "--before", DAY, "--yes")
    assert again.code == 1 and str(damaged) in again.err, "as long as it is there"
    damaged.unlink()
    assert ask("purge", "--before", DAY, "--yes").code == 0


@needs_a_terminal
@pytest.mark.parametrize("typed", ["y", "purge it"])
def test_anything_but_the_word_changes_nothing(ask: Ask, planted_class: Path, typed: str) -> None:
    before = every_byte(planted_class.parent)
    code, shown = at_a_terminal(f"{typed}\n", "purge", "--before", DAY)
    assert code == 0 and "Nothing was changed" in shown
    assert every_byte(planted_class.parent) == before and not list(Path.cwd().iterdir())


@pytest.mark.slow
@needs_a_terminal
def test_the_word_typed_at_a_terminal_does_it(ask: Ask, planted_class: Path) -> None:
    code, shown = at_a_terminal("purge\n", "purge", "--before", "1 aug 2026")
    assert code == 0 and "Type `purge`" in shown and "Purged. 11 files" in shown
    assert planted(planted_class.parent) == {}
    assert words_in(shown) == {*NAMES, "xqstaysname0"}


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_leaves_all_as_it_was(
    ask: Ask, planted_class: Path
) -> None:
    planted_class.parent.chmod(0o500)
    try:
        answer = ask("purge", "--before", DAY, "--yes")
    finally:
        planted_class.parent.chmod(0o700)
    assert answer.code == 1 and "not finished" in answer.err
