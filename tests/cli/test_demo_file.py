"""`conferencer demo --write`."""

import os
import sqlite3
from pathlib import Path

from tests.cli.conftest import Ask


def test_the_made_up_class_is_written_to_a_file(ask: Ask, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "demo.db"
    answer = ask("demo", "--write", path, "--students", "5", "--conferences", "20")
    assert (answer.code, answer.out) == (0, f"{path}\n")
    listed = ask("students", "--json", "--notebook", path).json
    assert isinstance(listed, list)
    assert len(listed) == 5
    with sqlite3.connect(path) as file:
        assert file.execute("SELECT count(*) FROM conference").fetchone() == (20,)
    assert not home.exists()
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_left_alone(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine")
    assert ask("demo", "--write", path).code == 1
    assert path.read_text() == "mine"


def test_a_class_of_nobody_leaves_no_file(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    assert ask("demo", "--write", path, "--students", "0").code == 1
    assert not path.exists()
