"""Lists from the command line: learners, who is next, next steps, one learner's history."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from conferencer.core.clock import Clock
from conferencer.core.conferences import begin_conference
from conferencer.core.models import Appointment
from conferencer.core.notebook import Notebook
from conferencer.core.roster import add_class, classes, end_enrollment
from conferencer.core.roster_import import apply, preview
from conferencer.rosters.reading import read_pasted
from tests.cli.conftest import HOSTILE, Ask, meet
from tests.conftest import TODAY

READING = [
    ("students",),
    ("students", "--all"),
    ("next",),
    ("steps",),
    ("steps", "--open"),
    ("coverage",),
]


@pytest.fixture
def kept(class_4b: Path) -> Notebook:
    """The notebook with the class in it."""
    return Notebook(class_4b, Clock(TODAY)).open()


def ids(ask: Ask) -> dict[str, int]:
    """Family name and grade -> id."""
    listed = ask("students", "--json").json
    assert isinstance(listed, list)
    return {f"{one['family_name']} {one['grade']}": one["id"] for one in listed}


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_missing_notebook_is_an_empty_one_and_is_not_created(
    command: tuple[str, ...], ask: Ask, home: Path
) -> None:
    answer = ask(*command, "--json")
    assert (answer.code, answer.out, answer.err) == (0, "[]\n", "")
    assert ask(*command).code == 0
    assert not home.exists()


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_lists_are_lists_of_objects(command: tuple[str, ...], ask: Ask, kept: Notebook) -> None:
    meet(kept, 1, step="read")
    listed = ask(*command, "--json").json
    assert isinstance(listed, list)
    assert listed
    assert all(isinstance(one, dict) for one in listed)


@pytest.mark.parametrize("command", [("students",), ("next",), ("steps",), ("slips",)])
def test_an_unknown_class_is_answered_with_the_classes(
    command: tuple[str, ...], ask: Ask, class_4b: Path
) -> None:
    answer = ask(*command, "--class", "9Z")
    assert answer.code == 2
    assert "“4B”" in answer.err
    assert ask(*command, "--class", "4b").code in (0, 1)


def test_the_table_of_learners_is_aligned_whatever_the_script(ask: Ask, class_4b: Path) -> None:
    lines = ask("students").out.splitlines()
    assert lines[0].split() == ["id", "learner", "grade", "class"]
    starts = {cell_len(line[: line.rindex("4B")]) for line in lines[1:]}
    assert len(starts) == 1
    assert any(HOSTILE in line for line in lines)


def test_a_bidi_control_in_a_name_reaches_no_further(ask: Ask, class_4b: Path) -> None:
    (line,) = [line for line in ask("students").out.splitlines() if "Évil" in line]
    assert "\u2068\u202eBo Évil\u202c\u2069" in line


def test_names_stand_literally_in_json(ask: Ask, class_4b: Path) -> None:
    assert "O'Brien-Ñandú 李雷" in ask("students", "--json").out


def test_json_is_whole_in_a_terminal_that_knows_no_such_letters(class_4b: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "conferencer", "students", "--json"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert any(
        one["family_name"].endswith("李雷") for one in json.loads(done.stdout.decode("ascii"))
    )


def test_next_has_a_row_for_everybody_with_the_same_fields_and_a_reason(
    ask: Ask, kept: Notebook
) -> None:
    with kept.write() as session:
        session.add(Appointment(student_id=3, planned_on=TODAY))
    students, rows = ask("students", "--json").json, ask("next", "--json").json
    assert isinstance(students, list)
    assert isinstance(rows, list)
    assert len(rows) == len(students) == 4
    assert (rows[0]["id"], rows[0]["reason"]) == (3, "appointment today")
    assert students[0].keys() - {"classes", "former_classes", "left_on"} <= rows[0].keys()
    assert all(row["reason"] and row["class"] == "4B" for row in rows)
    assert "appointment today" in ask("next").out.splitlines()[1]


def test_a_learner_of_two_classes_is_next_once(ask: Ask, kept: Notebook) -> None:
    add_class(kept, "Chess")
    (chess,) = read_pasted("First,Last,Email\nAna,Lopez,\nIda,Berg,\n").classes
    apply(kept, preview(kept, chess, "Chess"))
    with kept.write() as session:
        from conferencer.core.models import Enrollment

        session.add(Enrollment(student_id=1, class_id=2, joined_on=TODAY - timedelta(days=9)))
    rows = ask("next", "--json").json
    assert isinstance(rows, list)
    listed = [row["id"] for row in rows]
    assert len(listed) == len(set(listed))
    text = ask("next").out
    assert text.splitlines()[0].split() == ["id", "learner", "class", "why"]
    assert "Chess" in text
    assert "4B" not in ask("next", "--class", "Chess").out


def test_next_follows_the_school_days_of_the_settings(ask: Ask, home: Path, class_4b: Path) -> None:
    (home / "settings.toml").write_text('school_weekdays = ["noday"]\n', "utf-8")
    answer = ask("next")
    assert answer.code == 1
    assert answer.err.count("\n") == 1


def test_steps_are_told_with_the_learner_and_the_earliest_first(ask: Ask, kept: Notebook) -> None:
    meet(kept, 2, step="later", step_due="in 2 weeks")
    meet(kept, 1, step=f"sooner {HOSTILE}", step_due="fri")
    steps = ask("steps", "--open", "--json").json
    assert isinstance(steps, list)
    assert [step["due_on"] for step in steps] == ["2026-11-27", "2026-12-06"]
    assert steps[0]["student"] == HOSTILE
    assert {"text", "status", "owner", "when_cue", "student_id"} <= steps[0].keys()
    text = ask("steps").out.splitlines()
    assert text[1].startswith("2026-11-27  open")
    assert text[1].endswith(f"sooner {HOSTILE}")
    assert len(ask("steps", "--class", "4B").out.splitlines()) == 3


def test_open_steps_leave_out_those_that_are_done(ask: Ask, kept: Notebook) -> None:
    from conferencer.core.next_steps import close_step, open_steps

    meet(kept, 1, step="one")
    (step,) = open_steps(kept, 1)
    assert step.id
    close_step(kept, step.id, "done")
    assert ask("steps", "--open", "--json").json == []
    assert len(ask("steps", "--json").out) > 10


def test_a_learner_is_found_by_id_uid_and_name(ask: Ask, kept: Notebook) -> None:
    listed = ask("students", "--json").json
    assert isinstance(listed, list)
    (wanted,) = [one for one in listed if one["id"] == 1]
    for who in ("1", wanted["uid"], HOSTILE, HOSTILE.lower(), "o'brien-nandu"):
        told = ask("history", who, "--json").json
        assert isinstance(told, dict)
        assert told["student"]["uid"] == wanted["uid"]
    assert ask("history", *HOSTILE.split(), "--json").code == 0


def test_two_learners_of_the_same_name_are_both_offered(ask: Ask, class_4b: Path) -> None:
    answer = ask("history", "ana lopez")
    assert (answer.code, answer.out) == (2, "")
    for name, number in ids(ask).items():
        assert (f"id {number}" in answer.err) == name.startswith("Lopez")


def test_an_unknown_learner_is_asked_wrongly(ask: Ask, class_4b: Path, tmp_path: Path) -> None:
    for args in (("history", "Zoltan"), ("slips", "Zoltan"), ("history", "99")):
        assert ask(*args).code == 2
        assert ask(*args, "--notebook", tmp_path / "none.db").code == 2


def test_history_comes_as_text_markdown_and_json(ask: Ask, kept: Notebook) -> None:
    begin_conference(kept, 1, 1, TODAY)
    meet(kept, 1, victories=f"I did [b]{HOSTILE}[/b]")
    assert f"Victories: I did [b]{HOSTILE}[/b]" in ask("history", "1").out
    assert "I did \\[b\\]" in ask("history", "1", "--format", "markdown").out
    assert ask("history", "1", "--format", "json").json == ask("history", "1", "--json").json


def test_another_programs_file_is_refused_in_one_line(ask: Ask, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"not a database at all " * 100)
    for command in ("students", "next", "steps", "slips"):
        answer = ask("--notebook", foreign, command)
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.count("\n") == 1
    assert ask("--notebook", tmp_path, "students").code == 1


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_a_notebook_that_may_not_be_read_is_one_line(ask: Ask, class_4b: Path) -> None:
    class_4b.chmod(0)
    answer = ask("students")
    assert answer.code == 1
    assert answer.err.count("\n") == 1


def test_the_list_of_all_tells_who_has_left_and_when(ask: Ask, kept: Notebook) -> None:
    (group,) = classes(kept)
    assert group.id is not None
    end_enrollment(kept, 2, group.id, TODAY - timedelta(days=2))
    told = ask("students", "--all", "--json").json
    assert isinstance(told, list)
    left = {one["id"]: (one["classes"], one["former_classes"], one["left_on"]) for one in told}
    assert left[2] == ([], ["4B"], "2026-11-20")
    assert left[1] == (["4B"], [], None)
    assert ask("students", "--all").out.count("4B (left 2026-11-20)") == 1
    assert "left" not in ask("students").out
