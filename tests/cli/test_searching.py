"""Search from the command line: hits for people and for programs; nothing is an error."""

from datetime import timedelta
from pathlib import Path

import pytest

from conferencer.core.clock import Clock
from conferencer.core.notebook import Notebook
from tests.cli.conftest import HOSTILE, Ask, meet
from tests.conftest import TODAY


@pytest.fixture
def kept(class_4b: Path) -> Path:
    """The class, with two conferences."""
    notebook = Notebook(class_4b, Clock(TODAY)).open()
    meet(notebook, 1, victories="I read the small [b]plums[/b].\nThen \x1b[31mI\u202e slept.")
    meet(notebook, 2, victories="Plums again, Łódź", step="eat plums")
    notebook.close()
    return class_4b


def test_a_missing_notebook_is_an_empty_one_and_is_not_created(ask: Ask, home: Path) -> None:
    assert ask("search", "plums", "--json").out == "[]\n"
    assert ask("search", "plums").out == "Nothing was found.\n"
    assert not home.exists()


def test_hits_are_told_one_below_the_other(ask: Ask, kept: Path) -> None:
    answer = ask("search", "plums")
    assert (answer.code, answer.err) == (0, "")
    blocks = answer.out.rstrip("\n").split("\n\n")
    assert blocks[0].startswith("Ana Lopez") and "Sun 22 Nov" in blocks[0]
    assert [block.splitlines()[1] for block in blocks] == [
        "  “eat plums”",
        "  “Plums again, Łódź”",
        "  “I read the small [b]plums[/b].”",
    ]
    assert HOSTILE in blocks[2]
    assert "\x1b" not in ask("search", "slept").out
    assert ask("search", "small", "plums").out == ask("search", '"small', 'b plums"').out


def test_programs_get_the_names_of_the_tables(ask: Ask, kept: Path) -> None:
    (hit,) = ask("search", "lodz", "said:learner", "--json").json  # type: ignore[misc]
    assert hit["table"] == "note" and hit["field"] == "victories" and hit["voice"] == "learner"
    assert hit["text"] == "Plums again, Łódź" and hit["day"] == TODAY.isoformat()
    assert [hit["sentence"][a:b] for a, b in hit["spans"]] == ["Łódź"]
    assert hit["student"] == "Ana Lopez" and hit["class"] == "4B"
    assert hit["status"] == "met" and not hit["earlier_years"] and hit["conference_uid"]


def test_what_is_not_understood_is_said_beside(ask: Ask, kept: Path) -> None:
    answer = ask("search", "from:soon", "eat", "plums")
    assert answer.code == 0 and "eat plums" in answer.out
    assert answer.err.startswith("conferencer: from: wants a day")
    assert ask("search", "?!*").out == "Type a word to look for.\n"
    assert "more than these 1" in ask("search", "plums", "--most", "1").err
    unknown = ask("search", "plums", "--class", "9Z")
    assert unknown.code == 2 and "4B" in unknown.err
    assert len(ask("search", "plums", "--class", "4b", "--best", "--json").json) == 3  # type: ignore[arg-type]


def test_a_notebook_that_may_only_be_read_is_searched_all_the_same(ask: Ask, kept: Path) -> None:
    assert ask("search", "plums").code == 0
    kept.chmod(0o400)
    answer = ask("search", "plums")
    assert answer.code == 0 and "eat plums" in answer.out


@pytest.mark.slow
def test_a_purge_leaves_no_purged_word_in_the_index(ask: Ask, kept: Path, tmp_path: Path) -> None:
    assert "again" in ask("search", "again").out and b"plums again" in kept.read_bytes()
    later = (TODAY + timedelta(days=400)).isoformat()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFERENCER_TODAY", later)
        before, report = (TODAY + timedelta(days=1)).isoformat(), tmp_path / "report.txt"
        assert ask("purge", "--before", before, "--yes", "--out", report).code == 0
        assert ask("search", "again", "--json").out == "[]\n"
    for path in [kept, *kept.parent.rglob("*.db")]:
        assert b"plums again" not in path.read_bytes()
